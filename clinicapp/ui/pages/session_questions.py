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


def complete_question(session: Session, act: Act, zone: tzinfo) -> Question:
    """Complete: what was given, with which exceptions, and that it is final."""
    totals = total_of(session)
    parts = (
        (totals.omitted, tr("{n} omitted")),
        (totals.changed, tr("{n} changed")),
        (totals.extra, tr("{n} extra")),
        (totals.moved, tr("{n} moved")),
    )
    exceptions = ", ".join(words.format(n=n) for n, words in parts if n)
    return (
        tr("Complete this session: {sites}, {units} units?").format(
            sites=_sites(totals), units=show_units(totals.given_units)
        ),
        _joined(exceptions, tr("read-only afterwards"), *_who_and_when(act, zone)),
        tr("Complete"),
    )


def tr(text: str) -> str:
    """A text of the confirm line in the interface's language."""
    return QCoreApplication.translate("SessionQuestions", text)


def _sites(totals: Totals) -> str:
    """What was given, counted as it is beside the diagram: fixed sites, and extra ones."""
    words = tr("{n} of {all} sites").format(n=totals.given, all=totals.fixed_sites)
    if not totals.extra_given:
        return words
    return tr("{sites} and {n} extra").format(sites=words, n=totals.extra_given)


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
