"""What is recorded before the first dose and after the last, at the gates and when signing."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from clinicapp.demo.hands import Hands, wait_until
from clinicapp.demo.pictures import Pictures
from clinicapp.domain.checks.finding import Gate
from clinicapp.domain.checks.gates import GateStatus
from clinicapp.ui.pages.fact_panel import FactPanel
from clinicapp.ui.pages.outcomes_panel import OutcomesPanel
from clinicapp.ui.pages.session_page import SessionPage
from clinicapp.ui.pages.vial_panel import VialPanel
from clinicapp.ui.workspace import Workspace

LOT, SERIAL = "C9104C3", "100000427716"
GTIN = "00300233921029"  # of the vial of 200 units
SCORES = ("6", "30", "52")
# What the physician writes where a check holds the signature.
REASONS = {
    Gate.SITES: "Lower dose on the right: the brow was heavy after the last session",
    Gate.INTERVAL: "Early, as agreed: the patient will be abroad for four months",
}


def scanned_code(today: date) -> str:
    """What a scanner reads off a new vial of 200 units that expires next year."""
    last = monthrange(today.year + 1, today.month)[1]
    expiry = f"{(today.year + 1) % 100:02d}{today.month:02d}{last:02d}"
    return f"]d201{GTIN}17{expiry}10{LOT}\x1d21{SERIAL}"


def open_gate(page: SessionPage, hands: Hands, gate: Gate) -> None:
    """Open a gate by its chip."""
    hands.click(page.gates.row.chip(gate))
    wait_until(lambda: page.gates.sheet.gate is gate, f"the panel of {gate.value}")


def prepare(work: Workspace, hands: Hands, pictures: Pictures, code: str) -> None:
    """Time-out, safety screen, a new vial by its code, and the scores where they are due."""
    page = work.session
    open_gate(page, hands, Gate.TIME_OUT)
    pictures.take("time-out")
    hands.click(panel_of(page).primary)
    wait_until(lambda: page.gates.sheet.gate is Gate.SAFETY, "the safety screen")
    pictures.take("safety-screen")
    hands.click(panel_of(page).primary)
    wait_until(lambda: page.gates.sheet.gate is Gate.VIAL, "the vial panel")
    pictures.take("vial-to-choose")
    _new_vial(page, hands, pictures, code)
    if page.gates.sheet.gate is Gate.OUTCOMES:
        _record_scores(page, hands, pictures)
    for gate in (Gate.CONSENT, Gate.INTERVAL, Gate.DIAGNOSIS):
        open_gate(page, hands, gate)
        pictures.take(f"gate-{gate.value}")
        hands.click(hands.button(page.gates.sheet, "close_sheet"))


def discard(work: Workspace, hands: Hands, pictures: Pictures) -> None:
    """What is left of the vial is discarded, with the witness of last time."""
    page = work.session
    open_gate(page, hands, Gate.VIAL)
    pictures.take("vial-panel")
    hands.click(hands.button(page.gates.sheet, "confirm_discard"))
    wait_until(lambda: page.gates.sheet.gate is None, "all units accounted for")


def sign(work: Workspace, hands: Hands, pictures: Pictures, password: str) -> str:
    """Answer what holds, confirm the claim, copy the note, and sign; the note that was copied."""
    page = work.signing
    hands.click(work.session.panel.primary)
    wait_until(lambda: work.page is page, "the signing page")
    pictures.take("signing-open")
    while held := _held(work):
        _answer(work, hands, *held)
    if page.charges.confirm.isVisible():
        hands.click(page.charges.confirm)
    hands.click(page.note.copy)
    pictures.take("signing")
    note = page.note.text
    type_password(work, hands, password)
    return note


def type_password(work: Workspace, hands: Hands, password: str) -> None:
    """Sign with the password; the session page comes back with the signed session."""
    field = hands.find(work.signing, QLineEdit, "signature_password")
    hands.write(field, password)
    hands.key(field, Qt.Key.Key_Return)
    wait_until(lambda: work.page is work.session, "the signed session")


def _new_vial(page: SessionPage, hands: Hands, pictures: Pictures, code: str) -> None:
    panel = panel_of(page)
    if not isinstance(panel, VialPanel):
        raise RuntimeError("this is not the vial panel")
    hands.scan(panel.choice.scan.edit, code)
    pictures.take("vial-scanned")
    hands.click(panel.choice.receive)
    pictures.take("vial-to-reconstitute")
    hands.click(panel.acts.record)
    wait_until(
        lambda: (
            page.gates.row.chip(Gate.VIAL).state.state is GateStatus.CLOSED
            or page.gates.sheet.gate is not Gate.VIAL
        ),
        "the vial in use",
    )


def _record_scores(page: SessionPage, hands: Hands, pictures: Pictures) -> None:
    panel = panel_of(page)
    if not isinstance(panel, OutcomesPanel):
        raise RuntimeError("these are not the scores")
    for field, value in zip((panel.days, panel.hours, panel.hit6), SCORES, strict=True):
        hands.write(field.edit, value)
    pictures.take("outcome-scores")
    hands.click(panel.primary)
    wait_until(lambda: page.gates.sheet.gate is not Gate.OUTCOMES, "the scores recorded")


def panel_of(page: SessionPage) -> FactPanel:
    """The panel of the gate that is open."""
    panel = page.gates.sheet.panel
    if panel is None:
        raise RuntimeError("no gate is open")
    return panel


def _answer(work: Workspace, hands: Hands, gate: Gate, field: QLineEdit) -> None:
    """Write a reason, and wait until the finding is taken on."""
    hands.write(field, REASONS[gate])
    hands.key(field, Qt.Key.Key_Return)

    def is_taken() -> bool:
        held = _held(work)
        return held is None or held[1] is not field

    wait_until(is_taken, "the reason")


def _held(work: Workspace) -> tuple[Gate, QLineEdit] | None:
    """The first finding that waits for a reason: its gate, and where to write."""
    for line in work.signing.checks.rows:
        if line.reason is not None and line.line.finding is not None:
            return line.line.finding.gate, line.reason.edit
    return None
