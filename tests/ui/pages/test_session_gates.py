"""The gate row: what the checks find, after the paint and never in the way of charting."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from clinicapp.commands.background import report_outside_dose
from clinicapp.commands.session_facts import acknowledge
from clinicapp.commands.sessions import give_sites
from clinicapp.domain.checks.finding import Gate
from clinicapp.domain.checks.gates import GateState, GateStatus
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.gate_chip import GateChip
from tests.ui.pages.gate_hands import (
    answer_screen,
    click,
    facts,
    open_gate,
    pause,
    state_of,
    turn,
)

GREY = QImage.Format.Format_Grayscale8


@pytest.fixture
def page(qtbot, session_page):
    session_page.activateWindow()
    qtbot.waitUntil(session_page.isActiveWindow)
    return session_page


def test_the_gates_stand_in_a_row_above_the_diagram_and_signing_ends_it(page):
    row = page.gates.row
    assert [chip.gate.value for chip in row.chips] == [
        *("consent", "time-out", "safety", "interval", "vial", "diagnosis", "outcomes")
    ]
    lefts = [chip.x() for chip in row.chips] + [row.sign.x()]
    assert lefts == sorted(lefts)
    assert {chip.width() for chip in row.chips} <= {n + row.chips[0].width() for n in (-1, 0, 1)}
    assert row.geometry().bottom() < page.side.y()


@pytest.mark.parametrize("width", [1204, 1364, 1844])
def test_a_chip_is_high_enough_for_a_finger_and_says_its_name(page, width):
    page.resize(width, 704)
    turn()
    for chip in page.gates.row.chips:
        assert chip.height() >= px(44)
        title, detail = chip.shown_words
        assert title
        assert detail


@pytest.mark.parametrize("status", list(GateStatus))
def test_each_state_has_a_shape_a_word_and_a_look_of_its_own(qtbot, page, status):
    chip = GateChip(Gate.VIAL)
    qtbot.addWidget(chip)
    chip.resize(px(150), px(44))
    looks = set()
    for one in GateStatus:
        chip.show_state(GateState(gate=Gate.VIAL, state=one, title="Vial", detail="C8124C3"))
        looks.add(bytes(chip.grab().toImage().convertToFormat(GREY).constBits()))
    assert len(looks) == len(GateStatus)
    chip.show_state(GateState(gate=Gate.VIAL, state=status, title="Vial", detail="C8124C3"))
    words = {"closed": "settled", "open": "to do", "hold": "on hold", "block": "stop"}
    assert chip.accessibleName() == f"Vial: {words[status.value]}, C8124C3"


def test_a_detail_without_room_is_told_by_a_whole_part_or_by_the_state(qtbot, page):
    chip = GateChip(Gate.TIME_OUT)
    qtbot.addWidget(chip)
    chip.show_state(
        GateState(
            gate=Gate.TIME_OUT,
            state=GateStatus.CLOSED,
            title="Time-out",
            detail="13:51, two identifiers",
        )
    )
    chip.resize(px(220), px(44))
    assert chip.shown_words == ("Time-out", "13:51, two identifiers")
    chip.resize(px(130), px(44))
    assert chip.shown_words[1] in ("two identifiers", "13:51")
    assert "13:51, two identifiers" in chip.toolTip()


def test_a_recorded_fact_closes_its_gate_once_the_event_loop_turns(page):
    assert state_of(page, Gate.TIME_OUT) == "open"
    pause(page, page.session.id)
    assert page.gates.row.chip(Gate.TIME_OUT).state.state is GateStatus.OPEN
    assert not page.gates.is_fresh
    assert state_of(page, Gate.TIME_OUT) == "closed"
    assert page.gates.is_fresh


def test_a_click_on_a_site_is_done_before_any_check_runs(page, tap):
    click(page.gates.row.chip(Gate.INTERVAL))
    total = page.gates.sheet.panel.findChild(object, "three_months")
    page.gates.close()
    tap("COR-L1")
    assert page.session.site("COR-L1").is_given
    assert not page.gates.is_fresh
    turn()
    open_gate(page, Gate.INTERVAL)
    assert total.text().startswith("5 of 400")


def test_doses_given_one_after_the_other_are_checked_once(page, clock):
    asked = []
    page.hub.clock = lambda: asked.append(1) or clock()
    for site in ("COR-L1", "COR-R1", "PRO-M1"):
        page.hub.run(give_sites, page.session.id, (site,))
    acts = len(asked)
    turn()
    assert len(asked) == acts + 1


def test_what_is_recorded_of_the_patient_elsewhere_is_read_again(page, patient):
    assert page.gates.row.chip(Gate.INTERVAL).state.detail == "no earlier dose"
    toxin = next(t for t in page.hub.records.catalogue.toxins if t.counts)
    page.hub.run(report_outside_dose, patient.id, toxin.code, None, None, "")
    assert state_of(page, Gate.INTERVAL) == "closed"
    assert page.gates.row.chip(Gate.INTERVAL).state.detail == "date not known"


def test_the_minute_tells_what_the_hour_changes(page, clock):
    before = page.gates.sheet
    clock.move(minutes=7)
    page.gates.minute.timeout.emit()
    open_gate(page, Gate.TIME_OUT)
    assert before.panel.case.now == clock.now


def test_no_other_gate_blocks_charting(page, tap):
    assert state_of(page, Gate.TIME_OUT) == "open"
    open_gate(page, Gate.TIME_OUT)
    tap("PRO-M1")
    assert page.session.site("PRO-M1").is_given


def test_an_answer_that_stops_the_first_dose_is_told_above_the_diagram(page, tap, qtbot):
    assert page.gates.banner.isHidden()
    answer_screen(page, page.session.id, site_infection="yes")
    assert state_of(page, Gate.SAFETY) == "block"
    assert page.gates.banner.isVisible()
    assert page.gates.banner.title.startswith("No dose before this is settled:")
    assert page.gates.banner.geometry().bottom() < page.side.y()
    tap("COR-L1")
    assert page.session.site("COR-L1").is_planned
    assert not page.notice.isVisible()
    click(page.gates.banner.findChild(QPushButton, "mend_stop"))
    assert page.gates.sheet.gate is Gate.SAFETY
    answer_screen(page, page.session.id)
    assert state_of(page, Gate.SAFETY) == "closed"
    assert page.gates.banner.isHidden()


def test_signing_says_how_much_is_to_be_settled_and_is_the_physicians(page, staff):
    asked = []
    page.sign_wanted.connect(asked.append)
    assert "to settle before signing" in page.gates.row.sign.accessibleDescription()
    click(page.gates.row.sign)
    assert asked == [page.session.id]
    page.hub.use_person(staff.nurse)
    click(page.gates.row.sign)
    assert asked == [page.session.id]
    assert page.notice.isVisible()


def test_a_key_leads_to_the_next_open_gate_and_one_to_the_row(workspace, session):
    workspace.open_session(session.id)
    page = workspace.session
    turn()
    QTest.keyClick(page, Qt.Key.Key_F6)
    # The consent is on file: the keyboard is on the first gate that is open.
    assert QApplication.focusWidget() is page.gates.row.chip(Gate.TIME_OUT)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert QApplication.focusWidget() is page.gates.row.chip(Gate.CONSENT)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert page.gates.sheet.gate is Gate.TIME_OUT
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F4)
    assert page.gates.sheet.gate is Gate.SAFETY


def test_escape_closes_the_sheet_and_the_keyboard_goes_back(page):
    chip = page.gates.row.chip(Gate.SAFETY)
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Space)
    held = QApplication.focusWidget()
    assert page.gates.sheet.isAncestorOf(held)
    QTest.keyClick(held, Qt.Key.Key_Escape)
    assert page.gates.sheet.isHidden()
    assert QApplication.focusWidget() is chip


def test_charting_stays_visible_beside_the_sheet(page):
    open_gate(page, Gate.TIME_OUT)
    sheet = page.gates.sheet.geometry()
    assert sheet.width() == px(600)
    assert sheet.top() == page.side.y()
    assert sheet.height() == page.side.height()
    assert page.views.mapTo(page, page.views.rect().topLeft()).x() < sheet.left() - px(300)


def test_another_session_closes_the_sheet_and_shows_its_own_gates(page, records, act):
    from clinicapp.commands.patients import register_patient
    from clinicapp.commands.sessions import start_session
    from tests.factories import make_patient

    pause(page, page.session.id)
    open_gate(page, Gate.SAFETY)
    other = register_patient(records, make_patient(record_number="HC-77777"), act=act).after
    page.open_session(start_session(records, other.id, act=act).after.id)
    assert page.gates.sheet.isHidden()
    assert state_of(page, Gate.TIME_OUT) == "open"


def test_what_a_gate_becomes_is_told_to_a_screen_reader(page, monkeypatch):
    told = []
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: told.append(_words_of(event))
    )
    pause(page, page.session.id)
    turn()
    assert any("Time-out: settled" in words for words in told)


def _words_of(event):
    return event.message() if hasattr(event, "message") else ""


def test_a_hold_that_was_taken_on_closes_its_gate(page):
    answer_screen(page, page.session.id, pregnancy="yes")
    assert state_of(page, Gate.SAFETY) == "hold"
    page.hub.run(acknowledge, page.session.id, "safety:pregnancy:yes", "Weighed with the patient.")
    assert state_of(page, Gate.SAFETY) == "closed"
    assert facts(page).acknowledged("safety:pregnancy:yes")


def test_where_the_row_has_no_room_one_button_opens_the_gates(page):
    gates = page.toolbar.gates
    assert not gates.isVisible()
    page.selecting.show_regions()
    turn()
    assert not page.gates.row.isVisible()
    assert gates.isVisible()
    standing = [c for c in page.gates.row.chips if c.state.state is not GateStatus.CLOSED]
    assert gates.accessibleName() == f"{len(standing)} gates open"
    click(gates)
    assert page.gates.sheet.gate is standing[0].gate
