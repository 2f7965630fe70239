"""What the audit trail tells of seals: a seal by itself could be removed, or made anew."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from clinicapp.domain.plain_text import from_plain
from clinicapp.domain.seal import SIGNED, Seal
from clinicapp.domain.session_facts import Baseline


@dataclass(frozen=True, slots=True, kw_only=True)
class SealEntry:
    """A sealed version as an entry of the trail names it; version 0 where that cannot be read."""

    version: int
    digest: str


UNREADABLE = SealEntry(version=0, digest="")


class Numbered(Protocol):
    """A sealed version, or an entry of the trail that tells of one."""

    @property
    def version(self) -> int:
        """Its number from 1."""
        ...

    @property
    def digest(self) -> str:
        """The SHA-256 of its content."""
        ...


def entry_of(seal: Seal) -> dict[str, Any]:
    """What the act that sealed a version writes of it into the trail."""
    return {"version": seal.version, "digest": seal.digest}


def entries_by_session(seals: Iterable[Seal]) -> dict[str, list[dict[str, Any]]]:
    """What the trail keeps of many versions sealed at once, by session."""
    entries: dict[str, list[dict[str, Any]]] = {}
    for seal in seals:
        entries.setdefault(str(seal.session_id), []).append(entry_of(seal))
    return entries


def read_entry(entry: Mapping[str, Any]) -> SealEntry:
    """A version as the trail names it."""
    return SealEntry(version=int(entry["version"]), digest=str(entry["digest"]))


def trail_problems(seals: Iterable[Numbered], entries: Iterable[Numbered]) -> Iterator[str]:
    """Where the stored versions are not exactly those that the trail tells of."""
    kept = {s.version: s.digest for s in seals}
    told: dict[int, str] = {}
    for entry in entries:
        if entry.version == UNREADABLE.version:
            yield "An entry of the audit trail cannot be read."
        elif told.setdefault(entry.version, entry.digest) != entry.digest:
            yield f"The audit trail tells of two versions {entry.version}."
    for version in sorted(kept.keys() | (told.keys() - {UNREADABLE.version})):
        if version not in kept:
            yield f"Version {version} is missing; the audit trail tells that it was sealed."
        elif version not in told:
            yield f"Version {version} was sealed by no act of the audit trail."
        elif kept[version] != told[version]:
            yield f"Version {version} is not the one that the audit trail tells of."


def baseline_problems(seals: Iterable[Seal], baselines: Iterable[Baseline]) -> Iterator[str]:
    """Whether the baseline that was sealed still stands in the patient's record as it was."""
    first = next((s for s in seals if s.kind == SIGNED), None)
    sealed = json.loads(first.content).get("baseline") if first else None
    if sealed is None:
        return
    stored = next((b for b in baselines if b.id == UUID(sealed["id"])), None)
    if stored is None:
        yield "The baseline is missing since sealing."
    elif stored != from_plain(Baseline, sealed):
        yield "The baseline differs from what was sealed."
