"""The first part of the note: how the sites differ from the standard, and what was given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from clinicapp.domain.checks.sites import is_full_paradigm
from clinicapp.domain.directions import headings
from clinicapp.domain.note_lines import NoteKind, NoteLine, Telling, inside, one_line
from clinicapp.domain.protocol import Protocol, Reason
from clinicapp.domain.session import Session, reason_label
from clinicapp.domain.site_record import SiteRecord
from clinicapp.domain.units import ZERO, show_units

_ML_STEP = Decimal("0.0001")


def site_lines(telling: Telling) -> tuple[NoteLine, ...]:
    """What was done at the sites: the standard, every difference from it, and the sums."""
    session, words = telling.case.session, telling.words
    protocol = session.protocol
    exceptions = tuple(_exceptions(telling))
    standard = {
        "sites": words.count("sites", len(protocol.sites)),
        "units": words.count("units", protocol.planned_units),
    }
    if exceptions:
        first = words.say("standard_except", **standard)
    else:
        first = words.say("standard", **standard)
        if _is_full(session):
            first += " " + words.say("full_paradigm")
    lines = [NoteLine(kind=NoteKind.STANDARD, text=first), *exceptions, *_given(telling)]
    return (*lines, *_site_notes(telling))


def volume_of(telling: Telling, sites: Iterable[SiteRecord]) -> Decimal:
    """mL of given doses, each at the concentration of its vial, else of the protocol."""
    total = ZERO
    for record in sites:
        vial = telling.case.vial(record.vial_id) if record.vial_id else None
        made = vial.reconstitution if vial else None
        if vial and made:
            total += record.units * made.ml / vial.label.units
        else:
            total += record.units / telling.case.session.protocol.units_per_ml
    return total.quantize(_ML_STEP)


def _is_full(session: Session) -> bool:
    """All fixed sites given at the standard dose, nothing else done (domain.md 9, check 1)."""
    return is_full_paradigm(session) and not any(s.is_extra for s in session.given)


def _exceptions(telling: Telling) -> Iterator[NoteLine]:
    session, words = telling.case.session, telling.words
    yield from _omitted(telling)
    yield from _changed(telling)
    for record in session.extras:
        if record.is_given:
            yield _extra(telling, record)
    for record in session.given:
        if record.is_moved:
            text = words.say("moved", site=record.site_id, ways=_ways(telling, record))
            yield NoteLine(kind=NoteKind.MOVED, text=text, site_ids=(record.site_id,))
    if session.planned:
        ids = tuple(s.site_id for s in session.planned)
        text = words.say("planned", sites=_sites(telling, ids))
        yield NoteLine(kind=NoteKind.PLANNED, text=text, site_ids=ids)


def _omitted(telling: Telling) -> Iterator[NoteLine]:
    session, words = telling.case.session, telling.words
    groups: dict[tuple[str, str], list[str]] = {}
    for record in session.omitted:
        groups.setdefault((record.omission_reason, record.note), []).append(record.site_id)
    for (reason, note), ids in groups.items():
        yield NoteLine(
            kind=NoteKind.OMITTED,
            text=words.say("omitted", sites=_sites(telling, ids)),
            detail=_detail(telling, session.protocol.omission_reasons, reason, note),
            site_ids=tuple(ids),
        )


def _changed(telling: Telling) -> Iterator[NoteLine]:
    words = telling.words
    groups: dict[tuple[Decimal, str], list[str]] = {}
    for record in telling.case.session.given:
        if _is_changed(telling.case.session.protocol, record):
            groups.setdefault((record.units, record.note), []).append(record.site_id)
    for (units, note), ids in groups.items():
        key = "changed" if len(ids) == 1 else "changed_each"
        dose = words.count("units", units)
        yield NoteLine(
            kind=NoteKind.CHANGED,
            text=words.say(key, sites=_sites(telling, ids), units=dose),
            detail=inside(one_line(note)),
            site_ids=tuple(ids),
        )


def _extra(telling: Telling, record: SiteRecord) -> NoteLine:
    words, protocol = telling.words, telling.case.session.protocol
    detail = _detail(telling, protocol.extra_reasons, record.extra_reason, record.note)
    if record.at_x is not None and record.at_y is not None:
        place = words.say(
            "put_by_hand",
            view=words.views[protocol.site(record.site_id).view],
            across=show_units(record.at_x * 100),
            down=show_units(record.at_y * 100),
        )
        detail = words.group([detail, place])
    return NoteLine(
        kind=NoteKind.EXTRA,
        text=words.say("extra", site=record.site_id, units=words.count("units", record.units)),
        detail=detail,
        site_ids=(record.site_id,),
    )


def _given(telling: Telling) -> Iterator[NoteLine]:
    given, words = telling.case.session.given, telling.words
    if not given:
        yield NoteLine(kind=NoteKind.GIVEN, text=words.say("given_nothing"))
        return
    text = words.say(
        "given",
        injections=words.count("injections", len(given)),
        units=words.count("units", sum((s.units for s in given), ZERO)),
        ml=show_units(volume_of(telling, given)),
    )
    ids = tuple(s.site_id for s in given)
    yield NoteLine(kind=NoteKind.GIVEN, text=text, site_ids=ids)
    times = [telling.time(s.performed_at) for s in sorted(given, key=_when) if s.performed_at]
    if times:
        text = words.say("times", first=times[0], last=times[-1])
        yield NoteLine(kind=NoteKind.GIVEN, text=text)


def _site_notes(telling: Telling) -> Iterator[NoteLine]:
    """Notes on sites that no other line has told."""
    protocol = telling.case.session.protocol
    groups: dict[str, list[str]] = {}
    for record in telling.case.session.sites:
        told = record.is_omitted or (
            record.is_given and (record.is_extra or _is_changed(protocol, record))
        )
        if record.note and not told:
            groups.setdefault(record.note, []).append(record.site_id)
    for note, ids in groups.items():
        sites = telling.words.join(ids)
        text = telling.words.say("site_note", sites=sites, note=note_end(note))
        yield NoteLine(kind=NoteKind.SITE_NOTE, text=text, site_ids=tuple(ids))


def note_end(note: str) -> str:
    """A typed note as the end of a line."""
    return f"{one_line(note)}."


def _when(record: SiteRecord) -> float:
    return record.performed_at.timestamp() if record.performed_at else 0.0


def _is_changed(protocol: Protocol, record: SiteRecord) -> bool:
    return not record.is_extra and record.units != protocol.default_units


def _detail(telling: Telling, reasons: tuple[Reason, ...], code: str, note: str) -> str:
    label = inside(reason_label(reasons, code))
    if not note:
        return label
    return telling.words.say("labelled", label=label, text=one_line(note))


def _ways(telling: Telling, record: SiteRecord) -> str:
    words, site = telling.words, telling.case.session.protocol.site(record.site_id)
    found = headings(site.view, site.side, record.shift_x, record.shift_y)
    ways = (words.say("way", distance=show_units(d), way=words.ways[h]) for h, d in found)
    return words.join(ways)


def _sites(telling: Telling, site_ids: Iterable[str]) -> str:
    """Sites in words: ids, or a whole muscle where all its fixed sites are meant."""
    protocol, words = telling.case.session.protocol, telling.words
    wanted = tuple(site_ids)
    if set(wanted) == {s.id for s in protocol.sites}:
        return words.say("all_sites", sites=words.count("sites", len(wanted)))
    told: dict[str, None] = {}
    for site_id in wanted:
        muscle = protocol.muscle(protocol.site(site_id).muscle)
        fixed = [s.id for s in protocol.sites if s.muscle == muscle.code]
        if len(fixed) > 1 and site_id in fixed and set(fixed) <= set(wanted):
            count = words.count("sites", len(fixed))
            told[words.say("muscle_sites", muscle=muscle.name, sites=count)] = None
        else:
            told[site_id] = None
    return words.join(told)
