"""Total and volumes as they are shown are looked at once more before signing."""

from dataclasses import replace
from decimal import Decimal

from clinicapp.domain.checks.shown import check_shown
from tests.case_factory import make_case


def test_what_is_shown_agrees_with_the_record():
    assert check_shown(make_case()) == ()


def test_a_volume_that_is_not_that_of_the_vial_blocks():
    case = make_case()
    uses = tuple(replace(v, ml=Decimal(8)) for v in case.session.facts.vials)
    facts = replace(case.session.facts, vials=uses)
    wrong = replace(case, session=replace(case.session, facts=facts))
    found = check_shown(wrong)
    assert len(found) == len(case.session.given)
    assert {f.severity.value for f in found} == {"block"}
