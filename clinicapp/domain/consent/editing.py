"""A clinic's own words of the consent: what may be changed in them, and what may not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from clinicapp.domain.consent.texts import (
    ConsentItem,
    ConsentRisk,
    ConsentSection,
    ConsentTexts,
)
from clinicapp.domain.errors import InputError
from clinicapp.domain.patient import clean_line

LINE_MAX = 1000
CHANGED_HERE = "words changed by the clinic"
_PUT_BACK = "Open the words again and change them there."


def check_edited(shipped: ConsentTexts, edited: ConsentTexts) -> ConsentTexts:
    """The edited words, tidied; refused unless they hold all that the shipped ones hold.

    Titles, texts and names may be worded anew, and an item that is not locked may be turned on or
    off. Sections, items, risks, figures and the words of the answers stay. The source of a line
    tells when its words are no longer the shipped ones.
    """
    if edited.language != shipped.language:
        raise InputError("These words are in another language.", remedy=_PUT_BACK)
    if edited.answers != shipped.answers:
        raise InputError("The words of the answers are fixed.", remedy=_PUT_BACK)
    if [s.id for s in edited.sections] != [s.id for s in shipped.sections]:
        raise InputError("A section is missing, or not in its place.", remedy=_PUT_BACK)
    if [r.code for r in edited.risks] != [r.code for r in shipped.risks]:
        raise InputError(
            f"All {len(shipped.risks)} risks must stand there once, in their order.",
            remedy=_PUT_BACK,
        )
    return replace(
        edited,
        title=_tidy(edited.title, "the title"),
        sections=tuple(map(_section, shipped.sections, edited.sections)),
        risks=tuple(map(_risk, shipped.risks, edited.risks)),
    )


def on_shipped(shipped: ConsentTexts, words: ConsentTexts) -> ConsentTexts:
    """The shipped consent with the words and switches of another version where it has them.

    So a clinic's words stay when a later program adds an item, a figure or an answer.
    """
    items = {i.id: i for s in words.sections for i in s.items}
    headings = {s.id: s.heading for s in words.sections}
    risks = {r.code: r for r in words.risks}
    return replace(
        shipped,
        version=words.version,
        title=words.title,
        sections=tuple(
            replace(
                s,
                heading=headings.get(s.id, s.heading),
                items=tuple(_item_on(i, items.get(i.id, i)) for i in s.items),
            )
            for s in shipped.sections
        ),
        risks=tuple(_risk_on(r, risks.get(r.code, r)) for r in shipped.risks),
    )


def next_version(shipped_version: str, known_versions: Iterable[str]) -> str:
    """The name of the clinic's next version: "2026.1" is followed by "2026.1-1", "2026.1-2"."""
    pattern = re.compile(rf"{re.escape(shipped_version)}-(\d+)")
    found = (pattern.fullmatch(version) for version in known_versions)
    last = max((int(match[1]) for match in found if match), default=0)
    return f"{shipped_version}-{last + 1}"


def _section(shipped: ConsentSection, edited: ConsentSection) -> ConsentSection:
    heading = _tidy(edited.heading, f"the heading of “{shipped.heading}”")
    if [i.id for i in edited.items] != [i.id for i in shipped.items]:
        raise InputError(
            f"An item of “{shipped.heading}” is missing, or not in its place.", remedy=_PUT_BACK
        )
    if shipped.heading.endswith(":") and not heading.endswith(":"):
        raise InputError(
            f"The heading “{heading}” must end with a colon.",
            remedy="The lines below it end its sentence.",
        )
    pairs = zip(shipped.items, edited.items, strict=True)
    items = tuple(_item(old, new, shipped.heading) for old, new in pairs)
    return replace(edited, heading=heading, items=items)


def _item(shipped: ConsentItem, edited: ConsentItem, heading: str) -> ConsentItem:
    if (edited.is_locked, edited.when) != (shipped.is_locked, shipped.when):
        raise InputError(f"What is locked in “{heading}” cannot be changed here.", remedy=_PUT_BACK)
    if shipped.is_locked and not edited.is_shown:
        raise InputError(
            f"A line of “{heading}” is always shown and cannot be turned off.",
            remedy="Turn it on again.",
        )
    tidy = replace(edited, text=_tidy(edited.text, f"a line of “{heading}”"))
    return replace(tidy, source=_source(shipped.source, tidy.text == shipped.text))


def _risk(shipped: ConsentRisk, edited: ConsentRisk) -> ConsentRisk:
    fixed = ("is_most_common", "wording", "figures")
    if any(getattr(edited, name) != getattr(shipped, name) for name in fixed):
        raise InputError(
            f"The figures and the mark of the risk “{shipped.name}” are fixed.", remedy=_PUT_BACK
        )
    tidy = replace(
        edited,
        name=_tidy(edited.name, f"the name of the risk “{shipped.name}”"),
        text=_tidy(edited.text, f"the text of the risk “{shipped.name}”"),
    )
    is_same = (tidy.name, tidy.text) == (shipped.name, shipped.text)
    return replace(tidy, source=_source(shipped.source, is_same))


def _item_on(shipped: ConsentItem, words: ConsentItem) -> ConsentItem:
    return replace(
        shipped,
        text=words.text,
        is_shown=shipped.is_locked or words.is_shown,
        source=_source(shipped.source, words.text == shipped.text),
    )


def _risk_on(shipped: ConsentRisk, words: ConsentRisk) -> ConsentRisk:
    is_same = (words.name, words.text) == (shipped.name, shipped.text)
    return replace(
        shipped, name=words.name, text=words.text, source=_source(shipped.source, is_same)
    )


def _source(shipped: str, is_same: bool) -> str:
    return shipped if is_same else f"{shipped}; {CHANGED_HERE}"


def _tidy(text: str, what: str) -> str:
    tidy = clean_line(text)
    if not tidy:
        raise InputError(f"There are no words in {what}.", remedy="Write them.")
    if len(tidy) > LINE_MAX:
        raise InputError(
            f"There are too many words in {what}.", remedy=f"Keep it under {LINE_MAX:,} letters."
        )
    return tidy
