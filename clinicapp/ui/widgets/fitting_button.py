"""A button whose words are shortened, broken, and at last cut, as its room gets narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QResizeEvent

from clinicapp.ui.keymap import follow_keys, shown_keys, with_key
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.buttons import Button, restyle
from clinicapp.ui.widgets.words import show_tip

LEAST = 64


class FittingButton(Button):
    """Shows the first of its wordings that fits; to a screen reader it always says the first.

    A wording may hold line breaks. Before the last one is cut, the icon is left out.
    """

    def __init__(self, kind: str, *, icon: str = "", bulk: str = "") -> None:
        self._wordings: tuple[str, ...] = ("",)
        self._shown = ("", True)
        self._widths: dict[str, int] = {}  # of wordings in the font there is now
        self._code = ""
        super().__init__("", kind, icon=icon, bulk=bulk)

    @property
    def is_cut(self) -> bool:
        """Whether some of the shortest wording is not shown."""
        return self._shown[0].replace("&&", "&") not in self._wordings

    def set_wordings(self, *wordings: str) -> None:
        """Say something else: the full words first, then shorter ones."""
        if wordings == self._wordings:
            return
        self._widths.clear()
        self._wordings = wordings
        self.setAccessibleName(wordings[0])
        self._words = wordings[0]
        self.updateGeometry()
        self._choose()

    def set_key(self, code: str) -> None:
        """Name the key of an act in the tooltip, whatever the button says."""
        self._code = code
        follow_keys(self, self._tell)

    def show_icon(self, name: str) -> None:
        """Show another icon, unless it is there already."""
        if name != self._icon_name:
            self._icon_name = name
            self._tint()

    def set_bulk(self, bulk: str) -> None:
        """Change the bulk: "act" is higher than a finger needs, "" just as high."""
        if bulk != self.property("bulk"):
            self.setProperty("bulk", bulk)
            restyle(self)
            self._tint()
            self._choose()

    def set_words(self, text: str) -> None:
        self.set_wordings(text)

    def sizeHint(self) -> QSize:
        """As wide as the full words ask for, whatever is shown just now."""
        hint = super().sizeHint()
        return QSize(self._frame_width(with_icon=True) + self._width(self._words), hint.height())

    def minimumSizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(min(px(LEAST), self.sizeHint().width()), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._widths.clear()
            self.updateGeometry()
            self._choose()

    def _choose(self) -> None:
        for with_icon in (True, False):
            room = self.width() - self._frame_width(with_icon=with_icon)
            for words in self._wordings:
                if self._width(words) <= room:
                    self._show(words, with_icon)
                    return
        metrics = QFontMetrics(self.font())
        elide = Qt.TextElideMode.ElideRight
        lines = (metrics.elidedText(x, elide, room) for x in self._wordings[-1].split("\n"))
        self._show("\n".join(lines), False)

    def _show(self, words: str, with_icon: bool) -> None:
        if (words, with_icon) == self._shown:
            return
        had_icon = self._shown[1]
        self._shown = (words, with_icon)
        text = words.replace("&", "&&")
        self.setText(f" {text}" if with_icon and self._icon_name else text)
        self._tell()
        if with_icon != had_icon:
            self._tint()

    def _tell(self) -> None:
        """Say in the tooltip what the button has no room for, and the key."""
        is_cut = self._shown[0] != self._words
        words = with_key(self._words, self._code) if self._code else self._words
        key = ", ".join(shown_keys(self._code)[:1]) if self._code else ""
        show_tip(self, words if is_cut or self._code else "", said=key)

    def _tint(self) -> None:
        if self._shown[1]:
            super()._tint()
        else:
            self.setIcon(QIcon())

    def _width(self, words: str) -> int:
        if words not in self._widths:
            metrics = QFontMetrics(self.font())
            widest = max(metrics.horizontalAdvance(line) for line in words.split("\n"))
            self._widths[words] = widest + px(2)
        return self._widths[words]

    def _frame_width(self, *, with_icon: bool) -> int:
        """What padding, edges and the icon take of the width."""
        pad = {"act": 20}.get(str(self.property("bulk")), 16)
        if self.property("kind") == "quiet":
            pad = 12
        width = 2 * px(pad) + 2 * px(1)
        if with_icon and self._icon_name:
            width += self.iconSize().width() + px(4) + self._width(" ")
        return width
