"""The consent: a signed paper that somebody has seen, or the one that still holds."""

from __future__ import annotations

import time
from collections.abc import Callable

from clinicapp.commands.session_facts import record_paper_consent, withdraw_consent
from clinicapp.domain.calendar_months import months_after
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding
from clinicapp.domain.people import Role
from clinicapp.domain.safety import label_of
from clinicapp.domain.session_facts import PaperConsent
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.day_words import local_day, moment_words, short_day
from clinicapp.ui.pages.consent_form import ConsentForm
from clinicapp.ui.pages.fact_panel import FactPanel, give_keyboard
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.fields import TextField
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import card, column, holder, row


class ConsentPanel(FactPanel):
    """Shows the consent of the session with its expiry; a form takes down another paper."""

    def __init__(self, hub: ChangeHub, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(hub, "signature", now)
        self.title = self.tr("Consent")
        self._held = label("", "strong", wrap=True)
        self._held.setObjectName("consent_held")
        self._detail = label("", "label", "text_2", wrap=True)
        self._standing = card(column(self._held, self._detail, gap="xs"), "sunken", "m")
        self.another = button(self.tr("Record another paper consent"))
        self.another.setObjectName("another_consent")
        self.withdraw = button(self.tr("The patient withdraws it"), "quiet")
        self.withdraw.setObjectName("withdraw_consent")
        self.why = TextField(self.tr("What the patient said"))
        self.why.edit.setObjectName("withdrawal_reason")
        self.end = button(self.tr("Record the withdrawal"), "danger")
        self.end.setObjectName("record_withdrawal")
        self._withdrawal = holder(column(self.why, row(self.end, None), gap="s"))
        self.form = ConsentForm()
        acts = row(self.another, None, self.withdraw)
        self.setLayout(column(self._standing, acts, self._withdrawal, self.form, gap="m"))
        self.withdraw.clicked.connect(self._ask_why)
        self.end.clicked.connect(self._withdraw)
        self.another.clicked.connect(self._open_form)
        self.form.edited.connect(self._say)
        self.keep_foot()
        self.primary.clicked.connect(self._record)

    def show_case(self, case: Case, findings: tuple[Finding, ...]) -> None:
        self.case = case
        session, fact = case.session, case.session.facts.consent
        if not self.is_new(session.id, fact, session.is_open, self.hub.person):
            return
        self._standing.setVisible(fact is not None)
        self.another.setVisible(fact is not None and session.is_open)
        stands = fact is not None and not fact.withdrawn_at
        self.withdraw.setVisible(stands and session.is_open)
        self._withdrawal.hide()
        self.why.set_text("")
        self.form.setVisible(fact is None and session.is_open)
        self.foot_shown(fact is None and session.is_open)
        if fact is not None:
            self._show_standing(fact, case)
        self.form.start(case, self._practitioner(fact))
        self._say()

    def _practitioner(self, fact: PaperConsent | None) -> str:
        """Who is likely to have obtained it: the physician signed in, or the one before."""
        person = self.hub.person
        if person is not None and person.role is Role.PHYSICIAN:
            return person.signed_name
        return fact.practitioner if fact else ""

    def _show_standing(self, fact: PaperConsent, case: Case) -> None:
        until = months_after(local_day(fact.signed_at, case.zone), case.rules.policy.consent_months)
        carried = fact.seen_at < case.session.started_at
        words = self.tr("Paper, signed {at}; holds until {until}")
        if carried:
            words = self.tr("Carried over: paper, signed {at}; holds until {until}")
        if fact.withdrawn_at:
            words = self.tr("Withdrawn: paper, signed {at}")
        at = moment_words(fact.signed_at, case.zone)
        self._held.setText(words.format(at=at, until=short_day(until)))
        self._detail.setText("\n".join(self._details(fact, case)))

    def _details(self, fact: PaperConsent, case: Case) -> list[str]:
        lists, lines = case.rules.lists, []
        if fact.signer == "representative":
            words = self.tr("Signed by {name}, {relationship}, {authority}")
            relationship = label_of(lists.relationships, fact.relationship)
            lines.append(
                words.format(
                    name=fact.representative, relationship=relationship, authority=fact.authority
                )
            )
        else:
            lines.append(self.tr("Signed by the patient"))
        lines.append(self.tr("Obtained by {name}").format(name=fact.practitioner))
        if fact.needs_interpreter:
            lines.append(self.tr("Interpreter: {name}").format(name=fact.interpreter))
        known = {r.code for r in lists.risks}
        words = self.tr("{n} of {all} risks on the form")
        lines.append(words.format(n=len(known & set(fact.risks)), all=len(known)))
        words = self.tr("Seen {at} by {name}")
        name = self.names().get(fact.seen_by, "")
        lines.append(words.format(at=moment_words(fact.seen_at, case.zone), name=name))
        if fact.withdrawn_at:
            words = self.tr("Withdrawn {at}, taken down by {name}: {reason}")
            at = moment_words(fact.withdrawn_at, case.zone)
            name = self.names().get(fact.withdrawn_by, "") if fact.withdrawn_by else ""
            lines.append(words.format(at=at, name=name, reason=fact.withdrawal_reason))
        return lines

    def _ask_why(self) -> None:
        self.withdraw.hide()
        self._withdrawal.show()
        give_keyboard(self.why.edit)

    def _withdraw(self) -> None:
        if not self.why.text.strip():
            self.why.show_error(self.tr("Write what was said."))
            give_keyboard(self.why.edit)
        elif self.case is not None:
            self.send(withdraw_consent, self.case.session.id, self.why.text)

    def _open_form(self) -> None:
        self.form.show()
        self.another.hide()
        self.foot_shown(True)
        give_keyboard(self.form.day.edit)

    def _say(self) -> None:
        """Name at the foot what a press will record."""
        chosen, every = len(self.form.risks.choices), len(self.form.risks.chips)
        if not chosen:
            full = self.tr("Seen, with all {n} risks on the form").format(n=every)
        else:
            words = self.tr("Seen, with {n} of {all} risks on the form")
            full = words.format(n=chosen, all=every)
        self.primary.set_words(full)

    def _record(self) -> None:
        if self.case is None:
            return
        if not self.form.risks.choices:
            # The button says so: all risks stand on the form.
            self.form.risks.choose_all([r.code for r in self.case.rules.lists.risks])
        entry = self.form.entry()
        if entry is None:
            self._say()
        elif self.send(record_paper_consent, self.case.session.id, entry):
            self.done.emit()
