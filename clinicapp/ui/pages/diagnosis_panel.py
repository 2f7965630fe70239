"""The diagnosis by its three attributes, with the code they make, and the baseline."""

from __future__ import annotations

import time
from collections.abc import Callable

from clinicapp.commands.background import BaselineEntry, record_baseline
from clinicapp.commands.session_facts import record_diagnosis
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding
from clinicapp.domain.session_facts import Diagnosis
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.day_words import moment_words
from clinicapp.ui.pages.baseline_form import BaselineForm
from clinicapp.ui.pages.fact_panel import FactPanel, give_keyboard
from clinicapp.ui.pages.fact_parts import LineChips, heading, titled
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import card, column, row, rule

YES, NO = "yes", "no"


class DiagnosisPanel(FactPanel):
    """Chooses no code: it shows the one that follows from what is chosen."""

    def __init__(self, hub: ChangeHub, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(hub, "stethoscope", now)
        self.title = self.tr("Diagnosis and baseline")
        yes_no = [(NO, self.tr("No")), (YES, self.tr("Yes"))]
        without = [(NO, self.tr("Without")), (YES, self.tr("With"))]
        self.aura = LineChips(without, name=self.tr("Aura"))
        self.intractable = LineChips(yes_no, name=self.tr("Intractable"))
        self.status = LineChips(without, name=self.tr("Status migrainosus"))
        self.attack = LineChips(yes_no, name=self.tr("An attack of more than 72 hours"))
        self._attack = titled(self.tr("An attack of more than 72 hours"), self.attack)
        self._code = label("", "title3", code=True)
        self._code.setObjectName("diagnosis_code")
        self._words = label("", "body", "text_2", wrap=True)
        self._recorded = label("", "label", "text_2", wrap=True)
        self.baseline = BaselineForm(hub)
        self.setLayout(
            column(
                row(
                    titled(self.tr("Aura"), self.aura),
                    titled(self.tr("Intractable"), self.intractable),
                    titled(self.tr("Status migrainosus"), self.status),
                    None,
                    gap="l",
                ),
                self._attack,
                card(column(self._code, self._words, gap="xxs"), "sunken", "m"),
                self._recorded,
                rule(),
                heading(self.tr("Baseline, before the first treatment")),
                self.baseline,
                gap="m",
            )
        )
        for chips in self._all:
            chips.chosen.connect(lambda _code: self._show_code())
        self.baseline.wanted.connect(self._record_baseline)
        self.keep_foot()
        self.primary.clicked.connect(self._record)
        self._shown_baseline: object = None

    @property
    def _all(self) -> tuple[LineChips, ...]:
        return self.aura, self.intractable, self.status, self.attack

    def show_case(self, case: Case, findings: tuple[Finding, ...]) -> None:
        self.case = case
        session, fact = case.session, case.session.facts.diagnosis
        self.foot_shown(session.is_open)
        if self.is_new(session.id, fact, session.is_open):
            self._fill(fact, case)
        known = (session.id, case.baseline, session.is_open)
        if known != self._shown_baseline:
            self._shown_baseline = known
            self.baseline.show_baseline(case)

    def _fill(self, fact: Diagnosis | None, case: Case) -> None:
        # Nothing is proposed the first time: a code that nobody thought about is a wrong code.
        values: tuple[bool | None, ...] = (None,) * len(self._all)
        if fact is not None:
            values = (
                fact.aura,
                fact.intractable,
                fact.status_migrainosus,
                fact.attack_over_72_hours,
            )
        for chips, value in zip(self._all, values, strict=True):
            chips.choose("" if value is None else YES if value else NO)
            chips.setEnabled(case.session.is_open)
        self._recorded.setVisible(fact is not None)
        if fact is not None:
            words = self.tr("Recorded {at} by {name}.")
            name = self.names().get(fact.by, "")
            self._recorded.setText(words.format(at=moment_words(fact.at, case.zone), name=name))
        self._show_code()

    def _show_code(self) -> None:
        case = self.case
        if case is None:
            return
        has_status = self.status.choice == YES
        self._attack.setVisible(has_status)
        asked = self._all if has_status else self._all[:3]
        is_chosen = all(chips.choice for chips in asked)
        self.primary.setEnabled(is_chosen and case.session.is_open)
        if not is_chosen:
            self._code.setText(self.tr("No code yet"))
            self._words.setText(self.tr("Choose each of them; the code follows."))
            self.primary.set_words(self.tr("Record the diagnosis"))
            return
        found = case.rules.diagnoses.derive(
            aura=self.aura.choice == YES,
            intractable=self.intractable.choice == YES,
            status_migrainosus=has_status,
            day=case.day,
        )
        self._code.setText(found.code if found else self.tr("No code"))
        words = found.label if found else self.tr("The table has no code for this day.")
        self._words.setText(words)
        recorded = case.session.facts.diagnosis is not None
        act = self.tr("Record {code} again") if recorded else self.tr("Record {code}")
        self.primary.set_words(act.format(code=found.code if found else ""))

    def take_keyboard(self) -> None:
        if self._wants_baseline() and self.case and self.case.session.is_open:
            give_keyboard(self.baseline.days.edit)
        else:
            super().take_keyboard()

    def _wants_baseline(self) -> bool:
        case = self.case
        return bool(case and case.session.facts.diagnosis and case.baseline is None)

    def _record(self) -> None:
        if self.case is None:
            return
        has_status = self.status.choice == YES
        values = (
            self.aura.choice == YES,
            self.intractable.choice == YES,
            has_status,
            has_status and self.attack.choice == YES,
        )
        if self.send(record_diagnosis, self.case.session.id, *values):
            self.done.emit()
            if self.isVisible() and self._wants_baseline():
                give_keyboard(self.baseline.days.edit)

    def _record_baseline(self, entry: BaselineEntry) -> None:
        if self.case and self.send(record_baseline, self.case.patient.id, entry):
            self.done.emit()
