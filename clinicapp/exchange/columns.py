"""The two tables that can be exported, as data: one row per session, or one row per site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from clinicapp.domain.equation import equation_of
from clinicapp.domain.session import SiteRecord, reason_label
from clinicapp.domain.units import ZERO
from clinicapp.domain.volumes import volume_of
from clinicapp.exchange.cells import Column, Head, Kind, Row
from clinicapp.exchange.snapshots import (
    SessionFacts,
    SiteFacts,
    in_ml,
    in_utc,
)


class Shape(StrEnum):
    """What one row of an export stands for."""

    SESSIONS = "sessions"
    SITES = "sites"


SHARED: tuple[Column[SessionFacts], ...] = (
    Column(
        "session_id",
        Kind.TEXT,
        "Identifier of the session, the same in every export",
        lambda f: str(f.session.id),
    ),
    Column(
        "session_number",
        Kind.INTEGER,
        "Which of the patient's sessions this is, from 1",
        lambda f: f.record.number,
    ),
    Column(
        "session_date",
        Kind.DATE,
        "Day the session was started, in the clinic's time zone",
        lambda f: f.local_day(f.session.started_at),
    ),
    Column(
        "status",
        Kind.TEXT,
        "in-progress, completed or entered-in-error",
        lambda f: f.session.status.value,
    ),
    Column(
        "record_number",
        Kind.TEXT,
        "The clinic's number of the patient",
        lambda f: f.patient.record_number,
    ),
    Column(
        "family_name", Kind.TEXT, "Family name, or single name", lambda f: f.patient.family_name
    ),
    Column("given_name", Kind.TEXT, "Given names", lambda f: f.patient.given_name),
    Column(
        "latin_name",
        Kind.TEXT,
        "The name in Latin letters, where the name itself is in another script",
        lambda f: f.patient.latin_name,
    ),
    Column("birth_date", Kind.DATE, "Date of birth", lambda f: f.patient.birth_date),
    Column("sex", Kind.TEXT, "female, male, other or unknown", lambda f: f.patient.sex.value),
    Column("language", Kind.TEXT, "Language of the patient's papers", lambda f: f.patient.language),
    Column(
        "protocol_code",
        Kind.TEXT,
        "Protocol the session was planned with",
        lambda f: f.session.protocol.code,
    ),
    Column(
        "protocol_version",
        Kind.TEXT,
        "Version of that protocol",
        lambda f: f.session.protocol.version,
    ),
)

SESSION_ONLY: tuple[Column[SessionFacts], ...] = (
    Column(
        "started_at_utc",
        Kind.DATETIME,
        "When the session was started, in UTC to the second",
        lambda f: in_utc(f.session.started_at),
    ),
    Column("started_by", Kind.TEXT, "Who started it", lambda f: f.name(f.session.started_by)),
    Column("given_by", Kind.TEXT, "Who gave the doses, in order", lambda f: f.givers()),
    Column(
        "last_dose_at_utc",
        Kind.DATETIME,
        "When the last dose was given, in UTC to the second; the end of the procedure",
        lambda f: in_utc(f.session.ended_at),
    ),
    Column(
        "completed_date",
        Kind.DATE,
        "Day the record was completed, in the clinic's time zone",
        lambda f: f.local_day(f.session.completed_at),
    ),
    Column(
        "completed_at_utc",
        Kind.DATETIME,
        "When the record was completed, in UTC to the second",
        lambda f: in_utc(f.session.completed_at),
    ),
    Column("completed_by", Kind.TEXT, "Who completed it", lambda f: f.name(f.session.completed_by)),
    Column(
        "default_units",
        Kind.DECIMAL,
        "Default dose of the session in units",
        lambda f: f.session.default_units,
    ),
    Column(
        "fixed_sites", Kind.INTEGER, "Fixed sites of the session", lambda f: f.totals.fixed_sites
    ),
    Column("fixed_given", Kind.INTEGER, "Fixed sites given", lambda f: f.totals.given),
    Column(
        "fixed_planned", Kind.INTEGER, "Fixed sites not yet decided", lambda f: f.totals.planned
    ),
    Column("fixed_omitted", Kind.INTEGER, "Fixed sites omitted", lambda f: f.totals.omitted),
    Column("extra_sites", Kind.INTEGER, "Extra sites, given or planned", lambda f: f.totals.extra),
    Column("extra_given", Kind.INTEGER, "Extra sites given", lambda f: f.totals.extra_given),
    Column(
        "sites_given",
        Kind.INTEGER,
        "Sites given, fixed and extra together",
        lambda f: f.totals.sites_given,
    ),
    Column(
        "doses_pinned",
        Kind.INTEGER,
        "Sites whose dose was set by hand",
        lambda f: sum(s.is_pinned for s in f.session.sites),
    ),
    Column(
        "planned_site_ids",
        Kind.TEXT,
        "Sites not yet decided, separated by spaces",
        lambda f: _ids(f.session.planned),
    ),
    Column(
        "omitted_site_ids",
        Kind.TEXT,
        "Sites omitted, separated by spaces",
        lambda f: _ids(f.session.omitted),
    ),
    Column(
        "extra_site_ids",
        Kind.TEXT,
        "Extra sites, separated by spaces",
        lambda f: _ids(f.session.extras),
    ),
    Column("given_units", Kind.DECIMAL, "Units given in all", lambda f: f.totals.given_units),
    Column(
        "given_ml",
        Kind.DECIMAL,
        "Volume given in mL, at the dilution of the vial, else the protocol's",
        lambda f: in_ml(f.totals.given_ml),
    ),
    Column(
        "planned_units",
        Kind.DECIMAL,
        "Units of sites planned and not yet given",
        lambda f: f.totals.planned_units,
    ),
    Column("addenda", Kind.INTEGER, "Corrections added later", lambda f: len(f.session.addenda)),
    Column(
        "addenda_text",
        Kind.TEXT,
        "The corrections in full, one a line: when, by whom, reason, correct entry",
        SessionFacts.addenda_text,
    ),
    Column(
        "after_effects",
        Kind.TEXT,
        "What the patient told of afterwards, one a line: first day, code, words, note",
        SessionFacts.after_effects,
    ),
    Column(
        "void_reason",
        Kind.TEXT,
        "Why the session was entered in error",
        lambda f: f.session.void_reason,
    ),
)

SEALED: tuple[Column[SessionFacts], ...] = (
    Column(
        "vial_lots",
        Kind.TEXT,
        "Lot of every vial used, in their order, separated by semicolons",
        SessionFacts.lots,
    ),
    Column(
        "vial_expirations",
        Kind.TEXT,
        "Expiration date of every vial, in the same order",
        SessionFacts.expirations,
    ),
    Column(
        "opened_units",
        Kind.DECIMAL,
        "Labelled units of the vials used",
        lambda f: equation_of(f.session).opened,
    ),
    Column(
        "discarded_units",
        Kind.DECIMAL,
        "Units of those vials that nobody was given and that were discarded",
        lambda f: equation_of(f.session).discarded,
    ),
    Column(
        "signed_at_utc",
        Kind.DATETIME,
        "When the session was signed and sealed, in UTC to the second; empty without a seal",
        lambda f: in_utc(f.record.seal.signed_at) if f.record.seal else None,
    ),
    Column("signed_by", Kind.TEXT, "Who signed it", SessionFacts.signer),
    Column(
        "seal_versions",
        Kind.INTEGER,
        "Sealed versions: 1 as signed, one more for each addendum or void; 0 without a seal",
        lambda f: f.record.seal.versions if f.record.seal else 0,
    ),
    Column(
        "seal_sha256",
        Kind.TEXT,
        "SHA-256 of the newest sealed version",
        lambda f: f.record.seal.digest if f.record.seal else "",
    ),
)

SITE_ONLY: tuple[Column[SiteFacts], ...] = (
    Column(
        "position",
        Kind.INTEGER,
        "Place of the site in the session's order, from 1",
        lambda f: f.position,
    ),
    Column(
        "site_id",
        Kind.TEXT,
        "Injection site: muscle, side of the patient, number; X marks an extra site",
        lambda f: f.record.site_id,
    ),
    Column("muscle", Kind.TEXT, "Code of the muscle", lambda f: f.site.muscle),
    Column(
        "muscle_name",
        Kind.TEXT,
        "Name of the muscle",
        lambda f: f.whole.session.protocol.muscle(f.site.muscle).name,
    ),
    Column(
        "side",
        Kind.TEXT,
        "Side of the patient: left, midline or right",
        lambda f: f.site.side.value,
    ),
    Column(
        "kind",
        Kind.TEXT,
        "fixed (of the protocol) or extra (added for this session)",
        lambda f: "extra" if f.record.is_extra else "fixed",
    ),
    Column("state", Kind.TEXT, "planned, given or omitted", lambda f: f.record.state.value),
    Column(
        "units",
        Kind.DECIMAL,
        "Dose in units: given or still planned; empty for an omitted site",
        lambda f: None if f.record.is_omitted else f.record.units,
    ),
    Column(
        "given_units",
        Kind.DECIMAL,
        "Units given; 0 for a site not given, so that a sum is the dose given",
        lambda f: f.record.units if f.record.is_given else ZERO,
    ),
    Column(
        "given_ml",
        Kind.DECIMAL,
        "Volume given in mL, at the dilution of the vial, else the protocol's",
        lambda f: in_ml(volume_of(f.whole.session, f.record) if f.record.is_given else ZERO),
    ),
    Column(
        "dose_pinned",
        Kind.BOOLEAN,
        "Whether the dose was set by hand",
        lambda f: f.record.is_pinned,
    ),
    Column(
        "given_date",
        Kind.DATE,
        "Day the dose was given, in the clinic's time zone",
        lambda f: f.whole.local_day(f.record.performed_at),
    ),
    Column(
        "given_at_utc",
        Kind.DATETIME,
        "When the dose was given, in UTC to the second",
        lambda f: in_utc(f.record.performed_at),
    ),
    Column(
        "given_by", Kind.TEXT, "Who gave the dose", lambda f: f.whole.name(f.record.performer_id)
    ),
    Column(
        "vial_lot",
        Kind.TEXT,
        "Lot of the vial the dose came from",
        lambda f: f.whole.lot_of(f.record.vial_id),
    ),
    Column(
        "omission_reason",
        Kind.TEXT,
        "Code of the reason for omitting",
        lambda f: f.record.omission_reason,
    ),
    Column(
        "omission_reason_label",
        Kind.TEXT,
        "That reason in words",
        lambda f: reason_label(f.whole.session.protocol.omission_reasons, f.record.omission_reason),
    ),
    Column(
        "extra_reason",
        Kind.TEXT,
        "Code of the reason for the extra site",
        lambda f: f.record.extra_reason,
    ),
    Column(
        "extra_reason_label",
        Kind.TEXT,
        "That reason in words",
        lambda f: reason_label(f.whole.session.protocol.extra_reasons, f.record.extra_reason),
    ),
    Column("note", Kind.TEXT, "Note kept with the site", lambda f: f.record.note),
    Column(
        "view", Kind.TEXT, "View of the diagram that shows the site", lambda f: f.site.view.value
    ),
    Column(
        "placed_x",
        Kind.DECIMAL,
        "Extra site put by hand: fraction of its view from the viewer's left",
        lambda f: f.record.at_x,
    ),
    Column(
        "placed_y",
        Kind.DECIMAL,
        "Extra site put by hand: fraction of its view from the top",
        lambda f: f.record.at_y,
    ),
    Column(
        "moved_x_cm",
        Kind.DECIMAL,
        "How far the site was given from its place, in cm towards the viewer's right",
        lambda f: f.record.shift_x if f.record.is_given else None,
    ),
    Column(
        "moved_y_cm",
        Kind.DECIMAL,
        "How far the site was given from its place, in cm down",
        lambda f: f.record.shift_y if f.record.is_given else None,
    ),
)


def heads(shape: Shape) -> tuple[Head, ...]:
    """The columns of a shape, in order."""
    if shape is Shape.SITES:
        return (*SHARED, *SITE_ONLY)
    return (*SHARED, *SESSION_ONLY, *SEALED)


def rows_of(shape: Shape, whole: SessionFacts) -> Iterator[Row]:
    """The rows of one session; sites come in the session's own order."""
    shared = tuple(column.read(whole) for column in SHARED)
    if shape is Shape.SESSIONS:
        yield (*shared, *(column.read(whole) for column in (*SESSION_ONLY, *SEALED)))
        return
    protocol = whole.session.protocol
    for position, record in enumerate(whole.session.sites, 1):
        facts = SiteFacts(whole, record, protocol.site(record.site_id), position)
        yield (*shared, *(column.read(facts) for column in SITE_ONLY))


def _ids(sites: Iterable[SiteRecord]) -> str:
    return " ".join(s.site_id for s in sites)
