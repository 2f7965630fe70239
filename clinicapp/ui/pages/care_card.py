"""The fold-out of tolerance, position, needle and team, as last time until somebody says else."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QWidget

from clinicapp.commands.session_facts import record_care
from clinicapp.domain.checks.case import Case
from clinicapp.domain.safety import CareLists, label_of
from clinicapp.domain.session_facts import Care
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.pages.care_fields import CareFields
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, holder, row, rule

HEAD, BODY = (18, 8, 8, 8), (18, 12, 18, 14)


class _Head(QWidget):
    """The line that folds the card; a press anywhere on it does."""

    def __init__(self, card: CareCard) -> None:
        super().__init__()
        self._card = card
        words = column(
            label(self.tr("Tolerance, position, needle, team"), "strong"), card.told, gap=1
        )
        line = row(words, card.turn, gap="m", margins=HEAD)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self._card.turn_out(not self._card.is_out)


class CareCard(QFrame):
    """Tells in one line how it was done; unfolded, each particular can be changed."""

    turned_out = Signal()

    def __init__(self, hub: ChangeHub) -> None:
        super().__init__()
        self.setObjectName("care_card")
        self.setProperty("card", "plain")
        self._hub = hub
        self._case: Case | None = None
        self.told = label("", "label", "text_2", wrap=True)
        self.turn = button("", "quiet", icon="chevron-down", bulk="icon", tip=self.tr("Show"))
        self.turn.setObjectName("turn_care")
        self.turn.clicked.connect(lambda: self.turn_out(not self.is_out))
        self.fields = CareFields()
        self.fields.changed.connect(self._on_changed)
        self._body = holder(column(rule(), holder(column(self.fields, margins=BODY)), gap=0))
        self._body.hide()
        self.setLayout(column(_Head(self), self._body, gap=0, margins=1))

    @property
    def is_out(self) -> bool:
        """Whether the fields can be seen."""
        return not self._body.isHidden()

    def turn_out(self, out: bool) -> None:
        """Show the fields, or the line alone."""
        self._body.setVisible(out)
        self.turn.set_icon("chevron-up" if out else "chevron-down")
        words = self.tr("Hide the particulars") if out else self.tr("Show the particulars")
        self.turn.setAccessibleName(words)
        self.turn.setToolTip(words)
        if out:
            self.turned_out.emit()

    def show_case(self, case: Case) -> None:
        """Show what is recorded."""
        self._case = case
        care, people = case.session.facts.care, self._hub.ask(self._hub.records.people) or ()
        self.fields.show_care(care, case.rules.lists, people)
        self.told.setText(self._words(care, case.rules.lists))

    def commit(self) -> bool:
        """Take over what was typed; False while something cannot be taken."""
        taken = self.fields.commit()
        if not taken:
            self.turn_out(True)
        return taken

    def _on_changed(self, care: Care) -> None:
        case = self._case
        if case is not None and self._hub.run(record_care, case.session.id, care) is None:
            self.show_case(case)

    def _words(self, care: Care | None, lists: CareLists) -> str:
        if care is None or care == Care():
            return self.tr("Nothing recorded yet")
        parts = [
            label_of(lists.tolerance, care.tolerance),
            label_of(lists.position, care.position),
            label_of(lists.needle, care.needle),
        ]
        found = [label_of(lists.complications, code) for code in care.complications]
        none = self.tr("no complication") if care.tolerance else self.tr("tolerance not recorded")
        parts.append(", ".join(found) if found else none)
        said = [part for part in parts if part]
        return ", ".join([said[0], *(_inside(part) for part in said[1:])])


def _inside(words: str) -> str:
    return words[:1].lower() + words[1:]
