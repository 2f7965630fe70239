"""The pages of a consent in their order, and which of them is still to be done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from clinicapp.domain.consent.completion import Lack, OpenPoint, before_signature
from clinicapp.domain.consent.record import Consent, ConsentKind
from clinicapp.domain.consent.texts import ConsentTexts

RISKS, AGREE = "risks", "agree"
"""Sections with pages of another kind: one page for each risk, and the decision."""


class StepKind(StrEnum):
    """A kind of page."""

    IDENTITY = "identity"
    SECTION = "section"
    RISK = "risk"
    OWN_WORDS = "own-words"
    DECISION = "decision"
    CONFIRMATION = "confirmation"
    THANKS = "thanks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One page; `about` is its section or its risk, `part` the number of the part it is in."""

    kind: StepKind
    about: str = ""
    part: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the patient is: the part of so many, and the share of the part that is behind."""

    part: int
    parts: int
    share: float
    number: int = 0
    of: int = 0


def steps_of(consent: Consent, texts: ConsentTexts) -> tuple[Step, ...]:
    """All pages of a consent in the order they are read, without the last word of thanks."""
    if consent.kind is ConsentKind.CONFIRMATION:
        return (Step(kind=StepKind.CONFIRMATION),)
    steps = [Step(kind=StepKind.IDENTITY)]
    part = 1
    for section in texts.sections:
        if section.id == AGREE:
            continue
        part += 1
        steps.append(Step(kind=StepKind.SECTION, about=section.id, part=part))
        if section.id == RISKS:
            steps += (Step(kind=StepKind.RISK, about=r.code, part=part) for r in texts.risks)
    steps.append(Step(kind=StepKind.OWN_WORDS, part=part + 1))
    steps.append(Step(kind=StepKind.DECISION, part=part + 2))
    return tuple(steps)


def progress_of(step: Step, steps: tuple[Step, ...]) -> Progress:
    """How far a page is; within the risks it is counted as well."""
    same = [s for s in steps if s.part == step.part]
    place = same.index(step)
    risks = [s for s in same if s.kind is StepKind.RISK]
    return Progress(
        part=step.part,
        parts=steps[-1].part,
        share=place / len(same),
        number=risks.index(step) + 1 if step in risks else 0,
        of=len(risks),
    )


def is_done(step: Step, consent: Consent) -> bool:
    """Whether the consent holds what a page asks for."""
    if step.kind is StepKind.IDENTITY:
        return consent.identity_confirmed_at is not None
    if step.kind is StepKind.SECTION:
        return consent.has_seen(step.about)
    if step.kind is StepKind.RISK:
        return consent.answer_to(step.about) is not None
    if step.kind is StepKind.OWN_WORDS:
        # It may stay empty: then it is over when the patient has begun to sign.
        drawn = consent.signature(consent.patients_role)
        return bool(consent.teach_back) or drawn is not None
    return False


def has_begun(step: Step, consent: Consent) -> bool:
    """Whether a page that is not done can be passed: a question about its risk is kept."""
    return is_done(step, consent) or any(q.about == step.about for q in consent.open_questions)


def first_open(consent: Consent, steps: tuple[Step, ...]) -> Step:
    """Where a consent is opened again: the first page that is not done."""
    return next((s for s in steps if not has_begun(s, consent)), steps[-1])


def is_gap(step: Step, consent: Consent, steps: tuple[Step, ...]) -> bool:
    """Whether a page is open while some that come after it are read or answered."""
    later = steps[steps.index(step) + 1 :]
    asked = (StepKind.SECTION, StepKind.RISK)
    return any(has_begun(s, consent) for s in later if s.kind in asked)


def next_open(consent: Consent, steps: tuple[Step, ...]) -> Step:
    """Where to go on after a jump: what is read or answered next, or else the last page."""
    asked = (StepKind.IDENTITY, StepKind.SECTION, StepKind.RISK)
    found = (s for s in steps if s.kind in asked and not has_begun(s, consent))
    return next(found, steps[-1])


def open_before(consent: Consent, texts: ConsentTexts) -> tuple[OpenPoint, ...]:
    """What is open before the patient can sign, each risk and section once.

    The page of the decision itself is not told of: pressing its act is what it asks for.
    """
    found: dict[str, OpenPoint] = {}
    for point in before_signature(consent, texts):
        if point.lack is Lack.SECTION and point.about == AGREE:
            continue
        key = point.about if point.lack in (Lack.RISK, Lack.QUESTION) else repr(point)
        # A question goes before the answer that waits for it.
        if key not in found or point.lack is Lack.QUESTION:
            found[key] = point
    return tuple(found.values())


def step_about(point: OpenPoint, steps: tuple[Step, ...]) -> Step | None:
    """The page on which an open point is settled, or None where only the staff can."""
    if point.lack is Lack.IDENTITY:
        return next((s for s in steps if s.kind is StepKind.IDENTITY), None)
    if point.about == AGREE:
        return steps[-1]
    if point.lack in (Lack.SECTION, Lack.RISK, Lack.QUESTION):
        return next((s for s in steps if s.about == point.about), None)
    return None
