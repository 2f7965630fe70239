from dataclasses import replace

import pytest

from clinicapp.catalog.consent_texts import load_consent_texts
from clinicapp.domain.consent.editing import (
    LINE_MAX,
    check_edited,
    next_version,
    on_shipped,
)
from clinicapp.domain.consent.texts import digest_of_texts
from clinicapp.domain.errors import InputError
from tests.factories import RESOURCES

SHIPPED = load_consent_texts(RESOURCES / "consent", "en")


def with_section(texts, section_id, change):
    sections = [change(s) if s.id == section_id else s for s in texts.sections]
    return replace(texts, sections=tuple(sections))


def with_item(texts, item_id, **changes):
    def change(section):
        items = [replace(i, **changes) if i.id == item_id else i for i in section.items]
        return replace(section, items=tuple(items))

    return with_section(texts, item_id.split(".")[0], change)


def with_risk(texts, code, **changes):
    risks = [replace(r, **changes) if r.code == code else r for r in texts.risks]
    return replace(texts, risks=tuple(risks))


def item_of(texts, item_id):
    items = texts.section(item_id.split(".")[0]).items
    return next(i for i in items if i.id == item_id)


def refusal(edited):
    with pytest.raises(InputError) as refused:
        check_edited(SHIPPED, edited)
    return refused.value.happened


def test_words_may_be_changed_and_are_kept_tidy():
    edited = with_item(SHIPPED, "happens.time", text="  It takes\n about 20 minutes. ")
    edited = with_risk(edited, "headache", text=" You may get a headache. ")
    edited = with_section(edited, "rights", lambda s: replace(s, heading="What you may do "))
    kept = check_edited(SHIPPED, replace(edited, title=" Consent for Botox "))
    assert item_of(kept, "happens.time").text == "It takes about 20 minutes."
    assert kept.risk("headache").text == "You may get a headache."
    assert kept.section("rights").heading == "What you may do"
    assert kept.title == "Consent for Botox"


def test_a_line_with_changed_words_says_that_its_source_no_longer_has_them():
    edited = with_item(SHIPPED, "happens.time", text="It takes about 20 minutes.")
    kept = check_edited(SHIPPED, with_risk(edited, "headache", name="A headache"))
    assert item_of(kept, "happens.time").source.endswith("; words changed by the clinic")
    assert kept.risk("headache").source.endswith("; words changed by the clinic")
    assert item_of(kept, "what.botox") == item_of(SHIPPED, "what.botox")
    again = check_edited(SHIPPED, kept)
    assert again == kept
    back = check_edited(
        SHIPPED, with_item(kept, "happens.time", text=item_of(SHIPPED, "happens.time").text)
    )
    assert item_of(back, "happens.time") == item_of(SHIPPED, "happens.time")


def test_an_item_that_is_not_locked_may_be_turned_on_and_off():
    edited = with_item(SHIPPED, "happens.time", is_shown=False)
    kept = check_edited(SHIPPED, with_item(edited, "serious.context", is_shown=True))
    assert not item_of(kept, "happens.time").is_shown
    assert item_of(kept, "serious.context").is_shown


def test_no_risk_can_be_dropped_doubled_or_moved():
    risks = SHIPPED.risks
    for wrong in (risks[1:], risks[:-1], risks[::-1], (*risks, risks[0]), ()):
        assert "All 12 risks" in refusal(replace(SHIPPED, risks=wrong))


@pytest.mark.parametrize("code", [r.code for r in SHIPPED.risks])
def test_the_figures_and_the_wording_of_a_risk_cannot_be_changed(code):
    figures = tuple(replace(f, with_botox="1") for f in SHIPPED.risk(code).figures)
    for change in (
        {"figures": figures},
        {"figures": ()},
        {"wording": "harmless"},
        {"is_most_common": not SHIPPED.risk(code).is_most_common},
    ):
        told = refusal(with_risk(SHIPPED, code, **change))
        assert SHIPPED.risk(code).name in told


def test_no_section_or_item_can_be_dropped_or_moved():
    sections = SHIPPED.sections
    assert "section is missing" in refusal(replace(SHIPPED, sections=sections[1:]))
    assert "section is missing" in refusal(replace(SHIPPED, sections=sections[::-1]))
    for wrong in (lambda items: items[1:], lambda items: items[::-1]):
        edited = with_section(SHIPPED, "rights", lambda s, w=wrong: replace(s, items=w(s.items)))
        assert refusal(edited) == "An item of “Your rights” is missing, or not in its place."


def test_what_is_locked_is_shown_to_everybody_and_stays_locked():
    assert "always shown" in refusal(with_item(SHIPPED, "rights.no", is_shown=False))
    assert "locked" in refusal(with_item(SHIPPED, "rights.no", is_locked=False))
    assert "locked" in refusal(with_item(SHIPPED, "rights.no", when="extras_planned"))
    assert "locked" in refusal(with_item(SHIPPED, "happens.extra", when=""))


def test_no_words_may_be_left_out():
    assert refusal(replace(SHIPPED, title=" ")) == "There are no words in the title."
    assert "a line of “Your rights”" in refusal(with_item(SHIPPED, "rights.no", text="\n"))
    assert "“Headache”" in refusal(with_risk(SHIPPED, "headache", text=""))
    assert "“Headache”" in refusal(with_risk(SHIPPED, "headache", name=""))
    emptied = with_section(SHIPPED, "rights", lambda s: replace(s, heading=""))
    assert "the heading of “Your rights”" in refusal(emptied)


def test_a_line_is_not_endless_and_holds_nothing_unseen():
    assert "too many words" in refusal(with_item(SHIPPED, "rights.no", text="a" * (LINE_MAX + 1)))
    assert "cannot be seen" in refusal(with_item(SHIPPED, "rights.no", text="You can\u202esay no."))


def test_a_heading_that_begins_a_sentence_keeps_its_colon():
    edited = with_section(SHIPPED, "tell", lambda s: replace(s, heading="Tell us if you"))
    assert "must end with a colon" in refusal(edited)
    fine = with_section(SHIPPED, "tell", lambda s: replace(s, heading="Tell us now if you:"))
    assert check_edited(SHIPPED, fine).section("tell").heading == "Tell us now if you:"


def test_the_words_of_the_answers_and_the_language_are_fixed():
    answers = replace(SHIPPED.answers, refuse="No")
    assert "answers" in refusal(replace(SHIPPED, answers=answers))
    assert "another language" in refusal(replace(SHIPPED, language="es"))


def test_versions_of_the_clinic_are_numbered_after_the_shipped_one():
    assert next_version("2026.1", []) == "2026.1-1"
    assert next_version("2026.1", ["2026.1"]) == "2026.1-1"
    assert next_version("2026.1", ["2026.1", "2026.1-1"]) == "2026.1-2"
    assert next_version("2026.1", ["2026.1-10", "2026.1-9", "2026.1-2"]) == "2026.1-11"
    assert next_version("2026.2", ["2026.1-7", "2026.2"]) == "2026.2-1"
    assert next_version("2026.1", ["2026x1-5", "2026.1-a", "2026.10-3"]) == "2026.1-1"


def test_a_clinics_words_are_laid_on_what_a_later_program_ships():
    words = with_item(SHIPPED, "happens.time", text="It takes about 20 minutes.", is_shown=False)
    words = check_edited(SHIPPED, with_risk(words, "headache", text="You may get a headache."))
    older = with_section(words, "rights", lambda s: replace(s, items=s.items[1:]))
    older = replace(
        with_risk(older, "neck-pain", figures=()),
        answers=replace(words.answers, sign="Sign here"),
        version="2025.1-4",
    )
    laid = on_shipped(SHIPPED, older)
    assert check_edited(SHIPPED, laid) == laid
    assert digest_of_texts(replace(laid, version=words.version)) == digest_of_texts(words)


def test_laying_never_turns_off_what_is_locked_now():
    older = with_item(SHIPPED, "rights.no", is_locked=False, is_shown=False)
    assert item_of(on_shipped(SHIPPED, older), "rights.no").is_shown
