"""What the confirm line asks before an act on the whole session."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import QCoreApplication

from clinicapp.commands.records import Act
from clinicapp.domain.session import Session
from clinicapp.domain.totals import Totals, total_of
from clinicapp.domain.units import show_units

Question = tuple[str, str, str]  # the question, its detail, the words of the act


def give_all_question(session: Session, act: Act, zone: tzinfo) -> Question:
    """Give all planned: how many sites and units, in what volume, by whom and when."""
    totals = total_of(session)
    count, units = len(session.planned), show_units(totals.planned_units)
    volume = tr("{ml} mL").format(ml=show_units(totals.planned_ml))
    return (
        tr("Give all {n} sites, {units} units?").format(n=count, units=units),
        _joined(volume, _excess(session, totals), *_who_and_when(act, zone)),
        tr("Give {n} sites").format(n=count),
    )


def tr(text: str) -> str:
    """A text of the confirm line in the interface's language."""
    return QCoreApplication.translate("SessionQuestions", text)


def _excess(session: Session, totals: Totals) -> str:
    protocol = session.protocol
    most = protocol.planned_units + protocol.extra_units_max
    if totals.given_units + totals.planned_units <= most:
        return ""
    return tr("more than the protocol’s {units} units").format(units=show_units(most))


def _who_and_when(act: Act, zone: tzinfo) -> tuple[str, str]:
    now = tr("now, {time}").format(time=f"{act.at.astimezone(zone):%H:%M}")
    return tr("by {name}").format(name=act.by.name), now


def _joined(*parts: str) -> str:
    return "  ·  ".join(part for part in parts if part)
