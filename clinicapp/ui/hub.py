"""Runs verbs for the pages and tells every page what changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from clinicapp.commands.records import Act, Change, Records
from clinicapp.domain.errors import AccessError, ClinicError
from clinicapp.domain.people import Permission, Practitioner

T = TypeVar("T")


class ChangeHub(QObject):
    """The only object of the window that starts verbs and emits their changes."""

    changed = Signal(object)  # Change
    refused = Signal(object)  # ClinicError
    person_changed = Signal(object)  # Practitioner | None

    def __init__(
        self, records: Records, clock: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.records = records
        self.clock = clock
        self.person: Practitioner | None = None

    def use_person(self, person: Practitioner | None) -> None:
        """Let everything from now on be done by this person."""
        self.person = person
        self.person_changed.emit(person)

    def allows(self, permission: Permission, label: str) -> bool:
        """Whether an act may begin; a refusal is broadcast, and kept in the trail."""
        try:
            self.records.require(self.act(), permission, label)
        except ClinicError as error:
            self.refused.emit(error)
            return False
        return True

    def act(self) -> Act:
        """Who is acting, and now."""
        if self.person is None:
            raise AccessError("Nobody is signed in.", remedy="Sign in first.")
        return Act(self.person, self.clock())

    def may(self, permission: Permission) -> bool:
        """Whether the person signed in holds a permission."""
        return self.person is not None and self.records.access.may(self.person, permission)

    def run(
        self, verb: Callable[..., Change[Any]], *args: Any, **kwargs: Any
    ) -> Change[Any] | None:
        """Run a verb as the person signed in; broadcast its change, or its refusal."""
        change = self.ask(lambda: verb(self.records, *args, act=self.act(), **kwargs))
        if change is not None:
            self.changed.emit(change)
            after = change.after
            if isinstance(after, Practitioner) and self.person and after.id == self.person.id:
                self.use_person(after)
        return change

    def ask(self, question: Callable[..., T], *args: Any, **kwargs: Any) -> T | None:
        """Read something; a refusal is broadcast and None comes back."""
        try:
            return question(*args, **kwargs)
        except ClinicError as error:
            self.refused.emit(error)
            return None
