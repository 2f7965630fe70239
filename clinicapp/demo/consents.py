"""Consent as a nurse, a patient and a physician take it: the first one, and the short one later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from clinicapp.commands.patients import register_patient
from clinicapp.demo.gates import open_gate, panel_of
from clinicapp.demo.hands import Hands, wait_until
from clinicapp.demo.pictures import Pictures, settle
from clinicapp.domain.checks.finding import Gate
from clinicapp.domain.consent.record import Consent, ConsentKind, ConsentStatus
from clinicapp.domain.ids import new_id
from clinicapp.domain.patient import Patient
from clinicapp.domain.people import Role
from clinicapp.ui.consent.patient_screen import PatientScreen
from clinicapp.ui.consent.signature_pad import SignaturePad
from clinicapp.ui.dialogs.consent_dialog import ConsentDialog
from clinicapp.ui.main_window import MainWindow
from clinicapp.ui.pages.person_cards import PersonCard
from clinicapp.ui.workspace import Workspace

PAGES_MOST = 60
# A name as a hand writes it, in thousandths of the pad.
NAME = (
    *((120, 700), (160, 250), (200, 720), (250, 300), (290, 680), (340, 420), (390, 640)),
    *((450, 400), (500, 650), (560, 430), (620, 620), (690, 460), (760, 600)),
)
# Keystroke-level model: a key, and a thought with a point and a press, in seconds.
KEY_SECONDS, PRESS_SECONDS = 0.28, 1.35 + 1.1 + 0.2


@dataclass(frozen=True, slots=True)
class ConsentCost:
    """Input events: of the staff, of the patient, and for taking the screen back; staff seconds."""

    staff: int
    patient: int
    back: int
    staff_seconds: float


class ConsentHands:
    """Takes consents through the real windows."""

    def __init__(self, window: MainWindow, hands: Hands, pictures: Pictures, password: str) -> None:
        self._window, self._hands, self._pictures = window, hands, pictures
        self._password = password

    # the first consent -----------------------------------------------------------------------
    def first(self, patient: Patient, file: Path) -> ConsentCost:
        """A full consent from the session's chip to the copy in a file, which the window writes.

        Whoever is signed in hands the screen over; a physician takes it back and signs as well.
        """
        work, hands = self._work, self._hands
        work.open_patient(patient.id)
        plan = "plan_first" if work.patient.empty.isVisible() else "plan_session"
        hands.click(hands.button(work.patient, plan))
        wait_until(lambda: work.page is work.session, "the session page")
        staff = hands.counted(self._begin)
        by_patient = hands.counted(self._read_and_sign)
        back = hands.counted(lambda: self.take_back(Role.PHYSICIAN))
        staff += hands.counted(lambda: self._explain_and_copy(file))
        signed = self._last(patient, ConsentKind.COURSE)
        if signed.status is not ConsentStatus.SIGNED or signed.copy_given is None:
            raise RuntimeError("the consent is not signed")
        hands.click(hands.button(work.consent, "leave_consent"))
        return ConsentCost(staff, by_patient, back, self._seconds(staff, back))

    def _begin(self) -> None:
        page = self._work.session
        open_gate(page, self._hands, Gate.CONSENT)
        self._pictures.take("consent-begin")
        self._hands.click(panel_of(page).primary)
        settle()

    def _read_and_sign(self) -> None:
        screen, hands = self.screen, self._hands
        hands.click(hands.button(screen, "identity_yes"))
        for _page in range(PAGES_MOST):
            kind = screen.step.kind
            if kind == "decision":
                break
            hands.click(hands.button(screen, "understand_risk" if kind == "risk" else "go_on"))
        self._sign()

    def _explain_and_copy(self, file: Path) -> None:
        work, hands = self._work, self._hands
        wait_until(lambda: work.page is work.consent, "the consent page")
        self._pictures.take("consent-staff")
        self._draw(work.consent, "signature_clinician")
        hands.click(hands.button(work.consent, "sign_clinician"))
        self._pictures.take("consent-signed")
        hands.click(hands.button(work.consent, "save_copy"))
        wait_until(file.exists, "the copy of the consent")

    # the short one ---------------------------------------------------------------------------
    def again(self) -> ConsentCost:
        """The short consent in the session that is open, up to the signature."""
        page, hands = self._work.session, self._hands

        def begin() -> None:
            open_gate(page, hands, Gate.CONSENT)
            self._pictures.take("consent-again")
            hands.click(panel_of(page).primary)

        staff = hands.counted(begin)
        by_patient = hands.counted(self._agree_again)
        back = hands.counted(self.take_back)
        return ConsentCost(staff, by_patient, back, self._seconds(staff, back))

    def again_before_session(self, patient: Patient) -> None:
        """The short consent from the patient's page, as a nurse asks for it before the session."""
        work, hands = self._work, self._hands
        dialog = ConsentDialog(work, work.hub, patient, has_extras=False)
        dialog.show()
        settle()
        self._pictures.take("consent-dialog", dialog)
        hands.click(dialog.save)
        way = dialog.way
        dialog.deleteLater()
        if way is None:
            raise RuntimeError("the consent dialog led nowhere")
        work.patient.way_wanted.emit(*way)
        settle()
        self._agree_again()
        self.take_back()

    def _agree_again(self) -> None:
        screen, hands = self.screen, self._hands
        self._pictures.take("patient-again")
        hands.click(hands.button(screen, "nothing_changed"))
        self._sign()

    # both ------------------------------------------------------------------------------------
    def _sign(self) -> None:
        screen = self.screen
        self._draw(screen, "signature_pad")
        self._pictures.take(f"patient-{screen.step.kind}")
        self._hands.click(self._hands.button(screen, "agree_and_sign"))
        wait_until(lambda: screen.step.kind == "thanks", "the thanks")
        self._pictures.take("patient-thanks")

    def take_back(self, role: Role | None = None) -> None:
        """The staff takes the screen back: who handed it over, or somebody of another role."""
        screen, hands = self.screen, self._hands
        hands.click(hands.button(screen, "staff"))
        self._pictures.take("patient-staff")
        if role is not None and role is not self._role:
            cards = screen.findChildren(PersonCard)
            hands.click(next(c for c in cards if c.person.role is role))
        field = hands.find(screen, QLineEdit, "password")
        hands.write(field, self._password)
        hands.key(field, Qt.Key.Key_Return)
        wait_until(lambda: self._window.patient_screen is None, "the way back")
        settle()

    def _draw(self, place: QWidget, name: str) -> None:
        """One stroke on the pad that is in sight in a place; it counts as one event."""
        parts = [place] if place.objectName() == name else place.findChildren(QWidget, name)
        holder = next(w for w in parts if w.isVisible())
        found = [holder] if isinstance(holder, SignaturePad) else holder.findChildren(SignaturePad)
        pad = next(p for p in found if p.isVisible())
        size = pad.size()
        points = [QPoint(x * size.width() // 1000, y * size.height() // 1000) for x, y in NAME]
        self._hands.stroke(pad, points)

    @property
    def screen(self) -> PatientScreen:
        """The patient's screen, which is on show."""
        if self._window.patient_screen is None:
            raise RuntimeError("the patient has no screen")
        return self._window.patient_screen

    @property
    def _role(self) -> Role | None:
        person = self._work.hub.person
        return person.role if person else None

    @property
    def _work(self) -> Workspace:
        if self._window.workspace is None:
            raise RuntimeError("nobody is signed in")
        return self._window.workspace

    def _last(self, patient: Patient, kind: ConsentKind) -> Consent:
        known = self._work.hub.records.consents_of(patient.id)
        return [c for c in known if c.kind is kind][-1]

    def _seconds(self, presses: int, back: int) -> float:
        """What the staff's part takes: presses, and the keys of the password on the way back."""
        keys = len(self._password) + 1
        return round(keys * KEY_SECONDS + (presses + back - keys) * PRESS_SECONDS, 1)


def new_patient(
    work: Workspace, given_name: str, record_number: str, language: str = "en"
) -> Patient:
    """Somebody who never was here, and whom nobody has asked yet."""
    hub = work.hub
    patient = Patient(
        id=new_id(hub.clock()),
        clinic_id=hub.records.clinic().id,
        family_name="Whitlock",
        given_name=given_name,
        birth_date=date(1987, 5, 9),
        record_number=record_number,
        language=language,
    )
    change = hub.run(register_patient, patient)
    if change is None:
        raise RuntimeError("the patient was not registered")
    registered: Patient = change.after
    return registered
