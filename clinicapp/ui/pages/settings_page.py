"""Settings: the clinic and its people for who may, look and paper for everyone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from clinicapp.config.settings import Settings
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.pages.about_panel import AboutPanel
from clinicapp.ui.pages.appearance_panel import AppearancePanel, PapersPanel
from clinicapp.ui.pages.clinic_panel import ClinicPanel
from clinicapp.ui.pages.consent_words_panel import ConsentWordsPanel
from clinicapp.ui.pages.gutter_scroll import GUTTER, GutterScroll
from clinicapp.ui.pages.keys_panel import KeysPanel
from clinicapp.ui.pages.list_page import ListPage
from clinicapp.ui.pages.people_panel import PeoplePanel
from clinicapp.ui.pages.products_panel import ProductsPanel
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, holder, row

SIDE = 420
MAIN_MOST = 1080
GAP = 12
PAD = 20
WIDE_FROM = 1080  # a narrower page, at 100 %, has one column
ACROSS, UP = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.BottomToTop
MOST = (1 << 24) - 1  # Qt's "no limit"


class SettingsPage(ListPage):
    """Two columns of sections, one where there is little room; refreshed whenever it is seen."""

    theme_chosen = Signal(str)
    scale_chosen = Signal(float)

    def __init__(self, hub: ChangeHub, settings: Settings, folder: Path) -> None:
        super().__init__(hub)
        self.setObjectName("settings_page")
        self.appearance = AppearancePanel()
        self.papers = PapersPanel(settings)
        self.clinic = ClinicPanel(hub)
        self.people = PeoplePanel(hub)
        self.products = ProductsPanel(hub)
        self.consent_words = ConsentWordsPanel(hub)
        self.keys = KeysPanel()
        self.about = AboutPanel(hub.records.protocol, folder)
        self._main = holder(
            column(
                self.clinic,
                self.people,
                self.products,
                self.consent_words,
                self.keys,
                None,
                gap="m",
            )
        )
        self._side_box = column(self.appearance, self.papers, gap="m")
        self._side = holder(column(self._side_box, None, gap=0))
        self._columns = row(self._main, self._side, gap=GAP)
        self._columns.setStretch(0, 1)
        self._foot = column(gap=0)
        self._body = holder(column(self._columns, self._foot, None, gap=GAP))
        self._scroller = GutterScroll(row(self._body, None, gap=0))
        box = column(label(self.tr("Settings"), "title1"), self.notice, self._scroller, gap="l")
        box.set_margins((PAD, 16, PAD - GUTTER, 12))
        self.setLayout(box)
        self.appearance.theme_chosen.connect(self.theme_chosen)
        self.appearance.scale_chosen.connect(self.scale_chosen)
        notifier.theme_changed.connect(self._arrange)
        self._arrange()

    def refresh(self) -> None:
        """Show everything as the record has it; what is typed stays."""
        self.appearance.refresh()
        self.papers.refresh()
        self.clinic.refresh()
        self.people.refresh()
        self.products.refresh()
        self.consent_words.refresh()
        self.about.show_consents(self.consent_words.reviews)
        self.keys.refresh()

    def show_keys(self) -> None:
        """Bring the keys into sight, with the keyboard on the first, once they have their place."""
        QTimer.singleShot(0, self, self._go_to_keys)

    def _go_to_keys(self) -> None:
        self.keys.rows[0].key.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._scroller.verticalScrollBar().setValue(self.keys.mapTo(self._body, QPoint(0, 0)).y())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        is_wide = self.width() >= px(WIDE_FROM)
        # In one column the look comes first, and what this program is comes last.
        self._columns.setDirection(ACROSS if is_wide else UP)
        last = self._side_box if is_wide else self._foot
        if last.indexOf(self.about) < 0:
            last.addWidget(self.about)
        self._side.setMinimumWidth(px(SIDE) if is_wide else 0)
        self._side.setMaximumWidth(px(SIDE) if is_wide else MOST)
        room = self.width() - px(PAD) - px(PAD)
        self._body.setFixedWidth(max(px(1), min(room, px(MAIN_MOST + GAP + SIDE))))
