"""The sample clinic: the same for a seed, different for another, and every rule holds."""

import unicodedata
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from clinicapp.catalog.sample_names import load_sample_words
from clinicapp.commands.people import sign_in
from clinicapp.commands.sample_clinic import (
    SAMPLE_PASSWORD,
    SAMPLE_ZONE,
    create_sample_clinic,
    generate,
    sample_day,
)
from clinicapp.domain.errors import CatalogError, InputError, RuleError
from clinicapp.domain.patient import check_patient
from clinicapp.domain.people import Role, check_clinic, check_password, check_practitioner
from clinicapp.domain.session import SessionStatus, in_protocol_order
from clinicapp.domain.summaries import SessionFilter
from clinicapp.domain.totals import total_of
from tests.factories import AT, make_effect_kinds, make_protocol, make_rules
from tests.samples import NAMES, TODAY, make_sample

# What the statics on papers can draw; any other script needs a Latin name beside it.
PRINTABLE = {"LATIN", "GREEK", "CYRILLIC"}


@pytest.fixture(scope="module")
def sample():
    return make_sample()


@pytest.fixture(scope="module")
def large():
    return make_sample(patients=300, sessions=1500, seed=5)


def scripts_of(text):
    return {unicodedata.name(c).split()[0] for c in text if c.isalpha()} - {"MODIFIER"}


def test_the_same_seed_makes_the_same_clinic_to_the_last_identifier(sample):
    assert make_sample() == sample


def test_another_seed_makes_other_people_and_sessions(sample):
    other = make_sample(seed=2)
    assert {p.id for p in other.patients}.isdisjoint(p.id for p in sample.patients)
    assert {s.id for s in other.sessions}.isdisjoint(s.id for s in sample.sessions)
    assert [p.full_name for p in other.patients] != [p.full_name for p in sample.patients]


@pytest.mark.parametrize(
    ("patients", "sessions"), [(0, 0), (1, 0), (1, 1), (3, 7), (40, 200), (7, 120)]
)
def test_as_many_are_made_as_asked_for(patients, sessions):
    made = make_sample(patients, sessions)
    assert (len(made.patients), len(made.sessions)) == (patients, sessions)


@pytest.mark.parametrize(("patients", "sessions"), [(0, 1), (1, 500), (-1, 0), (1, -1)])
def test_sessions_that_nobody_can_have_had_are_refused(patients, sessions):
    with pytest.raises(InputError):
        make_sample(patients, sessions)


def test_names_come_in_many_scripts(sample):
    found = set().union(*(scripts_of(p.full_name) for p in sample.patients))
    assert found >= PRINTABLE | {
        "ARMENIAN",
        "GEORGIAN",
        "ARABIC",
        "HEBREW",
        "DEVANAGARI",
        "THAI",
        "CJK",
        "HIRAGANA",
        "HANGUL",
    }


def test_names_that_papers_cannot_print_have_a_latin_name(large):
    for patient in large.patients:
        needs = not scripts_of(patient.full_name) <= PRINTABLE
        assert bool(patient.latin_name) == needs, patient.full_name
        assert scripts_of(patient.latin_name) <= {"LATIN"}


def test_hard_names_and_birth_years_are_there(sample):
    families = [p.family_name for p in sample.patients]
    assert any(not p.given_name for p in sample.patients)
    assert any(len(name) == 60 for name in families)
    for mark in "-’' ":
        assert any(mark in name for name in families)
    births = {p.birth_date.year for p in sample.patients}
    assert (min(births), max(births)) == (1920, 2008)


def test_patients_pass_the_rules_and_have_telephones_nobody_has(large):
    for patient in large.patients:
        assert check_patient(patient, TODAY) == patient
        assert "555-01" in patient.phone
    numbers = Counter(p.record_number for p in large.patients)
    assert max(numbers.values()) == 1


def test_the_people_and_the_clinic_pass_the_rules(sample):
    assert check_clinic(sample.clinic) == sample.clinic
    assert sample.clinic.is_sample
    assert [check_practitioner(p) for p in sample.people] == list(sample.people)
    assert Counter(p.role for p in sample.people) == {
        Role.PHYSICIAN: 2,
        Role.NURSE: 1,
        Role.ADMINISTRATOR: 1,
    }
    assert check_password(SAMPLE_PASSWORD)


def test_every_session_obeys_the_protocol(large):
    physicians = {p.id for p in large.people if p.role is Role.PHYSICIAN}
    for session in large.sessions:
        protocol = session.protocol
        totals = total_of(session)
        assert session.sites == in_protocol_order(protocol, session.sites)
        assert totals.fixed_sites == len(protocol.sites)
        assert totals.extra <= protocol.extra_sites_max
        assert sum(s.units for s in session.extras) <= protocol.extra_units_max
        for muscle in totals.muscles:
            extras = [s for s in muscle.sites if s.is_extra]
            assert len(extras) <= muscle.muscle.extra_sites_max
            if extras:
                assert muscle.given_units + muscle.planned_units <= muscle.muscle.units_max
        assert all(s.performer_id in physicians and s.performed_at for s in session.given)
        assert all(s.omission_reason for s in session.omitted)
        assert all(s.extra_reason for s in session.extras)
        assert not [s for s in session.planned if s.performed_at or s.performer_id]


def test_a_completed_session_is_whole_and_a_void_one_was_signed_or_gave_nothing(large):
    for session in large.sessions:
        if session.status is SessionStatus.COMPLETED:
            assert not session.planned
            assert session.ended_at < session.completed_at
        elif session.status is SessionStatus.ENTERED_IN_ERROR:
            assert session.void_reason
            assert bool(session.given) == bool(session.completed_at)


def test_doses_follow_one_another_by_20_to_35_seconds(large):
    for session in large.sessions:
        times = sorted(s.performed_at for s in session.given)
        gaps = {(b - a).total_seconds() for a, b in pairwise(times)}
        assert all(20 <= gap <= 35 for gap in gaps)
        assert all(t > session.started_at for t in times[:1])


def test_a_patient_comes_every_12_to_15_weeks_in_clinic_hours(sample):
    per_patient = defaultdict(list)
    for session in sample.sessions:
        local = session.started_at.astimezone(SAMPLE_ZONE)
        assert time(8) <= local.time() <= time(16)
        assert local.weekday() < 5 or local.date() == TODAY
        per_patient[session.patient_id].append(local.date())
    for days in per_patient.values():
        # A full or free day moves a visit to an earlier one.
        assert all(84 <= (b - a).days <= 108 for a, b in pairwise(days))
    assert min(map(min, per_patient.values())) > TODAY - timedelta(days=3 * 365)


def test_nobody_is_in_two_rooms_at_once(large):
    seats = Counter((s.performer_id, x.started_at) for x in large.sessions for s in x.given[:1])
    assert max(seats.values()) == 1


def test_patients_are_grown_up_when_they_are_treated(large):
    born = {p.id: p.birth_date for p in large.patients}
    assert all(s.started_at.year - born[s.patient_id].year >= 18 for s in large.sessions)


def counts(session):
    """Given, planned and omitted fixed sites, and extra sites."""
    totals = total_of(session)
    return totals.given, totals.planned, totals.omitted, totals.extra


def test_most_sessions_are_standard_and_every_exception_occurs(large):
    standard = [s for s in large.sessions if counts(s) == (31, 0, 0, 0)]
    assert len(standard) > 0.6 * len(large.sessions)
    assert {s.given_units for s in map(total_of, standard)} >= {Decimal(155)}
    assert any(s.omitted for s in large.sessions)
    assert any(s.extras for s in large.sessions)
    assert any(s.addenda for s in large.sessions)
    doses = {r.units for s in large.sessions for r in s.given}
    assert doses == {Decimal("2.5"), Decimal(5), Decimal("7.5")}
    assert {s.started_by for s in large.sessions} > {
        r.performer_id for s in large.sessions for r in s.given
    }


def test_today_one_session_waits_one_has_begun_and_the_first_patients_has_exceptions(sample):
    still_open = [s for s in sample.sessions if s.is_open]
    assert still_open == list(sample.sessions[-3:])
    assert {s.started_at.astimezone(SAMPLE_ZONE).date() for s in still_open} == {TODAY}
    assert [counts(s) for s in still_open] == [(22, 8, 1, 1), (9, 22, 0, 0), (0, 31, 0, 0)]
    assert still_open[0].patient_id == sample.patients[0].id
    assert total_of(still_open[0]).given_units == Decimal("112.5")


def test_a_patient_has_at_most_one_open_session(large):
    patients = Counter(s.patient_id for s in large.sessions if s.is_open)
    assert set(patients.values()) == {1}


def test_some_patients_told_of_after_effects_and_the_first_one_after_the_last_visit(large):
    zone = SAMPLE_ZONE
    told = [(s, e) for s in large.sessions for e in s.after_effects]
    assert 0.03 * len(large.sessions) < len(told) < 0.2 * len(large.sessions)
    kinds = make_effect_kinds()
    assert all(e.label == kinds.find(e.code).label and e.note for _, e in told)
    assert any(e.onset is None for _, e in told)
    for session, effect in told:
        assert session.status is SessionStatus.COMPLETED
        first = session.started_at.astimezone(zone).date()
        assert effect.onset is None or first < effect.onset <= effect.recorded_at.date()
    own = [s for s in large.sessions if s.patient_id == large.patients[0].id and not s.is_open]
    done = [s for s in own if s.status is SessionStatus.COMPLETED]
    assert [e.code for e in done[-1].after_effects] == ["neck-pain"]


def test_after_effects_come_by_a_chance_of_their_own(sample):
    words = load_sample_words(NAMES)
    without = generate(
        40, 200, 1, TODAY, words=replace(words, effects=words.effects[:1]),
        protocol=make_protocol(), rules=make_rules(), effect_kinds=make_effect_kinds(),
    )  # fmt: skip
    assert [replace(s, after_effects=()) for s in without.sessions] == [
        replace(s, after_effects=()) for s in sample.sessions
    ]


@pytest.mark.parametrize("days", range(7))
def test_somebody_came_once_and_the_second_session_is_due(days):
    today = TODAY + timedelta(days=days)
    made = make_sample(patients=12, sessions=40, today=today)
    own = [s for s in made.sessions if s.patient_id == made.patients[-1].id]
    assert [s.status for s in own] == [SessionStatus.COMPLETED]
    gap = today - own[0].started_at.astimezone(SAMPLE_ZONE).date()
    assert timedelta(days=84) <= gap <= timedelta(days=100)


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_nothing_lies_in_the_future(hour):
    now = datetime(2026, 11, 22, hour, tzinfo=UTC)
    made = make_sample(today=sample_day(now))
    moments = [s.started_at for s in made.sessions]
    moments += [s.completed_at for s in made.sessions if s.completed_at]
    moments += [r.performed_at for s in made.sessions for r in s.given]
    moments += [a.recorded_at for s in made.sessions for a in s.addenda]
    moments += [e.recorded_at for s in made.sessions for e in s.after_effects]
    assert max(moments) < now
    assert now - max(moments) < timedelta(days=1, hours=12)
    assert made.clinic.created_at < min(moments)


def test_a_sample_clinic_is_read_back_as_it_was_made(empty_records):
    made = create_sample_clinic(empty_records, today=TODAY, patients=12, sessions=40, seed=9)
    assert empty_records.clinic().name == made.clinic.name
    stored = {w.session.id: w.session for w in empty_records.iter_sessions(SessionFilter())}
    assert len(stored) == 40
    for session in made.sessions:
        kept = stored[session.id]
        assert kept.sites == session.sites
        assert kept.addenda == session.addenda
        assert kept.after_effects == session.after_effects
        assert (kept.status, kept.completed_at) == (session.status, session.completed_at)
    for patient in made.patients:
        assert empty_records.patient(patient.id).full_name == patient.full_name
        assert [s.number for s in reversed(empty_records.patient_sessions(patient.id))] == list(
            range(1, sum(s.patient_id == patient.id for s in made.sessions) + 1)
        )
    given = sum((total_of(s).given_units for s in made.sessions), Decimal(0))
    assert empty_records.count(SessionFilter()).given_units == given


def test_everybody_signs_in_with_the_password_that_is_shown(empty_records):
    made = create_sample_clinic(empty_records, today=TODAY, patients=0, sessions=0)
    for person in made.people:
        found = sign_in(empty_records, person.user_name, SAMPLE_PASSWORD, at=AT)
        assert found.id == person.id


def test_a_folder_that_has_a_clinic_is_left_alone(records):
    before = records.clinic()
    with pytest.raises(RuleError, match="already has a clinic"):
        create_sample_clinic(records, today=TODAY, patients=2, sessions=2)
    assert records.clinic() == before
    assert records.find_patients("") == ()


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('birth = "1984-03-14"', 'birth = "1984-02-30"'),
        ('sex = "female"', 'sex = "woman"'),
        ('language = "es"', 'tongue = "es"'),
        ("schema = 1", "schema = 2"),
        ('changed_units = "2.5"', "changed_units = 2.5"),
    ],
)
def test_a_damaged_file_of_names_is_refused(tmp_path, was, becomes):
    damaged = tmp_path / "names.toml"
    content = NAMES.read_text("utf-8")
    assert was in content
    damaged.write_text(content.replace(was, becomes, 1), "utf-8")
    with pytest.raises(CatalogError, match=r"names\.toml"):
        load_sample_words(damaged)
