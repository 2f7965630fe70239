"""What stands on a page while the clinic has no patient: what to do first, and whose work it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from clinicapp.domain.people import Permission, Practitioner
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.pages.head_art import HeadArt
from clinicapp.ui.widgets.badges import key_cap
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import holder, row
from clinicapp.ui.widgets.states import EmptyState

NAMED = 3


class FirstPatient(QStackedWidget):
    """Offers only what the person signed in may do: register, add people, or ask somebody."""

    register_wanted = Signal()
    people_wanted = Signal()

    def __init__(self, hub: ChangeHub, headline: str, sentence: str) -> None:
        super().__init__()
        self._hub = hub
        self._headline = headline
        first = button(self.tr("Register a patient"), "primary", icon="user-round-plus", bulk="act")
        first.setObjectName("register_first")
        first.clicked.connect(self.register_wanted)
        keys = holder(
            row(label(self.tr("or press"), "label", "text_3"), key_cap("register"), gap="s")
        )
        self.register = EmptyState(headline, sentence, first, art=HeadArt(), footer=keys)
        people = button(self.tr("Add people"), "primary", icon="user-round-plus", bulk="act")
        people.setObjectName("add_people")
        people.clicked.connect(self.people_wanted)
        self.staff = EmptyState(
            self.tr("Add your physicians and nurses"),
            self.tr("They register the patients and chart the sessions."),
            people,
            art=HeadArt(),
        )
        self.others = EmptyState(headline, "", art=HeadArt())
        for page in (self.register, self.staff, self.others):
            self.addWidget(page)

    def refresh(self) -> None:
        """Offer what fits the person signed in and who else is here."""
        self.setCurrentWidget(self._fitting())

    def _fitting(self) -> QWidget:
        if self._hub.may(Permission.REGISTER_PATIENT):
            return self.register
        able = self._who_may_register()
        if not able and self._hub.may(Permission.MANAGE_PEOPLE):
            return self.staff
        self.others.set_words(self._headline, self._told(able))
        return self.others

    def _who_may_register(self) -> list[Practitioner]:
        records = self._hub.records
        people = self._hub.ask(records.people) or ()
        may = records.access.may
        return [p for p in people if p.is_active and may(p, Permission.REGISTER_PATIENT)]

    def _told(self, able: list[Practitioner]) -> str:
        if not able:
            return self.tr("Patients are registered by a physician or a nurse.")
        names = self.tr(" or ").join(person.signed_name for person in able[:NAMED])
        words = self.tr("Patients are registered by {names}.")
        if len(able) > NAMED:
            words = self.tr("Patients are registered by {names}, or another colleague.")
        return words.format(names=names)
