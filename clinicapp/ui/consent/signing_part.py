"""The place to sign: the pad with its tools, or a typed name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QStackedWidget, QWidget

from clinicapp.ui.consent.acts import PatientActs
from clinicapp.ui.consent.kept_fields import KeptLine
from clinicapp.ui.consent.reading import PatientText
from clinicapp.ui.consent.signature_pad import SignaturePad
from clinicapp.ui.consent.view import ConsentView
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.buttons import Button
from clinicapp.ui.widgets.labels import ElidedLabel
from clinicapp.ui.widgets.layouts import column, holder, row

PAD_HIGHEST, PAD_LEAST = 232, 140


class SigningPart(QWidget):
    """Sends each stroke and each typed name; what it shows is what is recorded."""

    def __init__(self, acts: PatientActs, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._acts = acts
        self._view: ConsentView | None = None
        self._name = ElidedLabel("", "label", "text_2")
        self.pad = SignaturePad(clock)
        self.pad.setObjectName("signature_pad")
        self.typed = KeptLine()
        self.typed.setObjectName("typed_name")
        self._attest = PatientText("", tone="text_2")
        self._typing = holder(column(self.typed, self._attest, None, gap="s"))
        self._ways = QStackedWidget()
        self._ways.addWidget(self.pad)
        self._ways.addWidget(self._typing)
        self.undo = self._tool("undo_stroke", "undo-2", acts.undo_stroke)
        self.clear = self._tool("clear_signature", "eraser", self._on_clear)
        self.other_way = self._tool("type_name", "keyboard", self._on_other_way)
        tools = column(self.undo, self.clear, self.other_way, None, gap="xs")
        line = row(self._ways, tools, gap="m")
        line.setStretch(0, 1)
        self.setLayout(column(self._name, line, gap="xs"))
        self.pad.stroke_grown.connect(acts.draw)
        self.pad.stroke_ended.connect(acts.draw)
        self.typed.written.connect(acts.type_name)
        self.pad.setMinimumHeight(px(PAD_LEAST))
        self._ways.setMaximumHeight(px(PAD_HIGHEST))

    @property
    def is_typing(self) -> bool:
        """Whether the name is typed instead of drawn."""
        return self._ways.currentWidget() is self._typing

    def begin(self, view: ConsentView) -> None:
        """Show what there is of a signature, in the way it was made."""
        signature = view.consent.signature(view.consent.patients_role)
        typed = signature.typed if signature else ""
        self.typed.fill(typed)
        self._ways.setCurrentWidget(self._typing if typed else self.pad)

    def show_view(self, view: ConsentView) -> None:
        """Show the signature as it is recorded."""
        self._view = view
        words = view.words
        signature = view.consent.signature(view.consent.patients_role)
        strokes, typed = (signature.strokes, signature.typed) if signature else ((), "")
        self._name.set_full_text(words["pad_name"].format(name=view.signer))
        self.pad.show_strokes(strokes, typed)
        self.pad.show_hint(words["pad_hint"])
        self.pad.setAccessibleName(words["pad_name"].format(name=view.signer))
        self.pad.setAccessibleDescription(words["pad_hint"])
        self.typed.setAccessibleName(words["type_field"])
        self.typed.setPlaceholderText(words["type_field"])
        self._attest.show_text(view.texts.answers.attest)
        self.undo.set_words(words["undo_stroke"])
        self.clear.set_words(words["clear"])
        self.undo.setEnabled(bool(strokes))
        self.clear.setEnabled(bool(strokes or typed))
        self._show_way()

    def keep(self) -> None:
        """Tell of a name that is still being typed."""
        self.typed.keep()

    def first_focus(self) -> QWidget:
        """Where a keyboard goes on."""
        return self.typed if self.is_typing else self.other_way

    def _show_way(self) -> None:
        if self._view is None:
            return
        self.undo.setVisible(not self.is_typing)
        words = self._view.words["draw_instead" if self.is_typing else "type_name"]
        self.other_way.set_words(words)
        self.other_way.set_icon("pen-line" if self.is_typing else "keyboard")

    def _tool(self, name: str, icon: str, act: Callable[[], object]) -> Button:
        made = Button("", "quiet", icon=icon)
        made.setObjectName(name)
        made.clicked.connect(lambda: act() if self._acts.lets() else None)
        return made

    def _on_clear(self) -> None:
        if self._acts.clear():
            self.typed.fill("")

    def _on_other_way(self) -> None:
        self.typed.keep()
        self._ways.setCurrentWidget(self.pad if self.is_typing else self._typing)
        self._show_way()
        if self.is_typing:
            self.typed.setFocus()
