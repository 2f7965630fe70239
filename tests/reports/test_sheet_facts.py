from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from clinicapp.domain.errors import ClinicError, RuleError
from clinicapp.domain.protocol import View
from clinicapp.reports.sheet_facts import Mark
from tests.factories import AT, make_clinic, make_person, make_session
from tests.reports.sheet_samples import CHICAGO, exceptions_session, make_facts, standard_session


def ended(year, month, day, hour, minute, zone=CHICAGO):
    """A session whose last dose was given at this local time."""
    local = datetime(year, month, day, hour, minute, tzinfo=zone)
    return standard_session(local.astimezone(UTC) - timedelta(minutes=5))


def test_the_restriction_ends_24_elapsed_hours_after_the_last_dose_when_clocks_go_forward():
    facts = make_facts(ended(2026, 3, 7, 15, 40))
    assert f"{facts.restriction_end:%A %Y-%m-%d %H:%M %Z}" == "Sunday 2026-03-08 16:40 CDT"


def test_and_when_clocks_go_back():
    facts = make_facts(ended(2026, 10, 31, 15, 40))
    assert f"{facts.restriction_end:%A %Y-%m-%d %H:%M %Z}" == "Sunday 2026-11-01 14:40 CST"


def test_and_in_a_zone_without_summer_time():
    zone = ZoneInfo("America/Phoenix")
    facts = make_facts(ended(2026, 3, 7, 15, 40, zone), zone=zone)
    assert f"{facts.restriction_end:%Y-%m-%d %H:%M}" == "2026-03-08 15:40"


def test_the_next_treatment_is_84_days_after_the_local_day_of_this_one():
    assert make_facts(ended(2026, 3, 13, 23, 50)).next_date == date(2026, 6, 5)
    assert make_facts(ended(2026, 3, 13, 0, 10)).next_date == date(2026, 6, 5)


def test_the_sums_are_those_of_the_record():
    facts = make_facts(exceptions_session())
    assert (facts.units, facts.shots) == (Decimal("152.5"), 31)
    by_view = [facts.units_in(v) for v in (View.RIGHT, View.FRONT, View.LEFT, View.BACK)]
    assert by_view == [20, 30, 20, Decimal("82.5")]


def test_each_site_is_marked_by_what_became_of_it():
    marks = {m.site_id: m for m in make_facts(exceptions_session()).marks}
    assert len(marks) == 32
    assert (marks["FRO-L2"].mark, marks["FRO-L2"].units) == (Mark.OMITTED, 0)
    assert (marks["OCC-RX1"].mark, marks["OCC-RX1"].units) == (Mark.EXTRA, 5)
    assert (marks["TRA-R2"].mark, marks["TRA-R2"].units) == (Mark.GIVEN, Decimal("2.5"))


@pytest.mark.parametrize("session", [make_session(), make_session(give_all=True)])
def test_an_open_session_has_no_sheet(session):
    with pytest.raises(RuleError, match="signed session"):
        make_facts(session)


def test_a_clinician_papers_cannot_print_is_refused_by_name_of_the_field():
    with pytest.raises(ClinicError, match=r"The clinician's name .* מ"):
        make_facts(clinician=make_person(name="דמן"))


def test_a_clinic_papers_cannot_print_is_refused():
    with pytest.raises(ClinicError, match="The clinic's hours"):
        make_facts(clinic=make_clinic(hours="月曜"))


def test_the_document_is_dated_by_the_record():
    session = replace(standard_session(), completed_at=AT + timedelta(minutes=10))
    assert make_facts(session).recorded_at == AT + timedelta(minutes=10)
