"""The patient's screen by mouse: one thing at a time, all of it on record as it happens."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from clinicapp.commands.consent_signing import draw_stroke
from clinicapp.commands.consents import close_question, name_interpreter
from clinicapp.domain.consent.record import ConsentStatus, Interpreter, RiskReply, SignerRole
from clinicapp.domain.errors import StoreError
from clinicapp.ui.consent.reading import PatientText
from tests.factories import new_id
from tests.ui.consent.hands import Hand, mouse, on_pad, seen, staff_sign, stroke

SMALL = (1024, 720)  # the least window of the program


def test_a_consent_is_read_answered_and_signed(hand, records, consent, act, staff):
    hand.read_to_the_decision()
    hand.draw()
    hand.press("agree_and_sign")
    after = records.consent(consent.id)
    assert after.patient_has_signed
    assert {s.section for s in after.seen} == {s.id for s in records.texts_of(after).sections}
    assert len(after.answers) == 12
    assert hand.screen.step.kind == "thanks"
    assert staff_sign(records, consent.id, act).status is ConsentStatus.SIGNED


def test_it_begins_with_who_it_is_and_asks_for_the_staff_if_it_is_another(hand, records, consent):
    page = hand.screen.page
    assert page.title.plain == "Is this you?"
    assert page._name.plain == "Elena María Vasquez"
    assert page._born.plain == "born March\u00a014, 1984"
    hand.press("identity_no")
    assert hand.screen.notice.text.startswith("Give this device back to the staff.")
    assert records.consent(consent.id).identity_confirmed_at is None
    hand.press("identity_yes")
    assert records.consent(consent.id).identity_confirmed_at is not None
    assert hand.screen.step.about == "what"


def test_a_section_counts_as_seen_only_at_its_end(hand, screen, records, consent):
    hand.press("identity_yes")
    hand.press("text_large")
    screen._turn_to(next(s for s in screen._steps if s.about == "serious"))
    QApplication.processEvents()
    reading = screen.page.card.reading
    assert screen.page.next.words == "Read on"
    for _page in range(9):
        assert not records.consent(consent.id).has_seen("serious")
        if screen.page.next.words == "Next":
            break
        hand.press("go_on")
    assert reading.verticalScrollBar().value() == reading.verticalScrollBar().maximum()
    hand.press("go_on")
    assert records.consent(consent.id).has_seen("serious")
    assert screen.step.about == "tell"


def test_text_is_drawn_along_with_a_finger(hand, screen, qtbot):
    hand.press("identity_yes")
    hand.press("text_large")
    screen._turn_to(next(s for s in screen._steps if s.about == "serious"))
    reading = screen.page.card.reading
    qtbot.waitUntil(lambda: reading.verticalScrollBar().maximum() > 200)
    hand.glide(reading.viewport(), [QPoint(200, 300), QPoint(200, 200), QPoint(200, 100)])
    assert reading.verticalScrollBar().value() == 200


def test_a_risk_shows_what_was_said_and_can_be_answered_anew(hand, screen, records, consent):
    hand.press("identity_yes")
    screen._turn_to(screen._steps[6])
    assert screen.page.title.plain == "Neck pain"
    hand.press("refuse_risk")
    assert screen.page.title.plain == "Headache"
    assert records.consent(consent.id).refused_risks == ("neck-pain",)
    hand.press("go_back")
    refuse = seen(screen, QAbstractButton, "refuse_risk")
    assert refuse.property("kind") == "choice"
    hand.press("understand_risk")
    answer = records.consent(consent.id).answer_to("neck-pain")
    assert answer.reply is RiskReply.UNDERSTOOD


def test_a_question_waits_for_the_staff_and_its_answer_is_shown(
    hand, screen, records, consent, act
):
    hand.press("identity_yes")
    screen._turn_to(screen._steps[7])
    hand.press("ask_question")
    hand.write("question_text", "Can I drive home?")
    hand.press("question_keep")
    (question,) = records.consent(consent.id).open_questions
    assert (question.about, question.text) == ("headache", "Can I drive home?")
    assert screen.step.about == "migraine"
    screen._turn_to(screen._steps[-1])
    assert "Give the device back to the staff." in texts_on(screen.page)
    hand.press("open_headache")
    screen._hub.run(close_question, consent.id, question.id, "Yes, you can.")
    assert "The answer: Yes, you can." in texts_on(screen.page)


def texts_on(page):
    QApplication.processEvents()
    return " ".join(text.plain for text in page.findChildren(PatientText) if text.isVisible())


def test_a_bare_mark_is_a_question_and_going_back_leaves_none(hand, screen, records, consent):
    hand.press("identity_yes")
    hand.press("ask_question")
    hand.press("question_close")
    assert records.consent(consent.id).questions == ()
    hand.press("ask_question")
    hand.press("question_keep")
    assert [q.text for q in records.consent(consent.id).open_questions] == [""]
    assert screen.step.about == "what"


def test_a_question_is_kept_while_it_is_typed(hand, qtbot, records, consent):
    hand.press("identity_yes")
    hand.press("ask_question")
    hand.write("question_text", "Will it")
    qtbot.waitUntil(lambda: [q.text for q in records.consent(consent.id).questions] == ["Will it"])


def test_own_words_are_kept_and_may_stay_empty(hand, screen, records, consent):
    screen._turn_to(screen._steps[-2])
    assert screen.page.next.words == "Skip"
    hand.write("own_words", "small shots, my neck may hurt")
    assert screen.page.next.words == "Next"
    hand.press("go_on")
    assert records.consent(consent.id).teach_back == "small shots, my neck may hurt"
    assert screen.step.kind == "decision"


def test_the_decision_lists_what_is_open_and_leads_there(hand, screen):
    hand.press("identity_yes")
    screen._turn_to(screen._steps[-1])
    page = screen.page
    assert not page.signing.isVisible()
    assert len(page.open_buttons) == 9 + 12
    assert page.open_buttons[0].words == "Read: What is Botox, and why is it used?"
    hand.press("agree_and_sign")
    hand.press("open_what")
    assert screen.step.about == "what"
    hand.press("go_on")
    assert screen.step.about == "happens"


def test_signing_with_something_open_only_says_so(hand, screen, records, consent):
    hand.read_to_the_decision()
    draw_stroke(records, consent.id, SignerRole.PATIENT, 0, stroke(), "E", act=screen._hub.act())
    screen._hub.run(
        name_interpreter, consent.id, Interpreter(name="", number="", language=""), True
    )
    assert "The staff still have to write down who helps you." in texts_on(screen.page)
    hand.press("agree_and_sign")
    assert screen.notice.text == "Some things are still open. They are listed here."
    assert not records.consent(consent.id).patient_has_signed


def test_a_tap_or_an_empty_field_is_no_signature(hand, screen, records, consent):
    hand.read_to_the_decision()
    hand.press("agree_and_sign")
    assert screen.notice.text == "Sign in the field first, or type your name."
    hand.draw([(0.5, 0.5)])
    assert len(records.consent(consent.id).signature(SignerRole.PATIENT).strokes) == 1
    hand.press("agree_and_sign")
    assert not records.consent(consent.id).patient_has_signed


def test_strokes_are_undone_cleared_and_replaced_by_a_typed_name(hand, screen, records, consent):
    hand.read_to_the_decision()
    hand.draw()
    hand.draw([(0.6, 0.3), (0.8, 0.6)])
    hand.press("undo_stroke")
    assert len(records.consent(consent.id).signature(SignerRole.PATIENT).strokes) == 1
    hand.press("clear_signature")
    assert records.consent(consent.id).signature(SignerRole.PATIENT) is None
    hand.draw()
    hand.press("type_name")
    hand.write("typed_name", "Elena Vasquez")
    hand.press("agree_and_sign")
    signature = records.consent(consent.id).signature(SignerRole.PATIENT)
    assert (signature.typed, signature.strokes) == ("Elena Vasquez", ())
    assert signature.signed_at is not None


def test_nothing_moves_under_the_hand_that_signs(hand, screen, qtbot, records, consent):
    hand.read_to_the_decision()
    pad = screen.page.signing.pad
    way = on_pad(pad, [(0.1 + 0.05 * n, 0.3 + 0.02 * n) for n in range(12)])
    places = set()
    mouse(pad, QEvent.Type.MouseButtonPress, way[0], 1000)
    for place, point in enumerate(way[1:], 1):
        mouse(pad, QEvent.Type.MouseMove, point, 1000 + place)
        if place % 4 == 0:
            pad._tell_growth()
        QApplication.processEvents()
        places.add((pad.mapTo(screen, QPoint(0, 0)).toTuple(), pad.size().toTuple()))
    mouse(pad, QEvent.Type.MouseButtonRelease, way[-1], 1100)
    QApplication.processEvents()
    assert len(places) == 1
    (drawn,) = records.consent(consent.id).signature(SignerRole.PATIENT).strokes
    steps = {b[0] - a[0] for a, b in pairwise(drawn.points)}
    assert max(steps) - min(steps) <= 2


@pytest.mark.parametrize(
    ("button", "status"),
    [("decline", ConsentStatus.DECLINED), ("not_today", ConsentStatus.POSTPONED)],
)
def test_no_and_not_today_are_taken_with_or_without_a_reason(
    hand, screen, records, consent, button, status
):
    hand.press("identity_yes")
    screen._turn_to(screen._steps[-1])
    hand.press(button)
    hand.press("end_back")
    assert records.consent(consent.id).is_open
    hand.press(button)
    hand.write("end_reason", "I want to think")
    hand.press("end_confirm")
    after = records.consent(consent.id)
    assert (after.status, after.said_by) == (status, "Elena María Vasquez")
    assert after.reason == "I want to think"
    assert screen.step.kind == "thanks"
    assert [b for b in screen.page.findChildren(QAbstractButton) if b.isVisible()] == []


@pytest.mark.parametrize(
    ("button", "status"),
    [("decline", ConsentStatus.DECLINED), ("not_today", ConsentStatus.POSTPONED)],
)
def test_the_patient_can_stop_on_any_page(hand, screen, records, consent, button, status):
    hand.press("stop")
    hand.press("stop_back")
    assert screen.step.kind == "identity"
    hand.press("identity_yes")
    for step in screen._steps[1:-1]:
        screen._turn_to(step)
        assert screen.top.stop.isVisible()
    hand.press("stop")
    assert not screen.top.stop.isVisible()
    three = [seen(screen, QAbstractButton, n) for n in ("decline", "not_today", "stop_back")]
    assert len({one.size().toTuple() for one in three}) == 1
    hand.press(button)
    hand.press("end_confirm")
    assert records.consent(consent.id).status is status
    assert not screen.top.stop.isVisible()


def test_a_reason_to_stop_is_kept_as_it_is_written_and_goes_with_a_signature(
    hand, screen, make_screen, seconds, records, consent
):
    hand.press("stop")
    hand.press("decline")
    hand.write("end_reason", "I am afr")
    seen(screen, QWidget, "end_reason").keep()
    again = make_screen(consent.id)
    other = Hand(again, seconds)
    other.press("stop")
    other.press("not_today")
    assert seen(again, QWidget, "end_reason").text() == "I am afr"
    other.press("end_back")
    other.read_to_the_decision()
    assert not again.top.stop.isVisible()
    other.draw()
    other.press("agree_and_sign")
    signed = staff_sign(records, consent.id, screen._hub.act())
    assert (signed.status, signed.reason) == (ConsentStatus.SIGNED, "")


def test_a_double_tap_never_answers_the_next_risk(hand, screen, records, consent):
    hand.press("identity_yes")
    screen._turn_to(screen._steps[6])
    hand.press("understand_risk")
    hand.press("understand_risk", after=0.1)
    hand.press("understand_risk", after=0.3)
    assert [a.risk for a in records.consent(consent.id).answers] == ["neck-pain"]
    assert screen.step.about == "headache"
    hand.press("understand_risk", after=0.2)
    assert len(records.consent(consent.id).answers) == 2


def test_it_opens_again_where_it_was_left(hand, make_screen, seconds, records, consent):
    hand.press("identity_yes")
    for _section in range(3):
        hand.press("go_on")
    again = make_screen(consent.id)
    assert again.step.about == "alternatives"


def test_killed_in_the_middle_of_a_stroke_it_opens_with_what_was_drawn(
    hand, screen, make_screen, qtbot, records, consent
):
    hand.read_to_the_decision()
    hand.draw([(0.1, 0.3), (0.2, 0.6), (0.3, 0.3)])
    pad = screen.page.signing.pad
    points = on_pad(pad)
    mouse(pad, QEvent.Type.MouseButtonPress, points[5], 1000)
    mouse(pad, QEvent.Type.MouseMove, points[6], 1010)
    kept = records.consent

    def strokes():
        return kept(consent.id).signature(SignerRole.PATIENT).strokes

    qtbot.waitUntil(lambda: len(strokes()) == 2)
    mouse(pad, QEvent.Type.MouseMove, points[7], 1020)  # and here the power fails
    again = make_screen(consent.id)
    assert again.step.kind == "decision"
    assert again.page.signing.pad.strokes == strokes()
    assert len(strokes()[1].points) >= 2


def test_another_language_asks_for_everything_again_and_keeps_what_was_read(
    hand, screen, records, consent
):
    hand.press("identity_yes")
    hand.press("go_on")
    hand.press("es")
    assert records.consent(consent.id).language == "es"
    assert screen.page.title.plain == "¿Qué le van a hacer?"
    assert screen.notice.text.startswith("Aún no ha leído todas las partes en Español.")
    hand.press("notice_act")
    assert screen.page.title.plain == "¿Qué es Botox y para qué se usa?"
    hand.press("en")
    assert records.consent(consent.id).has_seen("what")
    assert screen.top.part.full_text == "Part 2 of 12: What is Botox, and why is it used?"


def test_what_cannot_be_saved_is_said_and_the_page_stays(hand, screen, records, monkeypatch):
    hand.press("identity_yes")

    def full(*_args, **_kwargs):
        raise StoreError("The disk is full.", remedy="Make room.")

    monkeypatch.setattr(records, "edit_consent", full)
    hand.press("go_on")
    assert screen.step.about == "what"
    assert screen.notice.text == "This could not be saved. Tell the staff."
    assert screen.notice.detail == "The disk is full. Nothing was saved. Make room."


def test_a_consent_that_is_over_opens_with_thanks(hand, make_screen, consent):
    hand.press("identity_yes")
    hand.screen._turn_to(hand.screen._steps[-1])
    hand.press("decline")
    hand.press("end_confirm")
    again = make_screen(consent.id)
    assert again.step.kind == "thanks"
    assert "You have decided against the treatment." in texts_on(again.page)


def test_one_that_cannot_be_found_is_not_opened(screen, act):
    assert not screen.open_consent(new_id())
