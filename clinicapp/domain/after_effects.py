"""What a patient told of after a session: the effect, from which day, and who wrote it down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from clinicapp.domain.errors import InputError, RuleError

if TYPE_CHECKING:
    from clinicapp.domain.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectKind:
    """An effect that can be recorded; `muscles` are the codes whose sites could cause it."""

    code: str
    label: str
    muscles: tuple[str, ...]
    needs_note: bool
    source: str


@dataclass(frozen=True, slots=True)
class EffectKinds:
    """The effects that can be recorded, in the order they are offered."""

    kinds: tuple[EffectKind, ...] = ()
    version: str = ""
    clinician_review: str = ""

    def find(self, code: str) -> EffectKind | None:
        """The kind of a code; None when the list has it no more."""
        return next((k for k in self.kinds if k.code == code), None)

    def muscles_of(self, code: str) -> tuple[str, ...]:
        """The muscles whose sites could cause an effect."""
        kind = self.find(code)
        return kind.muscles if kind else ()


NO_KINDS = EffectKinds()


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterEffect:
    """One effect after one session (FHIR AdverseEvent); `label` keeps the words of its day.

    `onset` is the first day, None when nobody knows it. One recorded by mistake is kept with the
    reason, the time and the person that marked it.
    """

    id: UUID
    code: str
    label: str
    onset: date | None
    note: str
    recorded_at: datetime
    recorded_by: UUID
    error_reason: str = ""
    error_at: datetime | None = None
    error_by: UUID | None = None

    @property
    def counts(self) -> bool:
        """Whether it stands, and was not entered in error."""
        return not self.error_reason


def add_effect(session: Session, effect: AfterEffect, *, first: date, last: date) -> Session:
    """Add an effect to a completed session; its onset lies between two days, or is unknown."""
    if session.completed_at is None:
        raise RuleError(
            "This session is not completed.", remedy="Complete it; then record what came after."
        )
    if effect.onset and not first <= effect.onset <= last:
        raise InputError(
            f"The first day lies {'before the session' if effect.onset < first else 'ahead'}.",
            remedy="Check the date, or leave it empty if nobody knows it.",
        )
    return replace(session, after_effects=(*session.after_effects, effect))


def mark_in_error(
    session: Session, effect_id: UUID, reason: str, *, at: datetime, by: UUID
) -> Session:
    """Mark an effect as entered in error; it stays in the record and counts for nothing."""
    if not reason:
        raise InputError("This needs a reason.", remedy="Write why it was entered in error.")
    found = next((e for e in session.after_effects if e.id == effect_id), None)
    if found is None or not found.counts:
        raise RuleError("That after-effect does not stand in this session any more.")
    marked = replace(found, error_reason=reason, error_at=at, error_by=by)
    return replace(
        session,
        after_effects=tuple(marked if e is found else e for e in session.after_effects),
    )
