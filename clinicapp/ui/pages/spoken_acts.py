"""What an act did to a session, in the words that a screen reader says."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from clinicapp.domain.audit import AuditEvent
from clinicapp.domain.session import Session, SessionStatus, SiteRecord, reason_label
from clinicapp.domain.totals import total_of
from clinicapp.domain.units import ZERO, show_units
from clinicapp.ui.models.place_words import way_words

# The kinds of change to a site, in the order in which they are told.
GIVEN, TAKEN_BACK, OMITTED, ADDED, REMOVED, DOSE, MOVED, PUT_BACK, NOTE, OTHER = range(10)


def spoken_act(event: AuditEvent | None, before: Session, after: Session) -> str:
    """What changed, and how far the session is when that changed; "" when nothing did.

    One site is named, with its dose; several are counted:
    "Given: Procerus midline, 5 units. 3 of 31 given, 15 units."
    """
    told = [*_head_told(before, after), *_sites_told(before, after)]
    if not told:
        return ""
    tr = QCoreApplication.translate
    if event is not None and event.undoes is not None:
        told.insert(0, tr("spoken", "Undone"))
    if event is not None and event.redoes is not None:
        told.insert(0, tr("spoken", "Done again"))
    if before.given != after.given or before.status is not after.status:
        told.append(_progress(after))
    return " ".join(f"{sentence}." for sentence in told)


def _head_told(before: Session, after: Session) -> Iterator[str]:
    tr = QCoreApplication.translate
    if before.status is not after.status and after.status is SessionStatus.COMPLETED:
        yield tr("spoken", "Session signed and locked")
    if before.status is not after.status and after.status is SessionStatus.ENTERED_IN_ERROR:
        yield tr("spoken", "Session void")
    if len(after.addenda) > len(before.addenda):
        yield tr("spoken", "Addendum added")
    if len(after.after_effects) > len(before.after_effects):
        yield tr("spoken", "After-effect recorded")
    stood = {e.id for e in before.after_effects if e.counts}
    for effect in after.after_effects:
        if effect.id in stood and not effect.counts:
            words = tr("spoken", "After-effect marked as entered in error: {effect}")
            yield words.format(effect=effect.label)
    if before.default_units != after.default_units:
        units = show_units(after.default_units)
        yield tr("spoken", "Default dose: {units} units").format(units=units)


def _progress(session: Session) -> str:
    totals = total_of(session)
    return QCoreApplication.translate("spoken", "{given} of {all} given, {units} units").format(
        given=totals.given, all=totals.fixed_sites, units=show_units(totals.given_units)
    )


def _sites_told(before: Session, after: Session) -> Iterator[str]:
    """Each kind of change in a sentence: its only site by name, or how many there are."""
    old, new = ({s.site_id: s for s in session.sites} for session in (before, after))
    kinds: dict[int, list[SiteRecord]] = {}
    for site_id in (*new, *(i for i in old if i not in new)):
        was, is_now = old.get(site_id), new.get(site_id)
        record = is_now or was
        if was != is_now and record is not None:
            kinds.setdefault(_kind(was, is_now), []).append(record)
    for kind in sorted(kinds):
        sites = kinds[kind]
        yield _one(kind, sites[0], after) if len(sites) == 1 else _several(kind, sites)


def _kind(was: SiteRecord | None, is_now: SiteRecord | None) -> int:
    if is_now is None:
        return REMOVED
    if was is None:
        return GIVEN if is_now.is_given else ADDED
    if was.state is not is_now.state:
        return GIVEN if is_now.is_given else OMITTED if is_now.is_omitted else TAKEN_BACK
    if was.omission_reason != is_now.omission_reason:
        return OMITTED
    if was.units != is_now.units:
        return DOSE
    if (was.shift_x, was.shift_y) != (is_now.shift_x, is_now.shift_y):
        return MOVED if is_now.is_moved else PUT_BACK
    return NOTE if was.note != is_now.note else OTHER


def _one(kind: int, site: SiteRecord, session: Session) -> str:
    tr = QCoreApplication.translate
    words = {
        GIVEN: tr("spoken", "Given: {site}, {units} units"),
        TAKEN_BACK: tr("spoken", "Taken back: {site}, {units} units planned"),
        OMITTED: tr("spoken", "Omitted: {site} ({reason})"),
        ADDED: tr("spoken", "Extra site planned: {site}, {units} units"),
        REMOVED: tr("spoken", "Extra site taken back: {site}"),
        DOSE: tr("spoken", "Dose changed: {site}, {units} units"),
        MOVED: tr("spoken", "Moved: {site}, {way}"),
        PUT_BACK: tr("spoken", "Back at its planned place: {site}"),
        NOTE: tr("spoken", "Note kept: {site}"),
        OTHER: tr("spoken", "Changed: {site}"),
    }[kind]
    return words.format(
        site=session.name(site.site_id),
        units=show_units(site.units),
        reason=reason_label(session.protocol.omission_reasons, site.omission_reason),
        way=way_words(session.protocol.site(site.site_id), site.shift_x, site.shift_y),
    )


def _several(kind: int, sites: list[SiteRecord]) -> str:
    tr = QCoreApplication.translate
    words = {
        GIVEN: tr("spoken", "Given: {n} sites, {units} units"),
        TAKEN_BACK: tr("spoken", "Taken back: {n} sites, {units} units planned"),
        OMITTED: tr("spoken", "Omitted: {n} sites"),
        ADDED: tr("spoken", "Extra sites planned: {n}, {units} units"),
        REMOVED: tr("spoken", "Extra sites taken back: {n}"),
        DOSE: tr("spoken", "Dose changed: {n} sites"),
        MOVED: tr("spoken", "Moved: {n} sites"),
        PUT_BACK: tr("spoken", "Back at their planned places: {n} sites"),
        NOTE: tr("spoken", "Notes kept: {n} sites"),
        OTHER: tr("spoken", "Changed: {n} sites"),
    }[kind]
    return words.format(n=len(sites), units=show_units(sum((s.units for s in sites), ZERO)))
