"""Driver faults put into words a user can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher

from clinicapp.domain.errors import StoreError

NOT_OURS = (
    "The file is not a clinic database, or the key does not belong to it.",
    "Put the right database and key file back, or restore a backup.",
)
# What SQLite says, what we say, what helps. The driver's own text never reaches the user.
_KNOWN = (
    ("disk is full", "The disk is full.", "Free some space, then do it again."),
    (
        "readonly database",
        "The data folder is read-only.",
        "Allow writing to it, then do it again.",
    ),
    ("read-only", "The data folder is read-only.", "Allow writing to it, then do it again."),
    ("is locked", "Another program is using the database.", "Close it, then do it again."),
    ("locking protocol", "Another program is using the database.", "Close it, then do it again."),
    ("not a database", *NOT_OURS),
    ("malformed", "The database is damaged.", "Restore the newest good backup."),
    ("hmac", "The database is damaged.", "Restore the newest good backup."),
    ("unable to open", "The database file cannot be opened.", "Check the data folder."),
    ("disk i/o", "The disk did not answer.", "Check the disk, then do it again."),
    ("permission denied", "The database file cannot be opened.", "Check the data folder."),
)


@contextmanager
def in_words() -> Iterator[None]:
    """Turn a fault of the database's world into a StoreError; a bug stays a bug."""
    try:
        yield
    except DBAPIError as error:
        refusal = store_error(str(error.orig))
        if refusal is None:
            raise
        raise refusal from None
    except sqlcipher.Error as error:
        refusal = store_error(str(error))
        if refusal is None:
            raise
        raise refusal from None


def store_error(driver_text: str) -> StoreError | None:
    """The refusal for what the driver said; None when it speaks of no fault of the world."""
    said = driver_text.casefold()
    for sign, happened, remedy in _KNOWN:
        if sign in said:
            return StoreError(happened, remedy=remedy)
    return None
