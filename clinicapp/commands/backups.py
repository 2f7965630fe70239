"""A copy of the records each day, verified, the oldest thinned out."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from clinicapp.commands.opening import OpenFolder
from clinicapp.store.migrate import BACKUP_FOLDER

EVERY = timedelta(hours=24)
KEPT = 7
_NAME = "daily-%Y%m%dT%H%M%SZ.db"


def back_up_daily(opened: OpenFolder, *, now: datetime) -> Path | None:
    """Write and verify a copy unless the newest is younger than a day; None when it is.

    The newest seven daily copies are kept; copies made before a migration are never thinned.
    """
    folder = opened.folder / BACKUP_FOLDER
    made = daily_backups(opened.folder)
    if made and now - made[-1][0] < EVERY:
        return None
    target = folder / now.strftime(_NAME)
    opened.backup(target)
    for _, path in daily_backups(opened.folder)[:-KEPT]:
        path.unlink(missing_ok=True)
    return target


def daily_backups(folder: Path) -> list[tuple[datetime, Path]]:
    """When each daily copy of a data folder was made, oldest first."""
    found = []
    for path in (folder / BACKUP_FOLDER).glob("daily-*.db"):
        try:
            made = datetime.strptime(f"{path.name}+0000", f"{_NAME}%z")
        except ValueError:
            continue  # a copy somebody renamed is theirs to keep
        found.append((made, path))
    return sorted(found)
