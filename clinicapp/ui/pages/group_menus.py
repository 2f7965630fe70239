"""Groups of sites to choose at once: all, a muscle's, a side's, a view's."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from clinicapp.domain.protocol import Side, View
from clinicapp.domain.selections import SiteIds, of_muscle, of_side, of_view
from clinicapp.domain.session import Session
from clinicapp.ui.diagram.words import side_words, view_title
from clinicapp.ui.widgets.buttons import Button, button
from clinicapp.ui.widgets.layouts import row

Group = tuple[str, SiteIds]


class GroupMenus(QWidget):
    """Four buttons; a group that is chosen already has a tick, and is left out by the same act."""

    group_wanted = Signal(object)  # site ids

    def __init__(self) -> None:
        super().__init__()
        self._session: Session | None = None
        self._chosen: frozenset[str] = frozenset()
        self.all = button(self.tr("All"))
        self.all.setObjectName("choose_all")
        self.all.setAccessibleName(self.tr("Select all sites"))
        self.all.clicked.connect(self._on_all)
        self.muscle = self._with_menu(self.tr("Muscle"), "muscle")
        self.side = self._with_menu(self.tr("Side"), "side")
        self.view = self._with_menu(self.tr("View"), "view")
        content = row(self.all, self.muscle, self.side, self.view, gap=4)
        for place in range(4):
            content.setStretch(place, 1)
        self.setLayout(content)

    def show_session(self, session: Session, chosen: Collection[str]) -> None:
        """Offer the groups of a session."""
        self._session, self._chosen = session, frozenset(chosen)

    def _with_menu(self, words: str, kind: str) -> Button:
        made = button(words)
        made.setObjectName(f"choose_{kind}")
        made.setAccessibleName(self.tr("Select by {kind}").format(kind=words.lower()))
        menu = QMenu(made)
        menu.aboutToShow.connect(lambda: self._fill(menu, kind))
        made.setMenu(menu)
        return made

    def _fill(self, menu: QMenu, kind: str) -> None:
        menu.clear()
        if self._session is None:
            return
        for name, sites in self._groups(self._session, kind):
            words = self.tr("{name} · {n} sites") if len(sites) > 1 else self.tr("{name} · 1 site")
            act = menu.addAction(words.format(name=name, n=len(sites)))
            act.setCheckable(True)
            act.setChecked(self._chosen.issuperset(sites))
            act.triggered.connect(partial(self._on_group, sites))

    def _groups(self, session: Session, kind: str) -> Iterable[Group]:
        if kind == "muscle":
            groups = [(m.name, of_muscle(session, m.code)) for m in session.protocol.muscles]
        elif kind == "side":
            names = ((Side.LEFT, side_words("L")), (Side.RIGHT, side_words("R")))
            sides = (*names, (Side.MIDLINE, self.tr("Midline")))
            groups = [(name, of_side(session, side)) for side, name in sides]
        else:
            groups = [(view_title(view), of_view(session, view)) for view in View]
        return [(name, sites) for name, sites in groups if sites]

    def _on_group(self, sites: SiteIds, _checked: bool = False) -> None:
        self.group_wanted.emit(sites)

    def _on_all(self) -> None:
        if self._session is not None:
            self.group_wanted.emit(tuple(s.site_id for s in self._session.sites))
