"""What can be done to a session beside its sites: vials, their rest, and facts taken on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from clinicapp.domain.allotment import allot, units_free, without_vials
from clinicapp.domain.errors import InputError, RuleError
from clinicapp.domain.session import Session
from clinicapp.domain.session_facts import Acknowledgement, Discard, VialUse
from clinicapp.domain.units import ZERO, is_amount, show_units


def use_vial(session: Session, use: VialUse) -> Session:
    """Let a session draw from a vial; doses given without one are told to come from it."""
    if session.facts.vial_use(use.vial_id):
        raise RuleError("This vial is already part of the session.")
    after = session.with_facts(vials=(*session.facts.vials, use))
    return replace(after, sites=allot(after.sites, after.facts.vials, after.facts.discards))


def drop_vial(session: Session, vial_id: UUID) -> Session:
    """Take a vial out of a session; its doses come from another one, or from none yet."""
    _require_vial(session, vial_id)
    vials = tuple(v for v in session.facts.vials if v.vial_id != vial_id)
    discards = tuple(d for d in session.facts.discards if d.vial_id != vial_id)
    after = session.with_facts(vials=vials, discards=discards)
    return replace(after, sites=allot(without_vials(after.sites, vial_id), vials, discards))


def allot_again(session: Session) -> Session:
    """Tell again from the first dose on which vial each came from, in the order of the vials."""
    after = session.with_facts()
    sites = without_vials(after.sites)
    return replace(after, sites=allot(sites, after.facts.vials, after.facts.discards))


def draw_from(session: Session, site_ids: Iterable[str], vial_id: UUID) -> Session:
    """Say which vial the doses of given sites came from."""
    _require_vial(session, vial_id)
    wanted = tuple(site_ids)
    for site_id in wanted:
        if not session.site(site_id).is_given:
            raise RuleError(f"{site_id} is not given.", remedy="Give it first.")
    sites = tuple(replace(s, vial_id=vial_id) if s.site_id in wanted else s for s in session.sites)
    return replace(session.with_facts(), sites=sites)


def discard_rest(session: Session, discard: Discard) -> Session:
    """Record units of a vial that nobody was given; at most what is left in it."""
    use = _require_vial(session, discard.vial_id)
    units = discard.units
    if not is_amount(units) or units == 0:
        raise InputError(
            "This is not an amount to discard.", remedy="Write units above 0, such as 45 or 47.5."
        )
    left = rest_of(session, use)
    if units > left:
        raise InputError(
            f"Only {show_units(max(left, ZERO))} units are left in this vial.",
            remedy="Check the amount, and the doses given from the vial.",
        )
    return session.with_facts(discards=(*session.facts.discards, discard))


def take_discard_back(session: Session, discard_id: UUID) -> Session:
    """Remove a discard recorded by mistake."""
    kept = tuple(d for d in session.facts.discards if d.id != discard_id)
    if len(kept) == len(session.facts.discards):
        raise RuleError("That discard is no longer part of this session.")
    return session.with_facts(discards=kept)


def leave_in_vial(session: Session, vial_id: UUID, units: Decimal) -> Session:
    """Record units that stay in a vial which remains in use; the policy must allow it."""
    use = _require_vial(session, vial_id)
    if not is_amount(units):
        raise InputError("This is not an amount.", remedy="Write units, such as 45 or 47.5.")
    if units > rest_of(session, replace(use, left_units=ZERO)):
        raise InputError("More than is left in this vial.", remedy="Check the amount.")
    vials = tuple(
        replace(v, left_units=units) if v.vial_id == vial_id else v for v in session.facts.vials
    )
    return session.with_facts(vials=vials)


def rest_of(session: Session, use: VialUse) -> Decimal:
    """Units of a vial neither given, discarded nor left in it; below 0, too much was given."""
    return units_free(session.sites, use, session.facts.discards)


def acknowledge(session: Session, taken: Acknowledgement) -> Session:
    """Take on a finding; a later one with the same key replaces it."""
    others = tuple(a for a in session.facts.acknowledgements if a.key != taken.key)
    return session.with_facts(acknowledgements=(*others, taken))


def _require_vial(session: Session, vial_id: UUID) -> VialUse:
    use = session.facts.vial_use(vial_id)
    if use is None:
        raise RuleError("This vial is not part of the session.", remedy="Add it first.")
    return use
