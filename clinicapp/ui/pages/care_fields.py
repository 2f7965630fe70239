"""The particulars of a procedure as short fields: each is recorded as soon as it is chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QWidget

from clinicapp.domain.people import Practitioner
from clinicapp.domain.safety import CareLists, Choice
from clinicapp.domain.session_facts import Care
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.fields import Field, TextField, name_above
from clinicapp.ui.widgets.flow import FlowLayout
from clinicapp.ui.widgets.layouts import column

WIDE, NARROW = 252, 126
CODED = ("tolerance", "position", "skin_preparation", "needle", "guidance", "aspiration")
VITALS = ("systolic", "diastolic", "pulse")


class CodedBox(QComboBox):
    """One of a coded list, or nothing; scrolling the page over it changes nothing."""

    picked = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.activated.connect(lambda _index: self.picked.emit(str(self.currentData() or "")))

    def offer(self, choices: Iterable[tuple[str, str]], chosen: str) -> None:
        """Offer codes with their words, none first, and show what is chosen."""
        wanted = [("", self.tr("Not recorded")), *choices]
        known = [(self.itemData(i), self.itemText(i)) for i in range(self.count())]
        if known != wanted:
            self.clear()
            for code, words in wanted:
                self.addItem(words, code)
        self.setCurrentIndex(max(self.findData(chosen), 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class CareFields(QWidget):
    """Shows a `Care` and tells each change of it; a number that cannot be stays to be mended."""

    changed = Signal(object)  # Care

    def __init__(self) -> None:
        super().__init__()
        self._care = Care()
        self.coded = {name: CodedBox(name) for name in CODED}
        self.assistant = CodedBox("assistant")
        self.complications: dict[str, QCheckBox] = {}
        self.vitals = {
            name: TextField(words)
            for name, words in zip(
                VITALS,
                (self.tr("Upper pressure"), self.tr("Lower pressure"), self.tr("Pulse a minute")),
                strict=True,
            )
        }
        self.note = TextField(self.tr("Remark"))
        self.note.edit.setObjectName("care_note")
        self._found = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._found.setSizePolicy(policy)
        self._found_flow = FlowLayout(self._found, gap=12)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        chosen = QWidget()
        chosen.setSizePolicy(self._found.sizePolicy())
        flow = FlowLayout(chosen, gap=12)
        names = (
            *(self.tr("Tolerance"), self.tr("Position"), self.tr("Skin preparation")),
            *(self.tr("Needle"), self.tr("Guidance"), self.tr("Aspiration")),
        )
        for words, code in zip(names, CODED, strict=True):
            flow.addWidget(Field(words, self.coded[code]))
        flow.addWidget(Field(self.tr("Assisted by"), self.assistant))
        for code, field in self.vitals.items():
            field.edit.setObjectName(code)
            flow.addWidget(field)
        self.setLayout(
            column(
                chosen,
                name_above(self.tr("Complications")),
                self._found,
                self.note,
                gap="s",
            )
        )
        notifier.theme_changed.connect(self._apply_scale)
        self._apply_scale()

    def _apply_scale(self) -> None:
        for box in (*self.coded.values(), self.assistant):
            box.setFixedWidth(px(WIDE))
        for field in self.vitals.values():
            field.setFixedWidth(px(NARROW))

    def _connect(self) -> None:
        for name, box in self.coded.items():
            box.picked.connect(partial(self._change, name))
        self.assistant.picked.connect(
            lambda code: self._change("assistant_id", UUID(code) if code else None)
        )
        for field in (*self.vitals.values(), self.note):
            field.edit.editingFinished.connect(self.commit)

    # showing ---------------------------------------------------------------------------------
    def show_care(
        self, care: Care | None, lists: CareLists, people: Iterable[Practitioner]
    ) -> None:
        """Show what is recorded, or that nothing is."""
        self._care = care or Care()
        for name, box in self.coded.items():
            choices = [(c.code, c.label) for c in getattr(lists, name)]
            box.offer(choices, getattr(self._care, name))
        helper = self._care.assistant_id
        known = [(str(p.id), p.signed_name) for p in people if p.is_active or p.id == helper]
        self.assistant.offer(known, str(helper or ""))
        self._offer_complications(lists.complications)
        for name, field in self.vitals.items():
            value = getattr(self._care, name)
            if not field.edit.hasFocus() and not field.error:
                field.set_text("" if value is None else str(value))
        if not self.note.edit.hasFocus():
            self.note.set_text(self._care.note)

    def _offer_complications(self, choices: tuple[Choice, ...]) -> None:
        if not self.complications:
            for choice in choices:
                box = QCheckBox(choice.label)
                box.setObjectName(choice.code)
                box.clicked.connect(lambda _on: self._on_complications())
                self.complications[choice.code] = box
                self._found_flow.addWidget(box)
        for code, box in self.complications.items():
            box.setChecked(code in self._care.complications)

    # recording -------------------------------------------------------------------------------
    def commit(self) -> bool:
        """Take over what was typed; False while a number cannot be one."""
        typed: dict[str, Any] = {"note": self.note.text}
        for name, field in self.vitals.items():
            text = field.text.strip()
            if text and not (text.isascii() and text.isdigit()):
                field.show_error(self.tr("Whole numbers only."))
                return False
            typed[name] = int(text) if text else None
        if any(getattr(self._care, name) != value for name, value in typed.items()):
            self.changed.emit(replace(self._care, **typed))
        return True

    def _change(self, name: str, value: object) -> None:
        changes: dict[str, Any] = {name: value}
        self.changed.emit(replace(self._care, **changes))

    def _on_complications(self) -> None:
        found = tuple(code for code, box in self.complications.items() if box.isChecked())
        self._change("complications", found)
