"""Sessions as they are printed, and the PDF of one."""

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from pypdfium2 import PdfDocument

from clinicapp.catalog.artwork import load_artwork
from clinicapp.catalog.instructions import load_instructions
from clinicapp.reports.instruction_sheet import render_instruction_sheet
from clinicapp.reports.sheet_facts import sheet_facts
from tests.domain.signed_record import make_vial
from tests.factories import AT, RESOURCES, make_clinic, make_patient, make_person, make_session

FONTS = RESOURCES / "fonts"
CHICAGO = ZoneInfo("America/Chicago")
SIXTY_LETTERS = "Wilhelmina-Anastasia Featherstonehaugh-O’Connell Constantinou"[:60]


@cache
def artwork():
    return load_artwork(RESOURCES / "diagram")


@cache
def texts(language="en"):
    return load_instructions(RESOURCES / "instructions", language)


def finished(session, at):
    """Every planned site given 5 minutes after `at`, the session completed 10 minutes after."""
    by = make_person().id
    planned = [s.site_id for s in session.planned]
    session = session.give(planned, at=at + timedelta(minutes=5), by=by)
    return session.complete(at=at + timedelta(minutes=10), by=by)


def standard_session(at=AT):
    """All 31 sites at 5 units; the last dose 5 minutes after `at`."""
    session = make_session(started_at=at)
    return finished(session, at)


def exceptions_session(at=AT):
    """One site omitted, one dose of 2.5 units, one extra site."""
    session = make_session(started_at=at)
    session = session.omit(["FRO-L2"], "prior-brow-ptosis")
    session = session.change_dose(["TRA-R2"], Decimal("2.5"))
    session = session.add_extra("OCC-RX1", "tenderness", Decimal(5))
    return finished(session, at)


def longest_session(at=AT):
    """All 39 sites, 195 units."""
    session = make_session(started_at=at)
    for site in session.protocol.suggested_extras:
        session = session.add_extra(site.id, "predominant-pain", Decimal(5))
    return finished(session, at)


def make_facts(session=None, *, zone=CHICAGO, clinic=None, clinician=None, vials=(), **patient):
    return sheet_facts(
        session or standard_session(),
        make_patient(**patient),
        clinic or make_clinic(hours="Mon to Fri, 8 AM to 5 PM", after_hours_phone="(555) 010-0199"),
        clinician or make_person(),
        zone,
        vials,
    )


def longest_facts():
    return make_facts(
        longest_session(),
        given_name="",
        family_name=SIXTY_LETTERS,
        birth_date=date(1924, 9, 30),
        record_number="SPRINGFIELD-HC-2041-8845-0093",
        clinic=make_clinic(
            name="The Northern Springfield Regional Center for Headache, Migraine and Facial Pain",
            hours="Monday to Thursday 7:30 AM to 5:30 PM, Friday 7:30 AM to noon",
            after_hours_phone="(555) 010-0199 extension 4471",
        ),
        vials=(make_vial(by=None, lot="C8124C3-WWWWWWWWWWWW"), make_vial(by=None, lot="C8200C3")),
        clinician=make_person(
            name="Bartholomew Christopher Montgomery-Featherstone", credentials="MD, PhD, FAHS"
        ),
    )


def sheet(facts, language="en", paper="Letter"):
    return render_instruction_sheet(facts, texts(language), artwork(), FONTS, paper)


def read(pdf):
    """The text of a one-page PDF with single, ordinary spaces."""
    with PdfDocument(pdf) as document:
        assert len(document) == 1
        words = document[0].get_textpage().get_text_bounded()
    return plain(words)


def plain(text):
    """The same text with single, ordinary spaces."""
    return " ".join(text.replace("\u00a0", " ").split())
