"""After-effects through the one door: who may, what is kept, and that it is read back."""

from datetime import date, timedelta

import pytest

from clinicapp.commands.after_effects import record_after_effect, retract_after_effect
from clinicapp.commands.records import Act
from clinicapp.commands.sessions import give_all_planned, undo
from clinicapp.commands.signing import add_addendum, void_session
from clinicapp.domain.errors import AccessError, InputError, RuleError
from clinicapp.domain.summaries import SessionFilter
from tests.closing import complete_session
from tests.factories import AT, new_id


@pytest.fixture
def done(records, session, act):
    give_all_planned(records, session.id, act=act)
    return complete_session(records, session.id, act=act).after


@pytest.fixture
def later(staff):
    return Act(staff.nurse, AT + timedelta(days=14))


def record(records, session, act, code="neck-pain", onset=date(2026, 11, 25), note="Mild"):
    return record_after_effect(records, session.id, code, onset, note, act=act)


def test_what_a_nurse_records_is_read_back_in_every_way(records, done, later):
    change = record(records, done, later)
    (effect,) = change.after.after_effects
    assert (effect.code, effect.label) == ("neck-pain", "Neck pain")
    assert (effect.onset, effect.note) == (date(2026, 11, 25), "Mild")
    assert (effect.recorded_at, effect.recorded_by) == (later.at, later.by.id)
    assert change.after == records.session(done.id)
    assert records.completed_sessions(done.patient_id) == (change.after,)
    assert next(records.iter_sessions(SessionFilter())).session == change.after


def test_a_restart_finds_it_too(records, done, later, database):
    after = record(records, done, later).after
    database._memory.session = None
    assert records.session(done.id) == after


def test_it_is_one_entry_of_the_trail_that_holds_what_was_told(records, done, later, database):
    change = record(records, done, later)
    with database.reading() as work:
        newest = work.audit.of(done.id)[-1]
        delta = work.audit.delta(newest.seq)
    assert (newest.act, newest.label) == ("record_after_effect", "Record an after-effect")
    assert newest.person_id == later.by.id
    ((old, new),) = delta["after_effects"]
    assert old is None
    assert new["id"] == str(change.after.after_effects[0].id)
    assert set(delta) == {"after_effects"}


def test_the_content_that_was_completed_stays_as_it_is(records, done, later):
    after = record(records, done, later).after
    assert (after.sites, after.addenda, after.completed_at) == (
        done.sites,
        done.addenda,
        done.completed_at,
    )


def test_one_in_error_is_marked_with_reason_and_person_and_the_others_stay(records, done, later):
    first = record(records, done, later).after.after_effects[0]
    next_day = Act(later.by, later.at + timedelta(days=1))
    record(records, done, next_day, code="headache", onset=None, note="")
    change = retract_after_effect(records, done.id, first.id, "Another patient", act=later)
    (stored,) = records.completed_sessions(done.patient_id)  # from the file, not from memory
    marked, other = stored.after_effects
    assert change.after.after_effects == (marked, other)
    assert (marked.error_reason, marked.error_by) == ("Another patient", later.by.id)
    assert other.counts
    assert other.onset is None


def test_nobody_without_the_right_records_or_retracts_one(records, done, staff, later):
    effect = record(records, done, later).after.after_effects[0]
    outsider = Act(staff.administrator, later.at)
    with pytest.raises(AccessError):
        record(records, done, outsider)
    with pytest.raises(AccessError):
        retract_after_effect(records, done.id, effect.id, "No", act=outsider)
    assert records.session(done.id).after_effects == (effect,)


@pytest.mark.parametrize(
    ("code", "onset", "note", "fault"),
    [
        ("unheard-of", None, "", "not a known"),
        ("other", None, " ", "few words"),
        ("neck-pain", date(2026, 11, 21), "", "before the session"),
        ("neck-pain", date(2026, 12, 7), "", "ahead"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_kept(
    records, done, later, code, onset, note, fault
):
    with pytest.raises(InputError, match=fault):
        record(records, done, later, code, onset, note)
    assert records.session(done.id).after_effects == ()


def test_the_first_day_may_be_the_clinics_today(records, done, staff):
    # 20:02 in UTC is still 22 November in Chicago; five hours later in UTC it is the 23rd.
    evening = Act(staff.nurse, AT + timedelta(hours=9))
    assert record(records, done, evening, onset=date(2026, 11, 22)).after.after_effects
    with pytest.raises(InputError, match="ahead"):
        record(records, done, evening, onset=date(2026, 11, 23))


def test_a_session_in_progress_or_void_takes_none(records, session, act, later):
    with pytest.raises(RuleError, match="not completed"):
        record(records, session, later)
    void_session(records, session.id, "Wrong patient", act=act)
    with pytest.raises(RuleError, match="not completed"):
        record(records, session, later)


def test_addenda_and_effects_stand_beside_each_other_and_nothing_is_undone(
    records, done, act, later
):
    record(records, done, later)
    add_addendum(records, done.id, "Correction", "Room 2", act=act)
    kept = records.session(done.id)
    assert (len(kept.addenda), len(kept.after_effects)) == (1, 1)
    assert records.history(done.id).undo == ()
    with pytest.raises(RuleError):
        undo(records, done.id, act=act)


def test_a_patient_without_completed_sessions_has_no_history(records, session):
    assert records.completed_sessions(session.patient_id) == ()
    assert records.completed_sessions(new_id()) == ()
