"""The coded lists of the record beside the sites, read from their TOML files."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from clinicapp.catalog.toml_file import Table, read_toml
from clinicapp.domain.safety import (
    CareLists,
    Choice,
    DiagnosisCode,
    DiagnosisTable,
    Question,
    SafetyQuestions,
)

SCHEMA = 1
_SEVERITIES = {"block": "block", "hold": "hold", "warn": "warn", "none": ""}
_LISTS = (
    *("tolerance", "complications", "position", "skin_preparation", "needle", "guidance"),
    *("aspiration", "identifiers", "discard_reasons", "indications", "relationships", "risks"),
)


def load_questions(path: Path) -> SafetyQuestions:
    """Read the safety screen; a wrong file is refused with the place and the reason."""
    top = read_toml(path, schema=SCHEMA)
    made = SafetyQuestions(
        version=top.text("version"),
        clinician_review=top.text("clinician_review"),
        questions=tuple(_question(t) for t in top.tables("question")),
    )
    top.done()
    if not made.questions:
        top.refuse("there is no question.")
    _refuse_twice((q.code for q in made.questions), top)
    return made


def load_diagnoses(path: Path) -> DiagnosisTable:
    """Read the dated diagnosis codes; one that contradicts its attributes is refused."""
    top = read_toml(path, schema=SCHEMA)
    sums = top.table("adds_up_to")
    made = DiagnosisTable(
        version=top.text("version"),
        source=top.text("source"),
        clinician_review=top.text("clinician_review"),
        codes=tuple(_diagnosis(t) for t in top.tables("code")),
    )
    if len({c.code for c in made.codes}) != sums.whole("codes"):
        sums.refuse(f"the file holds {len(made.codes)} codes.")
    sums.done()
    top.done()
    _refuse_overlaps(made, top)
    return made


def load_care(path: Path) -> CareLists:
    """Read what can be chosen; a list without a source or a missing risk is refused."""
    top = read_toml(path, schema=SCHEMA)
    version, review = top.text("version"), top.text("clinician_review")
    sums, sources = top.table("adds_up_to"), top.table("sources")
    lists: dict[str, tuple[Choice, ...]] = {}
    for name in _LISTS:
        sources.text(name)
        lists[name] = _choices(top.table(name))
    if len(lists["risks"]) != sums.whole("risks"):
        sums.refuse(f"the file holds {len(lists['risks'])} risks.")
    for table in (sums, sources, top):
        table.done()
    return CareLists(version=version, clinician_review=review, **lists)


def _choices(table: Table) -> tuple[Choice, ...]:
    codes = table.keys()
    made = tuple(Choice(code=code, label=table.text(code)) for code in codes)
    if not made:
        table.refuse("there is nothing to choose.")
    return made


def _question(table: Table) -> Question:
    code = table.text("code")
    table.where = f"{table.where} ({code})"
    made = Question(
        code=code,
        text=table.text("text"),
        detail=table.text("detail"),
        severity=_severity(table, "yes"),
        unknown_severity=_severity(table, "unknown"),
        stops_first_dose=table.flag("stops_first_dose"),
        may_be_na=table.flag("may_be_na"),
        finding=table.text("finding"),
        remedy=table.text("remedy"),
        source=table.text("source"),
        asks_outside_doses=table.flag_or("asks_outside_doses", False),
    )
    table.done()
    if made.stops_first_dose and made.severity != "block":
        table.refuse("only an answer that blocks can stop the first dose.")
    return made


def _severity(table: Table, key: str) -> str:
    word = table.text(key)
    if word not in _SEVERITIES:
        table.refuse(f"{key} must be one of: {', '.join(_SEVERITIES)}.")
    return _SEVERITIES[word]


def _diagnosis(table: Table) -> DiagnosisCode:
    made = DiagnosisCode(
        code=table.text("code"),
        label=table.text("label"),
        aura=table.flag("aura"),
        intractable=table.flag("intractable"),
        status_migrainosus=table.flag("status_migrainosus"),
        effective_from=table.day("effective_from"),
        effective_to=table.day_or_none("effective_to"),
    )
    table.done()
    # domain.md 3.6: each attribute has its own character in the code.
    letters = (
        f"{'E' if made.aura else '7'}{made.intractable:d}{'1' if made.status_migrainosus else '9'}"
    )
    if made.code != f"G43.{letters}":
        table.refuse(f"{made.code} does not stand for these attributes.")
    if made.effective_to and made.effective_to < made.effective_from:
        table.refuse(f"{made.code} ends before it begins.")
    return made


def _refuse_overlaps(made: DiagnosisTable, top: Table) -> None:
    """A code has at most one row for any day, so that nothing depends on their order."""
    rows = sorted(made.codes, key=lambda c: (c.code, c.effective_from))
    for one, other in pairwise(rows):
        is_over = one.effective_to is not None and one.effective_to < other.effective_from
        if one.code == other.code and not is_over:
            top.refuse(f"{one.code} stands there twice for the same days.")


def _refuse_twice(codes: Iterable[str], top: Table) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            top.refuse(f"{code} stands there twice.")
        seen.add(code)
