"""Every page that a patient can meet, pictured in each language, light and dark, largest text."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import cast
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from clinicapp.commands.consent_endings import mark_consent_as_error
from clinicapp.commands.consents import begin_confirmation, begin_consent, close_question
from clinicapp.demo.pictures import settle
from clinicapp.domain.consent.record import Consent
from clinicapp.domain.patient import Patient
from clinicapp.ui.consent.patient_screen import PatientScreen
from clinicapp.ui.consent.signature_pad import SignaturePad
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.tasks import TaskRunner
from clinicapp.ui.theme import style, tokens

SIZE = (1280, 800)
PAGES_MOST = 60
LOOKS = ("dark", "light")
WAY = ((100, 700), (200, 250), (300, 700), (420, 300), (560, 640), (700, 450))


class PatientPages:
    """Walks over the patient's screen on its own, with a clock on which no press is a bounce."""

    def __init__(self, hub: ChangeHub, tasks: TaskRunner, folder: Path) -> None:
        self._hub, self._tasks, self._folder = hub, tasks, folder
        self._numbers = count(1)
        self._seconds = count(1000, 5)
        self._name = ""

    def picture_all(self, readers: Mapping[str, Patient], confirmed: Patient) -> None:
        """The full consent of a patient of each language, and the short one of another."""
        app = cast(QApplication, QApplication.instance())
        before, scale = style.chosen(app), tokens.scale()
        for language, patient in readers.items():
            for look in LOOKS:
                self._name, self._numbers = f"{language}-{look}-largest", count(1)
                (self._folder / self._name).mkdir(parents=True, exist_ok=True)
                self._walk(self._begun(begin_consent, patient.id, language, self._physician), look)
                again = self._begun(begin_confirmation, confirmed.id)
                self._walk_again(again, language, look)
        style.apply(app, before, scale)

    def _begun(self, verb: object, *args: object) -> Consent:
        change = self._hub.run(verb, *args)  # type: ignore[arg-type]
        if change is None:
            raise RuntimeError("the consent was not begun")
        begun: Consent = change.after
        return begun

    @property
    def _physician(self) -> UUID:
        if self._hub.person is None:
            raise RuntimeError("nobody is signed in")
        return self._hub.person.id

    def _shown(self, consent: Consent, look: str) -> PatientScreen:
        screen = PatientScreen(self._hub, self._tasks, now=lambda: float(next(self._seconds)))
        screen.resize(*SIZE)
        screen.show()
        settle()
        screen.open_consent(consent.id)
        self._press(screen, "text_large")
        if look == "light":
            self._press(screen, "light_or_dark")
        return screen

    def _walk(self, consent: Consent, look: str) -> None:
        screen = self._shown(consent, look)
        self._take(screen, "identity")
        self._press(screen, "stop")
        self._take(screen, "stop")
        self._press(screen, "stop_back")
        self._press(screen, "identity_yes")
        asked = False
        for _page in range(PAGES_MOST):
            step = screen.step
            if step.kind == "decision":
                break
            self._take(screen, step.about or str(step.kind))
            if step.kind == "risk" and not asked:
                asked = True
                self._press(screen, "ask_question")
                self._take(screen, "question")
                self._press(screen, "question_keep")
            self._press(screen, "understand_risk" if screen.step.kind == "risk" else "go_on")
        self._take(screen, "decision-open")
        self._answer(screen, consent)
        self._decide(screen)
        self._leave(screen, consent)

    def _answer(self, screen: PatientScreen, consent: Consent) -> None:
        """The clinician answers what was asked, and the patient takes it up again."""
        for question in self._hub.records.consent(consent.id).open_questions:
            words = "It can. We will look at it together."
            self._hub.run(close_question, consent.id, question.id, words)
        screen.open_consent(consent.id)
        self._press(screen, "text_large")
        self._take(screen, "answered")
        while screen.step.kind != "decision":
            self._press(screen, "understand_risk" if screen.step.kind == "risk" else "go_on")

    def _decide(self, screen: PatientScreen) -> None:
        self._take(screen, "decision")
        for end in ("decline", "not_today"):
            self._press(screen, end)
            self._take(screen, end)
            self._press(screen, "end_back")
        self._draw(screen)
        self._take(screen, "decision-signed")
        self._press(screen, "agree_and_sign")
        self._take(screen, "thanks")

    def _walk_again(self, consent: Consent, language: str, look: str) -> None:
        screen = self._shown(consent, look)
        if consent.language != language:
            self._press(screen, language)
        self._take(screen, "again")
        self._press(screen, "something_changed")
        self._take(screen, "again-changed")
        self._leave(screen, consent)

    def _leave(self, screen: PatientScreen, consent: Consent) -> None:
        screen.close()
        screen.deleteLater()
        self._hub.run(mark_consent_as_error, consent.id, "Made for the pictures")

    def _draw(self, screen: PatientScreen) -> None:
        pad = next(p for p in screen.findChildren(SignaturePad) if p.isVisible())
        points = [QPoint(x * pad.width() // 1000, y * pad.height() // 1000) for x, y in WAY]
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
        for point in points[1:]:
            QTest.mouseMove(pad, point)
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])
        QApplication.processEvents()

    def _press(self, screen: PatientScreen, name: str) -> None:
        for button in screen.findChildren(QAbstractButton, name):
            if button.isVisible() and button.isEnabled():
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
                QApplication.processEvents()
                return
        raise RuntimeError(f"there is no {name} to be seen on {screen.step}")

    def _take(self, screen: PatientScreen, name: str) -> None:
        settle()
        path = self._folder / self._name / f"{next(self._numbers):02d}-{name}.png"
        screen.grab().save(str(path))
