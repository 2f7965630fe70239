"""How easy the words of the consent are to read, by the limits that are shipped."""

from __future__ import annotations

from functools import cache

from clinicapp.catalog.readability import load_reading_limits
from clinicapp.config.resources import resource
from clinicapp.domain.consent.readability import (
    Measure,
    Reading,
    ReadingLimits,
    reading_of,
    reading_words,
)
from clinicapp.domain.consent.texts import ConsentTexts
from clinicapp.ui.models.consent_version_words import hard_line

WORDS_LEAST = 8  # the figure of a shorter line says little


@cache
def limits() -> ReadingLimits:
    """The formula and limit of each language."""
    return load_reading_limits(resource("consent", "readability.toml"))


def reading(texts: ConsentTexts) -> Reading | None:
    """The figure of a whole consent; None where there is no formula for its language."""
    return reading_words(texts, limits())


def judge(language: str, shipped: str, typed: str) -> str:
    """What to say of one line: "" unless it is over the limit and harder than the shipped one."""
    limit = limits().get(language)
    if limit is None or typed == shipped or len(typed.split()) < WORDS_LEAST:
        return ""
    now, before = reading_of([typed], limit), reading_of([shipped], limit)
    is_grade = limit.measure is Measure.FLESCH_KINCAID_GRADE
    is_harder = now.figure > before.figure if is_grade else now.figure < before.figure
    return hard_line(now) if is_harder and not now.is_within else ""
