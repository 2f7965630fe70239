"""The gates of a session in one row of chips that share its width; signing ends it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicapp.domain.checks.finding import Gate
from clinicapp.domain.checks.gates import GateState, GateStatus
from clinicapp.ui.theme.tokens import SIZE, px
from clinicapp.ui.widgets.fitting_button import FittingButton
from clinicapp.ui.widgets.gate_chip import GateChip
from clinicapp.ui.widgets.layouts import row

GATES = (
    Gate.CONSENT,
    Gate.TIME_OUT,
    Gate.SAFETY,
    Gate.INTERVAL,
    Gate.VIAL,
    Gate.DIAGNOSIS,
    Gate.OUTCOMES,
)


class GateRow(QWidget):
    """One chip for each gate, in the order in which they are passed, and the act of signing."""

    gate_wanted = Signal(object)  # Gate
    sign_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("gate_row")
        self.setAccessibleName(self.tr("Gates"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.chips = tuple(GateChip(gate) for gate in GATES)
        self.sign = FittingButton("secondary", icon="lock")
        self.sign.setObjectName("sign_and_lock")
        self._line = line = row(*self.chips, self.sign, gap="s")
        for place, chip in enumerate(self.chips):
            line.setStretch(place, 1)
            chip.clicked.connect(lambda _checked=False, gate=chip.gate: self.gate_wanted.emit(gate))
            chip.stepped.connect(lambda step, at=place: self._step(at + step))
        self.sign.clicked.connect(self.sign_wanted)
        self.setLayout(line)
        self.show_settled(0)

    def show_gates(self, states: Iterable[GateState]) -> None:
        """Show how the gates stand."""
        known = {state.gate: state for state in states}
        for chip in self.chips:
            chip.show_state(known[chip.gate])

    def show_settled(self, standing: int) -> None:
        """Say at the act of signing how much has to be settled before."""
        words, short = self.tr("Sign and lock"), self.tr("Sign")
        self.sign.set_wordings(words, short)
        told = self.tr("1 thing to settle before signing")
        if standing != 1:
            told = self.tr("{n} things to settle before signing").format(n=standing)
        self.sign.setAccessibleDescription(told if standing else "")
        self.sign.setToolTip(told if standing else "")

    def show_current(self, gate: Gate | None) -> None:
        """Mark the gate whose panel is open."""
        for chip in self.chips:
            chip.show_current(chip.gate is gate)

    def chip(self, gate: Gate) -> GateChip:
        """The chip of a gate."""
        return next(chip for chip in self.chips if chip.gate is gate)

    def next_open(self, after: Gate | None = None) -> Gate | None:
        """The next gate at which something is to be recorded, from the first again at the end."""
        return self._next(after, lambda status: status is GateStatus.OPEN)

    def next_standing(self, after: Gate | None = None) -> Gate | None:
        """The next gate that is not settled."""
        return self._next(after, lambda status: status is not GateStatus.CLOSED)

    def _next(self, after: Gate | None, fits: Callable[[GateStatus], bool]) -> Gate | None:
        start = GATES.index(after) + 1 if after else 0
        order = (*GATES[start:], *GATES[:start])
        return next((gate for gate in order if fits(self.chip(gate).state.state)), None)

    def take_keyboard(self) -> None:
        """Give the keyboard to the first gate that is not done, or to the first of all."""
        left = [c for c in self.chips if c.state.state is not GateStatus.CLOSED]
        (left or list(self.chips))[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._share()

    def _share(self) -> None:
        """All chips equally wide, whatever they say; the act takes its words or gives way."""
        gaps = len(self.chips) * px(8)
        wide = self.sign.sizeHint().width()
        if self.width() - gaps - wide < len(self.chips) * px(100):
            wide = px(SIZE["button"]) * 2
        self.sign.setFixedWidth(wide)

    def _step(self, place: int) -> None:
        if 0 <= place < len(self.chips):
            self.chips[place].setFocus(Qt.FocusReason.TabFocusReason)
