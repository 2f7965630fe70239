from dataclasses import replace
from datetime import timedelta

import pytest

from clinicapp.domain.checks.all_checks import unanswered
from clinicapp.domain.checks.clock import check_clock
from clinicapp.domain.checks.finding import Severity
from clinicapp.domain.session_acts import acknowledge
from clinicapp.domain.session_facts import Acknowledgement
from tests.case_factory import AT, FIRST_DOSE, PHYSICIAN, make_case, make_vial
from tests.factories import make_session

SECOND = timedelta(seconds=1)


def found(case):
    return [(f.severity, f.happened) for f in check_clock(case)]


@pytest.mark.parametrize("back", [timedelta(0), SECOND])
def test_nothing_is_signed_before_its_last_act(back):
    case = make_case()
    last = case.session.facts.discards[0].at
    expected = [
        (
            Severity.BLOCK,
            "A rest was discarded on 22 Nov 2026 14:12; the clock of this computer is earlier.",
        )
    ]
    assert found(replace(case, now=last - back)) == (expected if back else [])


def test_doses_and_reconstitution_count_as_well():
    dosed = replace(make_case(facts={"discards": ()}), now=FIRST_DOSE - SECOND)
    assert found(dosed)[0][1].startswith("A dose was given on 22 Nov 2026 14:07")
    vial = make_vial()
    empty = make_case(session=make_session(), facts={"discards": ()}, vials=(vial,))
    made = replace(empty, now=vial.reconstitution.at - SECOND)
    assert found(made)[0][1].startswith("A vial was reconstituted on")


def test_a_clock_behind_the_records_is_held_and_answered_with_a_reason():
    case = make_case()
    case = replace(case, latest_known=case.now + SECOND)
    (hold,) = check_clock(case)
    assert hold.severity is Severity.HOLD
    taken = Acknowledgement(
        key=hold.key, title="", severity="hold", reason="set right since", at=AT, by=PHYSICIAN
    )
    answered = replace(case, session=acknowledge(case.session, taken))
    assert unanswered(answered, check_clock(answered)) == ()
    assert check_clock(replace(case, latest_known=case.now)) == ()
    assert check_clock(replace(case, latest_known=None)) == ()


def test_a_closed_session_is_looked_at_as_it_was_signed():
    case = make_case()
    closed = case.session.complete(at=case.now, by=PHYSICIAN)
    assert check_clock(replace(case, session=closed, now=AT, latest_known=case.now)) == ()
