"""The key of the encrypted database: the one seam where it is kept and handed out."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from clinicapp.domain.errors import StoreError

KEY_FILE = "clinic.key"
KEY_BYTES = 32


def read_key(folder: Path) -> bytes:
    """The key of a data folder; a missing or damaged key file is refused."""
    path = folder / KEY_FILE
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        raise StoreError(
            f"The key file {KEY_FILE} is missing or damaged, so the database cannot be opened.",
            unchanged="The database was not touched.",
            remedy=f"Put {KEY_FILE} back from a copy of the data folder.",
        ) from error
    if len(key) != KEY_BYTES:
        raise StoreError(
            f"The key file {KEY_FILE} is damaged.", unchanged="The database was not touched."
        )
    return key


def create_key(folder: Path) -> bytes:
    """A new random key in a file only its owner may read; an existing key is never replaced."""
    key = secrets.token_bytes(KEY_BYTES)
    path = folder / KEY_FILE
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return read_key(folder)
    except OSError as error:
        raise StoreError(
            "The data folder cannot be written.", remedy="Choose a folder you may write to."
        ) from error
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.hex())
        file.flush()
        os.fsync(file.fileno())
    return key
