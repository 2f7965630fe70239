"""What a patient can do, sent as verbs; a second tap on a page that has just come is none."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject

from clinicapp.commands import consent_endings, consent_signing, consents
from clinicapp.commands.records import Change
from clinicapp.domain.consent.record import Consent, RiskReply
from clinicapp.domain.consent.strokes import Stroke
from clinicapp.ui.consent.view import ConsentView
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.theme.tokens import MOTION


class PatientActs(QObject):
    """Sends the verbs of the consent that is open; a verb that is refused comes back False."""

    def __init__(self, hub: ChangeHub, now: Callable[[], float], parent: QObject) -> None:
        super().__init__(parent)
        self._hub, self._now = hub, now
        self._view: ConsentView | None = None
        self._held: float | None = None
        self.is_sending = False

    def use(self, view: ConsentView) -> None:
        """Act from now on for this consent."""
        self._view = view

    def hold(self) -> None:
        """Let nothing through for a moment: another page has come under the finger."""
        self._held = self._now()

    def lets(self) -> bool:
        """Whether a press counts by now."""
        return self._held is None or self._now() - self._held >= MOTION["bounce_guard"] / 1000

    # the verbs -------------------------------------------------------------------------------
    def confirm_identity(self) -> bool:
        """The patient says who they are."""
        return self._run(consents.confirm_identity)

    def use_language(self, language: str) -> bool:
        """Go on in another language."""
        return self._run(consents.use_language, language)

    def see(self, section: str) -> bool:
        """A section was read to its end."""
        return self._run(consents.see_section, section)

    def answer(self, risk: str, reply: RiskReply) -> bool:
        """Say something to one risk."""
        return self._run(consents.answer_risk, risk, reply)

    def ask(self, about: str, text: str) -> bool:
        """Keep a question, or a bare mark."""
        return self._run(consents.ask_question, about, text)

    def say_in_own_words(self, text: str) -> bool:
        """Keep what the patient understood."""
        return self._run(consents.say_in_own_words, text)

    def say_what_changed(self, change: str | None = None) -> bool:
        """Keep what has changed as far as it is written; None: nothing has."""
        return self._run(consents.say_what_changed, change is None, change or "")

    def say_why_ending(self, reason: str) -> bool:
        """Keep why the patient is about to say no, or to wait."""
        return self._run(consent_endings.say_why_ending, reason)

    def draw(self, place: int, stroke: Stroke) -> bool:
        """Keep a stroke as far as it is drawn."""
        return self._run(consent_signing.draw_stroke, self._role, place, stroke, self.signer)

    def undo_stroke(self) -> bool:
        """Take the last stroke back."""
        return self._run(consent_signing.undo_stroke, self._role)

    def clear(self) -> bool:
        """Take the whole signature back."""
        return self._run(consent_signing.clear_signature, self._role)

    def type_name(self, typed: str) -> bool:
        """Keep a typed name instead of strokes."""
        return self._run(consent_signing.type_name, self._role, typed, self.signer)

    def sign(self) -> bool:
        """Agree, with what is drawn or typed."""
        return self._run(consent_signing.sign_consent, self._role, self.signer)

    def decline(self, reason: str) -> bool:
        """Say no."""
        return self._run(consent_endings.decline_consent, self.signer, reason)

    def postpone(self, reason: str) -> bool:
        """Decide another day."""
        return self._run(consent_endings.postpone_consent, self.signer, reason)

    @property
    def signer(self) -> str:
        """The name of who signs."""
        return self._open.signer

    @property
    def _role(self) -> object:
        return self._open.consent.patients_role

    @property
    def _open(self) -> ConsentView:
        if self._view is None:
            raise RuntimeError("no consent is open")
        return self._view

    def _run(self, verb: Callable[..., Change[Consent]], *args: object) -> bool:
        consent_id: UUID = self._open.consent.id
        self.is_sending = True
        try:
            return self._hub.run(verb, consent_id, *args) is not None
        finally:
            self.is_sending = False
