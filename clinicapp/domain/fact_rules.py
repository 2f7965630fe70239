"""What a recorded fact may be, whoever records it: refused when it cannot be what was meant."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, tzinfo
from decimal import Decimal
from uuid import UUID

from clinicapp.domain.checks.case import Rulebook
from clinicapp.domain.errors import InputError, RuleError
from clinicapp.domain.policy import Policy
from clinicapp.domain.safety import CareLists, Choice, SafetyQuestions
from clinicapp.domain.session_facts import (
    Answer,
    Baseline,
    Care,
    OutsideDose,
    PaperConsent,
    Response,
    TimeOut,
)

MONTH_DAYS = 31
DAY_HOURS = 24
MONTH_HOURS = MONTH_DAYS * DAY_HOURS
YEARS_MOST = 1200  # months: a hundred years
UNITS_MOST = Decimal(10_000)
STEP = Decimal("0.01")
SIGNERS = ("patient", "representative")
VALUES = ("yes", "no", "unknown", "na")


def check_time_out(fact: TimeOut, rules: Rulebook, people: Collection[UUID]) -> None:
    """Refuse a time-out with too few identifiers, an unknown one, or nobody present."""
    codes = {c.code for c in rules.lists.identifiers}
    least = rules.policy.identifiers_least
    if not set(fact.identifiers) <= codes or len(set(fact.identifiers)) < least:
        raise InputError(
            f"A time-out checks at least {least} identifiers.", remedy="Choose what was checked."
        )
    if not fact.participants or not set(fact.participants) <= set(people):
        raise InputError("A time-out names who took part.", remedy="Choose at least one person.")


def check_held(at: datetime, started_at: datetime, *, now: datetime, zone: tzinfo) -> None:
    """Refuse a time-out that was held before the day of its session, or lies ahead."""
    if at > now:
        raise InputError("The time-out lies ahead.", remedy="Write when it was held.")
    if at.astimezone(zone).date() < started_at.astimezone(zone).date():
        raise InputError(
            "The time-out lies before the day of this session.", remedy="Write when it was held."
        )


def check_answers(answers: tuple[Answer, ...], questions: SafetyQuestions) -> None:
    """Refuse an answer to no question, twice to one, or of a kind that it does not take."""
    asked = [a.question for a in answers]
    if len(set(asked)) != len(asked):
        raise InputError("A question is answered twice.", remedy="Answer each once.")
    for answer in answers:
        question = questions.find(answer.question)
        if question is None:
            raise InputError("That question is not part of the safety screen.")
        if answer.value not in VALUES or (answer.value == "na" and not question.may_be_na):
            raise InputError("That is not an answer to this question.", remedy="Choose one.")


def check_response(fact: Response, policy: Policy) -> None:
    """Refuse days, hours or scores that cannot be (domain.md 7.6)."""
    _within(fact.headache_days, MONTH_DAYS, "Headache days a month")
    _within(fact.headache_hours, MONTH_HOURS, "Headache hours a month")
    check_scores(fact.hit6, fact.midas, policy)


def check_scores(hit6: int | None, midas: int | None, policy: Policy) -> None:
    """Refuse a HIT-6 total that cannot occur and a negative MIDAS (domain.md 7.6)."""
    if hit6 is not None and (
        not policy.hit6_least <= hit6 <= policy.hit6_most or hit6 in policy.hit6_impossible
    ):
        raise InputError(
            f"A HIT-6 total of {hit6} cannot occur.",
            remedy=f"Totals run from {policy.hit6_least} to {policy.hit6_most}; add the six again.",
        )
    if midas is not None and midas < 0:
        raise InputError("This is not a MIDAS total.", remedy="Add the five answers again.")


def check_baseline(fact: Baseline, policy: Policy) -> None:
    """Refuse a baseline that cannot be."""
    _within(fact.headache_days, MONTH_DAYS, "Headache days a month")
    _within(fact.migraine_days, MONTH_DAYS, "Migraine days a month")
    _within(fact.hours_a_day, DAY_HOURS, "Hours on a headache day")
    if fact.hours_a_month is not None:
        _within(fact.hours_a_month, MONTH_HOURS, "Headache hours a month")
    if fact.migraine_days > fact.headache_days:
        raise InputError(
            "There are more migraine days than headache days.",
            remedy="Every migraine day is a headache day; check both.",
        )
    if not 0 <= fact.months <= YEARS_MOST:
        raise InputError("This is not a number of months.", remedy="Write whole months.")
    check_scores(fact.hit6, fact.midas, policy)


def check_outside_dose(fact: OutsideDose, lists: CareLists, today: date) -> None:
    """Refuse a dose from elsewhere on a day ahead, or with an impossible amount."""
    if fact.on and fact.on > today:
        raise InputError("The day of that dose lies ahead.", remedy="Check the date.")
    if fact.units is not None:
        _within(fact.units, UNITS_MOST, "Units")
        if fact.units == 0:
            raise InputError("A dose has more than 0 units.", remedy="Leave it empty if unknown.")
    _one_of(lists.indications, fact.indication, "An indication")


def check_consent(fact: PaperConsent, lists: CareLists, *, now: datetime) -> None:
    """Refuse a paper consent that is signed ahead, by nobody, or whose risks nobody looked at."""
    if fact.signer not in SIGNERS:
        raise InputError("Who signed is missing.", remedy="Choose who signed.")
    if fact.signed_at > now:
        raise InputError("The signature lies ahead.", remedy="Check date and time.")
    if not set(fact.risks) <= {r.code for r in lists.risks}:
        raise InputError("A risk of the form is not one of the list.", remedy="Check the form.")
    if fact.signer == "representative":
        _one_of(lists.relationships, fact.relationship, "The relationship")


def check_new_paper(fact: PaperConsent, before: PaperConsent | None) -> None:
    """Refuse a paper that was signed before the consent was withdrawn: it is withdrawn with it."""
    if before and before.withdrawn_at and fact.signed_at <= before.withdrawn_at:
        raise InputError(
            "This paper was signed before the consent was withdrawn.",
            remedy="Take a new consent. Undo the withdrawal if it was recorded by mistake.",
        )


def check_withdrawal(before: PaperConsent | None, reason: str) -> PaperConsent:
    """The consent that is withdrawn; refused where none stands, or without a reason."""
    if before is None:
        raise RuleError("No consent is recorded.", remedy="There is none to withdraw.")
    if before.withdrawn_at:
        raise RuleError("This consent is withdrawn already.")
    if not reason:
        raise InputError("Withdrawing a consent needs a reason.", remedy="Write what was said.")
    return before


def check_care(fact: Care, lists: CareLists, policy: Policy) -> None:
    """Refuse a code that is not in its list, and vital signs that cannot be."""
    for name in ("tolerance", "position", "skin_preparation", "needle", "guidance", "aspiration"):
        _one_of(getattr(lists, name), getattr(fact, name), name.replace("_", " ").capitalize())
    for code in fact.complications:
        _one_of(lists.complications, code, "A complication")
    for name, value, (least, most) in (
        ("The upper blood pressure", fact.systolic, policy.systolic_range),
        ("The lower blood pressure", fact.diastolic, policy.diastolic_range),
        ("The pulse", fact.pulse, policy.pulse_range),
    ):
        if value is not None and not least <= value <= most:
            raise InputError(f"{name} cannot be {value}.", remedy="Check the number.")
    if fact.systolic and fact.diastolic and fact.diastolic >= fact.systolic:
        raise InputError("The lower blood pressure is not below the upper one.")


def _within(value: Decimal, most: int | Decimal, what: str) -> None:
    if not value.is_finite() or not 0 <= value <= most or value != value.quantize(STEP):
        raise InputError(f"{what}: from 0 to {most}.", remedy="Check the number.")


def _one_of(choices: tuple[Choice, ...], code: str, what: str) -> None:
    if code and code not in {c.code for c in choices}:
        raise InputError(f"{what} is not one of the list.", remedy="Choose one of the list.")
