"""The staff's page of a consent: signatures, the copy, and the proof."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from clinicapp.commands.consent_endings import postpone_consent
from clinicapp.commands.consents import name_interpreter
from clinicapp.domain.consent.record import Interpreter, SignerRole
from clinicapp.domain.consent.texts import digest_of_texts
from clinicapp.ui.widgets.pdf_pages import PdfPages
from tests.ui.pages.consent_hands import (
    begun,
    draw,
    patient_signed,
    read,
    signed,
    with_witness,
)

CLINICIAN, WITNESS, INTERPRETER = (
    SignerRole.CLINICIAN,
    SignerRole.WITNESS,
    SignerRole.INTERPRETER,
)


@pytest.fixture
def waiting(records, stranger, act):
    """A consent that only the clinician has still to sign."""
    return patient_signed(records, stranger, act)


def now(page):
    return page.hub.records.consent(page.consent.id)


def block(page, role):
    return page.signatures.blocks[role]


def in_sight(page, widget):
    view = page.scroller.viewport()
    top = widget.mapTo(view, widget.rect().topLeft()).y()
    return top >= 0 and top + widget.height() <= view.height()


# signing -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", [(1204, 704), (948, 624)])
def test_the_clinicians_part_is_one_stroke_and_one_press(qtbot, show_consent, waiting, size):
    page, hands = show_consent(waiting, size=size)
    made = block(page, CLINICIAN)
    qtbot.waitUntil(lambda: in_sight(page, made.pad) and in_sight(page, made.sign))
    assert made.pad.isEnabled()
    assert made.sign.hasFocus()
    hands.stroke(CLINICIAN)
    hands.press("sign_clinician")
    after = now(page)
    assert after.is_signed
    assert after.signature(CLINICIAN).name == "Mara Okafor, MD"
    assert page.head.tag.text() == "signed"


def test_the_last_signature_brings_the_copy(show_consent, waiting):
    page, hands = show_consent(waiting)
    assert not page.copy.isVisible()
    hands.stroke(CLINICIAN)
    hands.press("sign_clinician")
    assert page.copy.isVisible()
    assert page.copy.pdf == page.hub.records.consent_copy(waiting.id)
    assert page.copy.print_act.hasFocus()
    assert not hands.offers("sign_clinician")
    assert not page.open_points.isVisible()


def test_a_stroke_is_kept_as_it_is_drawn_and_taken_back(show_consent, waiting):
    page, hands = show_consent(waiting)
    hands.stroke(CLINICIAN)
    hands.stroke(CLINICIAN, ((0.2, 0.8), (0.9, 0.7)))
    drawn = now(page).signature(CLINICIAN)
    assert len(drawn.strokes) == 2
    assert drawn.signed_at is None
    hands.press("undo_clinician")
    assert len(now(page).signature(CLINICIAN).strokes) == 1
    assert block(page, CLINICIAN).pad.strokes == now(page).signature(CLINICIAN).strokes
    hands.press("clear_clinician")
    assert now(page).signature(CLINICIAN) is None
    assert not hands.offers("undo_clinician")
    assert now(page).patient_has_signed


def test_signing_with_an_empty_field_is_refused(show_consent, waiting):
    page, hands = show_consent(waiting)
    hands.press("sign_clinician")
    state = block(page, CLINICIAN).state
    assert state.text() == "Sign in the field first, or type the name."
    assert state.property("tone") == "danger"
    assert now(page).is_open
    hands.stroke(CLINICIAN)
    assert state.property("tone") == "text_2"
    hands.press("sign_clinician")
    assert now(page).is_signed


def test_nothing_moves_under_the_pen(show_consent, waiting):
    page, hands = show_consent(waiting)
    hands.press("type_clinician")
    page.notice.show_notice("info", "Something was said before.")
    page.notice.show()
    QApplication.processEvents()
    pad = block(page, CLINICIAN).pad
    page.scroller.ensureWidgetVisible(pad)
    place = pad.mapTo(page, pad.rect().topLeft())
    field = pad.field
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=field.center().toPoint())
    QTest.mouseMove(pad, field.topLeft().toPoint() + QPoint(20, 20))
    pad._tell_growth()
    QApplication.processEvents()
    assert now(page).signature(CLINICIAN).strokes
    assert page.notice.isVisible()
    assert pad.mapTo(page, pad.rect().topLeft()) == place
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=field.center().toPoint())
    QApplication.processEvents()
    assert not page.notice.isVisible()
    assert block(page, CLINICIAN).typed.isHidden()
    assert pad.strokes == now(page).signature(CLINICIAN).strokes


def test_a_typed_name_signs_with_the_keyboard_alone(show_consent, waiting):
    page, _ = show_consent(waiting)
    sign = QApplication.focusWidget()
    assert sign is block(page, CLINICIAN).sign
    QTest.keyClick(sign, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is block(page, CLINICIAN).type
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClicks(QApplication.focusWidget(), "Mara Okafor")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    signature = now(page).signature(CLINICIAN)
    assert (signature.typed, signature.name) == ("Mara Okafor", "Mara Okafor, MD")
    assert now(page).is_signed
    assert "with the name typed" in block(page, CLINICIAN).state.text()


def test_a_typed_name_is_kept_when_the_field_is_left(show_consent, waiting):
    page, hands = show_consent(waiting)
    hands.press("type_clinician")
    hands.write(block(page, CLINICIAN).typed, "Mara Okafor")
    assert now(page).signature(CLINICIAN).typed == "Mara Okafor"
    assert block(page, CLINICIAN).pad.typed == "Mara Okafor"
    hands.stroke(CLINICIAN)
    assert now(page).signature(CLINICIAN).typed == ""
    assert block(page, CLINICIAN).typed.isHidden()


def test_a_nurse_cannot_sign_as_the_clinician(show_consent, waiting, staff):
    page, hands = show_consent(waiting, person=staff.nurse)
    assert not hands.offers("sign_clinician")
    assert block(page, CLINICIAN).state.text() == "Cannot be signed in your role."
    assert not block(page, CLINICIAN).pad.isEnabled()


def test_nobody_of_the_staff_signs_before_the_patient(show_consent, records, stranger, act):
    page, hands = show_consent(read(records, begun(records, stranger, act), act))
    assert not hands.offers("sign_clinician")
    assert block(page, CLINICIAN).state.text() == "The patient signs first."
    assert not block(page, SignerRole.PATIENT).pad.isEnabled()
    assert not hands.offers("sign_patient")


def test_a_witness_signs_where_the_policy_asks_for_one(show_consent, records, stranger, act, staff):
    with_witness(records)
    page, hands = show_consent(patient_signed(records, stranger, act))
    hands.stroke(CLINICIAN)
    hands.press("sign_clinician")
    assert now(page).is_open
    assert page.open_points.lines == ("Signature: Witness",)
    hands.stroke(WITNESS)
    hands.press("sign_witness")
    assert page.notice.title == "Nobody witnesses their own signature or explanation."
    assert now(page).is_open
    page.hub.use_person(staff.nurse)
    hands.press("sign_witness")
    assert now(page).is_signed
    assert now(page).signature(WITNESS).person_id == staff.nurse.id


def test_no_witness_is_asked_for_otherwise(show_consent, waiting):
    page, _ = show_consent(waiting)
    assert block(page, WITNESS).isHidden()
    assert block(page, INTERPRETER).isHidden()


def test_an_interpreter_signs_under_the_name_that_was_given(show_consent, records, stranger, act):
    consent = read(records, begun(records, stranger, act), act)
    who = Interpreter(name="Ana Ruiz", number="", language="Polish")
    name_interpreter(records, consent.id, who, True, act=act)
    from clinicapp.commands.consent_signing import sign_consent

    draw(records, consent, SignerRole.PATIENT, act, stranger.full_name)
    sign_consent(records, consent.id, SignerRole.PATIENT, stranger.full_name, act=act)
    page, hands = show_consent(consent)
    assert block(page, INTERPRETER).name.text == "Ana Ruiz"
    assert block(page, CLINICIAN).sign.property("kind") == "primary"
    assert block(page, INTERPRETER).sign.property("kind") == "secondary"
    hands.write(block(page, INTERPRETER).name, " ")
    hands.stroke(INTERPRETER)
    hands.press("sign_interpreter")
    assert block(page, INTERPRETER).name.error == "Write the name."
    hands.write(block(page, INTERPRETER).name, "Ana Ruiz")
    hands.press("sign_interpreter")
    assert now(page).has_signed(INTERPRETER)
    assert now(page).signature(INTERPRETER).name == "Ana Ruiz"


def test_clearing_the_patients_signature_asks_first_and_takes_the_others_along(
    show_consent, records, stranger, act
):
    with_witness(records)
    page, hands = show_consent(patient_signed(records, stranger, act))
    hands.stroke(CLINICIAN)
    hands.press("sign_clinician")
    hands.press("take_back_patient")
    hands.press("clear_patient_leave")
    assert now(page).patient_has_signed
    hands.press("take_back_patient")
    hands.press("clear_patient_act")
    assert now(page).signatures == ()
    assert hands.offers("hand_over")


def test_the_clinicians_own_signature_is_taken_back_alone(show_consent, records, stranger, act):
    with_witness(records)
    page, hands = show_consent(patient_signed(records, stranger, act))
    hands.stroke(CLINICIAN)
    hands.press("sign_clinician")
    hands.press("take_back_clinician")
    assert now(page).signature(CLINICIAN) is None
    assert now(page).patient_has_signed


# the copy ----------------------------------------------------------------------------------------
def test_the_copy_is_saved_under_a_name_without_a_name(
    show_consent, records, stranger, act, outside, tmp_path
):
    page, hands = show_consent(signed(records, stranger, act))
    outside.path = tmp_path / "copy.pdf"
    hands.press("save_copy")
    assert outside.asked == ["consent-2026-11-22.pdf"]
    assert outside.path.read_bytes() == page.copy.pdf
    assert now(page).copy_given.how == "saved"
    assert page.copy.given.text() == "Copy saved as PDF, 22 Nov 2026 14:02, by Mara Okafor, MD"
    assert page.notice.title.startswith("Saved as copy.pdf in ")
    assert page.seal.verify.isVisible()


def test_a_copy_that_cannot_be_written_was_not_given(
    show_consent, records, stranger, act, outside, tmp_path
):
    page, hands = show_consent(signed(records, stranger, act))
    outside.path = tmp_path / "nowhere" / "copy.pdf"
    hands.press("save_copy")
    assert page.notice.kind == "danger"
    assert now(page).copy_given is None


def test_printing_hands_over_every_page(show_consent, records, stranger, act, outside):
    page, hands = show_consent(signed(records, stranger, act))
    outside.prints = False
    hands.press("print_copy")
    assert now(page).copy_given is None
    outside.prints = True
    hands.press("print_copy")
    pages, paper, name = outside.printed[-1]
    assert (len(pages), paper, name) == (len(PdfPages(page.copy.pdf)), "Letter", "Consent")
    assert now(page).copy_given.how == "printed"
    assert not hands.offers("decline_copy")


def test_a_patient_who_wants_no_copy_may_want_one_later(
    show_consent, records, stranger, act, outside
):
    page, hands = show_consent(signed(records, stranger, act))
    assert page.copy.given.text() == "No copy was given to the patient yet."
    hands.press("decline_copy")
    assert page.copy.given.text().startswith("The patient did not want a copy, ")
    hands.press("print_copy")
    assert now(page).copy_given.how == "printed"


def test_there_is_no_copy_before_the_last_signature(show_consent, waiting):
    page, hands = show_consent(waiting)
    assert page.copy.pdf is None
    assert not hands.offers("print_copy")


# the proof ---------------------------------------------------------------------------------------
def test_a_consent_proves_to_be_what_was_signed(show_consent, records, stranger, act):
    page, hands = show_consent(signed(records, stranger, act))
    hands.press("verify_consent")
    assert page.seal.found.text() == "Intact: exactly what was signed"
    hands.press("decline_copy")
    assert page.seal.found.isHidden() or not page.seal.found.isVisible()
    hands.press("verify_consent")
    assert page.seal.found.text() == "Intact: exactly what was signed"


def test_a_changed_record_does_not_prove(show_consent, records, database, stranger, act):
    consent = signed(records, stranger, act)
    page, hands = show_consent(consent)
    words = "replace(content, 'neck-pain', 'neck-pane')"
    with database.engine.begin() as connection:
        connection.execute(text(f"UPDATE consent SET content = {words}"))
    hands.press("verify_consent")
    assert "answers" in page.seal.found.text()
    assert page.seal.found.property("tone") == "danger"


def test_a_consent_that_is_being_taken_has_nothing_to_prove(show_consent, waiting):
    _, hands = show_consent(waiting)
    assert not hands.offers("verify_consent")
    assert not hands.offers("copy_record_digest")


def test_an_ended_consent_proves_too(show_consent, records, waiting, act):
    postpone_consent(records, waiting.id, "Elena", "", act=act)
    page, hands = show_consent(waiting)
    hands.press("verify_consent")
    assert page.seal.found.text() == "Intact: exactly what was recorded when it was closed"


def test_the_digests_can_be_copied(show_consent, records, stranger, act):
    consent = signed(records, stranger, act)
    _, hands = show_consent(consent)
    hands.press("copy_words_digest")
    assert QGuiApplication.clipboard().text() == digest_of_texts(records.texts_of(consent))
    hands.press("copy_record_digest")
    assert QGuiApplication.clipboard().text() == records.consent_seals(consent.id)[-1].digest
