"""The part of the note on vials: what was opened, given from it, discarded, and how it was made."""

from __future__ import annotations

from decimal import Decimal

from clinicapp.domain.allotment import units_from
from clinicapp.domain.note_lines import NoteKind, NoteLine, Telling, inside, one_line
from clinicapp.domain.safety import label_of
from clinicapp.domain.session_facts import Discard, VialUse
from clinicapp.domain.units import ZERO, show_units
from clinicapp.domain.vials import Reconstitution, Vial

_TENTH = Decimal(10)
_UNITS_STEP = Decimal("0.01")


def drug_lines(telling: Telling) -> tuple[NoteLine, ...]:
    """Each vial with its units, then how each was reconstituted."""
    case, words = telling.case, telling.words
    used = [(use, case.vial(use.vial_id)) for use in case.session.facts.vials]
    found = [(use, vial) for use, vial in used if vial]
    lines = [f"{_label(telling, vial)} {_units(telling, use)}" for use, vial in found]
    known = {vial.id for _use, vial in found}
    loose = sum((s.units for s in case.session.given if s.vial_id not in known), ZERO)
    if loose:
        lines.append(words.say("without_vial", units=words.count("units", loose)))
    made = [(vial, vial.reconstitution) for _use, vial in found]
    lines += [_made(telling, vial, how) for vial, how in made if how]
    return tuple(NoteLine(kind=NoteKind.VIAL, text=text) for text in lines)


def _label(telling: Telling, vial: Vial) -> str:
    words, made = telling.words, vial.reconstitution
    values = {
        "product": vial.product_name,
        "lot": vial.label.lot_number,
        "date": words.date(vial.label.expiration_date),
        "ndc": vial.label.ndc,
    }
    if made is None:
        return words.say("vial", **values)
    diluent = telling.case.rules.catalogue.diluent(made.diluent)
    per_tenth = (vial.label.units / made.ml / _TENTH).quantize(_UNITS_STEP)
    return words.say(
        "vial_diluted",
        **values,
        ml=show_units(made.ml),
        diluent=inside(diluent.name) if diluent else made.diluent,
        units=words.count("units", per_tenth),
    )


def _units(telling: Telling, use: VialUse) -> str:
    words, session = telling.words, telling.case.session
    given = words.count("units", units_from(session.sites, use.vial_id))
    discards = [d for d in session.facts.discards if d.vial_id == use.vial_id]
    parts = [words.say("vial_given", units=given), *(_discard(telling, d) for d in discards)]
    if use.left_units:
        parts.append(words.say("vial_left", units=words.count("units", use.left_units)))
    labelled = words.count("units", use.labelled_units)
    return words.say("vial_units", labelled=labelled, parts=words.join(parts))


def _discard(telling: Telling, discard: Discard) -> str:
    words = telling.words
    details = [inside(label_of(telling.case.rules.lists.discard_reasons, discard.reason))]
    if discard.note:
        details.append(one_line(discard.note))
    if discard.witness_id:
        details.append(words.say("witness", name=telling.name(discard.witness_id)))
    text = words.say("vial_discarded", units=words.count("units", discard.units))
    return words.say("detailed", text=text, detail=words.group(d for d in details if d))


def _made(telling: Telling, vial: Vial, made: Reconstitution) -> str:
    words = telling.words
    return words.say(
        "reconstituted",
        lot=vial.label.lot_number,
        moment=telling.moment(made.at),
        name=telling.name(made.by),
        diluent_lot=made.diluent_lot,
        storage=words.say("kept_cold" if made.kept_cold else "kept_warm"),
    )
