from dataclasses import replace
from datetime import date, timedelta

import pytest

from clinicapp.domain.checks.finding import Gate, Severity
from clinicapp.domain.checks.safety_screen import check_safety
from clinicapp.domain.session_facts import Answer
from tests.case_factory import FIRST_DOSE, make_case, make_outside, make_questions, make_screen
from tests.factories import make_patient, make_session

QUESTIONS = make_questions().questions
CODES = [q.code for q in QUESTIONS]
# domain.md 9 check 11, written out: what "yes" and "unknown" mean.
MEANING = {
    "hypersensitivity": ("block", "hold"),
    "site-infection": ("block", "hold"),
    "pregnancy": ("hold", "hold"),
    "breastfeeding": ("hold", "hold"),
    "neuromuscular-disease": ("hold", "hold"),
    "swallowing-breathing": ("hold", "hold"),
    "interacting-drug": ("hold", "hold"),
    "anticoagulant": ("warn", "warn"),
    "weakness-before": ("warn", "warn"),
    "albumin-refusal": ("hold", "hold"),
    "albumin-objection": ("warn", None),
    "toxin-elsewhere": ("hold", "warn"),  # a hold until the dose is recorded
}


def screened(**values):
    return make_case(facts={"safety": make_screen(**values)})


def answered(code, value):
    return screened(**{code.replace("-", "_"): value})


def test_a_clear_screen_finds_nothing():
    assert check_safety(make_case()) == ()


def test_no_screen_is_missing():
    (found,) = check_safety(make_case(facts={"safety": None}))
    assert (found.severity, found.gate, found.is_missing) == (Severity.BLOCK, Gate.SAFETY, True)


@pytest.mark.parametrize(("late", "is_fine"), [(-1, True), (0, False), (3000, False)])
def test_a_screen_asked_after_the_first_dose_needs_a_reason(late, is_fine):
    screen = replace(make_screen(), at=FIRST_DOSE + timedelta(seconds=late))
    found = check_safety(make_case(facts={"safety": screen}))
    assert [f.severity for f in found] == ([] if is_fine else [Severity.HOLD])
    if late == 3000:
        assert "at 14:57, after the first dose at 14:07" in found[0].happened
    assert check_safety(make_case(session=make_session(), facts={"safety": screen})) == ()


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("value", ["", "perhaps"])
def test_each_question_must_be_answered(code, value):
    case = answered(code, value)
    (found,) = check_safety(case)
    assert (found.severity, found.is_missing) == (Severity.BLOCK, True)
    assert make_questions().find(code).text in found.happened


@pytest.mark.parametrize("code", CODES)
def test_only_some_questions_can_not_apply(code):
    is_fine = code in {"pregnancy", "breastfeeding"}
    assert (check_safety(answered(code, "na")) == ()) is is_fine


@pytest.mark.parametrize("code", CODES)
def test_no_is_no_finding(code):
    assert check_safety(answered(code, "no")) == ()


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("place", "value"), [(0, "yes"), (1, "unknown")])
def test_each_answer_weighs_what_the_label_makes_of_it(code, place, value):
    found = check_safety(answered(code, value))
    wanted = MEANING[code][place]
    assert [f.severity.value for f in found] == ([wanted] if wanted else [])


@pytest.mark.parametrize("code", CODES)
def test_only_a_yes_to_allergy_or_infection_stops_the_first_dose(code):
    stops = any(f.stops_first_dose for f in check_safety(answered(code, "yes")))
    assert stops is (code in {"hypersensitivity", "site-infection"})
    assert not any(f.stops_first_dose for f in check_safety(answered(code, "unknown")))


def test_what_is_open_does_not_hide_what_is_found():
    found = check_safety(screened(pregnancy="", anticoagulant="yes"))
    assert [f.severity for f in found] == [Severity.BLOCK, Severity.WARN]


def test_an_answer_to_a_question_nobody_asks_is_nothing():
    screen = make_screen()
    screen = replace(screen, answers=(*screen.answers, Answer(question="gone", value="yes")))
    assert check_safety(make_case(facts={"safety": screen})) == ()


@pytest.mark.parametrize(
    ("born", "is_held"),
    [
        (date(2008, 11, 22), False),  # 18 on the day
        (date(2008, 11, 23), True),
        (date(2008, 11, 21), False),
    ],
)
def test_an_adult_is_18_on_the_birthday(born, is_held):
    for screen in (make_screen(), None):
        case = make_case(patient=make_patient(birth_date=born), facts={"safety": screen})
        held = [f for f in check_safety(case) if "years old" in f.happened]
        assert [f.severity for f in held] == [Severity.HOLD] * is_held


@pytest.mark.parametrize(
    ("changes", "is_recorded"),
    [
        ({}, True),
        ({"toxin": "dysport"}, True),
        ({"on": None, "units": None}, True),
        ({"on": date(2026, 7, 22)}, True),
        ({"on": date(2026, 7, 21)}, False),
        ({"error_reason": "another patient"}, False),
    ],
)
def test_a_toxin_that_is_told_must_be_recorded(changes, is_recorded):
    patient = make_patient()
    screen = make_screen(toxin_elsewhere="yes")
    dose = make_outside(patient.id, **changes)
    case = make_case(patient=patient, facts={"safety": screen}, outside=(dose,))
    found = check_safety(case)
    assert [(f.severity, f.is_missing) for f in found] == (
        [] if is_recorded else [(Severity.HOLD, True)]
    )
