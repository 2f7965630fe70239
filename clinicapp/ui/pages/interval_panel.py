"""How long ago the last dose was, what was given in 3 months, and doses from elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import UUID

from PySide6.QtWidgets import QLabel

from clinicapp.commands.background import report_outside_dose, retract_outside_dose
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.cumulative import CumulativeItem, cumulative_of
from clinicapp.domain.checks.finding import Finding
from clinicapp.domain.checks.interval import interval_of
from clinicapp.domain.checks.spans import span_words
from clinicapp.domain.units import show_units
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.day_words import short_day
from clinicapp.ui.pages.fact_panel import FactPanel
from clinicapp.ui.pages.fact_parts import heading
from clinicapp.ui.pages.outside_doses import OutsideDoses
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, rule


class IntervalPanel(FactPanel):
    """Shows the sums with their items; other toxins are listed and never added."""

    def __init__(self, hub: ChangeHub, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(hub, "timer", now)
        self.title = self.tr("Interval and doses")
        self._span = label("", "title1", wrap=True)
        self._span.setObjectName("interval_span")
        self._since = label("", "label", "text_2", wrap=True)
        self._total = label("", "title1", wrap=True)
        self._total.setObjectName("three_months")
        self._total_words = label("", "label", "text_2", wrap=True)
        self._items = column(gap="xs")
        self._item_labels: list[QLabel] = []
        self.outside = OutsideDoses()
        self.setLayout(
            column(
                column(self._span, self._since, gap=0),
                rule(),
                column(self._total, self._total_words, gap=0),
                self._items,
                rule(),
                heading(self.tr("Given elsewhere")),
                self.outside,
                gap="m",
            )
        )
        self.outside.add_wanted.connect(self._add)
        self.outside.error_wanted.connect(self._retract)

    def show_case(self, case: Case, findings: tuple[Finding, ...]) -> None:
        self.case = case
        self._show_span(case)
        self._show_total(case)
        if self.is_new(case.session.id, case.outside, case.session.is_open):
            self.outside.show_doses(case)

    def take_keyboard(self) -> None:
        self.outside.take_keyboard()

    def _show_span(self, case: Case) -> None:
        found = interval_of(case)
        if found.last is None or found.days is None:
            no_date = self.tr("Date of the last dose not known")
            words = no_date if found.undated else self.tr("No earlier dose")
            self._span.setText(words)
            self._since.setText("")
            return
        self._span.setText(span_words(max(found.days, 0)))
        words = self.tr("since {day}, {where}; the interval is {least}")
        least = span_words(case.session.protocol.retreatment_interval_days)
        where = found.where
        self._since.setText(words.format(day=short_day(found.last), where=where, least=least))

    def _show_total(self, case: Case) -> None:
        found, policy = cumulative_of(case), case.rules.policy
        words = self.tr("{units} of {most} units")
        most = show_units(policy.cumulative_units_most)
        self._total.setText(words.format(units=show_units(found.total), most=most))
        told = self.tr("in {n} months, after {day}, for every reason together")
        day = short_day(found.since)
        self._total_words.setText(told.format(n=policy.cumulative_months, day=day))
        for shown in self._item_labels:
            self._items.removeWidget(shown)
            shown.hide()
            shown.deleteLater()
        self._item_labels = [label(self._item_words(item), wrap=True) for item in found.items]
        for shown in self._item_labels:
            self._items.addWidget(shown)

    def _item_words(self, item: CumulativeItem) -> str:
        units = self.tr("Units not known")
        if item.units is not None:
            units = self.tr("{n} units").format(n=show_units(item.units))
        day = short_day(item.on) if item.on else self.tr("date not known")
        told = f"{units} · {day} · {item.where}"
        return told if item.is_counted else self.tr("{told} · not in the sum").format(told=told)

    def _add(self, toxin: str, day: date | None, units: Decimal | None, why: str) -> None:
        if self.case:
            self.send(report_outside_dose, self.case.patient.id, toxin, day, units, why)

    def _retract(self, dose_id: UUID, reason: str) -> None:
        if self.case:
            self.send(retract_outside_dose, self.case.patient.id, dose_id, reason)
