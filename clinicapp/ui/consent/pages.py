"""The pages of the patient's screen, made once and shown one at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtWidgets import QStackedWidget

from clinicapp.ui.consent.acts import PatientActs
from clinicapp.ui.consent.confirmation_page import ConfirmationPage
from clinicapp.ui.consent.decision_page import DecisionPage
from clinicapp.ui.consent.ending_page import EndingPage
from clinicapp.ui.consent.identity_page import IdentityPage
from clinicapp.ui.consent.own_words_page import OwnWordsPage
from clinicapp.ui.consent.page import ScreenPage
from clinicapp.ui.consent.question_page import QuestionPage
from clinicapp.ui.consent.risk_page import RiskPage
from clinicapp.ui.consent.section_page import SectionPage
from clinicapp.ui.consent.steps import Step, StepKind
from clinicapp.ui.consent.stop_page import StopPage
from clinicapp.ui.consent.thanks_page import ThanksPage


class ScreenPages(QStackedWidget):
    """Knows the page of each step, and those that lie beside a step: a question, an ending."""

    def __init__(
        self, acts: PatientActs, clock: Callable[[], datetime], languages: Mapping[str, str]
    ) -> None:
        super().__init__()
        self.identity = IdentityPage(acts, languages)
        self.question = QuestionPage(acts)
        self.ending = EndingPage(acts)
        self.stop = StopPage(acts)
        self.of_kind: dict[StepKind, ScreenPage] = {
            StepKind.IDENTITY: self.identity,
            StepKind.SECTION: SectionPage(acts),
            StepKind.RISK: RiskPage(acts),
            StepKind.OWN_WORDS: OwnWordsPage(acts),
            StepKind.DECISION: DecisionPage(acts, clock),
            StepKind.CONFIRMATION: ConfirmationPage(acts, clock),
            StepKind.THANKS: ThanksPage(acts),
        }
        self.every = (*self.of_kind.values(), self.question, self.ending, self.stop)
        for page in self.every:
            self.addWidget(page)

    @property
    def current(self) -> ScreenPage:
        """The page that is shown."""
        return next(page for page in self.every if page is self.currentWidget())

    def of(self, step: Step) -> ScreenPage:
        """The page of a step."""
        return self.of_kind[step.kind]

    def turn_to(self, page: ScreenPage) -> None:
        """Bring a page to the front."""
        self.setCurrentWidget(page)

    def use_size(self, size: str) -> None:
        """Let every page be read in another size."""
        for page in self.every:
            page.use_size(size)
