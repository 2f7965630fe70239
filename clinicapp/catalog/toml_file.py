"""Reading a data file strictly: every key known, every value of its kind, every fault named."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NoReturn

from clinicapp.domain.errors import CatalogError


class Table:
    """One table of a data file; each key is taken once, and none may be left over."""

    def __init__(self, values: dict[str, Any], where: str) -> None:
        self._values = dict(values)
        self.where = where

    def refuse(self, fault: str) -> NoReturn:
        """Refuse the file, naming the place and the fault."""
        raise CatalogError(
            f"{self.where}: {fault}",
            unchanged="The program uses no part of this file.",
            remedy="Put the original file back, or correct this value.",
        )

    def text(self, key: str) -> str:
        """A text that is not empty."""
        value = self._take(key)
        if not isinstance(value, str) or not value.strip():
            self.refuse(f"{key} must be a text.")
        return value

    def whole(self, key: str, *, least: int = 0) -> int:
        """A whole number of at least `least`."""
        value = self._take(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            self.refuse(f"{key} must be a whole number from {least}.")
        return value

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self._take(key)
        if not isinstance(value, bool):
            self.refuse(f"{key} must be true or false.")
        return value

    def flag_or(self, key: str, usual: bool) -> bool:
        """True or false; the usual where the file says nothing."""
        return self.flag(key) if self.has(key) else usual

    def day(self, key: str) -> date:
        """A date, written without quotes: 2010-10-15."""
        value = self._take(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            self.refuse(f"{key} must be a date such as 2010-10-15.")
        return value

    def units(self, key: str) -> Decimal:
        """An exact positive decimal, written as a text."""
        return self._decimal(key, self._take(key))

    def units_list(self, key: str) -> tuple[Decimal, ...]:
        """Several exact positive decimals, written as texts."""
        return tuple(self._decimal(key, v) for v in self._list(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """Several texts."""
        values = self._list(key)
        if not all(isinstance(v, str) for v in values):
            self.refuse(f"{key} must hold texts.")
        return tuple(values)

    def table(self, key: str) -> Table:
        """A table inside this one."""
        value = self._take(key)
        if not isinstance(value, dict):
            self.refuse(f"{key} must be a table.")
        return Table(value, f"{self.where}: {key}")

    def tables(self, key: str) -> tuple[Table, ...]:
        """The tables of an array, in their order."""
        values = self._list(key)
        if not all(isinstance(v, dict) for v in values):
            self.refuse(f"{key} must be tables.")
        return tuple(Table(v, f"{self.where}: {key} {n}") for n, v in enumerate(values, 1))

    def has(self, key: str) -> bool:
        """Whether a key stands there and has not been taken yet."""
        return key in self._values

    def keys(self) -> tuple[str, ...]:
        """The keys that have not been taken yet."""
        return tuple(self._values)

    def done(self) -> None:
        """Refuse the file if a key was not taken: a misspelt key must not pass unseen."""
        if self._values:
            self.refuse(f"unknown: {', '.join(sorted(self._values))}.")

    def _take(self, key: str) -> Any:
        if key not in self._values:
            self.refuse(f"{key} is missing.")
        return self._values.pop(key)

    def _list(self, key: str) -> list[Any]:
        value = self._take(key)
        if not isinstance(value, list):
            self.refuse(f"{key} must be a list.")
        return value

    def _decimal(self, key: str, value: Any) -> Decimal:
        try:
            number = Decimal(value) if isinstance(value, str) else Decimal("NaN")
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or number <= 0:
            self.refuse(f'{key} must be a number in quotes, such as "2.5".')
        return number


def read_toml(path: Path, *, schema: int) -> Table:
    """The top table of a data file of the schema this version reads."""
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = "cannot be read" if isinstance(error, OSError) else f"is damaged ({error})"
        Table({}, path.name).refuse(f"the file {reason}.")
    top = Table(values, path.name)
    if top.whole("schema") != schema:
        top.refuse(f"this version of the program reads schema {schema}.")
    return top
