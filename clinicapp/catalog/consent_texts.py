"""The words of the consent read from TOML files, one file for each language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from clinicapp.catalog.toml_file import Table, read_toml
from clinicapp.domain.consent.required import ALWAYS_SHOWN, LISTED_RISKS, MOST_COMMON
from clinicapp.domain.consent.texts import (
    CONDITIONS,
    SECTIONS,
    AnswerWords,
    ConsentItem,
    ConsentRisk,
    ConsentSection,
    ConsentTexts,
    RiskFigure,
)
from clinicapp.domain.errors import CatalogError
from clinicapp.domain.safety import Choice

SCHEMA = 1
_SHARE = re.compile(r"<?\d{1,2}")


def consent_languages(folder: Path) -> tuple[str, ...]:
    """The languages a consent can be given in: one for each file of the folder."""
    return tuple(sorted(p.name.split(".")[1] for p in folder.glob("consent.*.toml")))


def load_consent_texts(folder: Path, language: str) -> ConsentTexts:
    """Read the words of one language; a wrong file is refused with the place and the reason."""
    return _read(folder, language)[0]


def shipped_review(folder: Path, language: str) -> str:
    """What the file of a language says of its review, such as "not yet reviewed"."""
    return _read(folder, language)[1]


def require_listed_risks(texts: ConsentTexts, listed: Iterable[Choice]) -> None:
    """Refuse words whose risks are not, one for one and in order, those of the coded lists."""
    codes = [c.code for c in listed]
    if [r.code for r in texts.risks] != codes:
        raise CatalogError(
            f"The risks of the consent in {texts.language} are not those of the coded lists: "
            f"{', '.join(codes)}.",
            unchanged="No consent can be taken.",
            remedy="Put the original files back.",
        )


def _read(folder: Path, language: str) -> tuple[ConsentTexts, str]:
    top = read_toml(folder / f"consent.{language}.toml", schema=SCHEMA)
    texts = ConsentTexts(
        language=top.text("language"),
        version=top.text("version"),
        title=top.text("title"),
        answers=_answers(top.table("answers")),
        sections=tuple(_section(t, top.where) for t in top.tables("section")),
        risks=tuple(_risk(t, top.where) for t in top.tables("risk")),
    )
    review = top.text("clinician_review")
    top.done()
    if texts.language != language:
        top.refuse(f"the language is {texts.language}, not {language}.")
    _check_sections(texts, top)
    _check_risks(texts, top)
    return texts, review


def _answers(table: Table) -> AnswerWords:
    words = AnswerWords(**{f.name: table.text(f.name) for f in fields(AnswerWords)})
    table.done()
    return words


def _section(table: Table, file_name: str) -> ConsentSection:
    section_id = table.text("id")
    table.where = f"{file_name}: section {section_id}"
    made = ConsentSection(
        id=section_id,
        heading=table.text("heading"),
        items=tuple(_item(t, file_name) for t in table.tables("item")),
    )
    table.done()
    if not made.items:
        table.refuse("there is no item.")
    for item in made.items:
        if not item.id.startswith(f"{section_id}."):
            table.refuse(f"item {item.id} must begin with {section_id}.")
    return made


def _item(table: Table, file_name: str) -> ConsentItem:
    item_id = table.text("id")
    table.where = f"{file_name}: item {item_id}"
    made = ConsentItem(
        id=item_id,
        text=table.text("text"),
        is_locked=table.flag("locked"),
        is_shown=table.flag("shown"),
        when=table.text("when") if table.has("when") else "",
        source=table.text("source"),
    )
    table.done()
    if made.when and made.when not in CONDITIONS:
        table.refuse(f"{made.when} is nothing that a consent can cover.")
    if made.is_locked and not (made.is_shown and not made.when):
        table.refuse("a locked item is shown to everybody.")
    return made


def _risk(table: Table, file_name: str) -> ConsentRisk:
    code = table.text("code")
    table.where = f"{file_name}: risk {code}"
    made = ConsentRisk(
        code=code,
        name=table.text("name"),
        text=table.text("text"),
        is_most_common=table.flag("most_common"),
        wording=table.text("wording"),
        figures=tuple(_figure(t) for t in table.tables("figures")),
        source=table.text("source"),
    )
    table.done()
    if not made.figures:
        table.refuse("there is no figure.")
    return made


def _figure(table: Table) -> RiskFigure:
    made = RiskFigure(
        term=table.text("term"),
        with_botox=table.text("with_botox"),
        with_placebo=table.text("with_placebo"),
    )
    table.done()
    for share in (made.with_botox, made.with_placebo):
        if not _SHARE.fullmatch(share):
            table.refuse(f'{share} is not a number of 100 people, such as "4", "<1" or "0".')
    return made


def _check_sections(texts: ConsentTexts, top: Table) -> None:
    """Refuse a file that lacks a part, holds an item twice, or lets a needed one be turned off."""
    if tuple(s.id for s in texts.sections) != SECTIONS:
        top.refuse(f"the sections must be {', '.join(SECTIONS)}, in this order.")
    items = [i for s in texts.sections for i in s.items]
    _refuse_twice("item", (i.id for i in items), top)
    locked = {i.id for i in items if i.is_locked}
    for item_id in ALWAYS_SHOWN:
        if item_id not in {i.id for i in items}:
            top.refuse(f"item {item_id} is missing; no consent is given without it.")
        if item_id not in locked:
            top.refuse(f"item {item_id} must be locked; no consent is given without it.")


def _check_risks(texts: ConsentTexts, top: Table) -> None:
    """Refuse a file whose risks are not the listed ones, or with another one as most common."""
    codes = [r.code for r in texts.risks]
    _refuse_twice("risk", codes, top)
    for code in LISTED_RISKS:
        if code not in codes:
            top.refuse(f"risk {code} is missing; no consent is given without it.")
    if tuple(codes) != LISTED_RISKS:
        top.refuse(f"the risks must be {', '.join(LISTED_RISKS)}, in this order.")
    if [r.code for r in texts.risks if r.is_most_common] != [MOST_COMMON]:
        top.refuse(f"the most common risk must be {MOST_COMMON}, and no other.")


def _refuse_twice(kind: str, names: Iterable[str], top: Table) -> None:
    for name, count in Counter(names).items():
        if count > 1:
            top.refuse(f"{kind} {name} stands there twice.")
