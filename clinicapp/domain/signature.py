"""What a signature under a session means, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from clinicapp.domain.people import Practitioner
from clinicapp.domain.session import Session

_UNKNOWN = "a person not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureWords:
    """The words of a signature: `meaning` where the signer gave every dose, else `reviewed`.

    Both hold {injections}; `reviewed` and `reviewed_one` hold {names}, of those who gave them.
    """

    version: str
    clinician_review: str
    meaning: str
    meaning_of_one: str
    reviewed: str
    reviewed_one: str

    def of(self, session: Session, signer: UUID | None, people: Iterable[Practitioner]) -> str:
        """What it means that this person signs the session as it stands; None is nobody yet."""
        injections = len(session.given)
        performers = {s.performer_id for s in session.given}
        is_one = injections == 1
        if performers <= {signer}:
            words = self.meaning_of_one if is_one else self.meaning
            return words.format(injections=injections)
        known = {p.id: p.signed_name for p in people}
        names = sorted({known.get(p, _UNKNOWN) if p else _UNKNOWN for p in performers})
        words = self.reviewed_one if is_one else self.reviewed
        return words.format(injections=injections, names=_joined(names))


def _joined(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
