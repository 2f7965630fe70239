from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from clinicapp.domain.checks.all_checks import CHECKS, findings_of, stops, unanswered
from clinicapp.domain.checks.finding import Gate, Severity
from clinicapp.domain.session_acts import acknowledge
from clinicapp.domain.session_facts import Acknowledgement, SessionFacts
from tests.case_factory import AT, PHYSICIAN, earlier, make_case, make_screen, make_vial
from tests.factories import make_patient, make_session

NEEDED = ("time_out", "safety", "diagnosis", "consent")


def take_on(case, key, reason="Agreed with the patient."):
    taken = Acknowledgement(key=key, title="", severity="hold", reason=reason, at=AT, by=PHYSICIAN)
    return replace(case, session=acknowledge(case.session, taken))


def keys(findings):
    return [f.key for f in findings]


def test_every_check_of_the_domain_page_runs_under_its_number():
    assert [c.number for c in CHECKS] == list(range(1, 17))
    assert len({c.title for c in CHECKS}) == 16


def test_a_complete_session_is_clear():
    case = make_case()
    assert findings_of(case) == ()


def test_a_new_session_is_open_everywhere_and_only_the_consent_stops_it():
    empty = {f.name: f.default for f in fields(SessionFacts)}
    case = make_case(session=make_session(), facts=empty, vials=(), baseline=None, earlier=())
    found = findings_of(case)
    assert all(f.is_missing for f in found)
    assert {Gate.CONSENT, Gate.TIME_OUT, Gate.SAFETY, Gate.VIAL, Gate.DIAGNOSIS} <= {
        f.gate for f in found
    }
    assert [f.gate for f in stops(case, found)] == [Gate.CONSENT]


def test_findings_stand_in_the_order_of_the_gates_the_gravest_first():
    screen = make_screen(anticoagulant="yes", pregnancy="yes", site_infection="yes")
    case = make_case(
        facts={"safety": screen, "consent": None, "response": None}, earlier=(earlier(3),)
    )
    order = [(f.gate, f.severity) for f in findings_of(case)]
    assert order == sorted(
        order, key=lambda pair: (list(Gate).index(pair[0]), list(Severity).index(pair[1]))
    )
    assert len(order) == 6


def test_a_hold_is_answered_by_a_reason_under_its_own_key():
    case = make_case(earlier=(earlier(83),))
    (hold,) = unanswered(case, findings_of(case))
    for key, reason in ((hold.key, "  "), ("interval:other", "Why not")):
        other = take_on(case, key, reason)
        assert unanswered(other, findings_of(other)) == (hold,)
    answered = take_on(case, hold.key)
    assert findings_of(answered) == (hold,)
    assert unanswered(answered, findings_of(answered)) == ()


def test_a_reason_for_other_values_answers_nothing():
    case = make_case(earlier=(earlier(83),))
    answered = take_on(case, findings_of(case)[0].key)
    nearer = replace(answered, earlier=(earlier(82),))
    assert len(unanswered(nearer, findings_of(nearer))) == 1


def test_no_reason_answers_a_block():
    case = make_case(facts={"consent": None})
    (block,) = findings_of(case)
    answered = take_on(case, block.key)
    assert unanswered(answered, findings_of(answered)) == (block,)


def test_a_warning_needs_no_answer():
    case = make_case(facts={"safety": make_screen(anticoagulant="yes")})
    assert [f.severity for f in findings_of(case)] == [Severity.WARN]
    assert unanswered(case, findings_of(case)) == ()


def test_expiry_infection_allergy_wrong_product_and_no_consent_stop_before_the_first_dose():
    vial = make_vial()
    cosmetic = replace(vial, label=replace(vial.label, ndc="0023-9232-01"))
    expired = replace(vial, label=replace(vial.label, expiration_date=date(2026, 11, 21)))
    cases = [
        make_case(facts={"safety": make_screen(site_infection="yes")}),
        make_case(facts={"safety": make_screen(hypersensitivity="yes")}),
        make_case(vials=(cosmetic,)),
        make_case(vials=(expired,)),
        make_case(facts={"consent": None}),
    ]
    assert all(stops(case, findings_of(case)) for case in cases)
    held = make_case(
        patient=make_patient(birth_date=date(2015, 1, 1)),
        facts={"safety": make_screen(pregnancy="yes"), "diagnosis": None, "time_out": None},
        earlier=(earlier(1, 390),),
    )
    assert len(unanswered(held, findings_of(held))) >= 6
    assert stops(held, findings_of(held)) == ()


@given(st.sets(st.sampled_from(NEEDED), min_size=1), st.booleans())
def test_nothing_that_is_needed_can_be_left_out_by_taking_it_on(missing, takes_on):
    case = make_case(facts=dict.fromkeys(missing))
    for finding in findings_of(case) if takes_on else ():
        case = take_on(case, finding.key)
    still = unanswered(case, findings_of(case))
    assert {f.severity for f in still} == {Severity.BLOCK}
    assert len(still) >= len(missing)


ANSWERS = st.sampled_from(["yes", "no", "unknown", "na", ""])


@given(
    st.fixed_dictionaries({"hypersensitivity": ANSWERS, "site_infection": ANSWERS}),
    st.lists(st.tuples(st.integers(0, 120), st.integers(1, 300)), max_size=3),
    st.integers(2000, 2026),
)
def test_each_finding_has_its_own_key_and_tells_what_to_do(values, doses, born):
    case = make_case(
        patient=make_patient(birth_date=date(born, 2, 28)),
        facts={"safety": make_screen(**values)},
        earlier=tuple(earlier(days, Decimal(units)) for days, units in doses),
    )
    found = findings_of(case)
    assert len(set(keys(found))) == len(found)
    for finding in found:
        assert finding.happened.endswith((".", "?"))
        assert finding.remedy.endswith(".")
        assert not finding.happened[0].islower()
    assert findings_of(case) == found
