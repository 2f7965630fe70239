"""Signing a session by mouse and by keyboard, and what is told while it cannot be signed."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit

from clinicapp.commands import sessions as verbs
from clinicapp.commands.people import add_person
from clinicapp.commands.records import Act
from clinicapp.commands.session_facts import record_safety
from clinicapp.domain.checks.finding import Gate
from clinicapp.domain.session import SessionStatus
from tests.factories import PASSWORD, make_person
from tests.signable import close_vials, later, make_ready, make_signable, open_checks

LEFT = Qt.MouseButton.LeftButton


class Signing:
    """The signing page in its window, with hands."""

    def __init__(self, workspace, qtbot):
        self.workspace, self.qtbot, self.page = workspace, qtbot, workspace.signing

    def open(self, session_id):
        self.workspace.open_session(session_id)
        self.workspace.session.primary.sign()
        assert self.workspace.page is self.page
        return self

    def button(self, name):
        found = [b for b in self.page.findChildren(QAbstractButton, name) if b.isVisible()]
        assert found, f"no {name}"
        return found[0]

    def click(self, name):
        self.qtbot.mouseClick(self.button(name), LEFT)

    def field(self, name):
        return next(e for e in self.page.findChildren(QLineEdit, name) if e.isVisible())

    def type(self, name, text):
        field = self.field(name)
        field.setFocus()
        self.qtbot.keyClicks(field, text)

    @property
    def words(self):
        QApplication.processEvents()
        return [w.text() for w in self.page.findChildren(QLabel) if w.isVisible()]


@pytest.fixture
def signing(workspace, qtbot):
    return Signing(workspace, qtbot)


@pytest.fixture
def ready(records, session, act, staff, clock):
    clock.move(minutes=5)
    return make_signable(records, session.id, act, staff)


@pytest.fixture
def changed(records, session, act, staff, clock):
    """A session with one dose of 2.5 units, an omission and an extra site; a reason is missing."""
    make_ready(records, session.id, act, staff)
    verbs.omit_sites(records, session.id, ["FRO-L2"], "prior-brow-ptosis", act=act)
    verbs.change_dose(records, session.id, ["FRO-R1"], Decimal("2.5"), act=act)
    verbs.add_extra_site(
        records, session.id, "OCC-RX1", "predominant-pain", Decimal(5), False, act=act
    )
    verbs.give_all_planned(records, session.id, act=later(act))
    clock.move(minutes=5)
    return records.session(session.id)


def test_a_session_is_signed_by_mouse(signing, ready, records, workspace):
    signing.open(ready.id)
    assert "All 16 clear" in signing.page.checks.tag.text()
    assert "I gave these 31 injections and this record is complete." in signing.words
    signing.type("signature_password", PASSWORD)
    signing.click("sign_and_lock")
    assert records.session(ready.id).status is SessionStatus.COMPLETED
    assert len(records.seals(ready.id)) == 1
    assert workspace.page is workspace.session
    assert workspace.session.panel.primary.words == "Instruction sheet"
    assert workspace.session.views.read_only
    assert any(label.text() == "Signed" for label in workspace.banner.findChildren(QLabel))


def test_the_primary_act_and_enter_sign_by_keyboard_alone(
    signing, ready, records, workspace, keyboard
):
    workspace.open_session(ready.id)
    keyboard.press(Qt.Key.Key_Return, ctrl=True)
    assert workspace.page is workspace.signing
    assert keyboard.held_by.objectName() == "signature_password"
    keyboard.type(PASSWORD)
    keyboard.press(Qt.Key.Key_Return)
    assert records.seals(ready.id)


def test_a_wrong_password_is_refused_and_nothing_is_lost(signing, ready, records):
    signing.open(ready.id)
    signing.type("signature_password", "not this one")
    signing.click("sign_and_lock")
    assert records.session(ready.id) == ready
    assert "not the password" in signing.page.box.password.error
    assert signing.field("signature_password").text() == "not this one"
    assert signing.field("signature_password").selectedText() == "not this one"
    assert QApplication.overrideCursor() is None
    signing.type("signature_password", PASSWORD)
    signing.click("sign_and_lock")
    assert records.seals(ready.id)


def test_without_a_password_nothing_is_sent(signing, ready, records):
    signing.open(ready.id)
    before = len(records.newest_events())
    signing.click("sign_and_lock")
    assert "Type your password" in signing.page.box.password.error
    assert len(records.newest_events()) == before


def test_open_checks_are_counted_named_and_hold_the_act(signing, changed):
    signing.open(changed.id)
    assert not signing.page.box.sign.isEnabled()
    state = signing.page.box.state.text()
    assert state.startswith("2 checks are open: ")
    assert "The vial adds up" in state
    QTest.keyClicks(signing.field("signature_password"), PASSWORD)
    QTest.keyClick(signing.field("signature_password"), Qt.Key.Key_Return)
    assert changed.is_open


def test_what_is_open_comes_first_with_its_remedy(signing, changed):
    signing.open(changed.id)
    rows = signing.page.checks.rows
    assert [row.line.title for row in rows] == [
        "FRO-R1 was given 2.5 units instead of 5.",
        "47.5 units of the vial of lot C8124C3 are neither given nor discarded.",
    ]
    assert all(row.line.detail for row in rows)


def test_a_hold_is_answered_here_and_told_as_recorded(signing, changed, records, act, staff):
    close_vials(records, changed.id, later(act), staff)
    signing.open(changed.id)
    signing.type("hold_reason", "thin forehead")
    signing.click("keep_reason")
    assert open_checks(records, changed.id, later(act, 5)) == ()
    assert "Reason: thin forehead" in signing.words
    assert "recorded" in signing.words
    assert signing.page.box.sign.isEnabled()
    assert "thin forehead" in signing.page.note.text


def test_the_keyboard_stays_on_the_page_when_its_row_is_gone(
    signing, changed, records, act, staff, keyboard
):
    close_vials(records, changed.id, later(act), staff)
    signing.open(changed.id)
    signing.type("hold_reason", "thin forehead")
    keyboard.press(Qt.Key.Key_Return)
    assert open_checks(records, changed.id, later(act, 5)) == ()
    assert keyboard.held_by is signing.page.box.password.edit
    keyboard.type(PASSWORD)
    keyboard.press(Qt.Key.Key_Return)
    assert records.seals(changed.id)


def test_a_hold_without_words_is_not_answered(signing, changed, records):
    signing.open(changed.id)
    before = records.session(changed.id)
    signing.click("keep_reason")
    assert records.session(changed.id) == before
    assert signing.page.checks.rows[0].reason.error


def test_a_reason_that_is_being_typed_outlives_another_act(
    signing, changed, records, act, staff, hub
):
    from clinicapp.commands.session_facts import record_care
    from clinicapp.domain.session_facts import Care

    signing.open(changed.id)
    signing.type("hold_reason", "thin fore")
    hub.run(record_care, changed.id, Care(tolerance="discomfort"))
    assert signing.field("hold_reason").text() == "thin fore"


def test_each_open_check_leads_to_where_it_is_mended(signing, changed, workspace):
    signing.open(changed.id)
    signing.click("mend_vial")
    assert workspace.page is workspace.session
    assert workspace.session.gates.sheet.gate is Gate.VIAL
    signing.open(changed.id)
    signing.click("mend_sites")
    assert workspace.page is workspace.session


def test_part_units_are_shown_both_ways_and_confirmed(signing, changed, records, act, staff):
    from clinicapp.commands.session_vials import discard_rest

    vial = changed.facts.vials[0].vial_id
    rest, nurse = Decimal("47.5"), staff.nurse.id
    discard_rest(records, changed.id, vial, rest, "rest", "", nurse, act=act)
    signing.open(changed.id)
    words = signing.page.charges.figures.text()
    assert "152.5 units given, 47.5 discarded" in words
    assert "153 given, 47 discarded" in words
    signing.click("confirm_charge")
    assert records.session(changed.id).facts.charge.claimed_given == 153
    assert signing.page.charges.confirmed.isVisible()


def test_the_claim_is_shown_line_by_line(signing, ready):
    signing.open(ready.id)
    for words in ("64615 × 1", "J0585 × 155", "J0585 JW × 45", "G43.709", "N400023392102 UN1"):
        assert words in signing.words


def test_a_claim_that_cannot_be_right_says_why(signing, session):
    signing.open(session.id)
    assert "No charge lines yet" in signing.words
    assert any("No dose was given." in words for words in signing.words)


def test_the_note_is_copied_in_one_act_and_by_key(signing, ready, records, qtbot):
    signing.open(ready.id)
    signing.click("copy_note")
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Botox for chronic migraine, session 1")
    assert records.newest_events()[0].act == "note_copied"
    QGuiApplication.clipboard().clear()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_N, keys)
    assert QGuiApplication.clipboard().text() == text


def test_the_sealed_note_is_the_note_that_was_shown(signing, ready, records):
    import json

    signing.open(ready.id)
    shown = signing.page.note.text
    signing.type("signature_password", PASSWORD)
    signing.click("sign_and_lock")
    assert json.loads(records.seals(ready.id)[0].content)["note"] == shown


def test_what_is_seen_when_signing_stands_in_the_note_before(
    signing, session, records, act, staff, clock
):
    import json

    make_ready(records, session.id, act, staff)
    asked = records.session(session.id).facts.safety.answers
    blood = [replace(a, value="yes") if a.question == "anticoagulant" else a for a in asked]
    record_safety(records, session.id, blood, act=act)
    verbs.give_all_planned(records, session.id, act=later(act))
    close_vials(records, session.id, later(act), staff)
    clock.move(minutes=5)
    ready = records.session(session.id)
    signing.open(ready.id)
    assert "Seen: Blood thinner" in signing.page.note.text
    signing.click("copy_note")
    shown = QGuiApplication.clipboard().text()
    assert records.session(ready.id).facts.acknowledgements == ()
    signing.type("signature_password", PASSWORD)
    signing.click("sign_and_lock")
    assert json.loads(records.seals(ready.id)[0].content)["note"] == shown


def test_the_meaning_is_that_of_whoever_signs(signing, ready, records, hub, staff):
    person = make_person(user_name="second", name="Bo Two", credentials="MD")
    admin = Act(staff.administrator, hub.clock())
    second = add_person(records, person, PASSWORD, act=admin).after
    signing.open(ready.id)
    gave = "I gave these 31 injections and this record is complete."
    assert signing.page.box.meaning.text() == gave
    hub.use_person(second)
    reviewed = (
        "I reviewed these 31 injections, given by Mara Okafor, MD, and this record is complete."
    )
    assert signing.page.box.meaning.text() == reviewed
    signing.type("signature_password", PASSWORD)
    signing.click("sign_and_lock")
    assert records.seals(ready.id)[0].meaning == reviewed


def test_the_particulars_are_recorded_as_they_are_chosen(signing, ready, records, qtbot):
    signing.open(ready.id)
    care = signing.page.care
    assert "tolerated well" in care.told.text().lower()
    signing.click("turn_care")
    assert care.is_out
    box = care.fields.coded["position"]
    box.setCurrentIndex(box.findData("reclined"))
    box.activated.emit(box.currentIndex())
    assert records.session(ready.id).facts.care.position == "reclined"
    qtbot.mouseClick(care.fields.complications["bruise"], LEFT)
    assert records.session(ready.id).facts.care.complications == ("bruise",)
    signing.type("systolic", "128")
    signing.type("diastolic", "82")
    QTest.keyClick(signing.field("diastolic"), Qt.Key.Key_Tab)
    now = records.session(ready.id).facts.care
    assert (now.systolic, now.diastolic, now.position) == (128, 82, "reclined")


def test_a_number_that_cannot_be_holds_the_signature(signing, ready, records):
    signing.open(ready.id)
    signing.click("turn_care")
    signing.type("pulse", "7o")
    signing.type("signature_password", PASSWORD)
    signing.click("sign_and_lock")
    assert records.session(ready.id).is_open
    assert signing.page.care.fields.vitals["pulse"].error


def test_a_nurse_sees_the_page_and_is_told_who_signs(workspace, qtbot, hub, staff, ready, records):
    workspace.open_session(ready.id)
    hub.use_person(staff.nurse)
    workspace.open_signing(ready.id)
    page = workspace.signing
    qtbot.keyClicks(page.box.password.edit, PASSWORD)
    qtbot.mouseClick(page.box.sign, LEFT)
    assert records.session(ready.id).is_open
    assert "physician" in page.notice.title


def test_another_person_finds_no_password_of_the_one_before(signing, ready, hub, staff):
    signing.open(ready.id)
    signing.type("signature_password", "my own secret")
    hub.use_person(staff.nurse)
    assert signing.field("signature_password").text() == ""


def test_escape_leads_back_to_the_diagram(signing, ready, workspace, keyboard):
    signing.open(ready.id)
    keyboard.press(Qt.Key.Key_Escape)
    assert workspace.page is workspace.session


@pytest.mark.parametrize("size", [(1440, 900), (1280, 800), (1000, 620)])
def test_nothing_is_cut_at_any_size(signing, changed, workspace, size):
    signing.open(changed.id)
    workspace.resize(*size)
    QApplication.processEvents()
    page = signing.page
    for part in (page.checks, page.charges, page.box, page.note):
        assert part.width() <= part.parentWidget().width()
    assert page.box.sign.visibleRegion().boundingRect().height() >= 44
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and button.objectName() in ("mend_sites", "keep_reason", "turn_care"):
            assert button.height() >= 44
            assert button.visibleRegion().isEmpty() or (
                button.visibleRegion().boundingRect().width() == button.width()
            )
