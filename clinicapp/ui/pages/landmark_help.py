"""Landmark help on request: the placing rule of one site in words, and drawn on the diagram."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy

from clinicapp.domain.session import Session
from clinicapp.ui.diagram.four_views import FourViews
from clinicapp.ui.diagram.guide_tool import GuideTool
from clinicapp.ui.keymap import show_in_menu, show_key
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import SIZE, px
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, holder, row, rule

NAME_ROOM, LEAST_RULE = 250, 120  # the widest name with the button and the gaps; the least rule


class LandmarkStrip(QFrame):
    """A site's name and its rule, under the views; as high for one site as for another."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("landmark_strip")
        self._rules: tuple[str, ...] = ()
        self._name = label("", "strong")
        self._rule = label("", "label", "text_2", wrap=True)
        self._rule.setObjectName("landmark_rule")
        self._rule.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        hide = self.tr("Hide landmark help")
        self._close = button("", "quiet", icon="x", bulk="icon", tip=hide)
        show_key(self._close, hide, "landmark")
        self._close.setObjectName("close_landmark")
        self._close.clicked.connect(self.closed)
        words = row(self._name, self._rule, self._close, gap=12, margins=(14, 4, 8, 4))
        words.setStretch(1, 1)
        self.setLayout(column(rule(), holder(words), gap=0))
        notifier.theme_changed.connect(self._fit)

    def show_rules(self, rules: tuple[str, ...]) -> None:
        """Make room for the longest of these, so that no view moves from site to site."""
        if rules != self._rules:
            self._rules = rules
            self._fit()

    def show_site(self, name: str, rule_words: str) -> None:
        """Show one site."""
        self._name.setText(name)
        self._rule.setText(rule_words)
        self.setAccessibleName(f"{name}: {rule_words}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics, least = QFontMetrics(self._rule.font()), px(SIZE["touch"])
        widest = px(NAME_ROOM)
        room = QRect(0, 0, max(self.width() - widest, px(LEAST_RULE)), px(LEAST_RULE) * 10)
        wrap = int(Qt.TextFlag.TextWordWrap)
        highest = max(
            (metrics.boundingRect(room, wrap, r).height() for r in self._rules), default=0
        )
        self.setFixedHeight(max(highest, least) + px(8) + px(1))


class LandmarkHelp(QObject):
    """Follows the site that has the keyboard, else the one that is open, else the next in order."""

    def __init__(self, views: FourViews) -> None:
        super().__init__(views)
        self._views = views
        self._session: Session | None = None
        self._open_site = ""
        self._is_on = False
        self.tool = GuideTool(views.panes.values())
        self.strip = LandmarkStrip()
        self.strip.hide()
        self.strip.closed.connect(self.toggle)
        for pane in views.panes.values():
            for changed in (pane.controls.focused, pane.controls.look_changed):
                changed.connect(self._show)

    def offer_in(self, menu: QMenu) -> None:
        """Stand in a menu as something that is on or off."""
        self._action = menu.addAction(self.tr("Landmark help"))
        self._action.setCheckable(True)
        show_in_menu(self._action, "landmark")
        self._action.triggered.connect(self.toggle)

    @property
    def is_on(self) -> bool:
        """Whether help is shown."""
        return self._is_on

    def toggle(self) -> None:
        """Show help, or hide it."""
        self._is_on = not self._is_on
        self._action.setChecked(self._is_on)
        self.strip.setVisible(self._is_on)
        self._show()

    def show_session(self, session: Session) -> None:
        """Bring the help in step with a session."""
        self._session = session
        self._show()

    def show_open(self, site_id: str) -> None:
        """Know which site is open in the editor, or that none is."""
        self._open_site = site_id
        self._show()

    def _show(self) -> None:
        session = self._session
        if not self._is_on or session is None:
            self.tool.show_site("")
            return
        site_id = self._wanted(session)
        site = session.protocol.site(site_id)
        self.strip.show_rules(tuple(s.landmark for s in session.protocol.all_sites))
        self.strip.show_site(session.name(site_id), site.landmark)
        self.tool.show_site(site_id)

    def _wanted(self, session: Session) -> str:
        held = (pane.controls.focused_site() for pane in self._views.panes.values())
        focused = next(filter(session.has_site, held), "")
        if focused:
            return focused
        if session.has_site(self._open_site):
            return self._open_site
        return (session.planned or session.sites)[0].site_id
