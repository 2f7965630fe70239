"""The vial panel: scan or pick, reconstitute, and every unit accounted for."""

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinicapp.commands.records import Act
from clinicapp.commands.session_vials import use_vial
from clinicapp.commands.sessions import change_dose, give_sites
from clinicapp.domain.checks.all_checks import findings_of
from clinicapp.domain.checks.finding import Gate
from clinicapp.domain.equation import equation_of
from clinicapp.ui.pages.vial_panel import VialPanel
from tests.factories import AT
from tests.ui.pages.settings_hands import click
from tests.ui.pages.vial_hands import code_of, type_scan
from tests.ui.theme.dressing import dress

HALF_SITE = "COR-L1"


class Host:
    """Shows the panel as the side sheet does: again after each change."""

    def __init__(self, qtbot, hub, session, seconds):
        self.qtbot, self.hub, self.session_id = qtbot, hub, session.id
        self.passed = 0
        self.refused = []
        self.seconds = seconds
        self.panel = VialPanel(hub, seconds)
        qtbot.addWidget(self.panel)
        qtbot.addWidget(self.panel.foot)
        self.panel.resize(560, 900)
        self.panel.done.connect(self._on_done)
        hub.changed.connect(lambda _change: self.refresh())
        hub.refused.connect(self.refused.append)
        for part in (self.panel.foot, self.panel):
            part.show()
        self.refresh()
        self.panel.activateWindow()
        qtbot.waitUntil(self.panel.isActiveWindow)

    @property
    def session(self):
        return self.hub.records.session(self.session_id)

    @property
    def sum(self):
        return {c: b.figure.text() for c, b in self.panel.sum.boxes.items() if b.isVisible()}

    def refresh(self):
        case = self.hub.records.case(self.session_id, self.hub.clock())
        own = tuple(f for f in findings_of(case) if f.gate is Gate.VIAL)
        self.panel.show_case(case, own)

    def click(self, control):
        self.seconds.now += 1
        click(self.qtbot, control)

    def give(self, number=None):
        ids = [s.site_id for s in self.session.planned][:number]
        self.hub.run(give_sites, self.session_id, ids)

    def _on_done(self):
        self.passed += 1


@pytest.fixture
def host(qtbot, qapp, hub, session, seconds):
    dress(qapp)
    return lambda: Host(qtbot, hub, session, seconds)


# scanning and picking -----------------------------------------------------------
def test_picking_the_open_vial_is_one_press_and_goes_on(host, shelf):
    vial = shelf.open()
    shown = host()
    shown.click(shown.panel.choice.cards[0])
    assert [v.vial_id for v in shown.session.facts.vials] == [vial.id]
    assert shown.passed == 1


def test_open_vials_are_offered_before_those_in_stock_and_unusable_ones_never(host, shelf):
    shelf.receive(lot="STOCK1")
    shelf.open(lot="OPEN01")
    shelf.open(lot="STALE1", hours_ago=30)
    assert [card.text() for card in host().panel.choice.cards] == ["OPEN01", "STOCK1"]


def test_scanning_a_vial_in_stock_picks_it_and_makes_no_second_one(host, shelf, records):
    vial = shelf.open(serial="4471902655")
    shown = host()
    type_scan(shown.panel.choice.scan.edit, code_of())
    assert [v.vial_id for v in shown.session.facts.vials] == [vial.id]
    assert len(records.vials()) == 1


def test_scanning_an_unknown_vial_offers_to_receive_and_use_it(host, records):
    shown = host()
    type_scan(shown.panel.choice.scan.edit, code_of())
    assert records.vials() == ()
    shown.click(shown.panel.choice.receive)
    (standing,) = records.vials()
    assert standing.vial.was_scanned
    assert [v.vial_id for v in shown.session.facts.vials] == [standing.vial.id]


def test_a_refused_scan_keeps_nothing_and_waits_for_the_next(host, records):
    shown = host()
    line = shown.panel.choice.scan.edit
    line.setFocus()
    type_scan(line, code_of(expiry="991399"))
    assert len(shown.refused) == 1
    assert line.text() == ""
    assert line.hasFocus()
    assert records.vials() == ()


def test_an_expired_vial_is_not_received(host, records):
    shown = host()
    type_scan(shown.panel.choice.scan.edit, code_of(expiry="261101"))
    shown.click(shown.panel.choice.receive)
    assert [e.happened for e in shown.refused] == ["This vial expired on 2026-11-01."]
    assert records.vials() == ()


def test_while_doses_are_to_be_given_the_panel_waits(host, shelf):
    shelf.open()
    shown = host()
    assert not shown.panel.waits
    shown.click(shown.panel.choice.cards[0])
    assert shown.panel.waits
    shown.give()
    assert not shown.panel.waits


def test_a_vial_is_taken_out_again(host, shelf):
    shelf.open()
    shown = host()
    shown.click(shown.panel.choice.cards[0])
    shown.click(shown.panel.choice.facts.drop)
    assert shown.session.facts.vials == ()


# reconstituting -----------------------------------------------------------------
def test_a_vial_from_stock_is_reconstituted_with_one_press_more(host, shelf, records):
    shelf.open(100, lot="LAST01", hours_ago=20)
    vial = shelf.receive(lot="STOCK1")
    shown = host()
    shown.click(next(c for c in shown.panel.choice.cards if c.text() == "STOCK1"))
    assert shown.passed == 0
    shown.click(shown.panel.acts.record)
    made = records.vial(vial.id).reconstitution
    assert (made.ml, made.diluent_lot) == (4, "88-214-FW")
    assert shown.passed == 1


@pytest.mark.parametrize(
    ("hours", "words", "tone"),
    [
        (1, "23 h 0 min left", "ok"),
        (20, "4 h 0 min left", "ok"),
        (20.5, "3 h 30 min left", "warn"),
        (23.5, "30 min left", "warn"),
    ],
)
def test_the_clock_says_in_words_and_tone_what_is_left(host, shelf, hours, words, tone):
    shelf.open(hours_ago=hours)
    shown = host()
    shown.click(shown.panel.choice.cards[0])
    mixed = shown.panel.mixed
    assert (mixed.left.text(), mixed.left.property("tone")) == (words, tone)
    assert mixed.clock.tone == tone


def test_the_clock_turns_red_once_the_hours_are_over(host, shelf, clock):
    shelf.open(hours_ago=23.5)
    shown = host()
    shown.click(shown.panel.choice.cards[0])
    clock.move(minutes=40)
    shown.refresh()
    assert shown.panel.mixed.left.text() == "10 min over"
    assert shown.panel.mixed.left.property("tone") == "danger"
    assert shown.panel.mixed.head.state == "wrong"


# adding up ----------------------------------------------------------------------
def test_the_equation_is_shown_while_doses_are_given(host, shelf, hub):
    shelf.open()
    shown = host()
    shown.click(shown.panel.choice.cards[0])
    hub.run(change_dose, shown.session_id, [HALF_SITE], Decimal("2.5"))
    shown.give(23)
    assert shown.sum == {"opened": "200", "given": "112.5", "to_give": "40", "to_discard": "47.5"}
    assert shown.session.facts.discards == ()


def test_the_standard_discard_is_one_press_and_closes_the_equation(host, shelf, staff):
    shelf.open()
    shown = host()
    shown.click(shown.panel.choice.cards[0])
    shown.give()
    # Of two who could be it, nobody is proposed before one was.
    witness = shown.panel.discard.witness
    witness.setCurrentIndex(witness.findText("Ruth Adeyemi, RN"))
    assert shown.panel.acts.confirm.words == "Confirm the discard of 45 units"
    shown.click(shown.panel.acts.confirm)
    (discard,) = shown.session.facts.discards
    assert (discard.units, discard.reason, discard.witness_id) == (45, "rest", staff.nurse.id)
    assert equation_of(shown.session).closes
    assert shown.passed == 2


def test_a_double_press_confirms_one_discard_only(host, shelf, qtbot, staff):
    shelf.open()
    shown = host()
    shown.click(shown.panel.choice.cards[0])
    shown.give()
    shown.panel.discard.witness.setCurrentIndex(1)
    shown.panel.discard.units.set_text("20")
    shown.click(shown.panel.acts.confirm)
    click(qtbot, shown.panel.acts.confirm)
    assert [d.units for d in shown.session.facts.discards] == [20]


def test_a_discard_without_witness_is_refused_and_what_is_typed_stays(host, shelf):
    shelf.open()
    shown = host()
    shown.click(shown.panel.choice.cards[0])
    shown.give()
    shown.panel.discard.note.set_text("poured out")
    assert shown.panel.acts.told.text() == "Left after the last dose. No witness."
    shown.click(shown.panel.acts.confirm)
    assert [e.happened for e in shown.refused] == ["A discard needs a witness."]
    assert shown.panel.discard.note.text == "poured out"


def test_a_discard_is_taken_back(host, shelf, qtbot):
    shelf.open()
    shown = host()
    shown.click(shown.panel.choice.cards[0])
    shown.give()
    shown.panel.discard.witness.setCurrentIndex(1)
    shown.click(shown.panel.acts.confirm)
    (line,) = shown.panel.discards.lines
    shown.click(line.findChild(object, "take_discard_back"))
    assert shown.session.facts.discards == ()
    assert shown.sum["to_discard"] == "45"


def test_two_vials_of_100_hold_the_standard_session(host, shelf):
    shelf.open(100, lot="FIRST1", hours_ago=2)
    shelf.open(100, lot="SECOND", hours_ago=1)
    shown = host()
    shown.click(shown.panel.choice.cards[0])
    assert shown.passed == 0
    assert "55 planned units do not fit" in shown.panel.sum.warning.text()
    shown.click(next(c for c in shown.panel.choice.cards if c.text() == "SECOND"))
    assert shown.passed == 1
    shown.give()
    parts = equation_of(shown.session).vials
    assert [p.given for p in parts] == [100, 55]
    assert shown.sum == {"opened": "100", "given": "55", "to_discard": "45"}


def test_a_dose_is_said_to_come_from_another_vial_and_put_in_order_again(host, shelf):
    for lot in ("FIRST1", "SECOND"):
        shelf.open(100, lot=lot)
    shown = host()
    for lot in ("FIRST1", "SECOND"):
        shown.click(next(c for c in shown.panel.choice.cards if c.text() == lot))
    shown.give(2)
    origins = shown.panel.origins
    origins.change.setChecked(True)
    shown.click(origins.sites[0])
    shown.click(origins.vials[1])
    second = shown.session.facts.vials[1].vial_id
    assert shown.session.site(origins.sites[0].words).vial_id == second
    shown.click(origins.again)
    assert shown.session.site(origins.sites[0].words).vial_id != second


def test_half_units_show_exact_and_whole_figures_to_confirm(host, shelf, hub):
    shelf.open()
    shown = host()
    shown.click(shown.panel.choice.cards[0])
    hub.run(change_dose, shown.session_id, [HALF_SITE], Decimal("2.5"))
    shown.give()
    assert not shown.panel.claim.isVisible()
    shown.panel.discard.witness.setCurrentIndex(1)
    shown.click(shown.panel.acts.confirm)
    claim = shown.panel.claim
    assert claim.recorded.text() == "Recorded: 152.5 units given, 47.5 discarded."
    assert claim.claimed.text() == "On the claim, in whole units: 153 given, 47 discarded."
    shown.click(claim.confirm)
    assert shown.session.facts.charge.claimed_given == 153
    assert not claim.confirm.isVisible()


def test_the_syringe_in_hand_says_what_it_should_hold(host, shelf):
    shelf.open()
    shown = host()
    shown.click(shown.panel.choice.cards[0])
    shown.give(13)
    syringes = shown.panel.syringes
    assert syringes.title.text() == "4 syringes of 1 mL"
    (held,) = [line for line in syringes.lines if line.hold.isVisible()]
    assert held.objectName() == "syringe_2"
    assert held.hold.text() == "should hold 35 units, 0.7 mL"


# who and how --------------------------------------------------------------------
def test_an_administrator_sees_and_changes_nothing(host, shelf, hub, staff, records, session):
    vial = shelf.open()
    use_vial(records, session.id, vial.id, act=Act(staff.physician, AT))
    hub.use_person(staff.administrator)
    shown = host()
    assert shown.panel.choice.facts.isVisible()
    assert not shown.panel.choice.scan.isVisible()
    assert not shown.panel.acts.isVisible()
    assert not shown.panel.discard.isVisible()


def test_a_nurse_links_a_vial(host, shelf, hub, staff):
    shelf.open()
    hub.use_person(staff.nurse)
    shown = host()
    shown.click(shown.panel.choice.cards[0])
    assert len(shown.session.facts.vials) == 1


def test_the_keyboard_alone_picks_and_discards(host, shelf, seconds):
    shelf.open()
    shown = host()
    card = shown.panel.choice.cards[0]
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Return)
    shown.give()
    shown.panel.discard.witness.setCurrentIndex(1)
    seconds.now += 1
    assert shown.panel.acts.primary is shown.panel.acts.confirm
    QTest.keyClick(shown.panel.acts.confirm, Qt.Key.Key_Return)
    assert equation_of(shown.session).closes


def test_every_act_is_large_enough_for_a_finger(host, shelf, clock):
    shelf.open()
    shelf.receive(lot="STOCK1")
    shown = host()
    assert all(card.height() >= 44 for card in shown.panel.choice.cards)
    shown.click(shown.panel.choice.cards[0])
    shown.give()
    clock.move(minutes=1)
    panel = shown.panel
    assert clock.now == AT + timedelta(minutes=1)
    for act in (panel.acts.confirm, panel.choice.facts.drop, panel.discard.witness):
        assert act.height() >= 44
