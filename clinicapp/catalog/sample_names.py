"""The names and words a sample clinic is filled with, read from their TOML file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from clinicapp.catalog.toml_file import Table, read_toml
from clinicapp.domain.patient import Sex

SCHEMA = 1
LATIN_MARK = " = "


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its own script, with its Latin form where papers cannot print that script."""

    text: str = ""
    latin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeaturedPerson:
    """An invented patient who is always in the sample."""

    family: Name
    given: Name
    birth_date: date
    sex: Sex
    language: str
    allergies: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameOrigin:
    """Names that belong together; `weight` is how often they come up."""

    name: str
    language: str
    weight: int
    given: dict[Sex, tuple[Name, ...]]
    family: dict[Sex, tuple[Name, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Showcase:
    """The exceptions of the session that is open when the sample is first looked at."""

    omitted: str
    omission_reason: str
    changed: str
    changed_units: Decimal
    extra: str
    extra_reason: str
    given_before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleEffect:
    """An after-effect that comes up in the sample, with what is told of it."""

    code: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleOutsideDose:
    """A dose elsewhere that comes up in the sample, so many days before the first session."""

    toxin: str
    indication: str
    units: Decimal
    days_least: int
    days_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleWords:
    """Everything a sample clinic says that a real one would have typed."""

    featured: tuple[FeaturedPerson, ...]
    origins: tuple[NameOrigin, ...]
    allergies: tuple[str, ...]
    notes: tuple[str, ...]
    omission_notes: tuple[str, ...]
    site_notes: tuple[str, ...]
    void_reasons: tuple[str, ...]
    signed_void_reasons: tuple[str, ...]
    interpreters: tuple[str, ...]
    care_notes: tuple[str, ...]
    screen_notes: tuple[str, ...]
    outside_doses: tuple[SampleOutsideDose, ...]
    hold_reasons: dict[int, tuple[str, ...]]
    addenda: tuple[tuple[str, str], ...]
    effects: tuple[SampleEffect, ...]
    showcase: Showcase


def load_sample_words(path: Path) -> SampleWords:
    """Read the words of the sample clinic; a wrong file is refused."""
    top = read_toml(path, schema=SCHEMA)
    words = SampleWords(
        featured=tuple(_featured(t) for t in top.tables("featured")),
        origins=tuple(_origin(t) for t in top.tables("origin")),
        allergies=top.texts("allergies"),
        notes=top.texts("notes"),
        omission_notes=top.texts("omission_notes"),
        site_notes=top.texts("site_notes"),
        void_reasons=top.texts("void_reasons"),
        signed_void_reasons=top.texts("signed_void_reasons"),
        interpreters=top.texts("interpreters"),
        care_notes=top.texts("care_notes"),
        screen_notes=top.texts("screen_notes"),
        outside_doses=tuple(_outside_dose(t) for t in top.tables("outside_dose")),
        hold_reasons=dict(_hold_reason(t) for t in top.tables("hold_reason")),
        addenda=tuple(_addendum(t) for t in top.tables("addendum")),
        effects=tuple(_effect(t) for t in top.tables("after_effect")),
        showcase=_showcase(top.table("showcase")),
    )
    top.done()
    return words


def _featured(table: Table) -> FeaturedPerson:
    person = FeaturedPerson(
        family=_name(table.text("family")),
        given=_name(_optional(table, "given")),
        birth_date=_date(table, "birth"),
        sex=_sex(table, "sex"),
        language=table.text("language"),
        allergies=_optional(table, "allergies"),
    )
    table.done()
    return person


def _origin(table: Table) -> NameOrigin:
    origin = NameOrigin(
        name=table.text("name"),
        language=table.text("language"),
        weight=table.whole("weight", least=1),
        given={s: _names(table, f"{s}_given") for s in (Sex.FEMALE, Sex.MALE)},
        family={s: _names(table, f"{s}_family") for s in (Sex.FEMALE, Sex.MALE)},
    )
    table.done()
    return origin


def _addendum(table: Table) -> tuple[str, str]:
    pair = table.text("reason"), table.text("text")
    table.done()
    return pair


def _outside_dose(table: Table) -> SampleOutsideDose:
    dose = SampleOutsideDose(
        toxin=table.text("toxin"),
        indication=table.text("indication"),
        units=table.units("units"),
        days_least=table.whole("days_least", least=1),
        days_most=table.whole("days_most", least=1),
    )
    table.done()
    return dose


def _hold_reason(table: Table) -> tuple[int, tuple[str, ...]]:
    pair = table.whole("check", least=1), table.texts("texts")
    table.done()
    if not pair[1]:
        table.refuse(f"Check {pair[0]} must hold a text.")
    return pair


def _effect(table: Table) -> SampleEffect:
    effect = SampleEffect(code=table.text("code"), notes=table.texts("notes"))
    table.done()
    if not effect.notes:
        table.refuse(f"{effect.code} must hold a note.")
    return effect


def _showcase(table: Table) -> Showcase:
    showcase = Showcase(
        omitted=table.text("omitted"),
        omission_reason=table.text("omission_reason"),
        changed=table.text("changed"),
        changed_units=table.units("changed_units"),
        extra=table.text("extra"),
        extra_reason=table.text("extra_reason"),
        given_before=table.text("given_before"),
    )
    table.done()
    return showcase


def _names(table: Table, key: str) -> tuple[Name, ...]:
    names = tuple(_name(text) for text in table.texts(key))
    if not names:
        table.refuse(f"{key} must hold a name.")
    return names


def _name(text: str) -> Name:
    own, _, latin = text.partition(LATIN_MARK)
    return Name(own, latin)


def _optional(table: Table, key: str) -> str:
    return table.text(key) if key in set(table.keys()) else ""


def _date(table: Table, key: str) -> date:
    text = table.text(key)
    try:
        return date.fromisoformat(text)
    except ValueError:
        table.refuse(f"{key} must be a date, such as 1984-03-14.")


def _sex(table: Table, key: str) -> Sex:
    text = table.text(key)
    if text not in set(Sex):
        table.refuse(f"{key} must be one of: {', '.join(Sex)}.")
    return Sex(text)
