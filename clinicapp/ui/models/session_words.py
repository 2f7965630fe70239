"""A session as a list tells it: its state, its exceptions, its sums."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from clinicapp.domain.session import Session, SessionStatus, SiteRecord, reason_label
from clinicapp.domain.summaries import SessionSummary
from clinicapp.domain.units import show_exact, show_units
from clinicapp.ui.models.place_words import moved_way


@dataclass(frozen=True, slots=True)
class StateWords:
    """A state as a tag shows it: a word, a tone role and an icon."""

    word: str
    tone: str
    icon: str


def state_words(summary: SessionSummary) -> StateWords:
    """How the state of a session is shown in a list."""
    return state_of(summary.status, bool(summary.addenda), summary.is_sealed)


def brief_state(summary: SessionSummary) -> StateWords:
    """The same where there is little room."""
    state = state_words(summary)
    is_closed = summary.status is SessionStatus.COMPLETED
    if not is_closed or summary.is_sealed or summary.addenda:
        return state
    return replace(state, word=QCoreApplication.translate("sessions", "Not sealed"))


def state_of(status: SessionStatus, is_amended: bool, is_sealed: bool) -> StateWords:
    """How a state is shown; one completed before there were seals says that it has none."""
    tr = QCoreApplication.translate
    if status is SessionStatus.IN_PROGRESS:
        return StateWords(tr("sessions", "In progress"), "accent", "circle-dot")
    if status is SessionStatus.ENTERED_IN_ERROR:
        return StateWords(tr("sessions", "Entered in error"), "", "circle-slash")
    if is_amended:
        return StateWords(tr("sessions", "Amended"), "", "file-clock")
    if is_sealed:
        return StateWords(tr("sessions", "Signed"), "ok", "lock")
    return StateWords(tr("sessions", "Completed, not sealed"), "", "circle-check")


def status_word(status: SessionStatus) -> str:
    """A status as a filter names it."""
    tr = QCoreApplication.translate
    return {
        SessionStatus.IN_PROGRESS: tr("sessions", "In progress"),
        SessionStatus.COMPLETED: tr("sessions", "Completed"),
        SessionStatus.ENTERED_IN_ERROR: tr("sessions", "Entered in error"),
    }[status]


def exception_words(summary: SessionSummary) -> str:
    """Counts of what differs from the protocol, such as "1 omitted, 2 changed"; else "none"."""
    tr = QCoreApplication.translate
    counted = (
        (summary.omitted, tr("sessions", "{n} omitted")),
        (summary.changed, tr("sessions", "{n} changed")),
        (summary.extra, tr("sessions", "{n} extra")),
    )
    told = [words.format(n=n) for n, words in counted if n]
    return ", ".join(told) or tr("sessions", "none")


def progress_line(summary: SessionSummary) -> str:
    """Such as "22 of 31 given, 112.5 units"."""
    return QCoreApplication.translate("sessions", "{given} of {sites} given, {units} units").format(
        given=summary.given,
        sites=summary.given + summary.planned + summary.omitted,
        units=show_units(summary.given_units),
    )


def spoken_name(summary: SessionSummary) -> str:
    """As the patient is addressed: "Elena María Vasquez"."""
    return f"{summary.given_name} {summary.family_name}".strip()


def numbered(summary: SessionSummary) -> str:
    """Such as "Session 6"."""
    return QCoreApplication.translate("sessions", "Session {n}").format(n=summary.number)


def session_line(summary: SessionSummary) -> str:
    """Such as "Session 2 · 155 units, 1 omitted"; an open one tells how far it is."""
    if summary.status is SessionStatus.IN_PROGRESS:
        return f"{numbered(summary)} · {progress_line(summary)}"
    units = QCoreApplication.translate("sessions", "{units} units")
    parts = [units.format(units=show_units(summary.given_units))]
    if summary.omitted or summary.changed or summary.extra:
        parts.append(exception_words(summary))
    return f"{numbered(summary)} · {', '.join(parts)}"


def session_exceptions(session: Session) -> tuple[str, ...]:
    """Every site that differs from the protocol, named aloud with its dose, reason or place."""
    tr = QCoreApplication.translate
    told = []
    for site in session.sites:
        values = {
            "site": session.name(site.site_id),
            "units": show_units(site.units),
            "reason": _reason(session, site),
            "way": moved_way(session, site),
        }
        words = []
        if site.is_omitted:
            words.append(tr("sessions", "{site} omitted: {reason}"))
        elif site.is_extra:
            words.append(tr("sessions", "{site} added, {units} units: {reason}"))
        elif session.is_changed(site):
            words.append(tr("sessions", "{site} changed to {units} units"))
        if site.is_moved:
            words.append(tr("sessions", "{site} moved {way}"))
        told += [text.format(**values) for text in words]
    return tuple(told)


def _reason(session: Session, site: SiteRecord) -> str:
    """Why a site was omitted or added, in words."""
    if site.is_omitted:
        return reason_label(session.protocol.omission_reasons, site.omission_reason)
    return reason_label(session.protocol.extra_reasons, site.extra_reason)


def count_words(value: int) -> str:
    """A count with its thousands marked: 6,612."""
    return f"{value:,}"


def sum_words(value: Decimal) -> str:
    """A sum of units with its thousands marked: 32,847.5."""
    return f"{show_exact(value):,f}"
