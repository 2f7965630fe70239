"""A log that can be handed to anyone: what happened and where, never to whom."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from clinicapp.config.paths import private_folder
from clinicapp.domain.errors import FileError

FILE_NAME = "clinicapp.log"
_BYTES, _OLD_FILES = 1_000_000, 4
_ROOM = logging.getLogger("clinicapp")


def start_logging(folder: Path) -> Path:
    """Log what clinicapp does into the folder, from now on, and return the file."""
    path = private_folder(folder) / FILE_NAME
    try:
        path.touch(mode=0o600)
        handler = _QuietFileHandler(path, maxBytes=_BYTES, backupCount=_OLD_FILES, encoding="utf-8")
    except OSError as error:
        raise FileError(
            f"The log {path} cannot be written: {error.strerror}.",
            remedy="Choose a data folder you may write to.",
        ) from error
    stop_logging()
    handler.setFormatter(_SparingFormatter())
    _ROOM.addHandler(handler)
    _ROOM.setLevel(logging.INFO)
    _ROOM.propagate = False
    return path


def stop_logging() -> None:
    """Close the log; what is logged afterwards goes nowhere."""
    for handler in tuple(_ROOM.handlers):
        if isinstance(handler, _QuietFileHandler):
            _ROOM.removeHandler(handler)
            handler.close()
    _ROOM.propagate = True


def locations_of(error: BaseException) -> str:
    """Return the kind of an exception and of its causes, and where each passed; no message."""
    return "\n".join(line for each in _chain(error) for line in _lines(each))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield the exception and what it came from, each once."""
    seen: set[int] = set()
    step: BaseException | None = error
    while step is not None and id(step) not in seen:
        seen.add(id(step))
        yield step
        step = step.__cause__ or step.__context__


def _lines(error: BaseException) -> Iterator[str]:
    yield f"  {type(error).__module__}.{type(error).__qualname__}"
    for frame, line in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
        place = "/".join(Path(code.co_filename).parts[-3:])
        yield f"    {place}:{line} in {code.co_qualname}"


def _harmless(value: object) -> object:
    """Return a number as it is, and a dot for anything that could hold a name."""
    return value if isinstance(value, int | float) else "·"


class _SparingFormatter(logging.Formatter):
    """Writes the text of the code, numbers, and where exceptions passed; no other value."""

    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        lines = [f"{when} {record.levelname} {record.name}: {self._text(record)}"]
        if record.exc_info and record.exc_info[1] is not None:
            lines.append(locations_of(record.exc_info[1]))
        return "\n".join(lines)

    @staticmethod
    def _text(record: logging.LogRecord) -> str:
        if not isinstance(record.msg, str):
            return type(record.msg).__qualname__
        if not isinstance(record.args, tuple):
            return record.msg
        try:
            return record.msg % tuple(_harmless(value) for value in record.args)
        except (TypeError, ValueError):  # a "%d" was given a text
            return record.msg


class _QuietFileHandler(RotatingFileHandler):
    """A log that cannot be written stops nobody, and says nothing on the console."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Drop the record: the console would show its values."""
