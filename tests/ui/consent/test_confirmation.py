"""The short consent before a later treatment: one press, one stroke, one press."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from clinicapp.domain.consent.record import ConsentKind, ConsentStatus
from tests.ui.consent.hands import Finger, Hand, Keys, seen

SMALL = (1024, 720)


@pytest.fixture
def screen(make_screen, confirmation):
    return make_screen(confirmation.id)


def test_it_is_done_with_one_press_one_stroke_and_one_press(screen, seconds, records, confirmation):
    hand = Hand(screen, seconds)
    hand.press("nothing_changed")
    hand.draw()
    hand.press("agree_and_sign")
    after = records.consent(confirmation.id)
    assert hand.count == 3
    assert (after.kind, after.status) == (ConsentKind.CONFIRMATION, ConsentStatus.SIGNED)
    assert after.nothing_changed
    assert screen.step.kind == "thanks"


def test_so_it_is_with_one_finger_at_the_largest_text_of_the_least_window(
    make_screen, seconds, records, confirmation
):
    screen = make_screen(confirmation.id, SMALL)
    finger = Finger(screen, seconds, QTest.createTouchDevice())
    finger.press("text_large")
    finger.press("nothing_changed")
    finger.draw()
    finger.press("agree_and_sign")
    assert records.consent(confirmation.id).is_signed


def test_so_it_is_with_keys_alone(screen, seconds, records, confirmation):
    keys = Keys(screen, seconds)
    keys.press("nothing_changed")
    keys.press("type_name")
    keys.type("Elena Vasquez")
    keys.press("agree_and_sign")
    assert records.consent(confirmation.id).is_signed


def test_what_has_changed_is_kept_in_words(screen, seconds, records, confirmation):
    hand = Hand(screen, seconds)
    hand.press("something_changed")
    hand.draw()
    hand.press("agree_and_sign")
    assert screen.notice.text.startswith("Write what has changed first")
    hand.write("change_text", "a new blood thinner")
    hand.press("agree_and_sign")
    after = records.consent(confirmation.id)
    assert (after.nothing_changed, after.change) == (False, "a new blood thinner")
    assert after.is_signed


def test_who_begins_to_tell_of_a_change_cannot_sign_that_there_is_none(
    screen, seconds, records, confirmation
):
    hand = Hand(screen, seconds)
    hand.press("nothing_changed")
    hand.draw()
    hand.press("something_changed")
    hand.press("agree_and_sign")
    assert records.consent(confirmation.id).is_open
    hand.press("nothing_changed")
    hand.press("agree_and_sign")
    assert records.consent(confirmation.id).is_signed


def test_without_an_answer_it_is_not_signed(screen, seconds, records, confirmation):
    hand = Hand(screen, seconds)
    hand.draw()
    hand.press("agree_and_sign")
    assert records.consent(confirmation.id).is_open
    assert screen.notice.isVisible()


def test_name_birth_date_and_the_signed_words_are_on_the_page(screen, seconds, confirmation):
    page = screen.page
    assert page.title.plain == "Elena María Vasquez, born March\u00a014, 1984"
    answers = page.view.texts.answers
    assert page._agree.plain == answers.still_agree
    assert page.same.words.replace("\n", " ") == answers.nothing_changed


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", ["small", "middle", "large"])
def test_the_answers_stay_in_the_least_window(make_screen, seconds, confirmation, language, size):
    screen = make_screen(confirmation.id, SMALL)
    hand = Hand(screen, seconds)
    hand.press(f"text_{size}")
    if language == "es":
        hand.press("es")
    hand.press("something_changed")
    QApplication.processEvents()
    assert (screen.width(), screen.height()) == SMALL
    for name in ("decline", "not_today", "agree_and_sign", "nothing_changed", "type_name"):
        button = seen(screen, QAbstractButton, name)
        assert button.visibleRegion().boundingRect() == button.rect(), name


def test_that_something_has_changed_is_kept_before_it_is_written_what(
    make_screen, seconds, records, confirmation
):
    screen = make_screen(confirmation.id)
    hand = Hand(screen, seconds)
    hand.press("nothing_changed")
    hand.press("something_changed")
    kept = records.consent(confirmation.id)
    assert (kept.nothing_changed, kept.change) == (False, "")
    again = make_screen(confirmation.id)
    other = Hand(again, seconds)
    other.draw()
    other.press("agree_and_sign")
    assert not records.consent(confirmation.id).patient_has_signed
    other.write("change_text", "A new pill")
    other.press("agree_and_sign")
    assert records.consent(confirmation.id).change == "A new pill"
    assert records.consent(confirmation.id).patient_has_signed
