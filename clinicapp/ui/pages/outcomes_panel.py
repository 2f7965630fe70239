"""How the patient is today, beside how it was before the first treatment."""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal

from clinicapp.commands.session_facts import record_response
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding
from clinicapp.domain.session_facts import Baseline, Response
from clinicapp.domain.units import show_units
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.day_words import moment_words
from clinicapp.ui.pages.fact_panel import FactPanel, give_keyboard
from clinicapp.ui.pages.fact_parts import NumberField, first_wrong
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, holder, row


class OutcomesPanel(FactPanel):
    """Headache days and hours a month, HIT-6 and MIDAS, each with its baseline."""

    def __init__(self, hub: ChangeHub, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(hub, "clipboard-list", now)
        self.title = self.tr("Outcome scores")
        self.days = NumberField(self.tr("Headache days a month"))
        self.hours = NumberField(self.tr("Headache hours a month"))
        self.hit6 = NumberField(self.tr("HIT-6"), hint=self.tr("Empty if not asked"), whole=True)
        self.midas = NumberField(self.tr("MIDAS"), hint=self.tr("Empty if not asked"), whole=True)
        self._befores = [label("", "label", "text_2") for _ in range(4)]
        lines = []
        for field, before in zip(self._fields, self._befores, strict=True):
            line = row(field, holder(column(34, before, None, gap=0)), gap="l")
            line.setStretch(0, 3)
            line.setStretch(1, 2)
            lines.append(line)
        self._recorded = label("", "label", "text_2", wrap=True)
        self.setLayout(column(*lines, self._recorded, gap="m"))
        for field in self._fields:
            field.edit.returnPressed.connect(self._record)
        self.keep_foot()
        self.primary.clicked.connect(self._record)

    @property
    def _fields(self) -> tuple[NumberField, ...]:
        return self.days, self.hours, self.hit6, self.midas

    def show_case(self, case: Case, findings: tuple[Finding, ...]) -> None:
        self.case = case
        session, fact = case.session, case.session.facts.response
        self.foot_shown(session.is_open)
        self._show_before(case.baseline)
        if not self.is_new(session.id, fact, session.is_open):
            return
        values = _values(fact)
        for field, value in zip(self._fields, values, strict=True):
            field.set_text("" if value is None else show_units(Decimal(value)))
            field.setEnabled(session.is_open)
        self._recorded.setVisible(fact is not None)
        if fact is not None:
            words = self.tr("Recorded {at} by {name}.")
            name = self.names().get(fact.by, "")
            self._recorded.setText(words.format(at=moment_words(fact.at, case.zone), name=name))
        words = self.tr("Record again") if fact else self.tr("Record the scores")
        self.primary.set_words(words)

    def take_keyboard(self) -> None:
        if self.case and self.case.session.is_open:
            give_keyboard(self.days.edit)

    def _show_before(self, baseline: Baseline | None) -> None:
        values: tuple[Decimal | int | None, ...] = (None,) * len(self._befores)
        if baseline is not None:
            values = (
                baseline.headache_days,
                baseline.hours_a_month,
                baseline.hit6,
                baseline.midas,
            )
        for shown, value in zip(self._befores, values, strict=True):
            words = self.tr("no baseline")
            if value is not None:
                words = self.tr("baseline {n}").format(n=show_units(Decimal(value)))
            shown.setText(words)

    def _record(self) -> None:
        days, hours = self.days.number(), self.hours.number()
        for field in (self.hit6, self.midas):
            field.is_readable(needed=False)
        if first_wrong(*self._fields) or self.case is None:
            return
        scores = self.hit6.whole(), self.midas.whole()
        if self.send(record_response, self.case.session.id, days, hours, *scores):
            self.done.emit()


def _values(fact: Response | None) -> tuple[Decimal | int | None, ...]:
    if fact is None:
        return None, None, None, None
    return fact.headache_days, fact.headache_hours, fact.hit6, fact.midas
