"""The kinds of value that drawings are made of: numbers, places, paths and colours, checked."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from clinicapp.catalog.toml_file import Table
from clinicapp.domain.artwork import HEIGHT, WIDTH, Point

_N = r"-?\d+(?:\.\d+)?"


def _numbers(count: int) -> str:
    return " ".join([_N] * count)


_PATH = re.compile(
    rf"(?:M{_numbers(2)}(?: {_numbers(2)})*"
    rf"(?: ?(?:L{_numbers(2)}(?: {_numbers(2)})*|Q{_numbers(4)}(?: {_numbers(4)})*"
    rf"|C{_numbers(6)}(?: {_numbers(6)})*|Z))* ?)+"
)
_COLOUR = re.compile(r"#[0-9a-f]{6}")


class DrawingTable(Table):
    """A table of a drawing file, with the kinds of value that drawings are made of."""

    @classmethod
    def of(cls, table: Table) -> DrawingTable:
        """The same table, read as part of a drawing."""
        return cls(table._values, table.where)

    def part(self, key: str) -> DrawingTable:
        """The table inside this one."""
        return DrawingTable.of(self.table(key))

    def parts(self, key: str) -> tuple[DrawingTable, ...]:
        """The tables of an array, in their order."""
        return tuple(DrawingTable.of(t) for t in self.tables(key))

    def named(self) -> dict[str, DrawingTable]:
        """All tables inside this one, by name."""
        return {name: self.part(name) for name in self.keys()}

    def number(self, key: str, least: float, most: float) -> float:
        """A number from `least` to `most`."""
        value = self._take(key)
        if not _is_number(value) or not least <= value <= most:
            self.refuse(f"{key} must be a number from {least:g} to {most:g}.")
        return float(value)

    def numbers(self, key: str, count: int) -> tuple[float, ...]:
        """Exactly `count` numbers."""
        values = self._take(key)
        if not isinstance(values, list) or len(values) != count or not all(map(_is_number, values)):
            self.refuse(f"{key} must be {count} numbers.")
        return tuple(float(v) for v in values)

    def all_numbers(self, count: int) -> dict[str, tuple[float, ...]]:
        """All lists of numbers of this table, by name."""
        return {name: self.numbers(name, count) for name in self.keys()}

    def place(self, key: str) -> Point:
        """A point inside the view, written as two numbers."""
        x, y = self.numbers(key, 2)
        return self._inside(x, y, key)

    def place_or_none(self, key: str) -> Point | None:
        """A point inside the view, or nothing where the file says null."""
        if self._values.get(key, 0) is None:
            self._take(key)
            return None
        return self.place(key)

    def own_place(self, what: str) -> Point:
        """The point that x and y of this table make."""
        return self._inside(self.number("x", 0, WIDTH), self.number("y", 0, HEIGHT), what)

    def all_places(self) -> dict[str, Point]:
        """All points of this table, by name."""
        return {name: self.place(name) for name in self.keys()}

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self._take(key)
        if not isinstance(value, bool):
            self.refuse(f"{key} must be true or false.")
        return value

    def colour(self, key: str) -> str:
        """A colour as #rrggbb."""
        value = self._take(key)
        if not isinstance(value, str) or not _COLOUR.fullmatch(value):
            self.refuse(f"{key} must be a colour such as #1a6ddb.")
        return value

    def colour_or(self, key: str, usual: str) -> str:
        """A colour, or the usual one where the file names none."""
        return self.colour(key) if key in self._values else usual

    def all_colours(self) -> dict[str, str]:
        """All colours of this table, by name."""
        return {name: self.colour(name) for name in self.keys()}

    def all_texts(self) -> dict[str, str]:
        """All texts of this table, by name."""
        return {name: self.text(name) for name in self.keys()}

    def path(self, key: str, *, may_be_empty: bool = False) -> str:
        """SVG path data of absolute M, L, Q, C and Z."""
        return self._path(key, self._take(key), may_be_empty)

    def paths(self, key: str, *, may_be_empty: bool = False) -> tuple[str, ...]:
        """Several texts of path data."""
        return tuple(self._path(key, value, may_be_empty) for value in self._list(key))

    def all_paths(self) -> dict[str, str]:
        """All path data of this table, by name."""
        return {name: self.path(name) for name in self.keys()}

    def _path(self, key: str, value: Any, may_be_empty: bool) -> str:
        if may_be_empty and not value:
            return ""
        if not isinstance(value, str) or not _PATH.fullmatch(value):
            self.refuse(f"{key} is not path data.")
        return value

    def _inside(self, x: float, y: float, what: str) -> Point:
        if not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
            self.refuse(f"{what} lies outside the view.")
        return x, y


def read_json(path: Path) -> DrawingTable:
    """The top table of a drawing file; one that cannot be read is refused by its name."""
    try:
        values = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        reason = "cannot be read" if isinstance(error, OSError) else "is damaged"
        Table({}, path.name).refuse(f"the file {reason}.")
    if not isinstance(values, dict):
        Table({}, path.name).refuse("the file is damaged.")
    return DrawingTable(values, path.name)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
