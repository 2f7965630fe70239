"""What some of the invented patients told of afterwards, drawn apart from everything else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from random import Random
from uuid import UUID

from clinicapp.catalog.sample_names import SampleEffect, SampleWords
from clinicapp.commands.sample_patients import drawn_id
from clinicapp.domain.after_effects import AfterEffect, EffectKinds
from clinicapp.domain.errors import CatalogError
from clinicapp.domain.session import Session, SessionStatus

OFTEN, ONSET_KNOWN = 0.1, 0.8
TOLD_WITHIN_DAYS = 60


class AfterTelling:
    """Adds after-effects to completed sessions; equal seeds give equal ones."""

    def __init__(
        self, seed: int, words: SampleWords, kinds: EffectKinds, *, by: UUID, now: datetime
    ) -> None:
        # A chance of its own: the sample's people and sessions are what they would be without.
        self._rng = Random(f"after-effects {seed}")
        self._words = words
        self._kinds = kinds
        self._by = by
        self._now = now

    def told(self, sessions: Iterable[Session], first: UUID | None) -> tuple[Session, ...]:
        """The sessions with what came after; the `first` patient's newest always has some."""
        drawn = [self._perhaps(s) for s in sessions]
        own = [n for n, s in enumerate(drawn) if s.patient_id == first and self._is_over(s)]
        if own:
            drawn[own[-1]] = self._add(drawn[own[-1]], self._words.effects[0])
        return tuple(drawn)

    def _perhaps(self, session: Session) -> Session:
        if not self._is_over(session) or self._rng.random() >= OFTEN:
            return session
        return self._add(session, self._rng.choice(self._words.effects))

    def _is_over(self, session: Session) -> bool:
        """Whether it lies so long ago that something was told by now."""
        is_done = session.status is SessionStatus.COMPLETED
        return is_done and session.started_at < self._now - timedelta(days=TOLD_WITHIN_DAYS)

    def _add(self, session: Session, effect: SampleEffect) -> Session:
        kind = self._kinds.find(effect.code)
        if kind is None:
            raise CatalogError(f"The sample tells of {effect.code}, which is no after-effect.")
        begun = session.started_at + timedelta(days=self._rng.randint(1, 10))
        at = begun + timedelta(days=self._rng.randint(2, 40), minutes=self._rng.randint(1, 90))
        made = AfterEffect(
            id=drawn_id(self._rng, at),
            code=kind.code,
            label=kind.label,
            onset=_day(begun, self._now.tzinfo) if self._rng.random() < ONSET_KNOWN else None,
            note=self._rng.choice(effect.notes),
            recorded_at=at,
            recorded_by=self._by,
        )
        return replace(session, after_effects=(made,))


def _day(moment: datetime, zone: tzinfo | None) -> date:
    return moment.astimezone(zone).date()
