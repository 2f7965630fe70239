"""Whether a session still is what was sealed: each version, their chain, and the live record."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, Protocol, TypeVar

from clinicapp.domain.plain_text import from_plain
from clinicapp.domain.seal import (
    AMENDED,
    SIGNED,
    VOIDED,
    Seal,
    as_signed,
    digest_of,
    live_parts,
    seal_head,
)
from clinicapp.domain.session import Addendum, Session, SessionStatus
from clinicapp.domain.session_facts import SessionFacts
from clinicapp.domain.site_record import SiteRecord
from clinicapp.domain.vials import Vial

UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


class SealedVersion(Protocol):
    """What the versions of every sealed thing have in common."""

    @property
    def version(self) -> int: ...
    @property
    def content(self) -> str: ...
    @property
    def digest(self) -> str: ...
    @property
    def previous(self) -> str: ...


_Sealed = TypeVar("_Sealed", bound=SealedVersion)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealReport:
    """What checking found: `problems` name parts and sites, never what stands in them.

    `versions` counts the sealed versions; 0 means that the session was never sealed.
    """

    is_intact: bool
    problems: tuple[str, ...]
    versions: int

    @property
    def is_sealed(self) -> bool:
        """Whether there is any sealed version."""
        return self.versions > 0


def verify(seals: Iterable[Seal], session: Session, vials: Iterable[Vial]) -> SealReport:
    """Compare every sealed version with its digest, the one before, and the record as it stands."""
    ordered = sorted(seals, key=lambda s: s.version)
    if not ordered:
        problems: tuple[str, ...] = ("This session is not sealed.",)
        return SealReport(is_intact=False, problems=problems, versions=0)
    problems = (*_of_versions(ordered, session), *_of_record(ordered, session, tuple(vials)))
    return SealReport(is_intact=not problems, problems=problems, versions=len(ordered))


def chain_problems(
    seals: Sequence[_Sealed],
    what: str,
    is_of: Callable[[_Sealed], bool],
    says_so: Callable[[_Sealed], bool],
) -> Iterator[str]:
    """What is wrong with sealed versions in their order, as a chain from the first to the last.

    `what` names the thing they seal, `is_of` tells whether a version is that thing's, and `says_so`
    whether it is what its own sealed text says of it.
    """
    previous = ""
    for place, seal in enumerate(seals, 1):
        name = f"Version {seal.version}"
        if seal.version != place:
            yield f"{name} stands where version {place} should be."
        if not is_of(seal):
            yield f"{name} belongs to another {what}."
        if seal.previous != previous:
            yield f"{name} does not follow from the version before."
        if digest_of(seal.content) != seal.digest:
            yield f"{name} is not the text that was sealed."
        elif not says_so(seal):
            yield f"{name} says something else of itself than its sealed text."
        previous = seal.digest


def _of_versions(seals: list[Seal], session: Session) -> Iterator[str]:
    yield from chain_problems(seals, "session", lambda s: s.session_id == session.id, _says_so)
    kinds = [s.kind for s in seals]
    inner = kinds[1:] if kinds[-1] != VOIDED else kinds[1:-1]
    if kinds[0] != SIGNED or any(kind != AMENDED for kind in inner):
        yield "The versions are not signed first, then amended, then void if at all."


def _says_so(seal: Seal) -> bool:
    content = _read(seal)
    return all(content.get(key) == value for key, value in seal_head(seal).items())


def _of_record(seals: list[Seal], session: Session, vials: tuple[Vial, ...]) -> Iterator[str]:
    # A text that is not what was sealed says nothing of the record.
    sound = [s for s in seals if digest_of(s.content) == s.digest]
    first = next((s for s in sound if s.version == 1), None)
    if first:
        try:
            yield from _of_signed(_read(first), session, vials)
        except UNREADABLE:
            yield "The record cannot be compared with version 1."
    if len(sound) == len(seals):
        yield from _of_additions(seals, session)


def _of_signed(sealed: dict[str, Any], session: Session, vials: tuple[Vial, ...]) -> Iterator[str]:
    live = live_parts(session, vials)
    for key, value in sealed["session"].items():
        if live["session"].get(key) != value:
            yield f"The session's {key.replace('_', ' ')} differs from what was sealed."
    if sealed["counts"] != live["counts"]:
        yield "The counts of sites, vials and facts differ from what was sealed."
    # Read back as records: a field that came into being after signing has its default in both.
    sites = [from_plain(SiteRecord, s) for s in sealed["sites"]]
    yield from _of_list("Site", "site_id", sites, sorted(session.sites, key=lambda s: s.site_id))
    facts = from_plain(SessionFacts, sealed["facts"])
    for field in fields(SessionFacts):
        if getattr(facts, field.name) != getattr(session.facts, field.name):
            yield f"What is recorded of {field.name.replace('_', ' ')} differs from the seal."
    then = [from_plain(Vial, v) for v in sealed["vials"]]
    ids = {v.id for v in then}
    now = sorted((as_signed(session, v) for v in vials if v.id in ids), key=lambda v: str(v.id))
    yield from _of_list("Vial", "id", then, now)


def _of_list(kind: str, key: str, sealed: list[Any], live: list[Any]) -> Iterator[str]:
    before, now = ([getattr(r, key) for r in records] for records in (sealed, live))
    for name in sorted({str(n) for n in before} ^ {str(n) for n in now}):
        yield f"{kind} {name} is {'missing' if name in map(str, before) else 'new'} since sealing."
    if len(before) != len(set(before)) or len(now) != len(set(now)):
        yield f"{kind}: one stands there twice."
    known = {getattr(r, key): r for r in sealed}
    for record in live:
        name = getattr(record, key)
        if name in known and known[name] != record:
            yield f"{kind} {name} differs from what was sealed."


def _of_additions(seals: list[Seal], session: Session) -> Iterator[str]:
    try:
        added = [from_plain(Addendum, _read(s)["addendum"]) for s in seals if s.kind == AMENDED]
        reasons = [_read(s)["void_reason"] for s in seals if s.kind == VOIDED]
    except UNREADABLE:
        yield "What a later version added cannot be read."
        return
    live = list(session.addenda)
    if any(a not in added for a in live):
        yield "An addendum stands in no sealed version."
    if any(a not in live for a in added):
        yield "A sealed addendum is missing from the session, or differs."
    if len({a.id for a in added}) != len(added):
        yield "An addendum was sealed twice."
    status = SessionStatus.ENTERED_IN_ERROR if reasons else SessionStatus.COMPLETED
    if session.status is not status:
        yield "The session's status is not that of its last sealed version."
    if session.void_reason != "".join(reasons):
        yield "The reason for voiding is not the sealed one."


def _read(seal: Seal) -> dict[str, Any]:
    try:
        content = json.loads(seal.content)
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}
