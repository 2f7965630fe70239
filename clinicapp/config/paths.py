"""Where records are kept, and folders nobody else can open."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from clinicapp.domain.errors import FileError

DATABASE_FILE = "clinic.db"
_OWNER_ONLY = 0o700


def default_data_folder() -> Path:
    """Return the folder for records by the platform's convention; it may not exist yet."""
    # Imported here: a start that names its folder does not need it.
    from platformdirs import user_data_path

    return user_data_path("clinicapp", appauthor=False, roaming=False)


def sample_folder(data: Path) -> Path:
    """Return the folder of the sample clinic that belongs to a data folder."""
    return data / "sample-clinic"


def private_folder(path: Path) -> Path:
    """Make the folder if need be, closed to everyone else, and return it.

    On Windows the folder takes the rights of the one it is in, which in a user's profile are the
    user's own. A folder shared by everyone (as /tmp is) is refused, not closed.
    """
    try:
        path.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
        if os.name == "posix":
            _close_to_others(path)
    except OSError as error:
        raise FileError(
            f"The folder {path} cannot be used: {error.strerror}.",
            remedy="Choose a folder of your own, or make room on the disk.",
        ) from error
    return path


def _close_to_others(path: Path) -> None:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & stat.S_ISVTX:
        raise FileError(
            f"The folder {path} is shared by everyone on this computer.",
            remedy="Choose a folder of your own.",
        )
    if mode != _OWNER_ONLY:
        path.chmod(_OWNER_ONLY)
