from dataclasses import replace
from datetime import UTC, date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from clinicapp.commands.background import (
    BaselineEntry,
    record_baseline,
    report_outside_dose,
    retract_outside_dose,
)
from clinicapp.commands.products import save_product
from clinicapp.commands.records import Act
from clinicapp.commands.session_facts import (
    acknowledge,
    record_care,
    record_diagnosis,
    record_paper_consent,
    record_response,
    record_safety,
    record_time_out,
)
from clinicapp.commands.sessions import give_all_planned, redo, start_session, undo
from clinicapp.domain.checks.all_checks import findings_of
from clinicapp.domain.checks.diagnosis import check_diagnosis
from clinicapp.domain.checks.finding import Severity
from clinicapp.domain.consent_form import risks_digest
from clinicapp.domain.errors import AccessError, ClinicError, InputError, RuleError
from clinicapp.domain.product_numbers import gtin_of
from clinicapp.domain.session_facts import Answer, Care
from tests.closing import complete_session
from tests.consent_factory import agree
from tests.factories import AT, new_id
from tests.signable import paper_consent

IDENTIFIERS = ("name", "birth-date")
BASELINE = BaselineEntry(
    headache_days=Decimal(22), migraine_days=Decimal(14), hours_a_day=Decimal(8), months=18
)


def all_no(records, **other):
    return tuple(
        Answer(question=q.code, value=other.get(q.code.replace("-", "_"), "no"))
        for q in records.rules.questions.questions
    )


def test_a_time_out_says_what_was_checked_who_took_part_and_when(records, session, act, staff):
    there = (staff.physician.id, staff.nurse.id)
    fact = record_time_out(records, session.id, IDENTIFIERS, there, act=act).after.facts.time_out
    assert (fact.identifiers, fact.participants) == (IDENTIFIERS, there)
    assert (fact.at, fact.by) == (AT, staff.physician.id)
    assert records.session(session.id).facts.time_out == fact


@pytest.mark.parametrize(
    ("identifiers", "present"),
    [(("name",), True), (("name", "name"), True), (("name", "room"), True), (IDENTIFIERS, False)],
)
def test_a_time_out_needs_two_identifiers_and_people_of_the_clinic(
    records, session, act, staff, identifiers, present
):
    people = (staff.nurse.id,) if present else (new_id(),)
    with pytest.raises(InputError):
        record_time_out(records, session.id, identifiers, people, act=act)
    assert records.session(session.id).facts.time_out is None


def test_answers_are_kept_under_the_version_of_their_questions(records, session, act):
    fact = record_safety(records, session.id, all_no(records), act=act).after.facts.safety
    assert fact.version == records.rules.questions.version
    assert {fact.value(q.code) for q in records.rules.questions.questions} == {"no"}


@pytest.mark.parametrize(
    "answers",
    [
        (Answer(question="weather", value="no"),),
        (Answer(question="hypersensitivity", value="maybe"),),
        (Answer(question="hypersensitivity", value="na"),),
        (
            Answer(question="hypersensitivity", value="no"),
            Answer(question="hypersensitivity", value="yes"),
        ),
    ],
)
def test_an_answer_that_is_none_is_refused(records, session, act, answers):
    with pytest.raises(InputError):
        record_safety(records, session.id, answers, act=act)


def test_the_diagnosis_code_follows_from_what_is_recorded(records, session, act):
    after = record_diagnosis(records, session.id, False, True, False, False, act=act).after
    assert after.facts.diagnosis.code == "G43.719"
    assert after.facts.diagnosis.table_version == records.rules.diagnoses.version


@pytest.mark.parametrize(
    ("days", "hours", "hit6", "midas"),
    [
        (32, 10, None, None),
        (-1, 10, None, None),
        (9, 745, None, None),
        (9, 10, 37, None),
        (9, 10, 35, None),
        (9, 10, 79, None),
        (9, 10, None, -1),
    ],
)
def test_impossible_scores_are_refused(records, session, act, days, hours, hit6, midas):
    with pytest.raises(InputError):
        record_response(records, session.id, Decimal(days), Decimal(hours), hit6, midas, act=act)


def test_scores_are_kept(records, session, act):
    after = record_response(records, session.id, Decimal(9), Decimal(40), 54, 20, act=act).after
    assert (after.facts.response.hit6, after.facts.response.headache_days) == (54, 9)


def test_a_paper_consent_is_kept_with_the_risks_of_its_day(records, session, act, staff):
    fact = record_paper_consent(
        records, session.id, paper_consent(records), act=act
    ).after.facts.consent
    assert fact.patient_id == session.patient_id
    assert fact.risks_digest == risks_digest(records.rules.lists)
    assert (fact.seen_at, fact.seen_by) == (AT, staff.physician.id)


@pytest.mark.parametrize(
    "changes",
    [
        {"signed_at": AT + timedelta(seconds=1)},
        {"signer": "somebody"},
        {"risks": ("rain",)},
        {"signer": "representative", "relationship": "neighbour's cat"},
    ],
)
def test_a_consent_that_cannot_be_is_refused(records, session, act, changes):
    with pytest.raises(InputError):
        record_paper_consent(records, session.id, paper_consent(records, **changes), act=act)


@pytest.mark.parametrize(
    "care",
    [
        Care(needle="harpoon"),
        Care(complications=("boredom",)),
        Care(systolic=500),
        Care(systolic=80, diastolic=90),
        Care(pulse=3),
    ],
)
def test_care_that_cannot_be_is_refused(records, session, act, care):
    with pytest.raises(InputError):
        record_care(records, session.id, care, act=act)


def test_each_fact_is_undone_and_done_again_as_one_step(records, session, act, staff):
    record_safety(records, session.id, all_no(records), act=act)
    record_time_out(records, session.id, IDENTIFIERS, (staff.nurse.id,), act=act)
    back = undo(records, session.id, act=act).after
    assert back.facts.time_out is None
    assert back.facts.safety is not None
    again = redo(records, session.id, act=act).after
    assert again.facts.time_out.participants == (staff.nurse.id,)


@pytest.mark.parametrize("question", ["infection", "hypersensitivity"])
def test_no_first_dose_while_a_stop_stands_whatever_the_way(records, session, act, question):
    code = next(
        q.code
        for q in records.rules.questions.questions
        if q.stops_first_dose and question in q.code
    )
    give_all_planned(records, session.id, act=act)
    undo(records, session.id, act=act)
    answers = tuple(replace(a, value="yes") if a.question == code else a for a in all_no(records))
    record_safety(records, session.id, answers, act=act)
    with pytest.raises(ClinicError):
        redo(records, session.id, act=act)
    with pytest.raises(RuleError) as refusal:
        give_all_planned(records, session.id, act=act)
    assert refusal.value.unchanged == "No dose was recorded."
    assert records.session(session.id).given == ()


def test_only_a_hold_that_is_found_is_taken_on_by_a_physician_with_a_reason(
    records, session, act, staff
):
    record_safety(records, session.id, all_no(records, pregnancy="yes"), act=act)
    found = findings_of(records.case(session.id, AT))
    hold = next(f for f in found if f.severity is Severity.HOLD and "pregnan" in f.key)
    block = next(f for f in found if f.severity is Severity.BLOCK)
    with pytest.raises(InputError, match="needs a reason"):
        acknowledge(records, session.id, hold.key, "  ", act=act)
    with pytest.raises(RuleError, match="cannot be taken on"):
        acknowledge(records, session.id, block.key, "Because", act=act)
    with pytest.raises(RuleError, match="no longer found"):
        acknowledge(records, session.id, "gone", "Because", act=act)
    with pytest.raises(AccessError):
        acknowledge(records, session.id, hold.key, "Because", act=Act(staff.nurse, AT))
    after = acknowledge(records, session.id, hold.key, "Discussed", act=act).after
    (taken,) = after.facts.acknowledgements
    assert (taken.key, taken.reason, taken.by) == (hold.key, "Discussed", staff.physician.id)


def test_a_nurse_records_facts_and_an_administrator_does_not(records, session, staff):
    record_safety(records, session.id, all_no(records), act=Act(staff.nurse, AT))
    with pytest.raises(AccessError):
        record_safety(records, session.id, (), act=Act(staff.administrator, AT))


def test_the_diagnosis_code_is_that_of_the_day_the_check_asks_for(records, session, act):
    day, table = date(2026, 11, 22), records.rules.diagnoses
    codes = []
    for code in table.codes:
        codes.append(replace(code, effective_to=day))
        codes.append(replace(code, code=code.code + "X", effective_from=day + timedelta(days=1)))
    records._rules = replace(records.rules, diagnoses=replace(table, codes=tuple(codes)))
    tomorrow = Act(act.by, AT + timedelta(days=1))
    agree(records, session.patient_id, tomorrow)
    give_all_planned(records, session.id, act=tomorrow)
    after = record_diagnosis(records, session.id, False, False, False, False, act=tomorrow).after
    assert after.facts.diagnosis.code.endswith("X")
    found = check_diagnosis(records.case(session.id, tomorrow.at))
    assert [f.key for f in found if f.key.startswith("diagnosis:")] == []


def test_a_consent_is_kept_in_utc_whatever_the_clock_it_was_read_in(records, session, act):
    local = (AT - timedelta(days=21)).astimezone(ZoneInfo("America/Chicago"))
    entry = paper_consent(records, signed_at=local)
    fact = record_paper_consent(records, session.id, entry, act=act).after.facts.consent
    assert (fact.signed_at, fact.signed_at.tzinfo) == (local, UTC)


def test_a_baseline_is_kept_for_ever_and_amended_with_a_reason(records, patient, act):
    record_baseline(records, patient.id, BASELINE, act=act)
    with pytest.raises(InputError, match="needs a reason"):
        record_baseline(records, patient.id, BASELINE, act=act)
    later = Act(act.by, AT + timedelta(days=1))
    amended = replace(BASELINE, months=19, reason="Counted again with the diary")
    record_baseline(records, patient.id, amended, act=later)
    assert [b.months for b in records.baselines(patient.id)] == [18, 19]
    assert records.baseline(patient.id).reason == "Counted again with the diary"


@pytest.mark.parametrize(
    "changes",
    [
        {"headache_days": Decimal(32)},
        {"migraine_days": Decimal(23)},
        {"hours_a_day": Decimal("24.5")},
        {"months": -1},
        {"hit6": 37},
    ],
)
def test_an_impossible_baseline_is_refused(records, patient, act, changes):
    with pytest.raises(InputError):
        record_baseline(records, patient.id, replace(BASELINE, **changes), act=act)


def test_a_dose_from_elsewhere_counts_until_it_is_marked_in_error(records, patient, act):
    dose = report_outside_dose(
        records, patient.id, "botox-cosmetic", date(2026, 10, 1), Decimal(40), "", act=act
    ).after
    assert records.outside_doses(patient.id) == (dose,)
    with pytest.raises(InputError, match="needs a reason"):
        retract_outside_dose(records, patient.id, dose.id, "", act=act)
    retract_outside_dose(records, patient.id, dose.id, "Another person", act=act)
    (kept,) = records.outside_doses(patient.id)
    assert not kept.counts
    with pytest.raises(RuleError):
        retract_outside_dose(records, patient.id, dose.id, "Again", act=act)


def test_only_units_of_our_product_are_told_with_the_earlier_doses(records, session, act):
    for toxin in ("botox-cosmetic", "dysport"):
        day = date(2026, 10, 1)
        report_outside_dose(records, session.patient_id, toxin, day, Decimal(40), "", act=act)
    case = records.case(session.id, AT)
    assert [(d.on, d.units) for d in case.earlier] == [(date(2026, 10, 1), 40)]
    assert len(case.outside) == 2


@pytest.mark.parametrize(
    ("toxin", "on", "units"),
    [
        ("botox", date(2026, 11, 23), None),
        ("botox", None, Decimal(0)),
        ("water", None, None),
        ("botox", None, Decimal("NaN")),
        ("botox", None, Decimal(-5)),
    ],
)
def test_an_impossible_dose_from_elsewhere_is_refused(records, patient, act, toxin, on, units):
    with pytest.raises(InputError):
        report_outside_dose(records, patient.id, toxin, on, units, "", act=act)


def test_an_administrator_adds_a_product_and_it_is_known_from_then_on(records, staff, act):
    known = records.catalogue.products[0]
    added = replace(
        known,
        ndc="85766-155-01",
        gtin=gtin_of("85766-155-01"),
        name="BOTOX 100 units (relabelled)",
        effective_from=date(2026, 2, 3),
    )
    with pytest.raises(AccessError):
        save_product(records, added, act=act)
    administrator = Act(staff.administrator, AT)
    save_product(records, added, act=administrator)
    assert records.catalogue.of_ndc(added.ndc).is_added
    ended = replace(known, effective_to=date(2026, 11, 21))
    save_product(records, ended, act=administrator)
    assert records.catalogue.of_ndc(known.ndc).effective_to == date(2026, 11, 21)


@pytest.mark.parametrize(
    "changes",
    [
        {"units": Decimal(200)},
        {"hcpcs": "J0588"},
        {"name": "BOTOX 200 units"},
        {"generic_name": "abobotulinumtoxinA"},
        {"ndc": "00023-1145-1", "gtin": gtin_of("00023-1145-1")},
    ],
)
def test_of_a_known_product_only_the_dates_are_changed(records, staff, changes):
    before, administrator = records.catalogue, Act(staff.administrator, AT)
    known = before.of_ndc("0023-1145-01")
    with pytest.raises(RuleError):
        save_product(records, replace(known, **changes), act=administrator)
    assert records.catalogue == before


def test_of_an_added_product_only_the_dates_are_changed(records, staff):
    known, administrator = records.catalogue.products[0], Act(staff.administrator, AT)
    ndc = "85766-155-01"
    added = replace(known, ndc=ndc, gtin=gtin_of(ndc), is_added=True)
    save_product(records, added, act=administrator)
    with pytest.raises(RuleError, match="Only its dates"):
        save_product(records, replace(added, units=Decimal(200)), act=administrator)
    with pytest.raises(RuleError, match="is not BOTOX"):
        save_product(records, replace(added, name="Jeuveau"), act=administrator)
    save_product(records, replace(added, effective_to=AT.date()), act=administrator)
    assert records.catalogue.of_ndc(ndc).effective_to == AT.date()


def test_a_time_out_written_down_later_keeps_when_it_was_held(records, session, act, staff):
    later = Act(act.by, AT + timedelta(minutes=30))
    held = AT + timedelta(minutes=2)
    people = (staff.nurse.id,)
    after = record_time_out(records, session.id, IDENTIFIERS, people, held, act=later).after
    assert (after.facts.time_out.at, after.facts.time_out.recorded_at) == (held, later.at)
    for impossible in (AT - timedelta(days=1), later.at + timedelta(seconds=1)):
        with pytest.raises(InputError):
            record_time_out(records, session.id, IDENTIFIERS, people, impossible, act=later)


def test_earlier_sessions_are_told_with_their_last_dose_and_all_their_units(records, session, act):
    give_all_planned(records, session.id, act=Act(act.by, AT + timedelta(minutes=5)))
    complete_session(records, session.id, act=Act(act.by, AT + timedelta(days=1)))
    later = Act(act.by, AT + timedelta(days=84))
    new = start_session(records, session.patient_id, act=later).after
    case = records.case(new.id, later.at)
    assert case.number == 2
    assert [(d.on, d.units, d.session_id) for d in case.earlier] == [
        (date(2026, 11, 22), 155, session.id)
    ]
    assert records.case(session.id, later.at).earlier == ()


def test_a_closed_session_is_looked_at_as_it_was_signed(records, session, act):
    record_baseline(records, session.patient_id, BASELINE, act=act)
    give_all_planned(records, session.id, act=act)
    complete_session(records, session.id, act=act)
    later = Act(act.by, AT + timedelta(days=1))
    amended = replace(BASELINE, months=19, reason="Counted again")
    record_baseline(records, session.patient_id, amended, act=later)
    report_outside_dose(
        records, session.patient_id, "botox", date(2026, 11, 1), Decimal(50), "", act=later
    )
    case = records.case(session.id, later.at)
    assert (case.baseline.months, case.earlier, case.outside) == (18, (), ())
