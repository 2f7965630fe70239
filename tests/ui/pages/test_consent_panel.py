"""The consent at the gate: the screen, a paper, none today; taking on what holds the signature."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from clinicapp.commands.consent_endings import withdraw_signed_consent
from clinicapp.commands.session_facts import PaperConsentEntry, record_paper_consent
from clinicapp.commands.signing import void_session
from clinicapp.domain.checks.finding import Gate
from clinicapp.domain.consent.record import ConsentStatus
from tests.consent_factory import put_on_file, signed_consent
from tests.factories import AT, new_id
from tests.ui.pages.consent_hands import signed
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
def patient(stranger):
    return stranger


@pytest.fixture
def page(qtbot, session_page):
    session_page.activateWindow()
    qtbot.waitUntil(session_page.isActiveWindow)
    return session_page


def ways_of(panel):
    """Where the panel led, filled as it happens."""
    ways = []
    panel.way_wanted.connect(lambda way, key: ways.append((way, key)))
    return ways


def paper_of(page, *, by="me"):
    """The form of a seen paper, with the person signed in named as who has seen it."""
    panel = open_gate(page, Gate.CONSENT)
    click(panel.paper)
    if by:
        choose(panel.form.seen_by, str(page.hub.person.id))
    return panel


# the screen -------------------------------------------------------------------------------------
def test_the_main_act_hands_the_screen_over_in_one_press(page):
    panel = open_gate(page, Gate.CONSENT)
    ways = ways_of(panel)
    assert panel.primary.words == "Hand the screen to the patient"
    click(panel.primary)
    (consent,) = page.hub.records.consents_of(page.session.patient_id)
    assert ways == [("hand-over", consent.id)]
    assert (consent.language, consent.practitioner_id) == ("en", page.hub.person.id)
    assert consent.conditions == ()
    turn()
    assert panel.primary.words == "Go on with the patient"
    click(panel.primary)
    assert ways[1] == ways[0]


def test_language_clinician_and_extra_sites_are_chosen_before(page):
    panel = open_gate(page, Gate.CONSENT)
    choose(panel.options.languages, "es")
    choose(panel.options.extras, "extras_planned")
    click(panel.primary)
    (consent,) = page.hub.records.consents_of(page.session.patient_id)
    assert (consent.language, consent.conditions) == ("es", ("extras_planned",))
    assert consent.needs_interpreter


def test_a_nurse_hands_it_over_in_a_physicians_name(page, staff):
    page.hub.use_person(staff.nurse)
    panel = open_gate(page, Gate.CONSENT)
    click(panel.primary)
    (consent,) = page.hub.records.consents_of(page.session.patient_id)
    assert (consent.practitioner_id, consent.begun_by) == (staff.physician.id, staff.nurse.id)


def test_a_signed_consent_closes_the_gate_and_can_be_opened_and_withdrawn(page, database, clock):
    signed = signed_consent(page.hub.records.patient(page.session.patient_id), new_id())
    signed = replace(signed, practitioner_id=page.hub.person.id, closed_by=page.hub.person.id)
    put_on_file(database, replace(signed, begun_by=page.hub.person.id))
    page.open_session(page.session.id)
    assert state_of(page, Gate.CONSENT) == "closed"
    panel = open_gate(page, Gate.CONSENT)
    ways = ways_of(panel)
    assert "On the screen, signed" in panel.findChild(QLabel, "consent_held").text()
    assert not panel.primary.isVisible()
    click(panel.open)
    assert ways == [("consent", signed.id)]


def test_an_earlier_consent_is_asked_for_again_in_one_press(page, database):
    patient = page.hub.records.patient(page.session.patient_id)
    old = signed_consent(patient, page.hub.person.id, at=AT - timedelta(days=84))
    put_on_file(database, old)
    page.open_session(page.session.id)
    panel = open_gate(page, Gate.CONSENT)
    ways = ways_of(panel)
    assert panel.primary.words == "Ask again: still agree?"
    click(panel.primary)
    said = page.hub.records.consents_of(patient.id)[-1]
    assert (said.course_id, ways) == (old.id, [("hand-over", said.id)])


# the first dose ---------------------------------------------------------------------------------
def test_giving_without_a_consent_raises_a_banner_with_three_ways(page, tap):
    assert page.gates.banner.isHidden()
    tap("COR-L1")
    turn()
    assert not page.session.site("COR-L1").is_given
    banner = page.gates.banner
    assert banner.isVisible()
    assert "No signed consent is recorded." in banner.title
    assert [b.text() for b in banner.acts] == ["Take consent now", "Paper consent seen", "Stop"]
    click(banner.findChild(QPushButton, "take_consent_now"))
    panel = page.gates.sheet.panel
    assert panel.options.isVisible()
    assert panel.primary.hasFocus()
    click(banner.findChild(QPushButton, "paper_seen"))
    assert panel.form.isVisible()
    choose(panel.form.seen_by, str(page.hub.person.id))
    click(panel.primary)
    turn()
    assert banner.isHidden()
    tap("COR-L1")
    assert page.session.site("COR-L1").is_given


def test_stopping_keeps_who_when_and_why_and_nothing_can_be_given(page, tap):
    tap("COR-L1")
    turn()
    click(page.gates.banner.findChild(QPushButton, "stop_treatment"))
    panel = page.gates.sheet.panel
    assert panel.stopping.who.text == "Elena María Vasquez"
    choose(panel.stopping.how, "declined")
    write(panel.stopping.why, "Wants to wait")
    click(panel.stopping.record)
    (consent,) = page.hub.records.consents_of(page.session.patient_id)
    assert (consent.status, consent.reason) == (ConsentStatus.DECLINED, "Wants to wait")
    assert state_of(page, Gate.CONSENT) == "block"
    tap("COR-L1")
    turn()
    assert not page.session.site("COR-L1").is_given
    assert "declined" in page.gates.banner.title


def test_after_a_no_of_the_patient_no_more_is_given_and_stopping_goes_first(page, tap, records):
    patient = records.patient(page.session.patient_id)
    taken = signed(records, patient, page.hub.act())
    page.open_session(page.session.id)
    tap("COR-L1")
    turn()
    page.hub.run(withdraw_signed_consent, taken.id, "Elena", "It hurts")
    turn()
    tap("COR-R1")
    turn()
    assert not page.session.site("COR-R1").is_given
    banner = page.gates.banner
    assert [b.text() for b in banner.acts] == ["Stop", "Take consent now", "Paper consent seen"]
    click(banner.findChild(QPushButton, "stop_treatment"))
    stopping = page.gates.sheet.panel.stopping
    assert stopping.record.words == "Record, and give no more"


def test_a_risk_that_is_not_accepted_leads_to_where_it_is_settled(page, tap, records):
    patient = records.patient(page.session.patient_id)
    signed(records, patient, page.hub.act(), refused=("neck-pain",))
    page.open_session(page.session.id)
    tap("COR-L1")
    turn()
    banner = page.gates.banner
    assert [b.text() for b in banner.acts] == ["Write how it is settled", "Stop"]
    click(banner.findChild(QPushButton, "settle_consent"))
    assert page.gates.sheet.findings.cards[0].act.isVisible()


# a paper that somebody has seen -----------------------------------------------------------------
def test_nothing_is_recorded_before_somebody_is_named_who_has_seen_it(page):
    panel = paper_of(page, by=None)
    assert panel.primary.words == "Choose who has seen it"
    click(panel.primary)
    assert facts(page).consent is None
    assert panel.form.seen_by.chips[0].hasFocus()


def test_a_paper_consent_with_all_risks_is_recorded(page):
    panel = paper_of(page)
    assert panel.primary.words == "Seen, with all 12 risks on the form"
    click(panel.primary)
    fact = facts(page).consent
    assert (fact.signer, len(fact.risks)) == ("patient", 12)
    assert fact.practitioner == page.hub.person.signed_name
    assert fact.seen_by == page.hub.person.id
    assert state_of(page, Gate.CONSENT) == "closed"


def test_another_person_may_have_seen_the_paper(page, staff):
    panel = paper_of(page)
    choose(panel.form.seen_by, str(staff.nurse.id))
    click(panel.primary)
    assert facts(page).consent.seen_by == staff.nurse.id


def test_a_risk_that_is_not_on_the_form_is_left_out_and_blocks(page):
    panel = paper_of(page)
    panel.form.risks.choose_all([c.objectName() for c in panel.form.risks.chips])
    panel.form.risks.chips[0].click()
    assert panel.primary.words == "Seen, with 11 of 12 risks on the form"
    click(panel.primary)
    assert len(facts(page).consent.risks) == 11
    assert state_of(page, Gate.CONSENT) == "block"


def test_a_representative_needs_name_and_authority(page):
    panel = paper_of(page)
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


def test_a_paper_that_holds_is_shown_with_its_expiry_and_can_be_replaced(page, clock):
    risks = tuple(r.code for r in page.hub.records.rules.lists.risks)
    entry = PaperConsentEntry(
        signed_at=clock.now, signer="patient", practitioner="Mara Okafor, MD", risks=risks
    )
    page.hub.run(record_paper_consent, page.session.id, entry)
    panel = open_gate(page, Gate.CONSENT)
    assert "holds until 22 Nov 2027" in panel.findChild(QLabel, "consent_held").text()
    assert panel.form.isHidden()
    click(panel.paper)
    choose(panel.form.seen_by, str(page.hub.person.id))
    write(panel.form.day, "2026-11-21")
    write(panel.form.time, "10:00")
    click(panel.primary)
    local = facts(page).consent.signed_at.astimezone(page.hub.records.zone)
    assert f"{local:%d %H:%M}" == "21 10:00"


def test_a_consent_is_withdrawn_by_keys_with_what_the_patient_said(page):
    click(paper_of(page).primary)
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
