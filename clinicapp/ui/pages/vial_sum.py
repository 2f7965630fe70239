"""The third step of the vial panel: opened = given + discarded; what is left is offered."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QFrame, QWidget

from clinicapp.domain.equation import Equation, VialSum
from clinicapp.domain.units import show_units
from clinicapp.ui.pages.step_head import DONE, TO_DO, WRONG, StepHead
from clinicapp.ui.widgets.buttons import restyle
from clinicapp.ui.widgets.labels import label, set_tone
from clinicapp.ui.widgets.layouts import column, row
from clinicapp.ui.widgets.vial_bars import DOTS, PLAIN, SOLID, STRIPES, EquationBar

HIGH = 56


class SumBox(QFrame):
    """One figure of the equation with its word below it."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.setObjectName(f"sum_{code}")
        self.setProperty("card", "sunken")
        self.figure = label("", "title3")
        self.word = label("", "label", "text_2")
        figures = row(None, self.figure, None, gap=0)
        words = row(None, self.word, None, gap=0)
        self.setLayout(column(figures, words, gap=0, margins=(8, 6, 8, 6)))

    def show_sum(self, units: Decimal, word: str, tone: str, *, is_asked: bool = False) -> None:
        """Show units; what is still asked for stands on the plain ground."""
        self.figure.setText(show_units(units))
        set_tone(self.figure, tone)
        self.word.setText(word)
        self.setAccessibleName(f"{show_units(units)} {word}")
        kind = "plain" if is_asked else "sunken"
        if self.property("card") != kind:
            self.setProperty("card", kind)
            restyle(self)


class VialSumView(QWidget):
    """The bar and the boxes of one vial, and the session's sum where there are several."""

    CODES = ("opened", "given", "to_give", "discarded", "to_discard", "left")

    def __init__(self) -> None:
        super().__init__()
        self.head = StepHead(self.tr("The vial must add up"))
        self.bar = EquationBar()
        self.boxes = {code: SumBox(code) for code in self.CODES}
        self._signs = {code: label("+", "strong", "text_2") for code in self.CODES[1:]}
        self._signs["given"].setText("=")
        line = row(gap="xs")
        for code, box in self.boxes.items():
            if code in self._signs:
                line.addWidget(self._signs[code])
            line.addWidget(box, 1)
        self.whole = label("", "label", "text_2", wrap=True)
        self.whole.setObjectName("session_sum")
        self.warning = label("", "label", "danger", wrap=True)
        self.warning.setObjectName("sum_warning")
        self.setLayout(column(self.head, self.bar, line, self.whole, self.warning, gap="s"))

    def show_sum(self, equation: Equation, part: VialSum) -> None:
        """Show the part of one vial."""
        over = max(-part.rest, Decimal(0))
        offered = part.offered_discard
        shown = {
            "opened": (part.opened, self.tr("opened"), "text"),
            "given": (part.given, self.tr("given"), "given"),
            "to_give": (part.to_give, self.tr("to give"), "planned"),
            "discarded": (part.discarded, self.tr("discarded"), "warn"),
            "to_discard": (offered, self.tr("to discard"), "warn"),
            "left": (part.left, self.tr("left in it"), "text"),
        }
        for code, (units, word, tone) in shown.items():
            self.boxes[code].show_sum(units, word, tone, is_asked=code == "to_discard")
            is_there = code in ("opened", "given") or units > 0
            self.boxes[code].setVisible(is_there)
            if code in self._signs:
                self._signs[code].setVisible(is_there)
        self._show_bar(part, offered)
        self._tell(equation, part, over)

    def _show_bar(self, part: VialSum, offered: Decimal) -> None:
        parts = (
            (SOLID, part.given, "given", "given"),
            (STRIPES, part.to_give, "planned", "accent_soft"),
            (DOTS, part.discarded + offered, "warn", "warn_soft"),
            (PLAIN, part.left, "text_3", "sunken"),
        )
        told = [
            f"{b.figure.text()} {b.word.text()}" for b in self.boxes.values() if not b.isHidden()
        ]
        self.bar.show_parts(parts, max(part.opened, part.given + part.discarded), ", ".join(told))

    def _tell(self, equation: Equation, part: VialSum, over: Decimal) -> None:
        several = len(equation.vials) > 1
        words = self.tr("All vials: {opened} opened, {given} given, {discarded} discarded.")
        self.whole.setText(
            words.format(
                opened=show_units(equation.opened),
                given=show_units(equation.given),
                discarded=show_units(equation.discarded),
            )
        )
        self.whole.setVisible(several)
        told = []
        if over:
            words = self.tr("{units} units more than the vial held.")
            told.append(words.format(units=show_units(over)))
        if equation.unplaced:
            words = self.tr("{units} given units come from no vial of this session.")
            told.append(words.format(units=show_units(equation.unplaced)))
        if equation.unplaced_to_give:
            words = self.tr("{units} planned units do not fit. Another vial is needed.")
            told.append(words.format(units=show_units(equation.unplaced_to_give)))
        self.warning.setText(" ".join(told))
        self.warning.setVisible(bool(told))
        if part.is_overdrawn or equation.unplaced:
            self.head.show_state(WRONG)
        else:
            self.head.show_state(DONE if part.closes else TO_DO)
