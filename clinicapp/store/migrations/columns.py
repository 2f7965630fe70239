"""The kinds of columns that migrations create."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa


def id_column() -> sa.Column[UUID]:
    """The primary key of a record."""
    return sa.Column("id", sa.Uuid(), primary_key=True)


def reference(name: str, target: str, *, index: bool = False) -> sa.Column[UUID]:
    """A reference to another table."""
    key = sa.ForeignKey(target)
    return sa.Column(name, sa.Uuid(), key, nullable=False, index=index or None)


def person(name: str, *, known: bool = True) -> sa.Column[UUID]:
    """Who did something."""
    return sa.Column(name, sa.Uuid(), sa.ForeignKey("practitioner.id"), nullable=not known)


def moment(name: str) -> sa.Column[datetime]:
    """A moment in UTC."""
    return sa.Column(name, sa.DateTime(), nullable=False)


def whole(name: str, *, known: bool = True) -> sa.Column[int]:
    """A whole number, or an exact decimal kept as one."""
    return sa.Column(name, sa.Integer(), nullable=not known)


def text(name: str) -> sa.Column[str]:
    """A text; empty where nothing is known."""
    return sa.Column(name, sa.String(), nullable=False)
