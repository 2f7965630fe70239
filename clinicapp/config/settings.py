"""What a person prefers: theme, scale, window, paper. Nothing clinical."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import TypeAlias, TypeVar

from clinicapp.config.files import write_atomically
from clinicapp.domain.errors import FileError

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None
Value = TypeVar("Value", bound=Json)

_log = logging.getLogger(__name__)


class Settings:
    """Preferences in a JSON file; a missing or damaged file means the defaults."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values = _read(path)

    def get(self, key: str, default: Value) -> Value:
        """Return what is stored, or the default when that is missing or of another kind."""
        value = self._values.get(key, default)
        if type(value) is type(default):
            return value
        return default

    def set(self, key: str, value: Json) -> bool:
        """Keep the value and write it at once; False when it could be kept for this run only.

        A preference that cannot be written is no reason to interrupt anyone.
        """
        if key in self._values and self._values[key] == value:
            return True
        self._values[key] = value
        content = json.dumps(self._values, indent=1, sort_keys=True)
        try:
            write_atomically(self._path, content.encode("ascii"))
        except FileError:
            _log.warning("settings are kept for this run only", exc_info=True)
            return False
        return True


def _read(path: Path) -> dict[str, Json]:
    try:
        values = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError):
        _log.warning("settings cannot be read: the defaults are used", exc_info=True)
        return {}
    return values if isinstance(values, dict) else {}
