"""How easy a text is to read: school grade for English, ease for Spanish.

Flesch-Kincaid grade = 0.39 words per sentence + 11.8 syllables per word - 15.59
(Kincaid, Fishburne, Rogers, Chissom 1975, Navy Research Branch Report 8-75).
Fernández-Huerta ease = 206.84 - 0.60 syllables per 100 words - 1.02 words per sentence
(Fernández Huerta 1959, Consigna 214: 29-32).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from clinicapp.domain.consent.syllables import english_syllables, spanish_syllables
from clinicapp.domain.consent.texts import ConsentTexts

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?:])[)”\"]?\s+")
_FULL = (".", "!", "?")
_ABBREVIATIONS = re.compile(r"\b(U\.S|EE\. UU|Dr|Dra|Sr|Sra)\.")
SYLLABLES_OF_A_DIGIT = 2
"""A figure is one word, with about as many syllables as it has when it is read aloud."""


class Measure(StrEnum):
    """A formula, made for one language."""

    FLESCH_KINCAID_GRADE = "flesch-kincaid-grade"
    FERNANDEZ_HUERTA = "fernandez-huerta"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLimit:
    """The formula of a language, and its limit: a grade at most, an ease at least."""

    measure: Measure
    limit: int


ReadingLimits = Mapping[str, ReadingLimit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the formulas need of a text."""

    sentences: int
    words: int
    syllables: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A figure to one decimal, and whether it is within the limit."""

    measure: Measure
    figure: float
    limit: int
    is_within: bool


def count(lines: Iterable[str], syllables: Callable[[str], int]) -> Counts:
    """Sentences, words and syllables; every line ends a sentence."""
    sentences = [words for line in lines for words in _sentences(line)]
    return Counts(
        sentences=len(sentences),
        words=sum(len(words) for words in sentences),
        syllables=sum(_spoken(word, syllables) for words in sentences for word in words),
    )


def grade(lines: Iterable[str]) -> float:
    """The Flesch-Kincaid grade of English lines; 0 for no word at all."""
    found = count(lines, english_syllables)
    if not found.words:
        return 0.0
    by_sentence, by_word = found.words / found.sentences, found.syllables / found.words
    return 0.39 * by_sentence + 11.8 * by_word - 15.59


def ease(lines: Iterable[str]) -> float:
    """The Fernández-Huerta ease of Spanish lines, higher is easier; 100 for no word at all."""
    found = count(lines, spanish_syllables)
    if not found.words:
        return 100.0
    by_sentence, by_word = found.words / found.sentences, found.syllables / found.words
    return 206.84 - 60 * by_word - 1.02 * by_sentence


def reading_of(lines: Iterable[str], limit: ReadingLimit) -> Reading:
    """The figure of some lines by the formula of a language."""
    if limit.measure is Measure.FLESCH_KINCAID_GRADE:
        figure = round(grade(lines), 1)
        return _reading(limit, figure, figure <= limit.limit)
    figure = round(ease(lines), 1)
    return _reading(limit, figure, figure >= limit.limit)


def reading_words(texts: ConsentTexts, limits: ReadingLimits) -> Reading | None:
    """How hard the words of a consent are; None for a language that no formula is named for.

    Counted over all lines and over the full sentences alone; the harder of the two is told, since
    the short lines of a list make any text look easy.
    """
    limit = limits.get(texts.language)
    if limit is None:
        return None
    lines = lines_of(texts)
    every, full = reading_of(lines, limit), reading_of(full_sentences(lines), limit)
    is_grade = limit.measure is Measure.FLESCH_KINCAID_GRADE
    return max(every, full, key=lambda r: r.figure if is_grade else -r.figure)


def lines_of(texts: ConsentTexts) -> tuple[str, ...]:
    """Every line a patient can be shown: title, headings, items that are on, risks, answers."""
    said = texts.answers
    lines = [texts.title]
    for section in texts.sections:
        lines += [section.heading, *(i.text for i in section.items if i.is_shown)]
    for risk in texts.risks:
        lines += [risk.name, risk.text]
    return (*lines, said.still_agree, said.nothing_changed, said.attest)


def full_sentences(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines that end as a sentence does."""
    return tuple(line for line in lines if line.rstrip().endswith(_FULL))


def _reading(limit: ReadingLimit, figure: float, is_within: bool) -> Reading:
    return Reading(measure=limit.measure, figure=figure, limit=limit.limit, is_within=is_within)


def _sentences(line: str) -> list[list[str]]:
    plain = _ABBREVIATIONS.sub(lambda found: found[0].replace(".", ""), line)
    parts = (_WORD.findall(part) for part in _SENTENCE_END.split(plain))
    return [words for words in parts if words]


def _spoken(word: str, syllables: Callable[[str], int]) -> int:
    if word[0].isdigit():
        return SYLLABLES_OF_A_DIGIT * sum(1 for char in word if char.isdigit())
    return syllables(word)
