"""The staff's page of a consent: head, open points, questions, people, and how it ends."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from clinicapp.commands.consent_texts import record_consent_review
from clinicapp.commands.consents import begin_confirmation, begin_consent, say_in_own_words
from clinicapp.commands.patients import correct_patient
from clinicapp.domain.consent.record import ConsentStatus, SignerRole
from tests.factories import new_id
from tests.ui.pages.consent_hands import asked, begun, later, patient_signed, read, signed
from tests.ui.theme.dressing import dress


@pytest.fixture
def consent(records, stranger, act):
    return begun(records, stranger, act)


def now(page):
    return page.hub.records.consent(page.consent.id)


def answer_of(page, risk):
    QApplication.processEvents()
    found = page.answers.findChildren(QWidget, f"answer_{risk}")
    return next(line for line in found if not line.isHidden()).accessibleName()


# the head ----------------------------------------------------------------------------------------
def test_the_head_says_whose_consent_it_is_and_where_it_stands(show_consent, consent):
    page, _ = show_consent(consent)
    assert page.head.title.text() == "Consent for the course of treatment"
    assert page.head.tag.text() == "being taken"
    words = page.head.words.full_text
    assert words == "Elena María Vasquez · English · version 2026.1 · on the screen"
    assert page.head.moments.text() == "Begun 22 Nov 2026 14:02 by Mara Okafor, MD"
    assert not page.head.another.isVisible()


def test_it_says_until_a_clinician_has_reviewed_the_words(
    show_consent, records, staff, act, consent
):
    page, _ = show_consent(consent)
    assert page.head.review.isVisible()
    administrator = type(act)(staff.administrator, act.at)
    record_consent_review(records, "en", "Mara Okafor, MD", date(2026, 11, 20), act=administrator)
    page.open_consent(consent.id)
    assert not page.head.review.isVisible()


def test_a_consent_that_is_not_there_is_refused(show_consent, consent):
    page, _ = show_consent(consent)
    assert not page.open_consent(new_id())
    assert page.notice.isVisible()
    assert page.consent.id == consent.id


def test_a_corrected_name_is_shown_at_once(show_consent, hub, consent, stranger):
    page, _ = show_consent(consent)
    hub.run(correct_patient, type(stranger)(**_fields(stranger, given_name="Elena")))
    assert page.head.words.full_text.startswith("Elena Vasquez")


def _fields(patient, **changes):
    return {name: getattr(patient, name) for name in patient.__slots__} | changes


# what is open ------------------------------------------------------------------------------------
def test_what_is_open_is_told_in_plain_words(show_consent, consent):
    page, _ = show_consent(consent)
    assert page.open_points.lines == (
        "The patient has not confirmed name and birth date",
        "All 10 sections are still to be shown",
        "All 12 risks are still to be answered",
        "Signature: Patient",
        "Signature: Clinician who explained",
    )


def test_the_screen_is_handed_over_by_one_press(qtbot, show_consent, consent):
    page, hands = show_consent(consent)
    assert page.open_points.hand_over.hasFocus()
    with qtbot.waitSignal(page.hand_over_wanted) as told:
        hands.press("hand_over")
    assert told.args == [consent.id]


def test_there_is_nothing_to_hand_over_once_the_patient_has_signed(
    show_consent, records, stranger, act
):
    page, hands = show_consent(patient_signed(records, stranger, act))
    assert not hands.offers("hand_over")
    assert page.open_points.lines == ("Signature: Clinician who explained",)


def test_an_administrator_looks_and_changes_nothing(show_consent, consent, staff):
    page, hands = show_consent(consent, person=staff.administrator)
    for act in ("hand_over", "go_on_on_paper", "open_decline", "open_mistake"):
        assert not hands.offers(act)
    assert "physician or nurse" in page.open_points.sentence
    assert not page.people.isVisible()


def test_what_the_patient_does_elsewhere_is_shown_at_once(show_consent, hub, consent, act):
    from clinicapp.commands.consents import confirm_identity

    page, _ = show_consent(consent)
    hub.run(confirm_identity, consent.id)
    assert page.open_points.lines[0] == "All 10 sections are still to be shown"


# questions ---------------------------------------------------------------------------------------
def test_a_physician_answers_and_closes_a_question(show_consent, records, consent, act):
    asked(records, read(records, consent, act), act)
    page, hands = show_consent(consent)
    (row,) = page.questions.rows
    assert row.answer.edit.hasFocus()
    assert row.close_act.property("kind") == "primary"
    hands.press("close_question")
    assert row.answer.error == "Write what you told the patient."
    assert now(page).open_questions
    hands.write(row.answer, "Most often a week or two.")
    hands.press("close_question")
    (question,) = now(page).questions
    assert question.answer == "Most often a week or two."
    assert question.closed_by == act.by.id
    texts = [found.text() for found in page.questions.findChildren(QLabel)]
    assert "Answer: Most often a week or two." in texts
    assert "Asked 22 Nov 2026 14:02 · answered 22 Nov 2026 14:02 by Mara Okafor, MD" in texts
    assert page.open_points.hand_over.property("kind") == "primary"


def test_a_nurse_sees_the_question_and_who_may_answer_it(
    show_consent, records, consent, act, staff
):
    asked(records, consent, act, about="what", text="")
    page, hands = show_consent(consent, person=staff.nurse)
    assert not hands.offers("close_question")
    assert page.questions.sentence == "Answered in the role of physician only."
    texts = [found.text() for found in page.questions.findChildren(QLabel)]
    assert "Marked, without words" in texts


def test_an_answer_that_is_being_typed_stays_when_another_question_comes(
    show_consent, hub, records, consent, act
):
    from clinicapp.commands.consents import ask_question

    asked(records, consent, act)
    page, _ = show_consent(consent)
    QTest.keyClicks(page.questions.rows[0].answer.edit, "Often a")
    hub.run(ask_question, consent.id, "headache", "")
    assert [row.answer.text for row in page.questions.rows] == ["Often a", ""]


# who signs ---------------------------------------------------------------------------------------
def test_a_representative_is_kept_as_it_is_written(show_consent, consent):
    page, hands = show_consent(consent)
    hands.choose(page.people.signer, "representative")
    assert "Name of the representative" in page.open_points.lines
    hands.write(page.people.name, "Luis Vasquez")
    hands.choose(page.people.relationship, "spouse-partner")
    hands.write(page.people.authority, "Health care proxy")
    who = now(page).representative
    assert (who.name, who.relationship) == ("Luis Vasquez", "spouse-partner")
    assert who.authority == "Health care proxy"
    assert "Signature: Representative of the patient" in page.open_points.lines
    hands.choose(page.people.signer, "patient")
    assert now(page).representative is None


def test_an_interpreter_is_kept_by_name_or_number(show_consent, consent):
    page, hands = show_consent(consent)
    hands.choose(page.people.needs, "yes")
    assert "Name or number of the interpreter" in page.open_points.lines
    hands.write(page.people.number, "INT-4471")
    assert "Language of the interpreter" in page.open_points.lines
    hands.write(page.people.language, "Polish")
    who = now(page).interpreter
    assert (who.name, who.number, who.language) == ("", "INT-4471", "Polish")
    hands.choose(page.people.needs, "no")
    assert (now(page).needs_interpreter, now(page).interpreter) == (False, None)


def test_who_signs_stands_fast_once_the_patient_has_signed(show_consent, records, stranger, act):
    page, _ = show_consent(patient_signed(records, stranger, act))
    assert not page.people.isVisible()


# what the patient said ---------------------------------------------------------------------------
def test_answers_stand_with_their_times_and_refused_ones_are_marked(
    show_consent, records, consent, act
):
    page, _ = show_consent(consent)
    assert answer_of(page, "neck-pain") == "Neck pain no answer yet"
    read(records, consent, later(act, minutes=3), refused=("bronchitis",))
    say_in_own_words(records, consent.id, "It may help, and my neck may hurt.", act=act)
    page.open_consent(consent.id)
    assert answer_of(page, "neck-pain") == "Neck pain understood 14:05"
    assert answer_of(page, "bronchitis") == "Bronchitis does not accept 14:05"
    assert page.answers.sentence == "1 risk is not accepted."
    assert page.answers.own_words.text() == "It may help, and my neck may hurt."


def test_a_risk_read_in_another_language_has_the_staffs_name_as_well(
    show_consent, records, stranger, act
):
    taken = begin_consent(records, stranger.id, "es", act.by.id, act=act).after
    read(records, taken, act)
    asked(records, taken, act)
    page, _ = show_consent(records.consent(taken.id))
    assert answer_of(page, "neck-pain").startswith("Neck pain · Dolor de cuello understood")
    assert page.questions.rows[0].accessibleName().startswith("Neck pain · Dolor de cuello")
    assert "Open question about: Neck pain" in page.open_points.lines


def test_a_confirmation_shows_what_has_changed(show_consent, records, patient, act):
    consent = begin_confirmation(records, patient.id, act=act).after
    page, hands = show_consent(consent)
    assert page.head.title.text() == "Re-confirmation before a session"
    said = page.answers.findChild(QLabel, "said_change")
    assert said.text() == "Not said yet whether anything has changed"
    assert not hands.offers("go_on_on_paper")
    assert not page.signatures.blocks[SignerRole.CLINICIAN].isVisible()


# how it ends -------------------------------------------------------------------------------------
def test_a_decline_keeps_who_said_it_and_what(show_consent, consent):
    page, hands = show_consent(consent)
    hands.press("open_decline")
    hands.write(page.end.said_by["decline"], " ")
    hands.press("decline_act")
    assert page.end.said_by["decline"].error == "Write the name."
    assert now(page).is_open
    hands.write(page.end.said_by["decline"], "Elena Vasquez")
    hands.write(page.end.reason["decline"], "I am afraid of needles.")
    hands.press("decline_act")
    assert now(page).status is ConsentStatus.DECLINED
    assert page.head.tag.text() == "declined"
    assert page.head.said.text() == "Elena Vasquez declined: I am afraid of needles."


def test_not_today_needs_no_reason(qtbot, show_consent, consent, stranger):
    page, hands = show_consent(consent)
    hands.press("open_postpone")
    hands.press("postpone_act")
    assert now(page).status is ConsentStatus.POSTPONED
    words = "Elena María Vasquez does not decide today: no reason given"
    assert page.head.said.text() == words
    with qtbot.waitSignal(page.another_wanted) as told:
        hands.press("another_full_consent")
    assert told.args == [stranger.id]


def test_a_consent_begun_by_mistake_needs_a_reason(show_consent, consent):
    page, hands = show_consent(consent)
    hands.press("open_mistake")
    hands.press("mistake_act")
    assert page.end.reason["mistake"].error == "Write what went wrong."
    hands.write(page.end.reason["mistake"], "Wrong patient")
    hands.press("mistake_act")
    assert now(page).status is ConsentStatus.ENTERED_IN_ERROR
    assert page.head.said.text() == "Begun by mistake: Wrong patient"
    assert not page.end.isVisible()


def test_a_signed_consent_is_withdrawn_with_words(show_consent, records, stranger, act):
    page, hands = show_consent(signed(records, stranger, act))
    assert not hands.offers("open_decline")
    hands.press("open_withdraw")
    hands.press("withdraw_act")
    assert page.end.reason["withdraw"].error == "Write what was said."
    assert now(page).withdrawal is None
    hands.write(page.end.reason["withdraw"], "I want to wait.")
    hands.press("withdraw_act")
    assert now(page).withdrawal.reason == "I want to wait."
    assert page.head.tag.text() == "withdrawn"
    assert not hands.offers("open_withdraw")


def test_a_second_press_does_not_hit_what_has_just_appeared(
    show_consent, records, stranger, act, seconds
):
    page, hands = show_consent(patient_signed(records, stranger, act))
    hands.stroke(SignerRole.CLINICIAN)
    hands.press("sign_clinician")
    seconds.now -= 1
    hands.press("decline_copy")
    assert page.consent.is_signed
    assert now(page).copy_given is None
    hands.press("decline_copy")
    assert now(page).copy_given.how == "declined"


# keys and sizes ----------------------------------------------------------------------------------
def test_escape_folds_what_is_open_and_then_leads_back(qtbot, show_consent, consent):
    page, hands = show_consent(consent)
    hands.press("open_decline")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert page.end.forms["decline"].isHidden()
    with qtbot.waitSignal(page.back_wanted):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)


def test_tab_leads_through_the_page_as_it_is_read(show_consent, consent):
    page, _ = show_consent(consent)
    page.head.back.setFocus()
    seen = []
    while (held := QApplication.focusWidget()) not in seen:
        seen.append(held)
        QTest.keyClick(held, Qt.Key.Key_Tab)
    order = [seen.index(w) for w in (page.open_points.hand_over, page.people.signer.chips[0])]
    order.append(seen.index(page.end.acts["decline"]))
    assert order == sorted(order)


@pytest.mark.parametrize(("size", "scale"), [((1204, 704), 1.0), ((1204, 704), 1.5)])
def test_nothing_is_cut_off_at_the_side(qapp, show_consent, records, stranger, act, size, scale):
    dress(qapp, "light", scale)
    try:
        page, _ = show_consent(begun(records, stranger, act), size=size)
        QApplication.processEvents()
        assert page.width() == size[0]
        wanted = page.scroller.widget().minimumSizeHint().width()
        assert wanted <= page.scroller.viewport().width()
    finally:
        dress(qapp)
