"""Where the units of a session's vials are, in one bar and one line beside the diagram."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from clinicapp.domain.equation import Equation, equation_of
from clinicapp.domain.session import Session
from clinicapp.domain.units import ZERO, show_units
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column
from clinicapp.ui.widgets.vial_bars import DOTS, SOLID, STRIPES, EquationBar


class VialStrip(QWidget):
    """Given, to give, and what will be left; nothing while the session has no vial."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("vial_strip")
        self.bar = EquationBar()
        self.words = label("", "caption", "text_2", wrap=True)
        self.setLayout(column(self.bar, self.words, gap="xs"))
        self.hide()

    def show_session(self, session: Session) -> None:
        """Show the vials of a session as they stand."""
        self.setVisible(bool(session.facts.vials))
        if not session.facts.vials:
            return
        equation = equation_of(session)
        told = self._words(equation)
        self.words.setText(told)
        rest = max(equation.opened - equation.given - equation.to_give, ZERO)
        parts = (
            (SOLID, equation.given, "given", "given"),
            (STRIPES, equation.to_give, "planned", "accent_soft"),
            (DOTS, rest, "warn", "warn_soft"),
        )
        self.bar.show_parts(parts, max(equation.opened, equation.given + equation.to_give), told)

    def _words(self, equation: Equation) -> str:
        over = equation.given + equation.to_give - equation.opened
        if over > 0:
            return self.tr("{units} units more than the {opened} opened: open another vial").format(
                units=show_units(over), opened=show_units(equation.opened)
            )
        if equation.discarded:
            return self.tr("{given} of {opened} units given, {discarded} units discarded").format(
                given=show_units(equation.given),
                opened=show_units(equation.opened),
                discarded=show_units(equation.discarded),
            )
        return self.tr("{given} of {opened} units given, {rest} units will be left").format(
            given=show_units(equation.given),
            opened=show_units(equation.opened),
            rest=show_units(-over),
        )
