"""Many records at once, for a sample clinic: the same rows, without one act for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session as OrmSession

from clinicapp.domain.patient import Patient
from clinicapp.domain.session import Session
from clinicapp.store.after_effects import effect_values
from clinicapp.store.patients import patient_row
from clinicapp.store.rows import AddendumRow, AfterEffectRow, PatientRow, SessionRow, SiteRow
from clinicapp.store.session_facts import add_fact_rows, fact_rows
from clinicapp.store.sessions import (
    ProtocolCopies,
    addendum_values,
    session_values,
    site_values,
)

_BATCH = 500


class BulkWriter:
    """Writes new patients and sessions in batches."""

    def __init__(self, orm: OrmSession, copies: ProtocolCopies) -> None:
        self._orm = orm
        self._copies = copies

    def add_patients(self, patients: Iterable[Patient]) -> None:
        """Write patients that are not in the database yet."""
        columns = PatientRow.__table__.columns.keys()
        rows = (patient_row(p) for p in patients)
        values = [{name: getattr(row, name) for name in columns} for row in rows]
        if values:
            self._orm.execute(insert(PatientRow), values)

    def add_sessions(self, sessions: Iterable[Session]) -> None:
        """Write sessions oldest first, numbered for each patient."""
        numbers: Counter[UUID] = Counter()
        digests: dict[int, str] = {}
        ordered = sorted(sessions, key=lambda s: s.started_at)
        for start in range(0, len(ordered), _BATCH):
            batch = ordered[start : start + _BATCH]
            heads = []
            for session in batch:
                numbers[session.patient_id] += 1
                copy = id(session.protocol)
                if copy not in digests:
                    digests[copy] = self._copies.keep(self._orm, session.protocol)
                digest = digests[copy]
                heads.append(session_values(session, numbers[session.patient_id], digest))
            self._orm.execute(insert(SessionRow), heads)
            self._orm.execute(
                insert(SiteRow), [site_values(s.id, r) for s in batch for r in s.sites]
            )
            addenda = [addendum_values(s.id, a) for s in batch for a in s.addenda]
            if addenda:
                self._orm.execute(insert(AddendumRow), addenda)
            add_fact_rows(self._orm, (fact_rows(s.id, s.facts) for s in batch))
            effects = [effect_values(s.id, e) for s in batch for e in s.after_effects]
            if effects:
                self._orm.execute(insert(AfterEffectRow), effects)
