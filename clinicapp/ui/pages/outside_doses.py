"""Toxins a patient had elsewhere: what is known of them, one more, one entered in error."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from clinicapp.domain.checks.case import Case
from clinicapp.domain.safety import label_of
from clinicapp.domain.session_facts import OutsideDose
from clinicapp.domain.units import show_units
from clinicapp.ui.models.day_words import short_day
from clinicapp.ui.pages.day_field import DayField
from clinicapp.ui.pages.fact_parts import NumberField, titled
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.choices import ChoiceChips
from clinicapp.ui.widgets.fields import TextField
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import card, column, holder, row


class DoseLine(QFrame):
    """One dose from elsewhere; marking it as entered in error asks for the reason first."""

    error_wanted = Signal(object, str)  # dose id, reason

    def __init__(self, dose: OutsideDose, case: Case) -> None:
        super().__init__()
        self.dose = dose
        self.setProperty("card", "sunken")
        self.setObjectName("outside_dose")
        counts = case.rules.catalogue.toxin(dose.toxin)
        words = column(
            label(dose_words(dose), "strong", wrap=True),
            label(self._detail(case, bool(counts and counts.counts)), "label", "text_2", wrap=True),
            gap=0,
        )
        self._ask = button(self.tr("Entered in error"), "quiet")
        self._ask.setObjectName("ask_error")
        line = row(holder(words), self._ask, gap="s")
        line.setStretch(0, 1)
        self.reason = TextField(self.tr("Why it was entered in error"))
        self.reason.setObjectName("error_reason")
        mark = button(self.tr("Mark it"))
        mark.setObjectName("mark_error")
        why = row(self.reason, mark, gap="s")
        why.setAlignment(mark, Qt.AlignmentFlag.AlignBottom)
        why.setStretch(0, 1)
        self._why = holder(why)
        self._why.hide()
        self.setLayout(column(line, self._why, gap="xs", margins=(12, 8, 8, 8)))
        self._ask.setVisible(case.session.is_open)
        self._ask.clicked.connect(self._open)
        mark.clicked.connect(self._mark)
        self.reason.edit.returnPressed.connect(self._mark)

    def _detail(self, case: Case, counts: bool) -> str:
        told = [label_of(case.rules.lists.indications, self.dose.indication)]
        if not counts:
            told.append(self.tr("other units, not added"))
        return " · ".join(t for t in told if t)

    def _open(self) -> None:
        self._why.setVisible(self._why.isHidden())
        self.reason.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark(self) -> None:
        if not self.reason.text.strip():
            self.reason.show_error(self.tr("Write why it was entered in error."))
            return
        self.error_wanted.emit(self.dose.id, self.reason.text)


class OutsideDoses(QWidget):
    """The list of doses from elsewhere, and the form for one more."""

    add_wanted = Signal(str, object, object, str)  # toxin, day, units, indication
    error_wanted = Signal(object, str)  # dose id, reason

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[DoseLine] = []
        self._list = column(gap="s")
        self._none = label(self.tr("None is recorded."), "body", "text_2")
        self.toxins = ChoiceChips(name=self.tr("Product"), can_clear=False, gap=4)
        self.day = DayField(self.tr("Date"), hint=self.tr("Empty if not known"))
        self.units = NumberField(self.tr("Units"), hint=self.tr("Empty if not known"))
        self.indications = ChoiceChips(name=self.tr("For"), gap=4)
        self.add = button(self.tr("Add the dose"), icon="plus")
        self.add.setObjectName("add_outside_dose")
        self.add.clicked.connect(self._add)
        when = row(self.day, self.units, gap="m")
        when.setStretch(0, 1)
        when.setStretch(1, 1)
        self._form = card(
            column(
                label(self.tr("One more"), "strong"),
                titled(self.tr("Product"), self.toxins),
                when,
                titled(self.tr("For"), self.indications),
                self.add,
                gap="s",
            ),
            "plain",
            "m",
        )
        self.setLayout(column(self._list, self._none, self._form, gap="s"))

    @property
    def lines(self) -> tuple[DoseLine, ...]:
        """The doses that are shown."""
        return tuple(self._lines)

    def show_doses(self, case: Case) -> None:
        """Show what is recorded; the form is empty again."""
        for line in self._lines:
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [DoseLine(dose, case) for dose in case.outside]
        for line in self._lines:
            self._list.addWidget(line)
            line.error_wanted.connect(self.error_wanted)
        self._none.setVisible(not self._lines)
        self._form.setVisible(case.session.is_open)
        self.toxins.set_choices([(t.code, t.name) for t in case.rules.catalogue.toxins])
        self.indications.set_choices([(c.code, c.label) for c in case.rules.lists.indications])
        self.day.set_day(None)
        self.units.set_text("")

    def take_keyboard(self) -> None:
        """Give the keyboard to the first product."""
        self.toxins.take_keyboard()

    def _add(self) -> None:
        if not self.toxins.choice:
            self.toxins.take_keyboard()
            return
        if self.day.is_unreadable:
            self.day.show_error(self.tr("Such as 2026-11-22 or 22 Nov 2026"))
        if self.day.is_unreadable or not self.units.is_readable(needed=False):
            return
        units: Decimal | None = self.units.number(needed=False)
        choice = self.indications.choice
        self.add_wanted.emit(self.toxins.choice, self.day.day, units, choice)


def dose_words(dose: OutsideDose) -> str:
    """A dose from elsewhere in a line: product, units, day; what is not known is said."""
    tr = QCoreApplication.translate
    units = tr("OutsideDoses", "units not known")
    if dose.units is not None:
        units = tr("OutsideDoses", "{n} units").format(n=show_units(dose.units))
    day = short_day(dose.on) if dose.on else tr("OutsideDoses", "date not known")
    return f"{dose.toxin_name} · {units} · {day}"
