"""Choosing who saw a discard."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QComboBox

from clinicapp.domain.people import Practitioner


class WitnessBox(QComboBox):
    """Everybody who may be a witness, and nobody as the first; what was chosen stays chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("witness")
        self._ids: list[UUID | None] = []
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)

    @property
    def witness_id(self) -> UUID | None:
        """The person who is chosen; None for nobody."""
        place = self.currentIndex()
        return self._ids[place] if 0 <= place < len(self._ids) else None

    def show_people(
        self, people: Sequence[Practitioner], me: UUID | None, proposed: UUID | None
    ) -> None:
        """Offer the active ones but the person who discards; `proposed` unless one is chosen."""
        able = [p for p in people if p.is_active and p.id != me]
        chosen = self.witness_id or proposed
        ids: list[UUID | None] = [None, *(p.id for p in able)]
        if ids != self._ids:
            self._ids = ids
            self.clear()
            self.addItem(self.tr("Choose who saw it"))
            for person in able:
                self.addItem(person.signed_name)
        self.setCurrentIndex(ids.index(chosen) if chosen in ids else 0)
