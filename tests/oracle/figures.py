"""What the program says of a case, in the plain figures of the oracle."""

from decimal import Decimal
from fractions import Fraction

from clinicapp.domain.charges import ChargeSummary, charge_of
from clinicapp.domain.checks.all_checks import findings_of
from clinicapp.domain.checks.cumulative import cumulative_of
from clinicapp.domain.checks.interval import interval_of
from clinicapp.domain.equation import equation_of
from clinicapp.domain.syringes import syringe_plan
from clinicapp.domain.totals import total_of


def exact(value):
    return Fraction(value)


def hundredths(value):
    parts = Fraction(value) * 100
    assert parts.denominator == 1, f"{value} is not in whole hundredths"
    return int(parts)


def figures_of(case, vials):
    """Every figure of a case under the names of the oracle."""
    session, plan = case.session, syringe_plan(case.session, case.vials, Decimal(1))
    equation, charge = equation_of(session), charge_of(case)
    numbers = {vial: n for n, vial in enumerate(vials)}
    code = _code(case)
    return {
        **_totals(session),
        "ml": {d.site_id: exact(d.ml) for s in plan.syringes for d in s.doses},
        "syringes": [
            {
                "vial": numbers.get(s.vial_id), "sites": [d.site_id for d in s.doses],
                "ml": sum(exact(d.ml) for d in s.doses), "drawn_ml": exact(s.drawn_ml),
            }
            for s in plan.syringes
        ],
        "vials": {numbers[v.vial_id]: _part(v) for v in equation.vials},
        "opened": hundredths(equation.opened),
        "wasted": hundredths(equation.discarded),
        "closes": equation.closes,
        "claim": _lines(charge),
        "day": case.day,
        "interval": interval_of(case).days,
        "months": hundredths(cumulative_of(case).total),
        "code": code and code.code,
    }  # fmt: skip


def worst_of(case):
    """The gravest severity of each check that found something."""
    order = ("warn", "hold", "block")
    found = {}
    for finding in findings_of(case):
        before = found.get(finding.check, "warn")
        found[finding.check] = max(before, finding.severity.value, key=order.index)
    return found


def _totals(session):
    total = total_of(session)
    muscles, both = {}, {}
    for part in total.muscles:
        for record in part.sites:
            side = session.protocol.site(record.site_id).side.value
            if not record.is_omitted:
                cell = both.setdefault((part.muscle.code, side), {"given": 0, "planned": 0})
                cell["given" if record.is_given else "planned"] += hundredths(record.units)
        muscles[part.muscle.code] = _sums(part)
    return {
        "given": hundredths(total.given_units),
        "planned": hundredths(total.planned_units),
        "muscles": {m: sums for m, sums in muscles.items() if any(sums.values())},
        "sides": {s.side.value: sums for s in total.sides if any((sums := _sums(s)).values())},
        "muscle_sides": both,
    }


def _sums(part):
    return {"given": hundredths(part.given_units), "planned": hundredths(part.planned_units)}


def _part(vial):
    return {
        "opened": hundredths(vial.opened),
        "given": hundredths(vial.given),
        "to_give": hundredths(vial.to_give),
        "discarded": hundredths(vial.discarded),
        "left": hundredths(vial.left),
        "rest": hundredths(vial.rest),
        "over": hundredths(vial.offered_discard),
    }


def _lines(charge):
    if not isinstance(charge, ChargeSummary):
        return None
    return [(line.code, line.modifier, line.units) for line in charge.lines]


def _code(case):
    said = case.session.facts.diagnosis
    return said and case.rules.diagnoses.derive(
        aura=said.aura,
        intractable=said.intractable,
        status_migrainosus=said.status_migrainosus,
        day=case.day,
    )
