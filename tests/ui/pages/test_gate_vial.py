"""The vial among the gates: it passes on when it is ready, and closes when it adds up."""

from clinicapp.commands.sessions import give_all_planned
from clinicapp.domain.checks.finding import Gate
from tests.signable import make_vial
from tests.ui.pages.gate_hands import button_of, click, facts, open_gate, state_of, turn


def test_a_vial_that_is_ready_passes_on_before_the_doses_are_given(session_page):
    page = session_page
    vial = make_vial(page.hub.records, page.hub.act())
    panel = open_gate(page, Gate.VIAL)
    click(panel.choice.cards[0])
    turn()
    assert [u.vial_id for u in facts(page).vials] == [vial.id]
    assert state_of(page, Gate.VIAL) == "open"
    assert page.gates.sheet.gate is not Gate.VIAL


def test_going_on_from_a_vial_that_waits_for_the_doses_leaves_it(session_page):
    page = session_page
    make_vial(page.hub.records, page.hub.act())
    click(open_gate(page, Gate.VIAL).choice.cards[0])
    turn()
    panel = open_gate(page, Gate.VIAL)
    panel.come_after = lambda: None
    click(button_of(page.gates.sheet, "vial_go_on"))
    assert page.gates.sheet.gate is not Gate.VIAL


def test_a_vial_whose_rest_waits_for_a_discard_keeps_its_panel(session_page):
    page = session_page
    make_vial(page.hub.records, page.hub.act())
    click(open_gate(page, Gate.VIAL).choice.cards[0])
    turn()
    page.hub.run(give_all_planned, page.session.id)
    turn()
    panel = open_gate(page, Gate.VIAL)
    assert not panel.waits
    panel.done.emit()
    assert page.gates.sheet.gate is Gate.VIAL
