"""A standard session with three exceptions by finger alone: every touch goes to the window."""

from __future__ import annotations

from clinicapp.demo.exceptions import (
    CHANGED,
    EXTRA,
    EXTRA_REASON,
    OMISSION,
    OMITTED,
    UNITS,
    require_charted,
)
from clinicapp.demo.hands import Hands, wait_until
from clinicapp.domain.patient import Patient
from clinicapp.ui.workspace import Workspace


def touch_session(work: Workspace, hands: Hands, patient: Patient) -> int:
    """Chart a patient's session by touch; how many touches it took once the page was open."""
    work.open_patient(patient.id)
    hands.tap(hands.button(work.patient, "plan_session"))
    wait_until(lambda: work.page is work.session, "the session page")
    touches = hands.counted(lambda: _chart(work, hands))
    charted = work.session.session
    if charted is None or charted.patient_id != patient.id:
        raise RuntimeError("the session belongs to somebody else")
    require_charted(work.hub.records.session(charted.id))
    return touches


def _chart(work: Workspace, hands: Hands) -> None:
    page = work.session
    hands.tap(page.panel.primary)
    hands.tap(hands.button(page, "confirm_go"))
    hands.tap(page.views.site_button(OMITTED))
    hands.tap(hands.choice(page.inspector.reasons, OMISSION))
    hands.tap(page.views.site_button(CHANGED))
    hands.tap(hands.choice(page.inspector.quick, UNITS))
    hands.tap(hands.button(page, "add_extra"))
    hands.tap(hands.choice(page.extra.sites, EXTRA))
    hands.tap(hands.choice(page.extra.reasons, EXTRA_REASON))
    hands.tap(hands.button(page, "give_extra"))
