"""The note says what the record says, leads with the difference, and has no words of its own."""

import ast
import re
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clinicapp.domain import note, note_drug, note_facts, note_lines, note_sites
from clinicapp.domain.checks.case import Case
from clinicapp.domain.errors import RuleError
from clinicapp.domain.note import note_of
from clinicapp.domain.note_lines import NoteKind, inside
from clinicapp.domain.session_facts import NO_FACTS, Answer
from tests.domain.signed_record import discard, give_rest, make_record, make_vial, with_vial
from tests.factories import AT, make_person, make_protocol, make_rules, make_session, new_id

FIXED = [s.id for s in make_protocol().sites]
ZONE = ZoneInfo("America/Chicago")
NUMBER = r"(\d+(?:\.\d+)?)"


def case_of(record, **changes):
    case = Case(
        session=record.session,
        number=6,
        patient=record.patient,
        vials=record.vials,
        shared_vials=frozenset(),
        earlier=(),
        outside=(),
        baseline=record.baseline,
        rules=make_rules(),
        zone=ZONE,
        now=AT,
    )
    return replace(case, **changes)


def told(case, people=(), gap_days=None, cumulative_units=None):
    return note_of(
        case, people, case.rules.note, gap_days=gap_days, cumulative_units=cumulative_units
    )


def note_after(plan=lambda session: session):
    """The note of a session of one vial, without other facts, after a plan was given."""
    record = make_record(plan=plan, facts=False)
    return told(case_of(record, baseline=None), record.people)


def lines(found, kind):
    return [line.text for line in found.lines if line.kind is kind]


def test_the_standard_session_is_told_in_one_line():
    found = note_after()
    assert found.text.splitlines()[:3] == [
        "Botox for chronic migraine, session 6, 22 November 2026.",
        "Standard 31 sites, 155 units. Full paradigm given.",
        "Given: 31 injections, 155 units, 3.1 mL.",
    ]
    assert not any(line.kind.is_exception for line in found.lines)


def test_the_note_leads_with_the_three_exceptions():
    record = make_record()
    assert told(case_of(record), record.people).text.splitlines()[:6] == [
        "Botox for chronic migraine, session 6, 22 November 2026.",
        "Standard 31 sites, 155 units, except",
        "- FRO-L2 omitted (prior brow ptosis)",
        "- FRO-R1, FRO-R2 2.5 units each",
        "- OCC-RX1 5 units added (predominant pain here)",
        "Given: 31 injections, 150 units, 3 mL.",
    ]


def test_the_facts_follow_in_their_order():
    record = make_record()
    text = told(case_of(record), record.people, 85, Decimal(150)).text
    assert [line for line in text.splitlines()[7:] if line] == [
        "Response: 22 to 9 headache days a month, 54 headache hours a month, HIT-6 66 to 54, "
        "MIDAS 61 to 18.",
        "BOTOX 200 units vial, lot C8124C3, expires 31 May 2028, NDC 0023-3921-02, in 4 mL "
        "sodium chloride 0.9%, preservative-free; 5 units per 0.1 mL. Of its 200 units: "
        "150 units given, 50 units discarded (left after the last dose; "
        "witness Ruth Adeyemi, RN).",
        "Lot C8124C3: reconstituted 22 November 2026, 13:52 by Ruth Adeyemi, RN, diluent lot "
        "S77, kept at 2 to 8 °C.",
        "Diagnosis: G43.709, chronic migraine without aura, not intractable, without status "
        "migrainosus.",
        "Baseline before treatment: 22 headache days and 14 migraine days a month, 9 hours a "
        "headache day, for 26 months, HIT-6 66, MIDAS 61.",
        "Consent on paper signed by the patient, 12 December 2025; 2 listed risks; explained by "
        "Mara Okafor; seen 22 November 2026, 14:02 by Ruth Adeyemi, RN.",
        "Time-out 22 November 2026, 14:02: full name, birth date; present: Mara Okafor, MD, "
        "Ruth Adeyemi, RN.",
        "Safety screen: 2 questions asked. Exceptions: blood thinner or bleeding problem: yes "
        "(apixaban).",
        "Interval: 12 weeks 1 day since the last dose.",
        "Total in 3 months over all indications: 150 units; at most 400 units.",
        "Taken on: FRO-R1 at 2.5 units. Reason: thin forehead. Mara Okafor, MD, "
        "22 November 2026, 14:02.",
        "Tolerated well. Complications: none recorded.",
        "Position: sitting. Needle: 30 G, 0.5 inch.",
        "Blood pressure 124/78 mmHg. Pulse 72 a minute.",
        "Injected by Mara Okafor, MD. Assisted by Ruth Adeyemi, RN.",
        "Next treatment not before 14 February 2027.",
    ]


def test_a_time_out_that_was_written_down_later_tells_both_times():
    record = make_record()
    held = record.session.facts.time_out
    late = replace(held, recorded_at=held.at + timedelta(hours=2))
    facts = replace(record.session.facts, time_out=late)
    case = case_of(record, session=replace(record.session, facts=facts))
    (text,) = [t for t in lines(told(case), NoteKind.CONSENT) if t.startswith("Time-out")]
    assert text.startswith(
        "Time-out 22 November 2026, 14:02, written down 22 November 2026, 16:02:"
    )


@pytest.mark.parametrize(
    "plan",
    [
        lambda s: s.omit(["PRO-M1"], "patient-wish"),
        lambda s: s.change_dose(["PRO-M1"], Decimal("7.5")).change_dose(["COR-L1"], Decimal("2.5")),
        lambda s: s.add_extra("OCC-RX1", "tenderness", Decimal(5)),
        lambda s: give_rest(s, new_id()).shift("OCC-L1", Decimal("0.4"), Decimal(0)),
    ],
)
def test_the_full_paradigm_is_never_told_with_an_exception(plan):
    record = make_record(plan=plan)
    text = told(case_of(record), record.people).text
    assert "Full paradigm" not in text
    assert "Standard 31 sites, 155 units, except" in text


def test_a_whole_muscle_is_named_once():
    frontalis = [i for i in FIXED if i.startswith("FRO")]
    found = note_after(lambda s: s.omit([*frontalis, "PRO-M1"], "weakness"))
    assert lines(found, NoteKind.OMITTED) == ["PRO-M1, Frontalis (all 4 sites) omitted"]
    found = note_after(lambda s: s.change_dose(FIXED, Decimal("2.5")))
    assert lines(found, NoteKind.CHANGED) == ["All 31 sites 2.5 units each"]


def test_sites_that_share_a_dose_but_not_a_note_are_told_apart():
    found = note_after(
        lambda s: s.change_dose(["FRO-R1", "FRO-R2"], Decimal("2.5")).annotate(
            "FRO-R2", "Thin forehead."
        )
    )
    assert "- FRO-R1 2.5 units\n- FRO-R2 2.5 units (thin forehead)\n" in found.text


def test_notes_moves_and_places_by_hand_are_told_in_the_patients_terms():
    def plan(session):
        session = session.annotate("TEM-L1", "Bled\na little.")
        spot = (Decimal("0.4321"), Decimal("0.25"))
        session = session.add_extra("OCC-LX1", "other", Decimal("2.5"), at=spot)
        session = give_rest(session.annotate("OCC-LX1", "trigger point"), new_id())
        return session.shift("FRO-L1", Decimal("0.4"), Decimal("-0.2")).add_extra(
            "TRA-RX1", "tenderness", Decimal(5)
        )

    text = note_after(plan).text
    assert (
        "- OCC-LX1 2.5 units added (other: trigger point; placed by hand on the back view, "
        "43.21% across and 25% down)\n"
    ) in text
    assert "- FRO-L1 moved 0.4 cm lateral, 0.2 cm up\n" in text
    assert "Note on TEM-L1: Bled a little.\n" in text


def test_two_vials_each_tell_what_came_from_them():
    physician, nurse = make_person(), make_person("nurse")
    vials = [make_vial(nurse.id, units=Decimal(100), lot=lot) for lot in ("A1", "B2")]
    session = make_session()
    for vial in vials:
        session = with_vial(session, vial, physician.id)
    session = give_rest(session, physician.id)
    session = discard(session, vials[1], 45, physician.id, nurse.id)
    record = make_record()
    record.session, record.vials = session, tuple(vials)
    found = lines(told(case_of(record), (physician, nurse)), NoteKind.VIAL)
    assert "lot A1" in found[0]
    assert found[0].endswith("Of its 100 units: 100 units given.")
    assert "Of its 100 units: 55 units given, 45 units discarded" in found[1]
    assert len(found) == 4


def test_doses_without_a_vial_are_told():
    found = told(case_of(make_record(), session=make_session(give_all=True), vials=()))
    assert lines(found, NoteKind.VIAL) == ["155 units given without a vial recorded."]


def test_an_open_session_says_what_is_not_recorded_yet():
    empty = told(case_of(make_record(), session=make_session(), vials=(), baseline=None))
    assert empty.text == (
        "Botox for chronic migraine, session 6, 22 November 2026.\n"
        "Standard 31 sites, 155 units, except\n"
        "- All 31 sites not recorded yet\n"
        "No dose given.\n"
    )


def test_a_screen_without_exceptions_and_an_unknown_answer():
    record = make_record()
    screen = record.session.facts.safety
    clear = replace(screen, answers=(Answer(question="pregnancy", value="na"),))
    unknown = replace(screen, answers=(Answer(question="pregnancy", value="unknown"),))
    for answers, text in (
        (clear, "Safety screen: 1 question asked, none answered with yes or unknown."),
        (unknown, "Safety screen: 1 question asked. Exceptions: pregnancy: unknown."),
    ):
        facts = replace(record.session.facts, safety=answers)
        session = replace(record.session, facts=facts)
        assert lines(told(case_of(record, session=session)), NoteKind.SAFETY) == [text]


def test_the_patient_is_not_named():
    record = make_record()
    text = told(case_of(record), record.people).text
    for name in ("Vasquez", "Elena", record.patient.record_number, "1984"):
        assert name not in text


def test_the_day_is_that_of_the_clinic():
    record = make_record()
    far = told(case_of(record, zone=ZoneInfo("Asia/Tokyo")), record.people)
    assert lines(far, NoteKind.TITLE)[0].endswith("session 6, 23 November 2026.")


def test_every_fact_makes_a_difference():
    record = make_record()
    whole = told(case_of(record), record.people).text
    for name in ("time_out", "safety", "diagnosis", "response", "consent", "care"):
        facts = replace(record.session.facts, **{name: None})
        session = replace(record.session, facts=facts)
        assert told(case_of(record, session=session), record.people).text != whole, name
    bare = replace(record.session, facts=NO_FACTS)
    assert "200 units" not in told(case_of(record, session=bare), record.people).text


@pytest.mark.parametrize("module", [note, note_drug, note_facts, note_lines, note_sites])
def test_the_code_holds_no_sentence(module):
    nodes = list(ast.walk(ast.parse(Path(module.__file__).read_text("utf-8"))))
    docstrings = {id(n.value) for n in nodes if isinstance(n, ast.Expr)}
    texts = [n for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    spoken = [n.value for n in texts if id(n) not in docstrings and re.search(r"\w \w", n.value)]
    assert spoken == []


def test_labels_stand_inside_a_sentence():
    assert [inside(t) for t in ("Prior ptosis", "HIT-6", "30 G", "ALS or MG", "")] == [
        "prior ptosis", "HIT-6", "30 G", "ALS or MG", "",
    ]  # fmt: skip


MOVES = st.lists(
    st.tuples(
        st.sampled_from(FIXED),
        st.sampled_from(["omit", "dose"]),
        st.decimals("0.5", "9", places=1),
    ),
    max_size=25,
)


def make_moves(session, moves):
    """An extra site, then these moves; a dose beyond what its muscle may get stays as it was."""
    session = session.add_extra("TEM-LX1", "tenderness", Decimal("2.5"))
    for site_id, move, units in moves:
        if move == "omit":
            session = session.omit([site_id], "patient-wish")
        elif not session.site(site_id).is_omitted:
            with suppress(RuleError):
                session = session.change_dose([site_id], units)
    return session


def total_from_differences(found):
    """The units given, worked out from the standard and the differences that are told."""
    total = Decimal(155)
    for line in found.lines:
        if line.kind is NoteKind.OMITTED:
            total -= 5 * len(line.site_ids)
        elif line.kind in (NoteKind.CHANGED, NoteKind.EXTRA):
            dose = Decimal(re.search(rf"{NUMBER} unit", line.text)[1])
            total += (dose - 5 * (line.kind is NoteKind.CHANGED)) * len(line.site_ids)
    return total


@given(MOVES)
def test_every_dose_is_accounted_for(moves):
    record = make_record(plan=lambda s: make_moves(s, moves), facts=False)
    given_units = sum((s.units for s in record.session.given), Decimal(0))
    found = told(case_of(record), record.people)
    [(count, units, ml)] = re.findall(
        rf"Given: {NUMBER} \w+, {NUMBER} units?, {NUMBER} mL", found.text
    )
    assert int(count) == len(record.session.given)
    assert (Decimal(units), Decimal(ml)) == (given_units, given_units / 50)
    from_vials = re.findall(rf"{NUMBER} units? given", found.text)
    assert sum(map(Decimal, from_vials)) == given_units
    discarded = re.search(rf"{NUMBER} units? discarded", found.text)
    from_vial = Decimal(from_vials[0])
    assert from_vial + (Decimal(discarded[1]) if discarded else 0) <= 200
    assert total_from_differences(found) == given_units


@given(MOVES, MOVES)
@example([], [("TEM-L1", "dose", Decimal("8.6")), ("TEM-L2", "dose", Decimal("9.0"))])
def test_other_doses_make_another_note(one, other):
    records = [make_record(plan=lambda s, m=m: make_moves(s, m), facts=False) for m in (one, other)]
    doses = [[(s.site_id, s.state, s.units) for s in r.session.sites] for r in records]
    first, second = (told(case_of(r)).text.splitlines()[:-1] for r in records)
    sites = [[(i, st_, u if st_ == "given" else 0) for i, st_, u in d] for d in doses]
    exceptions = [[line for line in text if line[0] == "-"] for text in (first, second)]
    assert (exceptions[0] == exceptions[1]) is (sites[0] == sites[1])
