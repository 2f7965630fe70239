"""Password hashes: Argon2id with the parameters of RFC 9106 for limited memory."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY


def hash_password(password: str) -> str:
    """The hash to keep, parameters and salt included; takes about 0.1 s on purpose."""
    return _hasher().hash(password)


def verify_password(kept: str, password: str) -> bool:
    """Whether a password belongs to a kept hash."""
    try:
        return _hasher().verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def decoy_hash() -> str:
    """A hash of nothing, verified for unknown names so that they take as long as known ones."""
    return hash_password("")


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
