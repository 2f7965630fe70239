"""The signatures on a paper form: for each role whether it stands there, by whom, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QFrame

from clinicapp.domain.consent.on_paper import PaperSignature
from clinicapp.domain.consent.record import SignerRole
from clinicapp.domain.people import Practitioner
from clinicapp.ui.models.consent_words import role_words
from clinicapp.ui.models.day_words import local_day
from clinicapp.ui.pages.day_field import DayField
from clinicapp.ui.pages.fact_parts import ClockField, LineChips, titled
from clinicapp.ui.widgets.choices import ChoiceChips
from clinicapp.ui.widgets.fields import TextField
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, holder, row

SIGNED, MISSING = "signed", "missing"


class PaperSignatureRow(QFrame):
    """One role of the form; nothing counts as signed until somebody says that it stands there."""

    def __init__(self, role: SignerRole) -> None:
        super().__init__()
        self.role = role
        self.setObjectName(f"paper_{role.value}")
        name = role_words(role)
        choices = [(SIGNED, self.tr("Signed")), (MISSING, self.tr("Missing"))]
        self.stands = LineChips(choices, name=name, can_clear=True)
        self.name = TextField(self.tr("Name"))
        self.name.edit.setObjectName(f"paper_name_{role.value}")
        self.physician = ChoiceChips(name=self.tr("Physician"), can_clear=False, gap=4)
        self.day = DayField(self.tr("Signed on"))
        self.time = ClockField(self.tr("at"))
        who = titled(self.tr("Physician"), self.physician)
        is_clinician = role is SignerRole.CLINICIAN
        when = row(self.day, self.time, gap="s")
        when.setStretch(0, 2)
        when.setStretch(1, 1)
        self._parts = holder(column(who if is_clinician else self.name, when, gap="s"))
        head = row(label(name, "strong"), None, self.stands, gap="s")
        self.setLayout(column(head, self._parts, gap="s"))
        self.stands.chosen.connect(lambda _code: self._show_parts())
        self._show_parts()

    @property
    def fields(self) -> tuple[TextField, ...]:
        """The fields that are filled in for a signature that stands there."""
        if self.stands.choice != SIGNED:
            return ()
        is_clinician = self.role is SignerRole.CLINICIAN
        return (self.day, self.time) if is_clinician else (self.name, self.day, self.time)

    def start(self, name: str, at: datetime, zone: ZoneInfo) -> None:
        """Propose a name and a day; whether and when it is signed is read off the form."""
        self.stands.choose("")
        self.name.set_text(name)
        self.day.set_day(local_day(at, zone))
        self.time.set_text("")
        self._show_parts()

    def offer_physicians(self, physicians: Sequence[Practitioner], proposed: UUID) -> None:
        """Offer who can have explained; the one whom the consent names is proposed."""
        choices = [(str(p.id), p.signed_name) for p in physicians]
        chosen = self.physician.choice
        self.physician.set_choices(choices)
        self.physician.choose(chosen or str(proposed))

    def entry(self, zone: ZoneInfo) -> PaperSignature | None:
        """What is read off; None for no signature, or with the reasons beside the fields."""
        if self.stands.choice != SIGNED:
            return None
        is_clinician = self.role is SignerRole.CLINICIAN
        if not is_clinician and not self.name.text.strip():
            self.name.show_error(self.tr("Write the name under the signature."))
        if self.day.day is None:
            self.day.show_error(self.tr("Such as 2026-11-22 or 22 Nov 2026"))
        at = self.time.on_day(self.day.day, zone)
        chosen = self.physician.choice if is_clinician else ""
        if at is None or any(f.error for f in self.fields):
            return None
        return PaperSignature(
            role=self.role,
            name=self.name.text,
            signed_at=at,
            person_id=UUID(chosen) if chosen else None,
        )

    def _show_parts(self) -> None:
        self._parts.setVisible(self.stands.choice == SIGNED)
