"""What a user can do to a session: one function, one transaction, one undo step."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from clinicapp.commands.records import Act, Change, Records
from clinicapp.domain.carry_over import carried
from clinicapp.domain.errors import RuleError
from clinicapp.domain.extra_places import require_extra_place
from clinicapp.domain.ids import new_id
from clinicapp.domain.patient import clean_note
from clinicapp.domain.people import Permission
from clinicapp.domain.places import Fraction
from clinicapp.domain.session import Session, SessionStatus, plan_session
from clinicapp.domain.summaries import SessionFilter
from clinicapp.domain.units import show_units

_ABSURD = Decimal(10_000)


def start_session(records: Records, patient_id: UUID, *, act: Act) -> Change[Session]:
    """Open a session with every fixed site planned, and what stays the same from last time."""
    label = "Start a session"
    records.require(act, Permission.START_SESSION, label)
    patient = records.patient(patient_id)
    planned = plan_session(
        session_id=new_id(act.at),
        clinic_id=patient.clinic_id,
        patient_id=patient_id,
        protocol=records.protocol,
        at=act.at,
        by=act.by.id,
    )
    last = records.last_session(patient_id, planned)
    if last:
        active = {p.id for p in records.people() if p.is_active}
        voided = SessionFilter(patient_id=patient_id, status=SessionStatus.ENTERED_IN_ERROR)
        void = (records.session(s.id).facts for s in records.sessions(voided))
        planned = planned.with_facts(**carried(last.facts, active, void))
    return records.add_session(act, label, planned)


def plan_again(records: Records, session_id: UUID, *, act: Act) -> Change[Session]:
    """Plan what the patient's last completed session did; an extra site keeps its old place."""
    label = "Plan as last time"
    records.require(act, Permission.PLAN_SESSION, label)
    session = records.session(session_id)
    last = records.last_session(session.patient_id, session)
    if last is None:
        raise RuleError(
            "This patient has no completed session to plan from.",
            remedy="The protocol's own plan is in place.",
        )
    return records.edit_session(act, "plan_again", session_id, label, lambda s: s.plan_from(last))


def give_sites(
    records: Records, session_id: UUID, site_ids: Iterable[str], *, act: Act
) -> Change[Session]:
    """Record planned sites as given now, by this person."""
    wanted = tuple(site_ids)
    label = f"Give {_names(wanted)}"
    records.require(act, Permission.CHART_DOSE, label)
    return records.edit_session(
        act, "give_sites", session_id, label, lambda s: s.give(wanted, at=act.at, by=act.by.id)
    )


def give_all_planned(records: Records, session_id: UUID, *, act: Act) -> Change[Session]:
    """Record every planned site as given now, by this person, in one act."""
    label = "Give all planned"
    records.require(act, Permission.CHART_DOSE, label)

    def edit(session: Session) -> Session:
        planned = [s.site_id for s in session.planned]
        if not planned:
            raise RuleError("No site is planned.")
        return session.give(planned, at=act.at, by=act.by.id)

    return records.edit_session(act, "give_all_planned", session_id, label, edit)


def change_dose(
    records: Records, session_id: UUID, site_ids: Iterable[str], units: Decimal, *, act: Act
) -> Change[Session]:
    """Set the dose of sites by hand; they are pinned from then on."""
    wanted = tuple(site_ids)
    label = f"Dose {_names(wanted)} {_shown(units)} units"
    records.require(act, Permission.PLAN_SESSION, label)
    return records.edit_session(
        act, "change_dose", session_id, label, lambda s: s.change_dose(wanted, units)
    )


def change_default(
    records: Records, session_id: UUID, units: Decimal, *, act: Act
) -> Change[Session]:
    """Set the session's default dose; pinned sites keep theirs."""
    label = f"Default dose {_shown(units)} units"
    records.require(act, Permission.PLAN_SESSION, label)
    return records.edit_session(
        act, "change_default", session_id, label, lambda s: s.change_default(units)
    )


def omit_sites(
    records: Records,
    session_id: UUID,
    site_ids: Iterable[str],
    reason: str,
    note: str = "",
    *,
    act: Act,
) -> Change[Session]:
    """Record sites as not given, with a coded reason."""
    wanted = tuple(site_ids)
    label = f"Omit {_names(wanted)}"
    records.require(act, Permission.PLAN_SESSION, label)
    text = clean_note(note)
    return records.edit_session(
        act, "omit_sites", session_id, label, lambda s: s.omit(wanted, reason, text)
    )


def omit_rest(records: Records, session_id: UUID, reason: str, *, act: Act) -> Change[Session]:
    """Omit everything that is still planned; planned extra sites are taken back."""
    label = "Omit the rest"
    records.require(act, Permission.PLAN_SESSION, label)
    return records.edit_session(act, "omit_rest", session_id, label, lambda s: s.omit_rest(reason))


def restore_sites(
    records: Records, session_id: UUID, site_ids: Iterable[str], *, act: Act
) -> Change[Session]:
    """Take sites back: fixed ones are planned again, extra ones are gone."""
    wanted = tuple(site_ids)
    label = f"Take back {_names(wanted)}"
    records.require(act, Permission.PLAN_SESSION, label)
    return records.edit_session(
        act, "restore_sites", session_id, label, lambda s: s.restore(wanted)
    )


def annotate_site(
    records: Records, session_id: UUID, site_id: str, note: str, *, act: Act
) -> Change[Session]:
    """Keep a note with one site."""
    label = f"Note {site_id}"
    records.require(act, Permission.PLAN_SESSION, label)
    text = clean_note(note)
    return records.edit_session(
        act, "annotate_site", session_id, label, lambda s: s.annotate(site_id, text)
    )


def shift_site(
    records: Records, session_id: UUID, site_id: str, x: Decimal, y: Decimal, *, act: Act
) -> Change[Session]:
    """Say how far, in cm across its view and down, a given site lies from its planned place."""
    label = f"Move {site_id}" if x or y else f"Put {site_id} back in its place"
    records.require(act, Permission.CHART_DOSE, label)
    return records.edit_session(
        act, "shift_site", session_id, label, lambda s: s.shift(site_id, x, y)
    )


def add_extra_site(
    records: Records,
    session_id: UUID,
    site_id: str,
    reason: str,
    units: Decimal,
    give: bool,
    at: Fraction | None = None,
    *,
    act: Act,
) -> Change[Session]:
    """Add an extra site with its reason, planned or given at once; `at` is a place of its own.

    Refused where it would lie outside its muscle or too near to another site.
    """
    label = f"{'Give' if give else 'Add'} {site_id}"
    records.require(act, Permission.CHART_DOSE if give else Permission.PLAN_SESSION, label)

    def edit(session: Session) -> Session:
        added = session.add_extra(site_id, reason, units, at)
        require_extra_place(records.artwork, added, site_id)
        return added.give([site_id], at=act.at, by=act.by.id) if give else added

    return records.edit_session(act, "add_extra_site", session_id, label, edit)


def undo(records: Records, session_id: UUID, *, act: Act) -> Change[Session]:
    """Step back over the last act of an open session."""
    records.require(act, Permission.PLAN_SESSION, "Undo")
    return records.step(act, session_id, back=True)


def redo(records: Records, session_id: UUID, *, act: Act) -> Change[Session]:
    """Do the act again that was stepped over last."""
    records.require(act, Permission.PLAN_SESSION, "Redo")
    return records.step(act, session_id, back=False)


def _shown(units: Decimal) -> str:
    # A dose that will be refused, such as NaN, must still be nameable in the refusal.
    return show_units(units) if units.is_finite() and abs(units) < _ABSURD else str(units)


def _names(site_ids: tuple[str, ...]) -> str:
    return site_ids[0] if len(site_ids) == 1 else f"{len(site_ids)} sites"
