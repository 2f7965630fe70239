"""A standard session with three exceptions by keyboard alone: keys go where the keyboard is."""

from __future__ import annotations

from PySide6.QtCore import Qt

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
from clinicapp.domain.spelling import spelled
from clinicapp.ui.diagram.source import letters_by_muscle
from clinicapp.ui.widgets.choices import ChoiceChips
from clinicapp.ui.workspace import Workspace

ENTER, OMIT, ADD_EXTRA = Qt.Key.Key_Return, Qt.Key.Key_X, Qt.Key.Key_E


def keyboard_session(work: Workspace, hands: Hands, patient: Patient) -> int:
    """Chart a patient's session by keys; how many it took once the page was open."""
    work.open_patient(patient.id)
    hands.click(hands.button(work.patient, "plan_session"))
    wait_until(lambda: work.page is work.session, "the session page")
    window = work.window()
    window.activateWindow()
    wait_until(window.isActiveWindow, "the window in front")
    before = hands.events
    _chart(work, hands)
    keys = hands.events - before
    charted = work.session.session
    if charted is None or charted.patient_id != patient.id:
        raise RuntimeError("the session belongs to somebody else")
    require_charted(work.hub.records.session(charted.id))
    return keys


def _chart(work: Workspace, hands: Hands) -> None:
    page = work.session
    hands.press(ENTER, Qt.KeyboardModifier.ControlModifier)
    hands.pause()
    hands.press(ENTER)
    _go_to(work, hands, OMITTED)
    hands.press(OMIT)
    _choose(hands, page.inspector.reasons, OMISSION)
    _go_to(work, hands, CHANGED)
    hands.type_keys(UNITS)
    hands.press(ENTER)
    hands.press(ADD_EXTRA)
    _choose(hands, page.extra.sites, EXTRA)
    _choose(hands, page.extra.reasons, EXTRA_REASON)
    hands.press(ENTER)


def _go_to(work: Workspace, hands: Hands, site_id: str) -> None:
    session = work.session.session
    if session is not None:
        hands.type_keys(spelled(session.protocol, letters_by_muscle(), site_id).lower())


def _choose(hands: Hands, choices: ChoiceChips, code: str) -> None:
    """One digit: that of a coded choice."""
    place = choices.chips.index(hands.choice(choices, code))
    hands.type_keys(str(place + 1))
