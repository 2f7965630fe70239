"""The checks of a session in lines: what is open first, what is clear last."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QCoreApplication

from clinicapp.domain.charges import ChargeSummary, charge_of
from clinicapp.domain.checks.all_checks import CHECKS, unanswered
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.cumulative import cumulative_of
from clinicapp.domain.checks.finding import Finding, Gate, Severity
from clinicapp.domain.checks.gates import gates_of
from clinicapp.domain.equation import equation_of
from clinicapp.domain.units import show_units

# A check that is clear tells what its gate knows.
_GATES = {
    1: Gate.SITES,
    6: Gate.INTERVAL,
    9: Gate.VIAL,
    10: Gate.CONSENT,
    11: Gate.SAFETY,
    12: Gate.DIAGNOSIS,
    14: Gate.OUTCOMES,
    15: Gate.TIME_OUT,
}
_EQUATION, _DRUG, _CUMULATIVE, _PROCEDURE = 4, 5, 7, 13


class Standing(IntEnum):
    """OPEN forbids signing; TAKEN has its reason; SEEN is kept at signing; CLEAR is quiet."""

    OPEN = 0
    TAKEN = 1
    SEEN = 2
    CLEAR = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """One line of the list: a finding, or a check without any."""

    standing: Standing
    title: str
    detail: str = ""
    finding: Finding | None = None


def check_lines(case: Case) -> tuple[CheckLine, ...]:
    """Every finding and every clear check, what must be mended first."""
    lines: list[CheckLine] = []
    found = {check.number: check.run(case) for check in CHECKS}
    everything = tuple(finding for findings in found.values() for finding in findings)
    known = {state.gate: state.detail for state in gates_of(case, everything)}
    for check in CHECKS:
        lines += [_of_finding(case, finding) for finding in found[check.number]]
        if not found[check.number]:
            detail = _clear_detail(case, check.number, known)
            lines.append(CheckLine(standing=Standing.CLEAR, title=check.title, detail=detail))
    return tuple(sorted(lines, key=lambda line: line.standing))


def open_titles(case: Case) -> tuple[str, ...]:
    """The names of the checks that forbid signing."""
    open_ = [c.title for c in CHECKS if unanswered(case, c.run(case))]
    return tuple(open_)


def clear_count(lines: tuple[CheckLine, ...]) -> int:
    """How many checks are not open."""
    open_ = {
        line.finding.check for line in lines if line.finding and line.standing is Standing.OPEN
    }
    return len(CHECKS) - len(open_)


def _of_finding(case: Case, finding: Finding) -> CheckLine:
    taken = case.session.facts.acknowledged(finding.key)
    if finding.severity is Severity.WARN:
        return CheckLine(
            standing=Standing.SEEN,
            title=finding.happened,
            detail=finding.remedy,
            finding=finding,
        )
    if unanswered(case, (finding,)) or taken is None:
        return CheckLine(
            standing=Standing.OPEN, title=finding.happened, detail=finding.remedy, finding=finding
        )
    words = QCoreApplication.translate("checks", "Reason: {reason}").format(reason=taken.reason)
    return CheckLine(standing=Standing.TAKEN, title=finding.happened, detail=words, finding=finding)


def _clear_detail(case: Case, number: int, known: dict[Gate, str]) -> str:
    if number == _EQUATION:
        return _equation_words(case)
    if number == _CUMULATIVE:
        most = case.rules.policy.cumulative_units_most
        return QCoreApplication.translate("checks", "{units} of {most} units").format(
            units=show_units(cumulative_of(case).total), most=show_units(most)
        )
    if number in (_DRUG, _PROCEDURE):
        found = charge_of(case)
        lines = found.lines if isinstance(found, ChargeSummary) else ()
        return ", ".join(line.text for line in (lines[:1] if number == _PROCEDURE else lines[1:]))
    gate = _GATES.get(number)
    return known[gate] if gate else ""


def _equation_words(case: Case) -> str:
    tr, sums = QCoreApplication.translate, equation_of(case.session)
    words = tr("checks", "{opened} opened = {given} given + {discarded} discarded")
    if sums.left:
        words += tr("checks", " + {left} left in use")
    return words.format(
        opened=show_units(sums.opened),
        given=show_units(sums.given),
        discarded=show_units(sums.discarded),
        left=show_units(sums.left),
    )
