"""The consent at the gate: what stands, and the ways to one: the screen, a paper, or none today."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum

from clinicapp.commands.consent_endings import (
    decline_consent,
    postpone_consent,
    withdraw_signed_consent,
)
from clinicapp.commands.consents import begin_confirmation, begin_consent
from clinicapp.commands.session_facts import record_paper_consent, withdraw_consent
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding
from clinicapp.domain.checks.screen_consent import next_step_of
from clinicapp.domain.consent.record import Consent, Medium
from clinicapp.domain.consent.standing import NextStep
from clinicapp.domain.people import Role
from clinicapp.domain.session_facts import PaperConsent
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.consent_standing import detail_words, standing_words
from clinicapp.ui.models.paper_words import paper_details, paper_standing
from clinicapp.ui.pages.consent_form import ConsentForm
from clinicapp.ui.pages.fact_panel import FactPanel, give_keyboard
from clinicapp.ui.pages.stop_part import DECLINED, StopPart
from clinicapp.ui.pages.take_options import TakeOptions
from clinicapp.ui.widgets.buttons import Button, button
from clinicapp.ui.widgets.fields import TextField
from clinicapp.ui.widgets.flow import FlowLayout
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import card, column, holder, row

HAND_OVER, OPEN_CONSENT = "hand-over", "consent"


class Step(Enum):
    """What the foot of the panel does."""

    NOTHING = "nothing"
    TAKE = "take"
    CONFIRM = "confirm"
    CONTINUE = "continue"
    PAPER = "paper"
    STOP = "stop"
    WITHDRAW = "withdraw"


_STEPS = {
    NextStep.NOTHING: Step.NOTHING,
    NextStep.TAKE: Step.TAKE,
    NextStep.CONFIRM: Step.CONFIRM,
    NextStep.GO_ON: Step.CONTINUE,
}


class ConsentPanel(FactPanel):
    """Shows the consent the session stands on; its main act is the next thing to be done."""

    def __init__(self, hub: ChangeHub, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(hub, "signature", now)
        self.title = self.tr("Consent")
        self._step = Step.NOTHING
        self._due = Step.NOTHING
        self._held = label("", "strong", wrap=True)
        self._held.setObjectName("consent_held")
        self._detail = label("", "label", "text_2", wrap=True)
        self._standing = card(column(self._held, self._detail, gap="xs"), "sunken", "m")
        self.options = TakeOptions(hub)
        self.form = ConsentForm(hub)
        self.stopping = StopPart()
        self.who = TextField(self.tr("Who withdraws it"))
        self.why = TextField(self.tr("What the patient said"))
        self.why.edit.setObjectName("withdrawal_reason")
        self.end = button(self.tr("Record the withdrawal"), "danger")
        self.end.setObjectName("record_withdrawal")
        self._withdrawal = holder(column(self.who, self.why, row(self.end, None), gap="s"))
        self._make_ways()
        self.setLayout(
            column(
                self._standing,
                self._ways,
                self.options,
                self.form,
                self.stopping,
                self._withdrawal,
                gap="m",
            )
        )
        self.form.edited.connect(self._say)
        self.stopping.stopped.connect(self._stop)
        self.end.clicked.connect(self._withdraw)
        self.keep_foot()
        self.primary.clicked.connect(self._act)

    def _make_ways(self) -> None:
        self.another = self._way("another_consent", self.tr("Take a new full consent"), Step.TAKE)
        self.paper = self._way("paper_consent", self.tr("A signed paper was seen"), Step.PAPER)
        self.stop = self._way("no_treatment", self.tr("No treatment today"), Step.STOP)
        self.withdraw = self._way("withdraw_consent", self.tr("The patient withdraws it"), None)
        self.print_form = self._way("print_consent_form", self.tr("Sign on our form"), None)
        self.open = self._way("open_consent", self.tr("Open the consent"), None)
        self.open_again = self._way("open_again", self.tr("Open the re-confirmation"), None)
        self.withdraw.clicked.connect(self._ask_why)
        self.print_form.clicked.connect(self._begin_on_paper)
        self.open.clicked.connect(lambda: self._open(self._shown_consent()))
        self.open_again.clicked.connect(lambda: self._open(self._second_word))
        flow = FlowLayout(gap=8)
        for way in (
            *(self.open, self.open_again, self.paper, self.print_form),
            *(self.another, self.stop, self.withdraw),
        ):
            flow.addWidget(way)
        self._ways = holder(flow)

    def _way(self, name: str, words: str, step: Step | None) -> Button:
        made = button(words)
        made.setObjectName(name)
        if step is not None:
            made.clicked.connect(lambda: self._show_step(step, takes_keyboard=True))
        return made

    # showing ---------------------------------------------------------------------------------
    def show_case(self, case: Case, findings: tuple[Finding, ...]) -> None:
        self.case = case
        session, paper = case.session, case.session.facts.consent
        shelf = case.shelf
        known = (session.id, paper, shelf.consents, session.is_open, self.hub.person, findings)
        if not self.is_new(*known):
            return
        self._due = _STEPS[next_step_of(case, findings)]
        self._show_standing()
        self.options.start(case.patient, has_extras=any(s.is_extra for s in session.sites))
        self.form.start(case, self._practitioner(paper))
        self.stopping.start(case.patient.full_name, has_doses=bool(session.given))
        self.who.set_text(case.patient.full_name)
        self.why.set_text("")
        self._show_step(self._due)

    def show_taking(self) -> None:
        """Lead to the consent on the screen, ready for one press."""
        self._show_step(self._due if self._due is not Step.NOTHING else Step.TAKE)
        self.take_keyboard()

    def show_open(self) -> None:
        """Lead to the consent as it stands; what is to be settled stands above it."""
        self._show_step(self._due)

    def show_paper(self) -> None:
        """Lead to the paper that somebody has seen."""
        self._show_step(Step.PAPER, takes_keyboard=True)

    def show_stopping(self) -> None:
        """Lead to the end of this treatment before it begins."""
        self._show_step(Step.STOP, takes_keyboard=True)

    def _show_step(self, step: Step, *, takes_keyboard: bool = False) -> None:
        self._step = step
        is_open = self.case is not None and self.case.session.is_open
        taken = self._being_taken
        self.options.setVisible(step is Step.TAKE)
        self.form.setVisible(step is Step.PAPER)
        self.stopping.setVisible(step is Step.STOP)
        self._withdrawal.setVisible(step is Step.WITHDRAW)
        self.foot_shown(is_open and step not in (Step.NOTHING, Step.STOP, Step.WITHDRAW))
        self.paper.setVisible(is_open and step is not Step.PAPER and taken is None)
        self.print_form.setVisible(is_open and step is Step.TAKE)
        self.another.setVisible(is_open and step is not Step.TAKE and taken is None)
        self.stop.setVisible(is_open and step is not Step.STOP and self._due is not Step.NOTHING)
        stands = self._withdrawable() is not None
        self.withdraw.setVisible(is_open and stands and step is not Step.WITHDRAW)
        self.open.setVisible(self._shown_consent() is not None)
        self.open_again.setVisible(self._second_word is not None)
        self._say()
        if takes_keyboard:
            first = {Step.PAPER: self.form.first_focus(), Step.STOP: self.stopping.record}
            give_keyboard(first.get(step, self.primary))

    def _say(self) -> None:
        """Name at the foot what a press will do."""
        words = {
            Step.TAKE: self.tr("Hand the screen to the patient"),
            Step.CONFIRM: self.tr("Ask again: still agree?"),
            Step.CONTINUE: self.tr("Record the signed form")
            if self._is_on_paper
            else self.tr("Go on with the patient"),
            Step.PAPER: self._paper_words(),
        }
        self.primary.set_words(words.get(self._step, ""))

    def _paper_words(self) -> str:
        chosen, every = len(self.form.risks.choices), len(self.form.risks.chips)
        if not self.form.seen_by.choice:
            return self.tr("Choose who has seen it")
        if not chosen:
            return self.tr("Seen, with all {n} risks on the form").format(n=every)
        return self.tr("Seen, with {n} of {all} risks on the form").format(n=chosen, all=every)

    def _practitioner(self, fact: PaperConsent | None) -> str:
        """Who is likely to have obtained it: the physician signed in, or the one before."""
        person = self.hub.person
        if person is not None and person.role is Role.PHYSICIAN:
            return person.signed_name
        return fact.practitioner if fact else ""

    def _show_standing(self) -> None:
        case = self.case
        consent = self._shown_consent()
        paper = case.session.facts.consent if case else None
        if case is None or (consent is None and paper is None):
            self._standing.hide()
            return
        months = case.rules.policy.consent_months
        is_told = case.shelf.being_taken or case.screen_consent
        if consent is not None and (is_told or paper is None):
            lines = detail_words(consent)
            self._held.setText(standing_words(consent, months, case.zone))
        elif paper is not None:
            self._held.setText(paper_standing(paper, case))
            lines = paper_details(paper, case, self.names())
        if self._second_word:
            lines.append(standing_words(self._second_word, months, case.zone))
        self._detail.setText("\n".join(lines))
        self._detail.setVisible(bool(lines))
        self._standing.show()

    @property
    def _being_taken(self) -> Consent | None:
        return self.case.shelf.being_taken if self.case else None

    @property
    def _is_on_paper(self) -> bool:
        taken = self._being_taken
        return taken is not None and taken.medium is Medium.PAPER

    def _shown_consent(self) -> Consent | None:
        """The consent on the screen that is told of: the one being taken, else the last word."""
        case = self.case
        if case is None:
            return None
        return case.shelf.being_taken or case.last_word

    @property
    def _second_word(self) -> Consent | None:
        """What the patient said again on the session's day."""
        case = self.case
        if case is None:
            return None
        course = case.screen_consent
        return case.shelf.confirmation(course.id if course else None, case.days, case.zone)

    def _withdrawable(self) -> Consent | PaperConsent | None:
        case = self.case
        if case is None or self._being_taken:
            return None
        on_screen, paper = case.screen_consent, case.session.facts.consent
        if on_screen is not None:
            return on_screen if on_screen.is_signed and not on_screen.withdrawal else None
        return paper if paper and not paper.withdrawn_at else None

    # acts ------------------------------------------------------------------------------------
    def _act(self) -> None:
        if self._step is Step.PAPER:
            self._record_paper()
        elif self._step is Step.TAKE:
            self._begin(Medium.SCREEN, HAND_OVER)
        elif self._step is Step.CONTINUE and self._being_taken:
            way = OPEN_CONSENT if self._is_on_paper else HAND_OVER
            self.way_wanted.emit(way, self._being_taken.id)
        elif self._step is Step.CONFIRM and self.case:
            patient_id = self.case.session.patient_id
            self._lead(self.run(begin_confirmation, patient_id), HAND_OVER)

    def _begin(self, medium: Medium, way: str) -> None:
        chosen = self.options.chosen
        if self.case is None or chosen is None:
            return
        language, clinician, covers = chosen
        patient_id = self.case.session.patient_id
        begun = self.run(begin_consent, patient_id, language, clinician, covers, medium)
        self._lead(begun, way)

    def _begin_on_paper(self) -> None:
        self._begin(Medium.PAPER, OPEN_CONSENT)

    def _lead(self, begun: Consent | None, way: str) -> None:
        if begun is not None:
            self.way_wanted.emit(way, begun.id)

    def _open(self, consent: Consent | None) -> None:
        if consent is not None:
            self.way_wanted.emit(OPEN_CONSENT, consent.id)

    def _ask_why(self) -> None:
        self._show_step(Step.WITHDRAW)
        give_keyboard(self.why.edit)

    def _withdraw(self) -> None:
        standing = self._withdrawable()
        if not self.why.text.strip():
            self.why.show_error(self.tr("Write what was said."))
            give_keyboard(self.why.edit)
        elif isinstance(standing, PaperConsent) and self.case:
            self.send(withdraw_consent, self.case.session.id, self.why.text)
        elif isinstance(standing, Consent):
            self.send(withdraw_signed_consent, standing.id, self.who.text, self.why.text)

    def _stop(self, how: str, who: str, why: str) -> None:
        """End the consent that is being taken, or one begun for nothing but this answer."""
        taken, chosen = self._being_taken, self.options.chosen
        if taken is None and self.case and chosen:
            taken = self.run(begin_consent, self.case.session.patient_id, *chosen)
        if taken is not None:
            end = decline_consent if how == DECLINED else postpone_consent
            if self.send(end, taken.id, who, why):
                give_keyboard(self.another)

    def _record_paper(self) -> None:
        if self.case is None:
            return
        if not self.form.seen_by.choice:
            give_keyboard(self.form.first_focus())
            return
        if not self.form.risks.choices:
            # The button says so: all risks stand on the form.
            self.form.risks.choose_all([r.code for r in self.case.rules.lists.risks])
        entry = self.form.entry()
        if entry is None:
            self._say()
        elif self.send(record_paper_consent, self.case.session.id, entry):
            self.done.emit()
