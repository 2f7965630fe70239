"""Who is due: by the last dose of the last completed session, in the clinic's days."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from clinicapp.commands import sessions as verbs
from clinicapp.commands.patients import register_patient
from clinicapp.commands.records import Act
from clinicapp.commands.signing import void_session
from clinicapp.domain.instructions import is_due
from tests.closing import complete_session
from tests.consent_factory import agree
from tests.factories import AT, make_patient

CHICAGO = ZoneInfo("America/Chicago")
TODAY = date(2026, 11, 22)
WEEK, DAY, HOUR = timedelta(weeks=1), timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def treat(records, act):
    def chart(ago, *, patient=None, lasts=HOUR, end=complete_session):
        start = Act(act.by, AT - ago)
        patient = patient or register_patient(records, make_patient(), act=start).after
        session = verbs.start_session(records, patient.id, act=start).after
        agree(records, patient.id, start)
        dose = Act(act.by, AT - ago + lasts)
        verbs.give_all_planned(records, session.id, act=dose)
        if end:
            end(
                records,
                session.id,
                *(["by mistake"] if end is void_session else []),
                act=dose,
            )
        return patient

    return chart


def due(records, **kw):
    return [s.patient.id for s in records.due_patients(TODAY, **kw)]


def test_who_was_treated_twelve_weeks_ago_is_due_and_the_latest_come_first(records, treat):
    treat(12 * WEEK - DAY)
    long, just = treat(30 * WEEK), treat(12 * WEEK)
    assert due(records) == [just.id, long.id]
    assert due(records, limit=1) == [just.id]


def test_nobody_is_due_who_was_never_treated_or_only_by_mistake(records, treat):
    treat(20 * WEEK, end=void_session)
    assert due(records) == []


def test_who_is_in_progress_again_is_not_due(records, treat):
    patient = treat(13 * WEEK)
    treat(HOUR, patient=patient, end=None)
    assert due(records) == []


def test_a_voided_session_makes_nobody_less_due(records, treat):
    patient = treat(13 * WEEK)
    treat(DAY, patient=patient, end=void_session)
    assert due(records) == [patient.id]
    (summary,) = records.due_patients(TODAY)
    assert (summary.sessions, summary.last_session_at) == (1, AT - 13 * WEEK)


def test_the_last_of_several_sessions_counts(records, treat):
    patient = treat(30 * WEEK)
    treat(5 * WEEK, patient=patient)
    assert due(records) == []


def test_the_days_count_from_the_last_dose(records, treat):
    treat(12 * WEEK, lasts=11 * HOUR)  # begun at 15:02 in Chicago, ended after midnight
    assert due(records) == []


def test_a_list_shows_the_last_completed_session(records, treat):
    patient = treat(13 * WEEK)
    treat(HOUR, patient=patient, end=None)
    (summary,) = records.find_patients("")
    assert (summary.sessions, summary.last_session_at) == (2, AT - 13 * WEEK)


@pytest.mark.parametrize(("hour", "expected"), [(23, True), (24, False)])
def test_the_days_are_the_clinics_own(hour, expected):
    midnight = datetime(2026, 8, 30, tzinfo=CHICAGO)
    end = midnight + timedelta(hours=hour, minutes=59)
    assert is_due(end, TODAY, interval_days=84, zone=CHICAGO) is expected
