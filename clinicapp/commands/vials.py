"""What a user can do with vials: receive, correct, reconstitute, discard unused."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from clinicapp.commands.records import Act, Change, Records
from clinicapp.domain.errors import InputError
from clinicapp.domain.ids import new_id
from clinicapp.domain.labels import check_lot, check_serial, product_of_label, require_unexpired
from clinicapp.domain.patient import clean_line, clean_note
from clinicapp.domain.people import Permission
from clinicapp.domain.reconstitution import check_reconstitution
from clinicapp.domain.safety import Choice
from clinicapp.domain.vials import Reconstitution, Source, Vial, VialEnd, VialLabel


def receive_vial(
    records: Records, label: VialLabel, source: Source, was_scanned: bool, *, act: Act
) -> Change[Vial]:
    """Take a vial into stock; an expired, refused or unknown product is turned away."""
    words = "Receive a vial"
    records.require(act, Permission.MANAGE_VIALS, words)
    today = act.at.astimezone(records.zone).date()
    tidy = _tidy(label)
    product = product_of_label(tidy, records.catalogue, today)
    require_unexpired(tidy, today)
    vial = Vial(
        id=new_id(act.at),
        clinic_id=records.clinic().id,
        label=replace(tidy, ndc=product.ndc),
        product_name=product.name,
        source=source,
        was_scanned=was_scanned,
        received_at=act.at,
        received_by=act.by.id,
    )
    return records.save_vial(act, "receive_vial", words, vial)


def correct_vial(
    records: Records, vial_id: UUID, label: VialLabel, source: Source, *, act: Act
) -> Change[Vial]:
    """Correct what was typed of a vial, while no signed session has used it."""
    words = "Correct a vial"
    records.require(act, Permission.MANAGE_VIALS, words)
    vial = records.vial(vial_id)
    received = vial.received_at.astimezone(records.zone).date()
    tidy = _tidy(label)
    product = product_of_label(tidy, records.catalogue, received)
    after = replace(
        vial,
        label=replace(tidy, ndc=product.ndc),
        product_name=product.name,
        source=source,
        was_scanned=False,
    )
    same = replace(after, was_scanned=vial.was_scanned) == vial
    return records.save_vial(act, "correct_vial", words, vial if same else after)


def reconstitute_vial(
    records: Records,
    vial_id: UUID,
    diluent: str,
    diluent_lot: str,
    ml: Decimal,
    at: datetime,
    kept_cold: bool,
    *,
    act: Act,
) -> Change[Vial]:
    """Record that `ml` of a diluent were put into a vial, by this person at a moment.

    Recording it again corrects it, until a signed session has used the vial.
    """
    words = "Reconstitute a vial"
    records.require(act, Permission.MANAGE_VIALS, words)
    vial = records.vial(vial_id)
    made = Reconstitution(
        diluent=diluent,
        diluent_lot=clean_line(diluent_lot).upper(),
        ml=ml,
        at=at,
        by=act.by.id,
        kept_cold=kept_cold,
    )
    check_reconstitution(made, records.rules, now=act.at)
    return records.save_vial(act, "reconstitute_vial", words, replace(vial, reconstitution=made))


def discard_vial(
    records: Records,
    vial_id: UUID,
    reason: str,
    note: str,
    witness_id: UUID | None,
    *,
    act: Act,
) -> Change[Vial]:
    """Discard a vial that no session has used, whole, with a coded reason and a witness."""
    words = "Discard a vial"
    records.require(act, Permission.MANAGE_VIALS, words)
    vial = records.vial(vial_id)
    require_reason(records.rules.lists.discard_reasons, reason)
    require_witness(records, witness_id, act)
    end = VialEnd(
        units=vial.label.units,
        reason=reason,
        note=clean_note(note),
        witness_id=witness_id,
        at=act.at,
        by=act.by.id,
    )
    return records.save_vial(act, "discard_vial", words, replace(vial, end=end))


def require_reason(reasons: tuple[Choice, ...], code: str) -> None:
    """Refuse a reason that is not one of the list."""
    if code not in {r.code for r in reasons}:
        raise InputError("A discard needs a reason.", remedy="Choose one of the list.")


def require_witness(records: Records, witness_id: UUID | None, act: Act) -> None:
    """Refuse a discard without a second person, where the policy asks for one."""
    if witness_id is None:
        if records.rules.policy.witness_required:
            raise InputError("A discard needs a witness.", remedy="Choose who saw it.")
        return
    if witness_id == act.by.id:
        raise InputError(
            "Nobody is the witness of their own discard.", remedy="Choose another person."
        )
    if witness_id not in {p.id for p in records.people() if p.is_active}:
        raise InputError("That witness has no active account.", remedy="Choose another person.")


def _tidy(label: VialLabel) -> VialLabel:
    lot, serial = check_lot(label.lot_number), check_serial(label.serial)
    return replace(label, lot_number=lot, serial=serial)
