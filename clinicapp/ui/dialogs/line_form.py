"""A form of single lines: each is checked by the domain's own rules, and says so under itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from clinicapp.domain.errors import InputError
from clinicapp.ui.widgets.fields import Field, TextField
from clinicapp.ui.widgets.layouts import ScaledLayout, row

Check = Callable[[str, str], str]  # a field's name and text in, the tidy text out, or InputError


class LineForm(QWidget):
    """Fields by the name of what they hold; nothing typed is ever thrown away."""

    edited = Signal()  # by the user

    def __init__(self, check: Check, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, TextField] = {}
        self._check = check

    def hold(self, lines: Mapping[str, TextField]) -> None:
        """Take the fields over, in the order in which they are filled."""
        self._lines = dict(lines)
        for name, field in self._lines.items():
            field.edit.setObjectName(name)
            field.edited.connect(lambda _text: self.edited.emit())

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields in the order in which they are filled."""
        return tuple(self._lines.values())

    def fill(self, record: object) -> None:
        """Show the lines of a record."""
        for name, field in self._lines.items():
            field.set_text(getattr(record, name))
            field.edit.setCursorPosition(0)  # a long line shows its beginning

    def read_lines(self) -> dict[str, Any] | None:
        """The tidy lines by name; None once every field that is wrong has said so."""
        tidy: dict[str, Any] = {}
        for name, field in self._lines.items():
            try:
                tidy[name] = self._check(name, field.text)
                field.clear_error()
            except InputError as refusal:
                field.show_error(in_one_line(refusal))
        return tidy if len(tidy) == len(self._lines) else None


def in_one_line(refusal: InputError) -> str:
    """What is wrong and what to do; what is unchanged goes without saying under a field."""
    return f"{refusal.happened} {refusal.remedy}".strip()


def focus_first_refused(fields: Iterable[Field]) -> None:
    """Put the keyboard into the first field that says what is wrong with it."""
    for field in fields:
        if field.error:
            field.control.setFocus()
            return


def side_by_side(*parts: tuple[QWidget, int]) -> ScaledLayout:
    """Fields with their shares of a line, each hanging from the line's upper edge."""
    line = row(*(part for part, _share in parts), gap="m")
    for place, (part, share) in enumerate(parts):
        line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        line.setStretch(place, share)
    return line
