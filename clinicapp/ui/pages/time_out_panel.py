"""The time-out: who the patient is, told by two identifiers, with those present."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from clinicapp.commands.session_facts import record_time_out
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding
from clinicapp.domain.session_facts import TimeOut
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.day_words import clock_time, full_day, local_day, moment_words, years_old
from clinicapp.ui.pages.fact_panel import FactPanel, give_keyboard
from clinicapp.ui.pages.fact_parts import ClockField, first_wrong, titled
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import card, column, row
from clinicapp.ui.widgets.multi_chips import MultiChips

# What is proposed to be checked, as the codes of the identifiers.
PROPOSED = ("name", "birth-date")


class TimeOutPanel(FactPanel):
    """Name and birth date in large letters to compare; identifiers and people are proposed."""

    def __init__(self, hub: ChangeHub, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(hub, "user-round-check", now)
        self.title = self.tr("Time-out")
        self._name = label("", "title1", wrap=True)
        self._name.setObjectName("time_out_name")
        self._born = label("", "title1", wrap=True)
        self._born.setObjectName("time_out_born")
        self._number = label("", "body", "text_2", code=True)
        self._recorded = label("", "label", "text_2", wrap=True)
        self.earlier = button(self.tr("It was held earlier"), "quiet", icon="clock")
        self.earlier.setObjectName("held_earlier")
        self.earlier.clicked.connect(self._ask_when)
        self.held = ClockField(self.tr("Held at"))
        self.held.edit.setObjectName("held_at")
        self.held.hide()
        self.identifiers = MultiChips(name=self.tr("Identifiers checked"))
        self.people = MultiChips(name=self.tr("Who took part"))
        who = card(column(self._name, self._born, self._number, gap="xs"), "sunken")
        self.setLayout(
            column(
                label(self.tr("Let the patient say who they are, and compare."), "body", "text_2"),
                who,
                titled(self.tr("Identifiers checked"), self.identifiers),
                titled(self.tr("Who took part"), self.people),
                row(self.earlier, self.held, None),
                self._recorded,
                gap="l",
            )
        )
        self.keep_foot()
        self.primary.clicked.connect(self._record)

    def show_case(self, case: Case, findings: tuple[Finding, ...]) -> None:
        session, patient = case.session, case.patient
        self.case = case
        fact = session.facts.time_out
        self.foot_shown(session.is_open)
        if not self.is_new(session.id, fact, self.hub.person, patient):
            return
        self._name.setText(patient.full_name)
        born = full_day(patient.birth_date)
        self._born.setText(f"{born} · {years_old(patient.birth_date, case.day)}")
        self._number.setText(self.tr("Record {number}").format(number=patient.record_number))
        identifiers = case.rules.lists.identifiers
        self.identifiers.set_choices([(c.code, c.label) for c in identifiers])
        self.identifiers.choose_all(fact.identifiers if fact else PROPOSED)
        present = self._present(fact)
        people = self.hub.ask(self.hub.records.people) or ()
        offered = [p for p in people if p.is_active or p.id in present]
        self.people.set_choices([(str(p.id), p.signed_name) for p in offered])
        self.people.choose_all({str(i) for i in present})
        self._recorded.setText(self._recorded_words(fact, case))
        self._recorded.setVisible(fact is not None)
        words = self.tr("Record again") if fact else self.tr("Record the time-out")
        self.primary.set_words(words)
        self._show_held(case, fact)

    def _show_held(self, case: Case, fact: TimeOut | None) -> None:
        """Now, unless one is mended that was held before a dose: it is not held again by that."""
        first = case.first_dose_at
        keeps = fact is not None and first is not None and fact.at < first
        self.earlier.setVisible(case.session.is_open and not keeps)
        self.held.setVisible(case.session.is_open and keeps)
        if fact is not None:
            self.held.show_moment(fact.at, case.zone)

    def _ask_when(self) -> None:
        """Ask when it was held, with the time it is now to begin with."""
        if self.case is None:
            return
        self.earlier.hide()
        self.held.show()
        self.held.show_moment(self.hub.clock(), self.case.zone)
        self.held.edit.selectAll()
        give_keyboard(self.held.edit)

    def _held_at(self, case: Case) -> datetime | None:
        """What is written; a time that was recorded and left as it is stays exactly that."""
        fact = case.session.facts.time_out
        if fact is not None and self.held.text == clock_time(fact.at, case.zone):
            return fact.at
        day = local_day(case.first_dose_at or self.hub.clock(), case.zone)
        return self.held.on_day(day, case.zone)

    def _present(self, fact: TimeOut | None) -> set[UUID]:
        """Who took part: as recorded, else who is signed in; nobody else is proposed as present."""
        if fact is not None:
            return set(fact.participants)
        return {self.hub.person.id} if self.hub.person else set()

    def _recorded_words(self, fact: TimeOut | None, case: Case) -> str:
        if fact is None:
            return ""
        held = moment_words(fact.at, case.zone)
        written = moment_words(fact.recorded_at or fact.at, case.zone)
        words = self.tr("Recorded {at} by {name}.")
        if written != held:
            words = self.tr("Held {held}; written down {at} by {name}.")
        return words.format(at=written, held=held, name=self.names().get(fact.by, ""))

    def _record(self) -> None:
        if self.case is None:
            return
        people = tuple(UUID(code) for code in self.people.choices)
        is_earlier = not self.held.isHidden()
        held = self._held_at(self.case) if is_earlier else None
        if is_earlier and first_wrong(self.held):
            return
        done = self.identifiers.choices, people, held
        if self.send(record_time_out, self.case.session.id, *done):
            self.done.emit()
