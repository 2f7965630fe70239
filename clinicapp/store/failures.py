"""Driver faults put into words a user can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlcipher3 import dbapi2 as sqlcipher

from clinicapp.domain.errors import StoreError

# What SQLite says, what we say, what helps. The driver's own text never reaches the user.
_KNOWN = (
    ("full", "The disk is full.", "Free some space, then do it again."),
    ("readonly", "The data folder is read-only.", "Allow writing to it, then do it again."),
    ("read-only", "The data folder is read-only.", "Allow writing to it, then do it again."),
    ("locked", "Another program is using the database.", "Close it, then do it again."),
    ("busy", "Another program is using the database.", "Close it, then do it again."),
    (
        "not a database",
        "The file is not a clinic database, or the key does not belong to it.",
        "Put the right database and key file back, or restore a backup.",
    ),
    ("malformed", "The database is damaged.", "Restore the newest good backup."),
    ("hmac", "The database is damaged.", "Restore the newest good backup."),
    ("unable to open", "The database file cannot be opened.", "Check the data folder."),
    ("disk i/o", "The disk did not answer.", "Check the disk, then do it again."),
)
_OTHER = ("The database did not answer.", "Do it again; if it stays so, restart the program.")


@contextmanager
def in_words() -> Iterator[None]:
    """Turn a fault of the database's world into a StoreError; a bug stays a bug."""
    try:
        yield
    except IntegrityError:
        raise
    except DBAPIError as error:
        raise store_error(str(error.orig)) from None
    except sqlcipher.Error as error:
        raise store_error(str(error)) from None


def store_error(driver_text: str) -> StoreError:
    """The refusal for what the driver said."""
    said = driver_text.casefold()
    for sign, happened, remedy in _KNOWN:
        if sign in said:
            return StoreError(happened, remedy=remedy)
    return StoreError(_OTHER[0], remedy=_OTHER[1])
