"""Consent on paper, and taking on what holds the signature."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from clinicapp.commands.session_facts import PaperConsentEntry, record_paper_consent
from clinicapp.commands.signing import void_session
from clinicapp.domain.checks.finding import Gate
from tests.ui.pages.gate_hands import (
    answer_screen,
    choose,
    click,
    facts,
    open_gate,
    state_of,
    tab_to,
    turn,
    write,
)


@pytest.fixture
def page(qtbot, session_page):
    session_page.activateWindow()
    qtbot.waitUntil(session_page.isActiveWindow)
    return session_page


def test_a_paper_consent_with_all_risks_is_recorded_in_one_press(page):
    panel = open_gate(page, Gate.CONSENT)
    assert panel.primary.words == "Seen, with all 12 risks on the form"
    click(panel.primary)
    fact = facts(page).consent
    assert (fact.signer, len(fact.risks)) == ("patient", 12)
    assert fact.practitioner == page.hub.person.signed_name
    assert state_of(page, Gate.CONSENT) == "closed"


def test_a_risk_that_is_not_on_the_form_is_left_out_and_blocks(page):
    panel = open_gate(page, Gate.CONSENT)
    panel.form.risks.choose_all([c.objectName() for c in panel.form.risks.chips])
    panel.form.risks.chips[0].click()
    assert panel.primary.words == "Seen, with 11 of 12 risks on the form"
    click(panel.primary)
    assert len(facts(page).consent.risks) == 11
    assert state_of(page, Gate.CONSENT) == "block"


def test_a_representative_needs_name_and_authority(page):
    panel = open_gate(page, Gate.CONSENT)
    form = panel.form
    choose(form.signer, "representative")
    click(panel.primary)
    assert facts(page).consent is None
    assert form.representative.error
    write(form.representative, "Luis Vasquez")
    write(form.authority, "Health care proxy")
    form.relationship.chips[1].click()
    choose(form.needs, "yes")
    write(form.interpreter, "Ana Ruiz")
    write(form.day, "2026-11-20")
    write(form.time, "09:05")
    click(panel.primary)
    fact = facts(page).consent
    assert (fact.representative, fact.authority) == ("Luis Vasquez", "Health care proxy")
    assert (fact.needs_interpreter, fact.interpreter) == (True, "Ana Ruiz")
    local = fact.signed_at.astimezone(page.hub.records.zone)
    assert f"{local:%Y-%m-%d %H:%M}" == "2026-11-20 09:05"


def test_a_consent_that_holds_is_shown_with_its_expiry_and_can_be_replaced(page, clock):
    risks = tuple(r.code for r in page.hub.records.rules.lists.risks)
    entry = PaperConsentEntry(
        signed_at=clock.now, signer="patient", practitioner="Mara Okafor, MD", risks=risks
    )
    page.hub.run(record_paper_consent, page.session.id, entry)
    panel = open_gate(page, Gate.CONSENT)
    assert "holds until 22 Nov 2027" in panel.findChild(QLabel, "consent_held").text()
    assert panel.form.isHidden()
    click(panel.another)
    write(panel.form.day, "2026-11-21")
    write(panel.form.time, "10:00")
    click(panel.primary)
    local = facts(page).consent.signed_at.astimezone(page.hub.records.zone)
    assert f"{local:%d %H:%M}" == "21 10:00"


def test_a_consent_is_withdrawn_by_keys_with_what_the_patient_said(page):
    click(open_gate(page, Gate.CONSENT).primary)
    panel = open_gate(page, Gate.CONSENT)
    assert not panel.why.isVisible()
    QTest.keyClick(tab_to(lambda w: w is panel.withdraw), Qt.Key.Key_Return)
    assert panel.why.edit.hasFocus()
    QTest.keyClick(tab_to(lambda w: w is panel.end), Qt.Key.Key_Return)
    assert panel.why.error
    assert facts(page).consent.withdrawn_at is None
    QTest.keyClicks(QApplication.focusWidget(), "Wants to wait")
    click(panel.end)
    fact = facts(page).consent
    assert (fact.withdrawal_reason, fact.withdrawn_by) == ("Wants to wait", page.hub.person.id)
    assert state_of(page, Gate.CONSENT) == "block"
    assert panel.findChild(QLabel, "consent_held").text().startswith("Withdrawn: paper")
    assert not panel.withdraw.isVisible()
    assert panel.another.isVisible()


def test_a_physician_takes_a_hold_on_with_a_typed_reason(page):
    answer_screen(page, page.session.id, pregnancy="yes")
    turn()
    open_gate(page, Gate.SAFETY)
    card = page.gates.sheet.findings.cards[0]
    click(card.act)
    click(card.act)
    assert card.reason.error
    write(card.reason, "Weighed with the patient.")
    click(card.act)
    turn()
    taken = facts(page).acknowledged("safety:pregnancy:yes")
    assert taken.reason == "Weighed with the patient."
    shown = page.gates.sheet.findings.cards[0].accessibleName()
    assert "Weighed with the patient." in shown
    assert page.hub.person.signed_name in shown
    assert "22 Nov 2026" in shown


def test_a_nurse_sees_a_hold_and_cannot_take_it_on(page, staff):
    page.hub.use_person(staff.nurse)
    answer_screen(page, page.session.id, pregnancy="yes")
    turn()
    open_gate(page, Gate.SAFETY)
    card = page.gates.sheet.findings.cards[0]
    assert card.act is None
    assert "A physician can take this on with a reason." in [
        part.text() for part in card.findChildren(QLabel)
    ]


def test_a_block_offers_nothing_to_take_on(page):
    answer_screen(page, page.session.id, site_infection="yes")
    turn()
    open_gate(page, Gate.SAFETY)
    assert page.gates.sheet.findings.cards[0].act is None


def test_a_reason_being_typed_stays_while_another_finding_comes(page):
    answer_screen(page, page.session.id, pregnancy="yes")
    turn()
    open_gate(page, Gate.SAFETY)
    card = page.gates.sheet.findings.cards[0]
    click(card.act)
    write(card.reason, "Weighed")
    answer_screen(page, page.session.id, pregnancy="yes", breastfeeding="yes")
    turn()
    drafts = [c.reason.text for c in page.gates.sheet.findings.cards if c.reason]
    assert "Weighed" in drafts


def test_nothing_is_recorded_any_more_in_a_void_session(page):
    page.hub.run(void_session, page.session.id, "Wrong patient")
    turn()
    panel = open_gate(page, Gate.SAFETY)
    assert not panel.primary.isVisible()
    assert not panel.rows[0].answers.isEnabled()
    assert page.gates.row.sign.isHidden()
