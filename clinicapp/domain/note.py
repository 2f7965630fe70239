"""The procedure note, written from the record: it leads with what differs from the standard."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from clinicapp.domain.checks.case import Case
from clinicapp.domain.note_drug import drug_lines
from clinicapp.domain.note_facts import (
    care_lines,
    consent_lines,
    diagnosis_lines,
    hold_lines,
    interval_lines,
    response_lines,
    safety_lines,
)
from clinicapp.domain.note_lines import NoteKind, NoteLine, Telling
from clinicapp.domain.note_sites import site_lines
from clinicapp.domain.note_words import NoteWords
from clinicapp.domain.people import Practitioner


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The note in lines; `text` is what is copied and sealed."""

    lines: tuple[NoteLine, ...]
    text: str


def note_of(
    case: Case,
    people: Iterable[Practitioner],
    words: NoteWords,
    *,
    gap_days: int | None,
    cumulative_units: Decimal | None,
) -> Note:
    """The note of a session as it stands (domain.md 8); the same record gives the same note.

    `gap_days` are the days since the last dose, `cumulative_units` the units of the cap's months
    with today's; None where nobody knows. The patient is not named: a note is pasted into a chart.
    """
    telling = Telling(case=case, names={p.id: p.signed_name for p in people}, words=words)
    title = words.say("title", number=case.shown_number, date=words.date(case.day))
    lines = (
        NoteLine(kind=NoteKind.TITLE, text=title),
        *site_lines(telling),
        *response_lines(telling),
        *drug_lines(telling),
        *diagnosis_lines(telling),
        *consent_lines(telling),
        *safety_lines(telling),
        *interval_lines(telling, gap_days, cumulative_units),
        *hold_lines(telling),
        *care_lines(telling),
        *_next_lines(telling),
    )
    return Note(lines=lines, text="\n".join(_as_text(line, words) for line in lines) + "\n")


def _next_lines(telling: Telling) -> tuple[NoteLine, ...]:
    session = telling.case.session
    if not session.given:
        return ()
    day = telling.case.day + timedelta(days=session.protocol.retreatment_interval_days)
    text = telling.words.say("next", date=telling.words.date(day))
    return (NoteLine(kind=NoteKind.NEXT, text=text),)


def _as_text(line: NoteLine, words: NoteWords) -> str:
    text = line.text
    if line.detail:
        text = words.say("detailed", text=text, detail=line.detail)
    return words.say("item", text=text) if line.kind.is_exception else text
