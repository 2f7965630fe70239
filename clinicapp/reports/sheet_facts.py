"""What an instruction sheet says about one session, taken from the record and never typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from clinicapp.domain.instructions import (
    earliest_next_date,
    require_printable,
    restriction_end,
)
from clinicapp.domain.patient import Patient
from clinicapp.domain.people import Clinic, Practitioner
from clinicapp.domain.protocol import View
from clinicapp.domain.session import Session, SiteRecord
from clinicapp.domain.totals import total_of
from clinicapp.domain.units import ZERO
from clinicapp.domain.vials import Vial
from clinicapp.reports import letters


class Mark(StrEnum):
    """How a site stands on the map: each has its own shape."""

    GIVEN = "given"
    EXTRA = "extra"
    OMITTED = "omitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMark:
    """One site of the map: its record as it stands, and the view it is drawn in."""

    record: SiteRecord
    view: View

    @property
    def site_id(self) -> str:
        return self.record.site_id

    @property
    def mark(self) -> Mark:
        if not self.record.is_given:
            return Mark.OMITTED
        return Mark.EXTRA if self.record.is_extra else Mark.GIVEN

    @property
    def units(self) -> Decimal:
        """Units given: none where nothing was."""
        return self.record.units if self.record.is_given else ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """One session as its instruction sheet states it; times are in the clinic's zone.

    `lots` are those the doses came from, each with its expiration date.
    """

    clinic_name: str
    clinic_phone: str
    clinic_hours: str
    after_hours_phone: str
    patient_name: str
    birth_date: date
    record_number: str
    clinician: str
    ended_at: datetime
    restriction_end: datetime
    next_date: date
    product: str
    units: Decimal
    shots: int
    marks: tuple[SiteMark, ...]
    recorded_at: datetime
    lots: tuple[tuple[str, date], ...] = ()

    def units_in(self, view: View) -> Decimal:
        """Units given at the sites of one view."""
        return sum((m.units for m in self.marks if m.view is view), ZERO)


def sheet_facts(
    session: Session,
    patient: Patient,
    clinic: Clinic,
    clinician: Practitioner,
    zone: ZoneInfo,
    vials: Iterable[Vial] = (),
) -> SheetFacts:
    """The facts of a completed session; refused when it is open or a name cannot be printed."""
    require_printable(session)
    totals = total_of(session)
    ended_at = session.ended_at or session.started_at
    printed = letters.require_printable
    return SheetFacts(
        clinic_name=printed(clinic.name, "The clinic's name"),
        clinic_phone=printed(clinic.phone, "The clinic's phone number"),
        clinic_hours=printed(clinic.hours, "The clinic's hours"),
        after_hours_phone=printed(clinic.after_hours_phone, "The after-hours phone number"),
        patient_name=letters.require_printable_name(patient),
        birth_date=patient.birth_date,
        record_number=printed(patient.record_number, "The record number"),
        clinician=printed(clinician.signed_name, "The clinician's name"),
        ended_at=ended_at.astimezone(zone),
        restriction_end=restriction_end(session, zone),
        next_date=earliest_next_date(session, zone),
        product=session.protocol.product,
        units=totals.given_units,
        shots=totals.sites_given,
        marks=tuple(
            SiteMark(record=s, view=session.protocol.site(s.site_id).view) for s in session.sites
        ),
        recorded_at=session.completed_at or ended_at,
        lots=tuple(dict.fromkeys((v.label.lot_number, v.label.expiration_date) for v in vials)),
    )
