"""Check 4: the vials add up, every dose has its vial, and no vial was opened for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from clinicapp.domain.charges import label_agrees
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding, Gate, Severity
from clinicapp.domain.checks.wording import counted, listed, vial_name
from clinicapp.domain.equation import Equation, VialSum, could_have_stayed_closed, equation_of
from clinicapp.domain.session_facts import VialUse
from clinicapp.domain.units import show_units


def check_vial_sums(case: Case) -> tuple[Finding, ...]:
    """Check 4: labelled units opened = given + discarded, to the part unit (domain.md 9)."""
    uses = case.session.facts.vials
    if not uses:
        return (
            _missing(
                "no-vial", "No vial is recorded.", "Scan the vial, or choose one that is open."
            ),
        )
    sums = equation_of(case.session)
    return (
        *_given_without_vial(case, sums),
        *(f for use in uses for f in _vial(case, use, sums)),
        *_discards(case),
        *_too_much_given(sums),
        *_waste(case, sums),
    )


def _given_without_vial(case: Case, sums: Equation) -> Iterator[Finding]:
    known = {v.vial_id for v in sums.vials}
    ids = [s.site_id for s in case.session.given if s.vial_id not in known]
    if ids:
        units = show_units(sums.unplaced)
        yield _missing(
            f"no-vial:{','.join(ids)}:{units}",
            f"{counted(len(ids), 'given dose')} without a vial, {units} units: {listed(ids)}.",
            "Say which vial it came from, or add the vial.",
        )


def _vial(case: Case, use: VialUse, sums: Equation) -> Iterator[Finding]:
    part, vial = sums.of_vial(use.vial_id), case.vial(use.vial_id)
    if part is None or vial is None:
        yield _stop(
            f"unknown:{use.vial_id}",
            "The record of a vial of this session cannot be found.",
            "Take it out of the session and add the vial again.",
        )
        return
    name = vial_name(vial)
    if not label_agrees(case, vial):
        yield _stop(
            f"label:{vial.id}:{show_units(use.labelled_units)}:{show_units(vial.label.units)}",
            f"The session counts {show_units(use.labelled_units)} units in the vial of {name}; its "
            f"label or its product says otherwise.",
            "Correct the label, or take the vial out of the session and add it again.",
        )
    if vial.end is not None:
        yield _stop(
            f"ended:{vial.id}",
            f"The vial of {name} is recorded as discarded unused.",
            "Take it out of the session and add the vial that was used.",
        )
    if use.left_units and not case.rules.policy.vial_may_stay_in_use:
        yield _stop(
            f"left:{vial.id}:{show_units(use.left_units)}",
            f"{show_units(use.left_units)} units are to stay in the vial of {name}; it is for one "
            "patient and one session.",
            "Discard them with a reason.",
        )
    yield from _rest(part, name)


def _rest(part: VialSum, name: str) -> Iterator[Finding]:
    units = show_units(abs(part.rest))
    if part.is_overdrawn:
        yield _stop(
            f"overdrawn:{part.vial_id}:{units}",
            f"{units} units more than it holds are counted from the vial of {name}.",
            "Say which vial each dose came from, or correct what was discarded.",
        )
    elif part.rest:
        yield _missing(
            f"rest:{part.vial_id}:{units}",
            f"{units} units of the vial of {name} are neither given nor discarded.",
            _how_to_close(part),
        )


def _how_to_close(part: VialSum) -> str:
    if not part.given and not part.to_give:
        return "Take it out of the session if it was not opened, or discard it with a reason."
    if part.offered_discard:
        left = f"what is left over, {show_units(part.offered_discard)} units, with a reason."
        return f"After the last dose, discard {left}" if part.to_give else f"Discard {left}"
    return "Give the planned doses, or discard what is left over with a reason."


def _discards(case: Case) -> Iterator[Finding]:
    facts, policy = case.session.facts, case.rules.policy
    if any(d.units <= 0 for d in facts.discards) or any(v.left_units < 0 for v in facts.vials):
        yield _stop(
            "below-0",
            "An amount discarded or left in a vial is not above 0.",
            "Take it back and record it again.",
        )
    for discard in facts.discards:
        if policy.witness_required and discard.witness_id is None:
            yield _missing(
                f"witness:{discard.id}",
                f"{show_units(discard.units)} units were discarded without a witness.",
                "Take it back and record it again with a witness.",
            )


def _too_much_given(sums: Equation) -> Iterator[Finding]:
    if sums.given > sums.opened:
        given, opened = show_units(sums.given), show_units(sums.opened)
        yield _stop(
            f"too-much:{given}:{opened}",
            f"{given} units were given; the vials of this session hold {opened}.",
            "Add the vial that is missing, or correct the doses.",
        )


def _waste(case: Case, sums: Equation) -> Iterator[Finding]:
    if not could_have_stayed_closed(sums, case.rules.policy.waste_hold_units):
        return
    wasted = show_units(sums.discarded)
    spared = len(sums.vials) > 1 and any(v.opened <= sums.discarded for v in sums.vials)
    told = "one vial less" if spared else "a smaller vial"
    opened = ",".join(sorted(f"{v.vial_id}={show_units(v.opened)}" for v in sums.vials))
    yield Finding(
        check=4,
        severity=Severity.HOLD,
        gate=Gate.VIAL,
        key=f"4:waste:{wasted}:{opened}",
        happened=f"{wasted} units are discarded; {told} would have held the doses.",
        remedy="Take a vial that was not opened out of the session, or write why it was opened.",
    )


def _stop(key: str, happened: str, remedy: str) -> Finding:
    return Finding(
        check=4,
        severity=Severity.BLOCK,
        gate=Gate.VIAL,
        key=f"4:{key}",
        happened=happened,
        remedy=remedy,
    )


def _missing(key: str, happened: str, remedy: str) -> Finding:
    return Finding(
        check=4,
        severity=Severity.BLOCK,
        gate=Gate.VIAL,
        key=f"4:{key}",
        happened=happened,
        remedy=remedy,
        is_missing=True,
    )
