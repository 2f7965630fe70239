"""How the migraine was before the first treatment: recorded once, amended with a reason."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinicapp.commands.background import BaselineEntry
from clinicapp.domain.checks.case import Case
from clinicapp.domain.session_facts import Baseline
from clinicapp.domain.units import show_units
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.day_words import moment_words
from clinicapp.ui.pages.fact_parts import NumberField, first_wrong
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.fields import TextField
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import ScaledLayout, column, row


class BaselineForm(QWidget):
    """The fields of a baseline, and below them every version of it."""

    wanted = Signal(object)  # BaselineEntry

    def __init__(self, hub: ChangeHub) -> None:
        super().__init__()
        self._hub = hub
        self._known: Baseline | None = None
        unknown = self.tr("Empty if not known")
        self.days = NumberField(self.tr("Headache days a month"))
        self.migraine = NumberField(self.tr("Migraine days a month"))
        self.hours = NumberField(self.tr("Hours on a headache day"))
        self.months = NumberField(self.tr("For how many months"), whole=True)
        self.month_hours = NumberField(self.tr("Headache hours a month"), hint=unknown)
        self.hit6 = NumberField(self.tr("HIT-6"), hint=unknown, whole=True)
        self.midas = NumberField(self.tr("MIDAS"), hint=unknown, whole=True)
        self.reason = TextField(self.tr("Why it is amended"))
        self.reason.setObjectName("baseline_reason")
        self.record = button(self.tr("Record the baseline"))
        self.record.setObjectName("record_baseline")
        self.record.clicked.connect(self._record)
        self._history = label("", "label", "text_2", wrap=True, selectable=True)
        self._history.setObjectName("baseline_history")
        self.setLayout(
            column(
                _pair(self.days, self.migraine),
                _pair(self.hours, self.months),
                row(self.month_hours, self.hit6, self.midas, gap="m"),
                self.reason,
                self.record,
                self._history,
                gap="s",
            )
        )

    def show_baseline(self, case: Case) -> None:
        """Fill the fields with the baseline that stands, and tell how it came to be."""
        known = self._known = case.baseline
        for field, value in zip(self._fields, _values(known), strict=True):
            field.set_text("" if value is None else show_units(Decimal(value)))
            field.setEnabled(case.session.is_open)
        self.reason.set_text("")
        self.reason.setVisible(known is not None)
        self.record.setVisible(case.session.is_open)
        self.record.set_words(
            self.tr("Amend the baseline") if known else self.tr("Record the baseline")
        )
        self._history.setText(self._history_words(case))
        self._history.setVisible(known is not None)

    @property
    def _fields(self) -> tuple[NumberField, ...]:
        return (
            self.days,
            self.migraine,
            self.hours,
            self.months,
            self.month_hours,
            self.hit6,
            self.midas,
        )

    def _history_words(self, case: Case) -> str:
        if case.baseline is None:
            return ""
        records = self._hub.records
        names = {p.id: p.signed_name for p in self._hub.ask(records.people) or ()}
        lines = []
        for one in reversed(self._hub.ask(records.baselines, case.patient.id) or ()):
            told = self.tr(
                "{at}, {name}: {days} headache days, {migraine} migraine days a month, "
                "{hours} hours a day, {months} months."
            ).format(
                at=moment_words(one.recorded_at, case.zone),
                name=names.get(one.recorded_by, ""),
                days=show_units(one.headache_days),
                migraine=show_units(one.migraine_days),
                hours=show_units(one.hours_a_day),
                months=one.months,
            )
            if one.reason:
                told += self.tr(" Amended: {reason}").format(reason=one.reason)
            lines.append(told)
        return "\n".join(lines)

    def _record(self) -> None:
        days, migraine = self.days.number(), self.migraine.number()
        hours, months = self.hours.number(), self.months.number()
        for field in (self.month_hours, self.hit6, self.midas):
            field.is_readable(needed=False)
        if self._known is not None and not self.reason.text.strip():
            self.reason.show_error(self.tr("Write why it is amended."))
        if first_wrong(*self._fields, self.reason):
            return
        if days is None or migraine is None or hours is None or months is None:
            return
        self.wanted.emit(
            BaselineEntry(
                headache_days=days,
                migraine_days=migraine,
                hours_a_day=hours,
                months=int(months),
                hours_a_month=self.month_hours.number(needed=False),
                hit6=self.hit6.whole(),
                midas=self.midas.whole(),
                reason=self.reason.text,
            )
        )


def _pair(left: QWidget, right: QWidget) -> ScaledLayout:
    line = row(left, right, gap="m")
    line.setStretch(0, 1)
    line.setStretch(1, 1)
    return line


def _values(known: Baseline | None) -> tuple[Decimal | int | None, ...]:
    if known is None:
        return (None,) * 7
    return (
        known.headache_days,
        known.migraine_days,
        known.hours_a_day,
        known.months,
        known.hours_a_month,
        known.hit6,
        known.midas,
    )
