"""Two other patients, by finger and by keys alone; after all else is printed and exported."""

from __future__ import annotations

from clinicapp.demo.gates import open_gate
from clinicapp.demo.hands import Hands, wait_until
from clinicapp.demo.keyboard_session import keyboard_session
from clinicapp.demo.touch_session import touch_session
from clinicapp.domain.checks.finding import Gate
from clinicapp.domain.patient import Patient
from clinicapp.ui.models.day_words import clock_time
from clinicapp.ui.pages.consent_panel import ConsentPanel
from clinicapp.ui.workspace import Workspace


def chart_otherwise(work: Workspace, hands: Hands, done: Patient) -> dict[str, int]:
    """How many events each took, from the session page on, the consent already seen on paper."""
    records, events = work.hub.records, {}
    for name, chart in (
        ("touch_session", touch_session),
        ("keyboard_session", keyboard_session),
    ):
        patient = next(
            found.patient
            for found in records.find_patients("")
            if found.patient.id != done.id and not records.open_session_of(found.patient.id)
        )
        _see_paper(work, hands, patient)
        events[name] = chart(work, hands, patient)
    return events


def _see_paper(work: Workspace, hands: Hands, patient: Patient) -> None:
    """Start a session and record in it that a signed paper was seen; then back to the patient."""
    page = work.session
    work.open_patient(patient.id)
    hands.click(hands.button(work.patient, "plan_session"))
    wait_until(lambda: work.page is page, "the session page")
    open_gate(page, hands, Gate.CONSENT)
    panel = page.gates.sheet.panel
    if not isinstance(panel, ConsentPanel):
        raise RuntimeError("this is not the consent")
    hands.click(panel.paper)
    person = work.hub.person
    hands.choose(panel.form.seen_by, str(person.id) if person else "")
    if not panel.form.time.text:
        hands.write(panel.form.time.edit, clock_time(work.hub.clock(), work.hub.records.zone))
    hands.click(panel.primary)
    wait_until(lambda: page.gates.sheet.gate is not Gate.CONSENT, "the paper recorded")
