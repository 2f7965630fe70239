"""What an export reads: one session with everything its rows name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from clinicapp.domain.patient import Patient
from clinicapp.domain.people import Clinic, Practitioner
from clinicapp.domain.protocol import ProtocolSite
from clinicapp.domain.session import Session, SiteRecord
from clinicapp.domain.summaries import SealMark
from clinicapp.domain.totals import Totals, total_of
from clinicapp.domain.units import show_exact
from clinicapp.domain.vials import Vial

ML_STEP = Decimal("0.0001")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRecord:
    """One session, its patient and number, who and where, its vials and its seal."""

    session: Session
    patient: Patient
    number: int
    people: Mapping[UUID, Practitioner]
    clinic: Clinic
    vials: tuple[Vial, ...] = ()
    seal: SealMark | None = None


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """A session's snapshot with its sums and the clinic's time zone."""

    record: ExportRecord
    totals: Totals
    zone: ZoneInfo

    @property
    def session(self) -> Session:
        return self.record.session

    @property
    def patient(self) -> Patient:
        return self.record.patient

    def local_day(self, moment: datetime | None) -> date | None:
        """The calendar day of a moment in the clinic's time zone."""
        return moment.astimezone(self.zone).date() if moment else None

    def name(self, person_id: UUID | None) -> str:
        """Who that is, as signed on papers; empty for nobody."""
        return self.record.people[person_id].signed_name if person_id else ""

    def addenda_text(self) -> str:
        """Every addendum in full, one a line: when in UTC, who, reason and correct entry."""
        return "\n".join(
            f"{a.recorded_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ} {self.name(a.author_id)}: "
            f"{a.reason}: {a.text}"
            for a in self.session.addenda
        )

    def after_effects(self) -> str:
        """Every after-effect, one a line: first day, code, words, note; errors are marked."""
        lines = []
        for effect in self.session.after_effects:
            day = effect.onset.isoformat() if effect.onset else "unknown"
            words = ": ".join(filter(None, (f"{day} {effect.code}", effect.label, effect.note)))
            mark = "" if effect.counts else f"entered in error ({effect.error_reason}): "
            lines.append(mark + words)
        return "\n".join(lines)

    def lot_of(self, vial_id: UUID | None) -> str:
        """The lot of the vial that a dose came from; empty when none is recorded."""
        return next((v.label.lot_number for v in self.record.vials if v.id == vial_id), "")

    def lots(self) -> str:
        """The lot of every vial in the order they were used."""
        return "; ".join(v.label.lot_number for v in self.record.vials)

    def expirations(self) -> str:
        """The expiration date of every vial, in the same order."""
        return "; ".join(v.label.expiration_date.isoformat() for v in self.record.vials)

    def signer(self) -> str:
        """Who signed the session; empty where it was never sealed."""
        return self.name(self.record.seal.signed_by) if self.record.seal else ""

    def givers(self) -> str:
        """Everyone who gave a dose, in the order of their first dose."""
        doses = [
            (s.performed_at, self.name(s.performer_id))
            for s in self.session.given
            if s.performed_at
        ]
        return "; ".join(dict.fromkeys(name for _, name in sorted(doses)))


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """One site of a session, with what the session's own protocol says of it."""

    whole: SessionFacts
    record: SiteRecord
    site: ProtocolSite
    position: int


def facts_of(record: ExportRecord) -> SessionFacts:
    """Work out everything that the rows of one session share."""
    return SessionFacts(record, total_of(record.session), ZoneInfo(record.clinic.time_zone))


def in_utc(moment: datetime | None) -> datetime | None:
    """The moment in UTC, to the second: a spreadsheet could not keep more, and files must agree."""
    return moment.astimezone(UTC).replace(microsecond=0) if moment else None


def in_ml(volume: Decimal) -> Decimal:
    """A volume in mL, to four decimals (exact at the dilutions of the label)."""
    return show_exact(volume.quantize(ML_STEP))
