"""The main job end to end: a patient, the 31 sites, three exceptions, the sheet, the export."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from clinicapp.commands.sample_clinic import SAMPLE_PASSWORD
from clinicapp.config.settings import Settings
from clinicapp.demo.consents import ConsentHands, new_patient
from clinicapp.demo.exceptions import (
    CHANGED,
    EXTRA,
    EXTRA_REASON,
    OMISSION,
    OMITTED,
    UNITS,
)
from clinicapp.demo.gates import discard, prepare, scanned_code, sign
from clinicapp.demo.hands import Hands, wait_until
from clinicapp.demo.limits import tell_exceeded
from clinicapp.demo.other_sessions import chart_otherwise
from clinicapp.demo.patient_pages import PatientPages
from clinicapp.demo.pictures import Pictures, settle
from clinicapp.demo.standard_session import (
    consent_holds,
    patient_to_signed,
    second_session_due,
)
from clinicapp.demo.yields import yield_of
from clinicapp.domain.patient import Patient
from clinicapp.domain.people import Role
from clinicapp.domain.session import SessionStatus
from clinicapp.domain.summaries import SessionFilter
from clinicapp.domain.vials import VialState
from clinicapp.exchange.manifest import manifest_path
from clinicapp.ui.dialogs.keys_dialog import KeysDialog
from clinicapp.ui.dialogs.patient_dialog import PatientDialog
from clinicapp.ui.dialogs.receive_dialog import ReceiveDialog
from clinicapp.ui.dialogs.vial_dialogs import ReconstituteDialog
from clinicapp.ui.edges import Edges
from clinicapp.ui.garbage import UiThreadGarbage
from clinicapp.ui.main_window import MainWindow
from clinicapp.ui.theme import style
from clinicapp.ui.workspace import Workspace

T = TypeVar("T")
SIZE = (1440, 900)


def run_demo(out: Path) -> int:
    """Do the job, and write what it yields into a folder; 0 when it cost no more than it may."""
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    (out / "screens").mkdir(parents=True, exist_ok=True)
    data = Path(tempfile.mkdtemp(prefix="clinicapp-demo-"))
    app = QApplication.instance() or QApplication(["clinicapp"])
    style.start(app)  # type: ignore[arg-type]
    style.apply(app, "light")  # type: ignore[arg-type]
    garbage = UiThreadGarbage()
    try:
        demo = Demo(out, data)
        demo.run()
        demo.close()
    finally:
        garbage.stop()
        shutil.rmtree(data, ignore_errors=True)
    sys.stdout.write(f"The demo wrote {out / 'demo.json'} and {len(demo.files)} other files.\n")
    return tell_exceeded(*demo.counts)


class Demo:
    """One run of the job through one window."""

    def __init__(self, out: Path, data: Path) -> None:
        self._out = out
        self._data = data
        self.files: dict[str, str] = {}
        self._events: dict[str, int] = {}
        self._seconds: dict[str, float] = {}
        self.counts = (self._events, self._seconds)
        self.hands = Hands()
        self._next_file = out / "unnamed"
        edges = Edges(
            choose_pdf=lambda *_: self._next_file, choose_export=lambda *_: self._next_file
        )
        self.window = MainWindow(
            data / "data", Settings(data / "settings.json"), lambda: datetime.now(UTC), edges
        )
        self.window.resize(*SIZE)
        self.pictures = Pictures(self.window, out / "screens")

    def run(self) -> None:
        """The whole job, in the order a clinic does it."""
        self._enter()
        self._sign_in(Role.PHYSICIAN)
        patient = self._open_patient()
        session_id, note = self._chart(patient)
        self._print(session_id)
        self._export(session_id)
        self._look_around()
        self._take_first_consent()
        self._sign_standard()
        self._picture_patient_pages(patient)
        self._events |= chart_otherwise(self._work(), self.hands, patient)
        self._write(session_id, note)

    def close(self) -> None:
        """Close the window as a user would."""
        self.window.close()

    # the way in ------------------------------------------------------------------------------
    def _enter(self) -> None:
        window, hands = self.window, self.hands
        window.show()
        window.start()
        settle()
        self.pictures.take("first-start")
        first = _there(window.first_start)
        hands.click(hands.button(first, "set_up_clinic"))
        self.pictures.take("set-up")
        hands.click(hands.button(_there(window.set_up), "leave_set_up"))
        hands.click(hands.button(first, "open_sample"))
        wait_until(lambda: window.hub is not None, "the sample clinic")
        settle()
        self.pictures.take("sign-in")

    def _sign_in(self, role: Role) -> None:
        window, hands = self.window, self.hands
        hub = _there(window.hub)
        person = next(p for p in hub.records.people() if p.role is role)
        card = next(c for c in window.sign_in.form.cards.cards if c.person == person)
        hands.click(card)
        password = hands.find(window.sign_in, QLineEdit, "password")
        hands.write(password, SAMPLE_PASSWORD)
        hands.key(password, Qt.Key.Key_Return)
        wait_until(lambda: hub.person == person, "the sign-in")
        settle()

    def _open_patient(self) -> Patient:
        work, hands = self._work(), self.hands
        self.pictures.take("today")
        self._go("patients")
        self.pictures.take("patients")
        self._picture_dialogs(work)
        records = work.hub.records
        today = self._today()
        patient = next(
            found.patient
            for found in records.find_patients("")
            if not records.open_session_of(found.patient.id)
            and found.sessions > 1
            and consent_holds(records, records.completed_sessions(found.patient.id)[-1], today)
            and found.patient.language == "en"
            and found.patient.full_name.isascii()
            and found.patient.given_name
        )
        hands.write(work.patients.search, patient.record_number)
        hands.key(work.patients.search, Qt.Key.Key_Return)
        wait_until(lambda: work.page is work.patient, "the patient")
        self.pictures.take("patient")
        return patient

    def _picture_dialogs(self, work: Workspace) -> None:
        for name, dialog in (
            ("new-patient", PatientDialog(work, work.hub, None, "")),
            ("keys", KeysDialog(work)),
        ):
            dialog.show()
            settle()
            self.pictures.take(name, dialog)
            dialog.close()
            dialog.deleteLater()

    # the session -----------------------------------------------------------------------------
    def _chart(self, patient: Patient) -> tuple[UUID, str]:
        work, hands = self._work(), self.hands
        hands.click(hands.button(work.patient, "plan_session"))
        wait_until(lambda: work.page is work.session, "the session page")
        session = _there(work.session.session)
        self.pictures.take("session-planned")
        again = self._consents().again()
        self._events["consent_reconfirm"] = again.staff + again.patient
        self._events["consent_reconfirm_back"] = again.back
        self._seconds["consent_reconfirm"] = again.staff_seconds
        prepare(work, hands, self.pictures, scanned_code(self._today()))
        self.pictures.take("session-prepared")
        self._events["standard_session"] = self.hands.counted(self._give_all)
        self.pictures.take("session-given")
        self._events["three_exceptions"] = self.hands.counted(self._make_exceptions)
        self.pictures.take("session-exceptions")
        work.session.views.show_view("back")
        self.pictures.take("session-one-view")
        work.session.views.show_view(None)
        self._picture_editors()
        discard(work, hands, self.pictures)
        note = sign(work, hands, self.pictures, SAMPLE_PASSWORD)
        self.pictures.take("session-signed")
        self._look_back()
        if session.patient_id != patient.id:
            raise RuntimeError("the session belongs to somebody else")
        return session.id, note

    def _look_back(self) -> None:
        work, hands = self._work(), self.hands
        work.session.show_history()
        self.pictures.take("history")
        hands.choose(work.history.modes, "all")
        self.pictures.take("history-all-together")
        hands.click(hands.button(work.history, "leave_history"))
        wait_until(lambda: work.page is work.session, "the session page")

    def _give_all(self) -> None:
        page = self._work().session
        self.hands.click(page.panel.primary)
        self.hands.click(self.hands.button(page, "confirm_go"))

    def _make_exceptions(self) -> None:
        page, hands = self._work().session, self.hands
        hands.click(page.views.site_button(OMITTED))
        hands.choose(page.inspector.reasons, OMISSION)
        hands.click(page.views.site_button(CHANGED))
        hands.choose(page.inspector.quick, UNITS)
        hands.click(hands.button(page, "add_extra"))
        hands.choose(page.extra.sites, EXTRA)
        hands.choose(page.extra.reasons, EXTRA_REASON)
        hands.click(hands.button(page, "give_extra"))

    def _picture_editors(self) -> None:
        page = self._work().session
        page.edit_site(CHANGED)
        self.pictures.take("site-editor")
        page.close_editor()
        page.add_extra()
        self.pictures.take("extra-site")
        page.close_editor()

    # papers and files ------------------------------------------------------------------------
    def _print(self, session_id: UUID) -> None:
        work, hands = self._work(), self.hands
        hands.click(work.session.panel.primary)
        wait_until(lambda: work.page is work.sheet, "the sheet")
        self.pictures.take("instruction-sheet")
        self._expect("instruction-sheet.pdf")
        hands.click(work.sheet.save_act)
        wait_until(self._next_file.exists, "the saved sheet")
        hands.click(work.sheet.back_act)

    def _take_first_consent(self) -> None:
        """A patient who never was here: the full consent on the screen, to the copy in a file."""
        patient = new_patient(self._work(), "Nora", "HC-90017")
        self._expect("consent.pdf")
        cost = self._consents().first(patient, self._next_file)
        self._events["consent_first"] = cost.staff + cost.back
        self._events["consent_first_by_patient"] = cost.patient
        self._seconds["consent_first"] = cost.staff_seconds

    def _picture_patient_pages(self, confirmed: Patient) -> None:
        """Each page of the patient's screen in every look, apart from the counted work."""
        hub = _there(self.window.hub)
        pages = PatientPages(hub, self.window.tasks, self._out / "screens" / "consent")
        readers = {
            language: new_patient(self._work(), "Ines", f"HC-{number}", language)
            for number, language in enumerate(hub.records.consent_languages(), 90018)
        }
        pages.picture_all(readers, confirmed)

    def _consents(self) -> ConsentHands:
        return ConsentHands(self.window, self.hands, self.pictures, SAMPLE_PASSWORD)

    def _export(self, session_id: UUID) -> None:
        self._change_person(Role.ADMINISTRATOR)
        work = self._work()
        if _there(work.session.session).id != session_id:
            raise RuntimeError("the place was lost with the change of person")
        self._go("records")
        self.pictures.take("records")
        self.hands.click(work.records.export)
        for rows, file_format in (
            ("sessions", "csv"),
            ("sites", "csv"),
            ("sessions", "xlsx"),
            ("sessions", "json"),
        ):
            self._export_as(rows, file_format)
        self.pictures.take("export")

    def _export_as(self, rows: str, file_format: str) -> None:
        panel, hands = self._work().records.panel, self.hands
        self._expect(f"{rows}.{file_format}")
        hands.choose(panel.format, file_format)
        hands.choose(panel.rows, rows)
        hands.click(panel.act)
        wait_until(lambda: not panel.is_running and self._next_file.exists(), "the export")
        manifest = manifest_path(self._next_file)
        self.files[manifest.name] = manifest.name

    def _change_person(self, role: Role) -> None:
        self.hands.click(self.hands.button(self._work().rail, "person_button"))
        settle()
        self._sign_in(role)

    def _look_around(self) -> None:
        work = self._work()
        self._go("settings")
        self.pictures.take("settings")
        self._change_person(Role.NURSE)
        patient = work.hub.records.find_patients("")[0].patient
        work.open_patient(patient.id)
        opened = next(
            s
            for s in work.hub.records.sessions(SessionFilter(status=SessionStatus.IN_PROGRESS))
            if s.planned > 1
        )
        work.open_session(opened.id)
        self.hands.click(work.session.panel.primary)
        settle()
        self.pictures.take("refusal")

    def _sign_standard(self) -> None:
        """Another patient's second session, with a vial that the nurse has just reconstituted."""
        self._reconstitute()
        self._change_person(Role.PHYSICIAN)
        work = self._work()
        patient = second_session_due(work.hub.records, self._today())
        self._consents().again_before_session(patient)
        self._events["patient_to_signed"] = patient_to_signed(
            work, self.hands, patient, SAMPLE_PASSWORD
        )

    def _reconstitute(self) -> None:
        work, hands = self._work(), self.hands
        self._go("vials")
        self.pictures.take("vials")
        receive = ReceiveDialog(work, work.hub)
        receive.show()
        settle()
        self.pictures.take("receive-vial", receive)
        receive.close()
        receive.deleteLater()
        large = [s.vial for s in work.hub.records.vials([VialState.IN_STOCK])]
        mixing = ReconstituteDialog(work, work.hub, max(large, key=lambda v: v.label.units))
        mixing.show()
        settle()
        self.pictures.take("reconstitute", mixing)
        hands.click(mixing.save)
        mixing.deleteLater()

    def _today(self) -> date:
        hub = self._work().hub
        return hub.clock().astimezone(hub.records.zone).date()

    # what it yields --------------------------------------------------------------------------
    def _write(self, session_id: UUID, copied: str) -> None:
        self.files["screens"] = "screens"
        yielded = yield_of(self._work().hub.records, session_id)
        if copied not in yielded["note"]:
            raise RuntimeError("another note was sealed than was copied")
        self._expect("note.txt")
        self._next_file.write_text(yielded["note"], "utf-8")
        found = {
            "session": yielded,
            "input_events": self._events,
            "staff_seconds": self._seconds,
            "files": self.files,
        }
        path = self._out / "demo.json"
        path.write_text(json.dumps(found, indent=1), "utf-8")

    def _expect(self, name: str) -> None:
        self._next_file = self._out / name
        self._next_file.unlink(missing_ok=True)
        self.files[name] = name

    def _work(self) -> Workspace:
        return _there(self.window.workspace)

    def _go(self, place: str) -> None:
        self.hands.choose(self._work().rail, place)
        settle()


def _there(part: T | None) -> T:
    if part is None:
        raise RuntimeError("a part of the window is not there yet")
    return part
