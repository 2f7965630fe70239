import subprocess
import sys
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from clinicapp.commands.patients import correct_patient, register_patient
from clinicapp.commands.records import Act
from clinicapp.commands.sessions import give_all_planned, start_session
from clinicapp.config.settings import Settings
from clinicapp.ui.pages.sheet_page import SheetPage
from clinicapp.ui.widgets.pdf_pages import PdfPages
from clinicapp.ui.widgets.pdf_view import Fit
from tests.closing import complete_session
from tests.consent_factory import agree
from tests.factories import make_patient
from tests.reports.sheet_samples import plain, read


class Desk:
    """Where files and prints go in these tests, and what was asked for."""

    def __init__(self):
        self.path = None
        self.asked = []
        self.printed = []
        self.prints = True

    def choose_file(self, _parent, suggested):
        self.asked.append(suggested)
        return self.path

    def print_out(self, _parent, pages, paper, name):
        self.printed.append((list(pages), paper, name))
        return self.prints


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def page(qtbot, hub, settings, desk):
    page = SheetPage(hub, settings, choose_file=desk.choose_file, print_out=desk.print_out)
    qtbot.addWidget(page)
    page.resize(1204, 704)
    page.show()
    qtbot.waitExposed(page)
    return page


def treated(records, act, **patient):
    """A completed session of a new patient."""
    registered = register_patient(records, make_patient(**patient), act=act).after
    session = start_session(records, registered.id, act=act).after
    agree(records, registered.id, act)
    give_all_planned(records, session.id, act=act)
    return complete_session(records, session.id, act=act).after


def choose(qtbot, where, code):
    qtbot.mouseClick(where.findChild(QAbstractButton, code), Qt.MouseButton.LeftButton)


def test_the_sheet_of_a_session_is_shown(page, records, act):
    session = treated(records, act)
    assert page.show_sheet(session.id)
    assert "Elena María Vasquez" in read(page.pdf)
    assert "155 units" in plain(page.view.accessibleDescription())
    assert page.patient_name.full_text == "Elena María Vasquez"
    assert page.treated.text() == "Treated 22 Nov 2026, 14:02"
    assert page.stage.currentWidget() is page.view
    assert page.print_act.hasFocus()


def test_it_is_in_the_patients_language_where_there_is_one(page, records, act):
    assert page.show_sheet(treated(records, act, language="es").id)
    assert page.languages.choice == "es"
    assert "Después de su tratamiento" in read(page.pdf)
    assert page.show_sheet(treated(records, act, language="pl").id)
    assert page.languages.choice == "en"
    assert page.notice.title == "There is no sheet in Polish yet."


def test_an_amended_session_is_said_to_be_so_before_its_sheet_is_handed_out(page, records, act):
    from clinicapp.commands.signing import add_addendum

    session = treated(records, act)
    add_addendum(records, session.id, "Slip", "FRO-L2 was 2.5 units", act=act)
    assert page.show_sheet(session.id)
    assert "amended" in page.notice.title


def test_another_language_is_one_click_away(qtbot, page, records, act):
    page.show_sheet(treated(records, act).id)
    choose(qtbot, page.languages, "es")
    assert "Señales de alarma" in read(page.pdf)


def test_the_paper_is_remembered(qtbot, page, records, act, hub, settings, tmp_path):
    page.show_sheet(treated(records, act).id)
    assert PdfPages(page.pdf).sizes == ((612, 792),)
    choose(qtbot, page.paper, "A4")
    assert PdfPages(page.pdf).sizes[0] == pytest.approx((595.28, 841.89), abs=0.1)
    again = SheetPage(hub, Settings(tmp_path / "settings.json"))
    qtbot.addWidget(again)
    assert again.paper.choice == "A4"


def test_a_paper_that_does_not_exist_is_not_remembered(qtbot, hub, settings):
    settings.set("paper", "Papyrus")
    page = SheetPage(hub, settings)
    qtbot.addWidget(page)
    assert page.paper.choice == "Letter"


def test_size_on_the_screen_follows_the_choice_and_the_keys(qtbot, page, records, act):
    page.show_sheet(treated(records, act).id)
    choose(qtbot, page.fit, "width")
    assert page.view.fit is Fit.WIDTH
    qtbot.keyClick(page.view, Qt.Key.Key_Plus)
    assert page.fit.choice == "actual"


def test_saving_writes_what_is_shown_under_a_name_without_a_name(
    qtbot, page, desk, records, act, tmp_path
):
    page.show_sheet(treated(records, act).id)
    desk.path = tmp_path / "sheet.pdf"
    qtbot.mouseClick(page.save_act, Qt.MouseButton.LeftButton)
    assert desk.asked == ["instruction-sheet-2026-11-22.pdf"]
    assert desk.path.read_bytes() == page.pdf
    assert page.notice.kind == "ok"
    assert page.notice.title.startswith("Saved as sheet.pdf in ")
    assert page.hub.records.newest_events(1)[0].act == "instruction_sheet_saved"


def test_a_file_that_cannot_be_written_is_refused_aloud(qtbot, page, desk, records, act, tmp_path):
    page.show_sheet(treated(records, act).id)
    desk.path = tmp_path / "nowhere" / "sheet.pdf"
    qtbot.mouseClick(page.save_act, Qt.MouseButton.LeftButton)
    assert page.notice.kind == "danger"
    assert "No file was written" in page.notice.body
    assert page.pdf is not None


def test_saving_nowhere_says_nothing(qtbot, page, desk, records, act):
    page.show_sheet(treated(records, act).id)
    qtbot.mouseClick(page.save_act, Qt.MouseButton.LeftButton)
    assert desk.asked
    assert page.notice.isHidden()


def test_printing_hands_over_the_pages_at_300_dots_per_inch(qtbot, page, desk, records, act):
    page.show_sheet(treated(records, act).id)
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    ((pages, paper, name),) = desk.printed
    assert [(p.width(), p.height()) for p in pages] == [(2550, 3300)]
    assert (paper, name) == ("Letter", "Instruction sheet")
    assert page.notice.kind == "ok"


def test_a_print_that_was_called_off_is_not_said_to_be_done(qtbot, page, desk, records, act):
    desk.prints = False
    page.show_sheet(treated(records, act).id)
    qtbot.mouseClick(page.print_act, Qt.MouseButton.LeftButton)
    assert len(desk.printed) == 1
    assert page.notice.isHidden()


def test_back_names_the_session(qtbot, page, records, act):
    session = treated(records, act)
    page.show_sheet(session.id)
    with qtbot.waitSignal(page.back_wanted) as told:
        qtbot.mouseClick(page.back_act, Qt.MouseButton.LeftButton)
    assert told.args == [session.id]
    with qtbot.waitSignal(page.back_wanted):
        qtbot.keyClick(page, Qt.Key.Key_Escape)


def test_a_name_that_cannot_be_printed_is_said_before_printing(qtbot, page, desk, records, act):
    session = treated(records, act, given_name="小明", family_name="王")
    assert not page.show_sheet(session.id)
    assert page.notice.kind == "danger"
    assert "Name in Latin letters" in page.notice.body
    assert page.stage.currentWidget() is page.nothing
    assert not page.print_act.isEnabled()
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert (desk.printed, desk.asked) == ([], [])
    assert [a.objectName() for a in page.notice.acts] == ["correct_patient"]


def test_once_the_name_is_corrected_the_sheet_is_there(page, hub, records, act):
    session = treated(records, act, given_name="小明", family_name="王")
    page.show_sheet(session.id)
    patient = records.patient(session.patient_id)
    named = make_patient(
        id=patient.id,
        given_name="小明",
        family_name="王",
        latin_name="Wang Xiaoming",
        record_number=patient.record_number,
        revision=patient.revision,
    )
    hub.run(correct_patient, named)
    assert "Wang Xiaoming" in read(page.pdf)
    assert page.notice.isHidden()
    assert page.print_act.isEnabled()


def test_an_open_session_has_no_sheet(page, records, act, session):
    assert not page.show_sheet(session.id)
    assert "signed session" in page.notice.title
    assert page.pdf is None


def test_a_refusal_while_the_page_is_not_shown_is_on_it_when_it_is(qtbot, hub, settings, session):
    page = SheetPage(hub, settings)
    qtbot.addWidget(page)
    assert not page.show_sheet(session.id)
    page.show()
    assert page.notice.isVisible()


def test_a_nurse_may_print(page, hub, records, staff, act):
    session = treated(records, act)
    hub.use_person(staff.nurse)
    assert page.show_sheet(session.id)


def test_the_sheet_is_dated_by_the_record_not_by_the_clock(page, records, act, clock):
    session = treated(records, act)
    page.show_sheet(session.id)
    first = page.pdf
    clock.move(days=30)
    page.show_sheet(session.id)
    assert page.pdf == first
    later = Act(act.by, act.at + timedelta(days=1))
    assert treated(records, later).ended_at != session.ended_at


def test_the_pdf_libraries_are_not_loaded_before_the_first_sheet():
    code = "import sys, clinicapp.ui.pages.sheet_page; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "clinicapp.ui.pages.sheet_page" in loaded
    assert loaded.isdisjoint({"reportlab", "pypdfium2", "PySide6.QtPrintSupport"})
