"""One transaction over the repositories."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlalchemy.orm import Session as OrmSession

from clinicapp.domain.session import Session
from clinicapp.store.audit import AuditTrail
from clinicapp.store.background import BackgroundRepository, ProductRepository
from clinicapp.store.bulk import BulkWriter
from clinicapp.store.consent_texts import ConsentTextsRepository
from clinicapp.store.consents import ConsentRepository
from clinicapp.store.documents import DocumentRepository
from clinicapp.store.failures import in_words
from clinicapp.store.patients import PatientRepository
from clinicapp.store.people import ClinicRepository, PractitionerRepository
from clinicapp.store.queries import SessionQueries
from clinicapp.store.seals import SealRepository
from clinicapp.store.sessions import ProtocolCopies, SessionRepository
from clinicapp.store.sqlite import READ_ONLY
from clinicapp.store.vials import VialRepository


@dataclass
class Memory:
    """What one open database remembers between transactions, checked against it on each use."""

    copies: ProtocolCopies
    session: Session | None = None


class UnitOfWork:
    """All that happens inside is saved together, or not at all."""

    def __init__(
        self, engine: Engine, memory: Memory, zone: ZoneInfo, *, reads_only: bool = False
    ) -> None:
        self._memory = memory
        copies = memory.copies
        bound = engine.execution_options(**{READ_ONLY: True}) if reads_only else engine
        self._orm = OrmSession(bound, expire_on_commit=False, autoflush=True)
        self._words = in_words()
        self.clinics = ClinicRepository(self._orm)
        self.people = PractitionerRepository(self._orm)
        self.patients = PatientRepository(self._orm)
        self.sessions = SessionRepository(self._orm, copies, memory.session)
        self.queries = SessionQueries(self._orm, copies, zone)
        self.vials = VialRepository(self._orm)
        self.background = BackgroundRepository(self._orm)
        self.products = ProductRepository(self._orm)
        self.seals = SealRepository(self._orm)
        self.consents = ConsentRepository(self._orm)
        self.consent_texts = ConsentTextsRepository(self._orm)
        self.documents = DocumentRepository(self._orm)
        self.audit = AuditTrail(self._orm)
        self.bulk = BulkWriter(self._orm, copies)

    def __enter__(self) -> Self:
        self._words.__enter__()
        return self

    def commit(self) -> None:
        """Make everything of this unit durable."""
        self._orm.commit()
        if self.sessions.saved:
            # Only now: what was not committed must never be taken for the record.
            self._memory.session = self.sessions.saved
        elif self.vials.has_saved:
            # A session tells what is in its vials.
            self._memory.session = None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._orm.close()  # rolls back whatever was not committed
        finally:
            self._words.__exit__(kind, error, trace)
