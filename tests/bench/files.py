"""Finding, exporting and printing in a clinic of 2,000 sessions."""

import csv
import io
import time

from clinicapp.commands.exports import export_sessions
from clinicapp.commands.papers import instruction_sheet
from clinicapp.commands.records import Act
from clinicapp.commands.sample_clinic import create_sample_clinic
from clinicapp.domain.people import Role
from clinicapp.domain.session import SessionStatus
from clinicapp.domain.summaries import SessionFilter
from tests.bench.clinic import empty_records
from tests.bench.measure import median_ms
from tests.factories import AT


def measure_search(report):
    with empty_records() as (records, _):
        create_sample_clinic(records, patients=5000, sessions=2000, today=AT.date())
        report.add(
            "find while typing, 5,000 patients",
            median_ms(lambda: records.find_patients("mar"), 15),
            goal=100,
        )
        report.add(
            "first page of 2,000 sessions",
            median_ms(lambda: records.sessions(SessionFilter()), 15),
            goal=100,
        )


def measure_export(report):
    with empty_records() as (records, folder):
        create_sample_clinic(records, patients=300, sessions=2000, today=AT.date())
        person = next(p for p in records.people() if p.role is Role.ADMINISTRATOR)
        act = Act(person, AT)
        start = time.perf_counter()
        rows = [w.session for w in records.iter_sessions(SessionFilter())]
        out = csv.writer(io.StringIO())
        for session in rows:
            for site in session.sites:
                out.writerow([session.id, site.site_id, site.units, site.state] * 6)
        floor = (time.perf_counter() - start) * 1000
        for file_format, goal in (("csv", 4), ("xlsx", 8), ("json", 4)):
            start = time.perf_counter()
            export_sessions(
                records,
                SessionFilter(),
                "sites",
                file_format,
                folder / f"sites.{file_format}",
                act=act,
            )
            taken = (time.perf_counter() - start) * 1000
            report.add(
                f"2,000 sessions by site as {file_format.upper()}",
                taken,
                "reading and bare CSV",
                floor,
                goal,
            )


def measure_sheet(report):
    with empty_records() as (records, _):
        create_sample_clinic(records, patients=20, sessions=60, today=AT.date())
        person = next(p for p in records.people() if p.role is Role.NURSE)
        done = SessionFilter(status=SessionStatus.COMPLETED)
        printable = [
            s.id for s in records.sessions(done) if f"{s.family_name}{s.given_name}".isascii()
        ]
        report.add(
            "instruction sheet, warm",
            median_ms(
                lambda: instruction_sheet(
                    records, printable[0], "en", "Letter", act=Act(person, AT)
                ),
                6,
            ),
            goal=2000,
        )
