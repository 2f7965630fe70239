"""The words of the consent in one language: what a signature answers for, word by word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from clinicapp.domain.plain_text import canonical, to_plain

SECTIONS = (
    "what", "happens", "benefits", "alternatives", "risks", "serious", "tell", "schedule",
    "rights", "agree",
)  # fmt: skip
"""Every consent has these parts (domain.md 5.1)."""
CONDITIONS = ("extras_planned",)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentItem:
    """One thought of a section. A locked item is always shown; `when` names a condition for it."""

    id: str
    text: str
    is_locked: bool
    is_shown: bool
    when: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentSection:
    """One part of the consent, shown by itself."""

    id: str
    heading: str
    items: tuple[ConsentItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskFigure:
    """How many people of 100 had the problem, as the label prints it: "4", "<1" or "0"."""

    term: str
    with_botox: str
    with_placebo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRisk:
    """One listed risk; `code` is its code in the coded lists, `wording` that of the clinic."""

    code: str
    name: str
    text: str
    is_most_common: bool
    wording: str
    figures: tuple[RiskFigure, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWords:
    """The answers and acts whose words are part of what is signed."""

    understand: str
    question: str
    refuse: str
    sign: str
    decline: str
    later: str
    most_common: str
    of_100: str
    with_botox: str
    with_placebo: str
    explained: str
    interpreted: str
    witnessed: str
    still_agree: str
    nothing_changed: str
    attest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentTexts:
    """All words of one version in one language."""

    language: str
    version: str
    title: str
    answers: AnswerWords
    sections: tuple[ConsentSection, ...]
    risks: tuple[ConsentRisk, ...]

    def section(self, section_id: str) -> ConsentSection:
        """The section of an id; KeyError when there is none."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)

    def risk(self, code: str) -> ConsentRisk:
        """The risk of a code; KeyError when there is none."""
        for risk in self.risks:
            if risk.code == code:
                return risk
        raise KeyError(code)

    def shown(self, section_id: str, conditions: tuple[str, ...] = ()) -> tuple[ConsentItem, ...]:
        """The items of a section that this patient is shown, in their order."""
        return tuple(
            i
            for i in self.section(section_id).items
            if i.is_shown and (not i.when or i.when in conditions)
        )


@lru_cache(maxsize=32)
def digest_of_texts(texts: ConsentTexts) -> str:
    """The SHA-256 of all words and their sources, as 64 hex digits; any changed letter shows."""
    return sha256(canonical(to_plain(texts)).encode("utf-8")).hexdigest()
