"""A consent read, answered and signed by a patient who sees nothing of it but what is told."""

import pytest

from tests.accessibility.conftest import STRANGER

PAGES_MOST = 40
CHECKED = (0, 8)  # a section and a risk
FORWARD = ("I understand", "Read on", "Next", "Skip")


@pytest.fixture
def reader(signed_in):
    """A screen reader that has been given the patient's screen."""
    signed_in.act(signed_in.find("check box", "Today"))
    signed_in.act(signed_in.find("button", f"Open the session of {STRANGER} Vasquez"))
    site = signed_in.find("check box", "Procerus midline")
    signed_in.act(site)
    signed_in.act(signed_in.find("button", "Take consent now"))
    signed_in.act(signed_in.find_starting("button", "Hand the screen to the patient"))
    signed_in.find("button", "Yes, this is me")
    return signed_in


def press(reader, name):
    """Press a button once the page lets it; the page may have come this moment."""

    def is_done():
        found = reader.things("button", name, is_whole=True)
        if not found:
            return True
        reader.act(found[0])
        return False

    reader.until(is_done, f"{name} leads on")


def turn(reader, turned):
    """Read a page to its end, or understand its risk, until another one is announced."""

    def is_turned():
        for button in reader.things("button"):
            if button.name in FORWARD:
                reader.act(button)
                break
        return len(reader.announced()) > turned

    reader.until(is_turned, "another page comes")


def check_names(reader):
    """Whatever can be worked on a page has a name."""
    things = [t for t in reader.things() if t.actions or "focusable" in t.states]
    assert [t for t in things if not t.name.strip() and t.role != "scroll bar"] == []


def test_a_consent_is_signed_by_a_typed_name_over_the_bus(reader):
    assert reader.things("label", f"{STRANGER} Vasquez")
    check_names(reader)
    press(reader, "Yes, this is me")
    for page in range(PAGES_MOST):
        told = reader.announced()
        if told[-1].startswith("Your decision"):
            break
        if page in CHECKED:
            check_names(reader)
        turn(reader, len(told))
    check_names(reader)
    assert sum("risk 12 of 12" in words for words in told) == 1
    assert any(words.startswith("Neck pain. ") for words in told)
    press(reader, "Type my name instead")
    reader.write(reader.find("", "Your full name"), f"{STRANGER} Vasquez")

    def is_thanked():
        for button in reader.things("button", "Sign", is_whole=True):
            reader.act(button)
        return reader.things("", "Thank you", is_whole=True)

    reader.until(is_thanked, "the patient is thanked")
    assert any(words.startswith("Thank you") for words in reader.announced())
