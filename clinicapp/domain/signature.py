"""What a signature under a session means, in words."""

from __future__ import annotations

from dataclasses import dataclass

from clinicapp.domain.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureWords:
    """The words of a signature; `meaning` holds {injections}."""

    version: str
    clinician_review: str
    meaning: str
    meaning_of_one: str

    def of(self, session: Session) -> str:
        """What signing this session as it stands means."""
        injections = len(session.given)
        if injections == 1:
            return self.meaning_of_one
        return self.meaning.format(injections=injections)
