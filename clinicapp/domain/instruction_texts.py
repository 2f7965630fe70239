"""The words of the instruction sheet in one language: data that a clinician can correct."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

ALWAYS_PRINTED = (
    "hero.until",
    "hero.normal",
    "signs.swallow",
    "signs.slurred",
    "signs.allergy",
    "signs.weak",
    "signs.vision",
    "signs.lids",
    "signs.hoarse",
    "signs.bladder",
    "signs.when",
    "signs.last",
    "safe.drive",
    "safe.tell",
    "safe.ask",
    "safe.other",
    "next.date",
    "foot.report",
)
"""Lines no sheet may lack: the restriction, the label's warnings, the interval (domain.md 6)."""

BLOCKS = ("hero", "signs", "signs_911", "signs_call", "care", "expect", "safe", "next", "foot")
WORDS = (
    "born", "record", "treated", "by", "page", "got", "got_one", "your_treatment", "show_this",
    "units", "front", "back", "right", "left", "side_right", "side_left", "legend_given",
    "legend_extra", "legend_skipped", "mark_skipped", "questions", "after_hours", "qr",
    "basis_key", "basis_label", "basis_clinic", "basis_experience", "made_from", "lot",
)  # fmt: skip


class Basis(StrEnum):
    """Why a line stands on the sheet."""

    LABEL = "label"
    CLINIC = "clinic"
    EXPERIENCE = "experience"


class Switch(StrEnum):
    """Whether a clinic may turn a line off, and how it starts."""

    LOCKED = "locked"
    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionLine:
    """One sentence group of the sheet; `condition` names what the record must say."""

    id: str
    block: str
    text: str
    basis: Basis
    switch: Switch
    condition: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """How a language writes days and times; the patterns hold named places."""

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    halves: tuple[str, ...]
    date_pattern: str
    weekday_pattern: str
    time_pattern: str

    def show_date(self, day: date) -> str:
        """Such as "March 13, 2026"."""
        return self._fill(self.date_pattern, day)

    def show_weekday(self, day: date) -> str:
        """Such as "Friday, March 13, 2026"."""
        return self._fill(self.weekday_pattern, day)

    def show_time(self, moment: datetime) -> str:
        """The clock time of a moment in its own zone, such as "3:40 PM"."""
        half = self.halves[moment.hour >= 12]
        return self.time_pattern.format(
            hour=moment.hour % 12 or 12, minute=f"{moment.minute:02d}", half=half
        )

    def _fill(self, pattern: str, day: date) -> str:
        return pattern.format(
            weekday=self.weekdays[day.weekday()],
            day=day.day,
            month=self.months[day.month - 1],
            year=day.year,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionTexts:
    """Every word of the sheet in one language; `name` is the language's name for itself."""

    language: str
    name: str
    locale: str
    version: str
    title: str
    clinician_review: str
    dates: DateWords
    words: Mapping[str, str]
    headings: Mapping[str, str]
    lines: tuple[InstructionLine, ...]

    def printed(
        self, block: str, conditions: frozenset[str] = frozenset()
    ) -> tuple[InstructionLine, ...]:
        """The lines of a block that are printed, in their order."""
        return tuple(
            line
            for line in self.lines
            if line.block == block
            and line.switch is not Switch.OFF
            and (not line.condition or line.condition in conditions)
        )

    def text_of(self, line_id: str) -> str:
        """The text of a line that is always printed; KeyError when there is none."""
        for line in self.lines:
            if line.id == line_id:
                return line.text
        raise KeyError(line_id)
