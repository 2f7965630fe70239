"""The people of the clinic: who has an account, and looking after it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from uuid import UUID

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from clinicapp.commands.people import correct_person
from clinicapp.domain.people import Permission, Practitioner
from clinicapp.ui.dialogs.password_dialog import PasswordDialog
from clinicapp.ui.dialogs.person_dialog import PersonDialog
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.pages.person_row import Allowed, PersonRow
from clinicapp.ui.pages.section import Section
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.layouts import column, holder
from clinicapp.ui.widgets.notice import Notice

BOUNCE = 0.7  # seconds in which a second click belongs to the first


class PeoplePanel(Section):
    """Everybody sees who is here and may change the own password; the rest is as the roles say."""

    def __init__(self, hub: ChangeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self.rows: list[PersonRow] = []
        self._places: list[UUID] = []
        self._is_left = False
        self._now: Callable[[], float] = time.monotonic
        self._switched_at: float | None = None
        self.notice = Notice("info")
        self.notice.hide()
        self._list = column(gap=0)
        self.add = button(self.tr("Add a person"), icon="user-round-plus")
        self.add.setObjectName("add_person")
        self.add.clicked.connect(self._on_add)
        self.build(self.tr("People"), "", self.notice, holder(self._list), act=self.add)

    def use_clock(self, now: Callable[[], float]) -> None:
        """Count the pause between two clicks by another clock, in seconds."""
        self._now = now

    def refresh(self) -> None:
        """Show everybody as the record has them; rows stay where they are."""
        people = self._hub.ask(self._hub.records.people)
        if people is None:
            return
        ordered = self._in_place(people)
        self._make_rows(len(ordered))
        may_manage = self._hub.may(Permission.MANAGE_PEOPLE)
        self.add.setVisible(may_manage)
        if not may_manage:
            self.notice.hide()
        for person, line in zip(ordered, self.rows, strict=True):
            self._show(person, line, may_manage)
        self.set_sentence(
            self.tr("An inactive person cannot sign in; what was charted stays.")
            if may_manage
            else self.who_may(self._hub.records.access, Permission.MANAGE_PEOPLE)
        )

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._places.clear()
            self._is_left = True
            self.notice.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_left and self._hub.person is not None:
            self._is_left = False
            self.refresh()

    def _in_place(self, people: Sequence[Practitioner]) -> list[Practitioner]:
        """The inactive stand last, but nobody moves while the page is looked at."""
        ordered = sorted(people, key=lambda person: not person.is_active)
        places = {id_: place for place, id_ in enumerate(self._places)}
        ordered.sort(key=lambda person: places.get(person.id, len(places)))
        self._places = [person.id for person in ordered]
        return ordered

    def _show(self, person: Practitioner, line: PersonRow, may_manage: bool) -> None:
        is_me = self._hub.person is not None and person.id == self._hub.person.id
        allowed = Allowed(
            correct=may_manage,
            set_password=may_manage or is_me,
            # Who locks the own account would stand before the door.
            switch=may_manage and not is_me,
        )
        role = self._hub.records.access.labels[person.role]
        line.show_person(person, role, allowed, is_me=is_me)

    def _make_rows(self, wanted: int) -> None:
        while len(self.rows) > wanted:
            old = self.rows.pop()
            self._list.removeWidget(old)
            old.deleteLater()
        while len(self.rows) < wanted:
            line = PersonRow()
            line.edit_wanted.connect(self._on_edit)
            line.password_wanted.connect(self._on_password)
            line.switch_wanted.connect(self._on_switch)
            self.rows.append(line)
            self._list.addWidget(line)
        # The keyboard follows the lines, whenever they were made.
        controls = [self.add, *(act for line in self.rows for act in line.acts)]
        for one, other in pairwise(controls):
            QWidget.setTabOrder(one, other)

    def _on_add(self) -> None:
        PersonDialog.ask(self.window(), self._hub)

    def _on_edit(self, person: Practitioner) -> None:
        PersonDialog.ask(self.window(), self._hub, person)

    def _on_password(self, person: Practitioner) -> None:
        PasswordDialog.ask(self.window(), self._hub, person)

    def _on_switch(self, person: Practitioner) -> None:
        moment = self._now()
        if self._switched_at is not None and moment - self._switched_at < BOUNCE:
            return
        self._switched_at = moment
        change = self._hub.run(correct_person, replace(person, is_active=not person.is_active))
        if change is None:
            return
        self.notice.hide()
        if not change.after.is_active:
            self._tell_inactive(change.after)

    def _on_again(self, person_id: UUID) -> None:
        person = self._hub.ask(self._hub.records.person, person_id)
        if person is not None and not person.is_active:
            self._on_switch(person)

    def _tell_inactive(self, person: Practitioner) -> None:
        again = button(self.tr("Activate again"))
        again.setObjectName("activate_again")
        again.clicked.connect(lambda: self._on_again(person.id))
        self.notice.show_notice(
            "info",
            self.tr("{name} cannot sign in any more.").format(name=person.name),
            self.tr("What was charted stays."),
            [again],
        )
        self.notice.show()
