"""Check 11: every question of the safety screen is answered, and each answer weighed."""

from __future__ import annotations

from collections.abc import Iterator

from clinicapp.domain.calendar_months import months_before
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding, Gate, Severity
from clinicapp.domain.checks.spans import clock_beside, clock_words
from clinicapp.domain.checks.wording import counted
from clinicapp.domain.patient import age_on
from clinicapp.domain.safety import Question
from clinicapp.domain.session_facts import SafetyScreen

_ANSWERS = frozenset({"yes", "no", "unknown"})


def check_safety(case: Case) -> tuple[Finding, ...]:
    """Check 11 (domain.md 9): the age at the session, and the answers by their severity."""
    screen, questions = case.session.facts.safety, case.rules.questions.questions
    if screen is None:
        missing = Finding(
            check=11,
            severity=Severity.BLOCK,
            gate=Gate.SAFETY,
            key="safety:missing",
            happened="The safety screen is not recorded.",
            remedy="Ask the questions and record the answers.",
            is_missing=True,
        )
        return (*_age(case), missing)
    open_questions = [q for q in questions if not _is_answered(q, screen.value(q.code))]
    found = (_weigh(q, screen.value(q.code)) for q in questions if q not in open_questions)
    return (
        *_age(case),
        *_unanswered(open_questions),
        *(finding for finding in found if finding),
        *_untold_toxin(case, screen),
        *_late(case, screen),
    )


def _is_answered(question: Question, value: str) -> bool:
    return value in _ANSWERS or (value == "na" and question.may_be_na)


def _age(case: Case) -> Iterator[Finding]:
    age, adult = age_on(case.patient.birth_date, case.day), case.rules.policy.adult_years
    if age < adult:
        yield Finding(
            check=11,
            severity=Severity.HOLD,
            gate=Gate.SAFETY,
            key=f"safety:age:{age}",
            happened=f"The patient is {counted(age, 'year')} old; "
            f"the label begins at {counted(adult, 'year')}.",
            remedy="Check the birth date, or write why treatment goes ahead.",
        )


def _late(case: Case, screen: SafetyScreen) -> Iterator[Finding]:
    """A screen is asked so that the answers can still keep somebody from injecting."""
    first = case.first_dose_at
    if first and screen.at >= first:
        yield Finding(
            check=11,
            severity=Severity.HOLD,
            gate=Gate.SAFETY,
            key=f"safety:late:{screen.at.isoformat()}:{first.isoformat()}",
            happened=f"The safety screen was asked, or answered again, at "
            f"{clock_beside(screen.at, first, case.zone)}, after the first dose at "
            f"{clock_words(first, case.zone)}.",
            remedy="Write why it was not settled before.",
        )


def _unanswered(questions: list[Question]) -> Iterator[Finding]:
    if questions:
        texts = " ".join(q.text for q in questions)
        yield Finding(
            check=11,
            severity=Severity.BLOCK,
            gate=Gate.SAFETY,
            key=f"safety:unanswered:{'+'.join(q.code for q in questions)}",
            happened=f"{counted(len(questions), 'question')} of the safety screen not answered: "
            f"{texts}",
            remedy="Ask, and record each answer.",
            is_missing=True,
        )


def _weigh(question: Question, value: str) -> Finding | None:
    """What an answer means for signing; "no" and "does not apply" mean nothing."""
    severity = {"yes": question.severity, "unknown": question.unknown_severity}.get(value, "")
    if not severity:
        return None
    is_yes = value == "yes"
    doubt = "Find out, or write why treatment goes ahead."
    if severity == Severity.WARN:
        doubt = "Find out if it can be found out."
    return Finding(
        check=11,
        severity=Severity(severity),
        gate=Gate.SAFETY,
        key=f"safety:{question.code}:{value}",
        happened=f"{question.finding}{'' if is_yes else ': not known'}.",
        remedy=question.remedy if is_yes else doubt,
        stops_first_dose=is_yes and question.stops_first_dose,
    )


def _untold_toxin(case: Case, screen: SafetyScreen) -> Iterator[Finding]:
    """A toxin elsewhere that is told but not recorded would be missing from checks 6, 7 and 8."""
    since = months_before(case.day, case.rules.policy.other_toxin_months)
    if any(d.counts and (d.on is None or d.on >= since) for d in case.outside):
        return
    for question in case.rules.questions.questions:
        if question.asks_outside_doses and screen.value(question.code) == "yes":
            yield Finding(
                check=11,
                severity=Severity.HOLD,
                gate=Gate.SAFETY,
                key=f"safety:{question.code}:not-recorded",
                happened=f"{question.finding}, but no such dose is recorded.",
                remedy=question.remedy,
                is_missing=True,
            )
