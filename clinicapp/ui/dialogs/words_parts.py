"""The parts of the consent beside each other: a list of their names, and the one chosen."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from clinicapp.domain.consent.texts import ConsentTexts
from clinicapp.ui.dialogs.words_lines import Judge
from clinicapp.ui.dialogs.words_pages import RisksPage, SectionPage, TitlePage, WordsPage
from clinicapp.ui.theme import icons
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import SIZE, px
from clinicapp.ui.widgets.layouts import column, row

LIST_WIDTH = 272
LIST_SHARE = 0.36  # at most, of the whole width
LEAST, HIGH, HIGH_LEAST = 440, 400, 200
ICON = 18
EDGE = 3
RISKS_AFTER = "risks"


class _PartsList(QListWidget):
    """Leaves room for the edge that shows where the keyboard is."""

    def __init__(self) -> None:
        super().__init__()
        self.setViewportMargins(EDGE, EDGE, EDGE, EDGE)


class WordsParts(QWidget):
    """Tells the words as they are now; marks the parts that were changed or lack words."""

    edited = Signal()

    def __init__(self, texts: ConsentTexts, judge: Judge, *, may_change: bool) -> None:
        super().__init__()
        self._texts = texts
        self._lacking: set[int] = set()
        self.pages: list[WordsPage] = [TitlePage(texts, may_change=may_change)]
        for section in texts.sections:
            self.pages.append(SectionPage(section, judge, may_change=may_change))
            if section.id == RISKS_AFTER:
                self.pages.append(RisksPage(texts, judge, may_change=may_change))
        self.list = _PartsList()
        self.list.setObjectName("consent_parts")
        self.list.setAccessibleName(self.tr("Parts of the consent"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._stack = QStackedWidget()
        for page in self.pages:
            self.list.addItem(QListWidgetItem(page.title))
            self._stack.addWidget(page)
            page.edited.connect(self._on_edited)
        self._lay_out()
        self.list.currentRowChanged.connect(self._stack.setCurrentIndex)
        notifier.theme_changed.connect(self._dress)
        self.list.setCurrentRow(0)
        self._dress()

    @property
    def texts(self) -> ConsentTexts:
        """The consent with every word as it is now."""
        texts = self._texts
        for page in self.pages:
            texts = page.lay(texts)
        return texts

    @property
    def page(self) -> WordsPage:
        """The part that is shown."""
        return self.pages[self.list.currentRow()]

    @property
    def changed(self) -> tuple[str, ...]:
        """The names of the parts that are not as they were."""
        return tuple(p.title for p in self.pages if p.lay(self._texts) != self._texts)

    def sizeHint(self) -> QSize:
        return QSize(px(3 * LIST_WIDTH), px(HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(LEAST), px(HIGH_LEAST))

    def is_filled(self) -> bool:
        """Whether no words are missing; the first part that lacks some is shown."""
        self._lacking = {n for n, page in enumerate(self.pages) if not page.is_filled()}
        self._mark()
        if self._lacking:
            self.list.setCurrentRow(min(self._lacking))
            self.page.show_lack()
        return not self._lacking

    def _lay_out(self) -> None:
        frame = QFrame()
        frame.setProperty("card", "plain")
        frame.setLayout(column(row(self.list, self._stack, gap=0), margins=(1, 8, 1, 8)))
        self.setLayout(column(frame))

    def _on_edited(self) -> None:
        place = self.list.currentRow()
        if place in self._lacking and self.pages[place].is_filled():
            self._lacking.discard(place)
        self._mark()
        self.edited.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        self.list.setFixedWidth(min(px(LIST_WIDTH), round(self.width() * LIST_SHARE)))

    def _dress(self) -> None:
        self._share()
        self.list.setIconSize(QSize(px(ICON), px(ICON)))
        for item in self._items():
            item.setSizeHint(QSize(0, px(SIZE["row"])))
        self._mark()

    def _mark(self) -> None:
        changed = self.changed
        for place, (item, page) in enumerate(zip(self._items(), self.pages, strict=True)):
            self._mark_item(item, page, place in self._lacking, page.title in changed)

    def _mark_item(
        self, item: QListWidgetItem, page: WordsPage, is_lacking: bool, is_changed: bool
    ) -> None:
        told, icon = page.title, self._no_icon()
        if is_lacking:
            told = self.tr("{part}, words are missing").format(part=page.title)
            icon = icons.icon("circle-alert", "danger", ICON)
        elif is_changed:
            told = self.tr("{part}, changed").format(part=page.title)
            icon = icons.icon("pencil", "accent_text", ICON)
        item.setIcon(icon)
        item.setToolTip(told)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, told)

    @staticmethod
    def _no_icon() -> QIcon:
        """Keeps the room of a mark, so that no name moves when one comes."""
        room = QPixmap(px(ICON), px(ICON))
        room.fill(Qt.GlobalColor.transparent)
        return QIcon(room)

    def _items(self) -> Collection[QListWidgetItem]:
        return [self.list.item(place) for place in range(self.list.count())]
