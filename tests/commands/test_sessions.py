from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from clinicapp.commands import sessions as verbs
from clinicapp.commands.records import Act
from clinicapp.commands.signing import add_addendum, void_session
from clinicapp.domain.errors import AccessError, InputError, RuleError, StaleRecordError
from clinicapp.domain.session import SessionStatus
from clinicapp.domain.summaries import SessionFilter
from clinicapp.domain.totals import total_of
from tests.closing import complete_session
from tests.consent_factory import agree
from tests.factories import AT, make_patient

DAY = timedelta(days=1)


@pytest.fixture
def nurse(staff):
    return Act(staff.nurse, AT)


def standard(records, session, act):
    verbs.give_all_planned(records, session.id, act=act)
    return complete_session(records, session.id, act=act).after


def test_starting_plans_all_sites_of_the_protocol(records, session):
    assert len(session.planned) == 31
    assert records.session(session.id) == session
    assert records.session_number(session.id) == 1


def test_a_patient_has_one_session_in_progress(records, session, act):
    with pytest.raises(RuleError, match="in progress"):
        verbs.start_session(records, session.patient_id, act=act)


def test_one_act_gives_31_sites_with_time_and_person(records, session, act):
    change = verbs.give_all_planned(records, session.id, act=act)
    assert total_of(records.session(session.id)).given_units == 155
    assert {(s.performed_at, s.performer_id) for s in change.after.given} == {(AT, act.by.id)}
    assert len(records.history(session.id).undo) == 1


def test_every_verb_is_one_transaction_one_entry_one_change(records, session, act):
    before = len(records.newest_events())
    change = verbs.give_sites(records, session.id, ["TEM-L3"], act=act)
    assert change.before == session
    assert change.after == records.session(session.id)
    assert change.after.revision == session.revision + 1
    events = records.newest_events()
    assert len(events) == before + 1
    assert (events[0].label, events[0].person_id) == ("Give TEM-L3", act.by.id)
    assert events[0] == change.event


def test_an_act_that_changes_nothing_saves_nothing(records, session, act):
    pinned = verbs.change_dose(records, session.id, ["TEM-L3"], Decimal(5), act=act).after
    before = len(records.newest_events())
    change = verbs.change_dose(records, session.id, ["TEM-L3"], Decimal(5), act=act)
    assert change.before is change.after
    assert change.event is None
    assert len(records.newest_events()) == before
    assert records.session(session.id) == pinned


def test_undo_and_redo_step_through_every_act_in_words(records, session, act):
    shots = [session]
    for verb, args in (
        (verbs.give_sites, (["TEM-L3"],)),
        (verbs.change_dose, (["TEM-L3"], Decimal("2.5"))),
        (verbs.omit_sites, (["FRO-L2"], "patient-wish", "asked")),
        (verbs.add_extra_site, ("OCC-RX1", "tenderness", Decimal(5), True)),
        (verbs.change_default, (Decimal(4),)),
        (verbs.restore_sites, (["FRO-L2", "OCC-RX1"],)),
        (verbs.annotate_site, ("COR-L1", "sore")),
    ):
        shots.append(verb(records, session.id, *args, act=act).after)
    words = [s.label for s in records.history(session.id).undo]
    assert words == [
        "Give TEM-L3", "Dose TEM-L3 2.5 units", "Omit FRO-L2", "Give OCC-RX1",
        "Default dose 4 units", "Take back 2 sites", "Note COR-L1",
    ]  # fmt: skip

    def content(shot):
        return replace(shot, revision=0)

    for wanted in reversed(shots[:-1]):
        change = verbs.undo(records, session.id, act=act)
        assert content(change.after) == content(wanted)
    assert records.history(session.id).undo == ()
    for wanted in shots[1:]:
        assert content(verbs.redo(records, session.id, act=act).after) == content(wanted)
    with pytest.raises(RuleError, match="nothing to redo"):
        verbs.redo(records, session.id, act=act)


def test_a_new_act_ends_what_could_be_done_again(records, session, act):
    verbs.give_sites(records, session.id, ["TEM-L3"], act=act)
    verbs.undo(records, session.id, act=act)
    verbs.give_sites(records, session.id, ["COR-L1"], act=act)
    assert records.history(session.id).redo == ()


def test_completing_ends_undo_and_closes_the_record(records, session, act):
    completed = standard(records, session, act)
    assert completed.status is SessionStatus.COMPLETED
    assert (completed.completed_at, completed.completed_by) == (AT, act.by.id)
    assert records.history(session.id).undo == ()
    with pytest.raises(RuleError):
        verbs.undo(records, session.id, act=act)
    with pytest.raises(RuleError, match="read-only"):
        verbs.change_dose(records, session.id, ["TEM-L3"], Decimal(3), act=act)


def test_an_addendum_corrects_a_completed_session(records, session, act):
    standard(records, session, act)
    later = Act(act.by, AT + DAY)
    change = add_addendum(records, session.id, "Slip", "FRO-L2 was 2.5 units", act=later)
    kept = records.session(session.id).addenda
    assert kept == change.after.addenda
    assert (kept[0].author_id, kept[0].recorded_at) == (act.by.id, AT + DAY)
    assert total_of(records.session(session.id)).given_units == 155


def test_planning_as_last_time_uses_the_last_completed_session(records, patient, session, act):
    with pytest.raises(RuleError, match="no completed session"):
        verbs.plan_again(records, session.id, act=act)
    verbs.change_dose(records, session.id, ["FRO-R2"], Decimal("2.5"), act=act)
    verbs.add_extra_site(records, session.id, "OCC-RX1", "tenderness", Decimal(5), False, act=act)
    standard(records, session, act)
    later = Act(act.by, AT + 90 * DAY)
    new = verbs.start_session(records, patient.id, act=later).after
    planned = verbs.plan_again(records, new.id, act=later).after
    assert planned.site("FRO-R2").units == Decimal("2.5")
    assert planned.site("OCC-RX1").is_planned
    assert planned.given == ()
    verbs.undo(records, new.id, act=later)
    assert len(records.session(new.id).sites) == 31


def test_the_rest_is_omitted_in_one_act_and_one_step_back(records, session, nurse, act):
    verbs.add_extra_site(records, session.id, "OCC-RX1", "tenderness", Decimal(5), False, act=act)
    before = verbs.give_sites(records, session.id, ["COR-L1"], act=act).after
    after = verbs.omit_rest(records, session.id, "patient-wish", act=nurse).after
    assert (len(after.given), len(after.omitted), after.planned) == (1, 30, ())
    assert records.history(session.id).undo[-1].label == "Omit the rest"
    assert verbs.undo(records, session.id, act=nurse).after.sites == before.sites
    verbs.redo(records, session.id, act=nurse)
    assert complete_session(records, session.id, act=act).after.completed_at == AT


def test_the_rest_is_omitted_by_who_may_plan(records, session, staff):
    with pytest.raises(AccessError):
        verbs.omit_rest(records, session.id, "patient-wish", act=Act(staff.administrator, AT))
    assert records.session(session.id) == session


def test_a_changed_protocol_never_changes_an_open_session(records, session, act):
    records.protocol = replace(records.protocol, default_units=Decimal(9), version="9")
    kept = records.session(session.id)
    assert kept.protocol.version == session.protocol.version != "9"
    assert kept.sites == session.sites


def test_a_voided_session_is_kept_and_counts_for_nothing(records, patient, session, act):
    void_session(records, session.id, "wrong patient", act=act)
    assert records.session(session.id).void_reason == "wrong patient"
    assert records.open_session_of(patient.id) is None
    again = verbs.start_session(records, patient.id, act=act).after
    assert records.session_number(again.id) == 2


def test_a_nurse_plans_but_neither_gives_nor_completes(records, session, nurse, act):
    verbs.change_dose(records, session.id, ["FRO-R2"], Decimal("2.5"), act=nurse)
    verbs.omit_sites(records, session.id, ["FRO-L2"], "patient-wish", act=nurse)
    verbs.add_extra_site(records, session.id, "OCC-RX1", "tenderness", Decimal(5), False, act=nurse)
    for refused in (
        lambda: verbs.give_sites(records, session.id, ["COR-L1"], act=nurse),
        lambda: verbs.give_all_planned(records, session.id, act=nurse),
        lambda: verbs.add_extra_site(
            records, session.id, "OCC-LX1", "tenderness", Decimal(5), True, act=nurse
        ),
        lambda: complete_session(records, session.id, act=nurse),
        lambda: void_session(records, session.id, "x", act=nurse),
    ):
        with pytest.raises(AccessError, match="for a physician"):
            refused()
    assert records.session(session.id).given == ()


def test_a_nurse_cannot_change_take_back_or_undo_what_was_given(records, session, nurse, act):
    verbs.give_sites(records, session.id, ["TEM-L3"], act=act)
    given = records.session(session.id)
    for refused in (
        lambda: verbs.change_dose(records, session.id, ["TEM-L3"], Decimal(3), act=nurse),
        lambda: verbs.restore_sites(records, session.id, ["TEM-L3"], act=nurse),
        lambda: verbs.omit_sites(records, session.id, ["TEM-L3"], "patient-wish", act=nurse),
        lambda: verbs.undo(records, session.id, act=nurse),
    ):
        with pytest.raises(AccessError, match="for a physician"):
            refused()
    assert records.session(session.id) == given


def test_an_administrator_does_not_chart_and_the_refusal_is_kept(records, session, staff):
    boss = Act(staff.administrator, AT)
    with pytest.raises(AccessError):
        verbs.give_sites(records, session.id, ["TEM-L3"], act=boss)
    newest = records.newest_events(1)[0]
    assert (newest.act, newest.person_id) == ("refused", staff.administrator.id)


def test_a_refusal_for_what_was_given_is_kept_too(database, records, session, nurse, act):
    verbs.give_sites(records, session.id, ["TEM-L3"], act=act)
    for refused, label in (
        (lambda: verbs.restore_sites(records, session.id, ["TEM-L3"], act=nurse), "Take back"),
        (lambda: verbs.undo(records, session.id, act=nurse), "Undo: Give"),
    ):
        before = len(records.newest_events())
        with pytest.raises(AccessError):
            refused()
        assert len(records.newest_events()) == before + 1
        newest = records.newest_events(1)[0]
        assert (newest.act, newest.person_id) == ("refused", nurse.by.id)
        assert newest.label == f"Refused: {label} TEM-L3"
        with database.reading() as work:
            assert work.audit.delta(newest.seq) == {"needs": "chart_dose"}


def test_an_act_is_kept_in_utc_whatever_clock_it_came_from(records, session, act):
    chicago = Act(act.by, AT.astimezone(timezone(-timedelta(hours=6))))
    assert chicago.at.tzinfo is UTC
    verbs.give_sites(records, session.id, ["TEM-L3"], act=chicago)
    verbs.give_sites(records, session.id, ["TEM-L2"], act=act)
    verbs.undo(records, session.id, act=act)
    assert verbs.undo(records, session.id, act=act).after.sites == session.sites
    with pytest.raises(TypeError, match="time zone"):
        Act(act.by, AT.replace(tzinfo=None))


@pytest.mark.parametrize("units", ["0", "-5", "50.5", "NaN", "Infinity", "1E+400"])
def test_a_dose_that_cannot_be_is_refused_and_nothing_is_lost(records, session, act, units):
    with pytest.raises(InputError) as refusal:
        verbs.change_dose(records, session.id, ["TEM-L3"], Decimal(units), act=act)
    assert refusal.value.unchanged == "Nothing has changed."
    assert records.session(session.id) == session


def test_a_note_with_control_characters_is_refused(records, session, act):
    with pytest.raises(InputError, match="cannot be seen"):
        verbs.annotate_site(records, session.id, "TEM-L3", "so\x07re", act=act)


def test_a_text_that_is_too_long_is_refused_and_nothing_is_lost(records, session, act):
    text = "s" * 4001
    for verb, args in (
        (verbs.annotate_site, ("TEM-L3", text)),
        (verbs.omit_sites, (["TEM-L3"], "patient-wish", text)),
        (void_session, (text,)),
    ):
        with pytest.raises(InputError, match="too long"):
            verb(records, session.id, *args, act=act)
    assert records.session(session.id) == session
    done = standard(records, session, act)
    for reason, words in (("Slip", text), (text, "2.5 units")):
        with pytest.raises(InputError, match="too long"):
            add_addendum(records, session.id, reason, words, act=act)
    assert records.session(session.id) == done


def test_an_act_on_an_outdated_snapshot_is_refused(database, records, session, act):
    with database.writing() as first:
        old = first.sessions.get(session.id)
    verbs.give_sites(records, session.id, ["TEM-L3"], act=act)
    with pytest.raises(StaleRecordError), database.writing() as second:
        second.sessions.save(old, old.omit(["TEM-L3"], "patient-wish"))
    assert records.session(session.id).site("TEM-L3").is_given


def test_undo_is_refused_when_the_site_was_changed_behind_it(database, records, session, act):
    verbs.give_sites(records, session.id, ["TEM-L3"], act=act)
    with database.writing() as work:
        now = work.sessions.get(session.id)
        work.sessions.save(now, now.annotate("TEM-L3", "written elsewhere"))
        work.commit()
    with pytest.raises(RuleError, match="cannot be stepped over"):
        verbs.undo(records, session.id, act=act)
    assert records.session(session.id).site("TEM-L3").note == "written elsewhere"


def test_lists_show_counts_and_sums_of_the_record(records, patient, session, act):
    verbs.omit_sites(records, session.id, ["FRO-L2"], "prior-brow-ptosis", act=act)
    verbs.change_dose(records, session.id, ["FRO-R2"], Decimal("2.5"), act=act)
    verbs.add_extra_site(records, session.id, "OCC-RX1", "tenderness", Decimal(5), True, act=act)
    verbs.give_sites(records, session.id, ["FRO-R2", "COR-L1"], act=act)
    (line,) = records.sessions(SessionFilter())
    counted = (
        line.given,
        line.planned,
        line.omitted,
        line.changed,
        line.extra_given,
        line.given_units,
    )
    assert counted == (2, 28, 1, 1, 1, Decimal("12.5"))
    counts = records.count(SessionFilter(patient_text=patient.record_number))
    assert (counts.sessions, counts.sites, counts.given_units) == (1, 3, Decimal("12.5"))
    assert records.sessions(SessionFilter(patient_text="nobody")) == ()
    assert records.sessions(SessionFilter(status=SessionStatus.COMPLETED)) == ()
    (found,) = records.iter_sessions(SessionFilter())
    assert (found.session, found.patient, found.number) == (
        records.session(session.id),
        patient,
        1,
    )
    assert (found.vials, found.seal) == ((), None)


def test_days_of_a_filter_are_the_clinics_own(records, session):
    day = date(2026, 11, 22)  # AT is 20:02 UTC, 14:02 in Chicago
    assert records.sessions(SessionFilter(first_day=day, last_day=day))
    assert not records.sessions(SessionFilter(first_day=day + DAY))
    assert not records.sessions(SessionFilter(last_day=day - DAY))


def test_a_day_of_a_filter_that_nobody_lives_in_is_refused(records, session):
    for day in (date.min, date(1899, 12, 31), date(2201, 1, 1), date.max):
        for wanted in (SessionFilter(first_day=day), SessionFilter(last_day=day)):
            for ask in (records.sessions, records.count, lambda w: list(records.iter_sessions(w))):
                with pytest.raises(InputError, match="The date"):
                    ask(wanted)
    far = SessionFilter(first_day=date(1900, 1, 1), last_day=date(2200, 12, 31))
    assert records.count(far).sessions == 1


def test_the_last_day_of_a_filter_ends_at_midnight_also_when_clocks_change(records, patient, staff):
    late = datetime(2026, 11, 2, 5, 30, tzinfo=UTC)  # 23:30 in Chicago on a day of 25 hours
    act = Act(staff.physician, late)
    verbs.start_session(records, patient.id, act=act)
    day = date(2026, 11, 1)
    assert records.count(SessionFilter(first_day=day, last_day=day)).sessions == 1


def test_patients_are_found_by_every_word(records, act):
    from clinicapp.commands.patients import register_patient

    amelie = make_patient(family_name="O’Connor-Dubois", given_name="Amélie")
    register_patient(records, amelie, act=act)
    for text in ("amelie", "oconnor", "OCONNORDUBOIS Am", "1984-03-14", "14 mar 1984",
                 "14.03.1984", "14/03/1984", "03/14/1984",
                 amelie.record_number.lower()):  # fmt: skip
        assert [p.patient.id for p in records.find_patients(text)] == [amelie.id]
    assert records.find_patients("amelie smith") == ()
    assert records.find_patients("%") == records.find_patients("")


def test_a_voided_session_is_listed_and_part_of_no_sum(records, session, act):
    from clinicapp.domain.summaries import SessionFilter

    verbs.give_all_planned(records, session.id, act=act)
    void_session(records, session.id, "wrong patient", act=act)
    counts = records.count(SessionFilter())
    assert (counts.sessions, counts.sites, counts.given_units) == (1, 0, 0)


def test_a_session_is_listed_under_who_gave(records, session, staff, act):
    from clinicapp.domain.summaries import SessionFilter

    new = verbs.start_session(
        records,
        _another_patient(records, act).id,
        act=Act(staff.nurse, AT + timedelta(minutes=1)),
    ).after
    assert records.sessions(SessionFilter())[0].clinician == staff.nurse.name
    agree(records, new.patient_id, act)
    verbs.give_sites(records, new.id, ["TEM-L3"], act=act)
    assert records.sessions(SessionFilter())[0].clinician == staff.physician.name
    by_nurse = SessionFilter(clinician_id=staff.nurse.id)
    assert records.sessions(by_nurse) == ()


def _another_patient(records, act):
    from clinicapp.commands.patients import register_patient

    return register_patient(records, make_patient(), act=act).after
