"""One view of a session to look at: a still picture with live marks."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from clinicapp.domain.errors import CatalogError
from clinicapp.domain.places import place_of
from clinicapp.domain.protocol import View
from clinicapp.domain.session import Session, SiteRecord
from clinicapp.ui.diagram.backdrop import Backdrop
from clinicapp.ui.diagram.lens import Lens
from clinicapp.ui.diagram.overlay import Placed, paint_sites
from clinicapp.ui.diagram.source import drawn_sites, hidden_muscles
from clinicapp.ui.diagram.stage import Tool
from clinicapp.ui.diagram.still import StillPainter
from clinicapp.ui.diagram.words import count_words, view_name
from clinicapp.ui.theme import tokens
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import px

COMPACT = QSize(72, 64)
STAGGER = 25  # ms between the views' coming to rest


class ViewPicture(QWidget):
    """Shows one view of a session small: marks without numbers, no words, no controls."""

    is_compact = True

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self._session: Session | None = None
        self._records: dict[str, SiteRecord] = {}
        self._crop = "pane"
        self._tools: tuple[Tool, ...] = ()
        self._last: Backdrop | None = None
        self._hidden: frozenset[str] | None = None
        self._lens: Lens | None = None
        self._still = StillPainter(self, self.on_settled, after=STAGGER * list(View).index(view))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # the patient is never mirrored
        self.setAccessibleName(view_name(view))
        notifier.theme_changed.connect(self._on_theme_changed)

    def show_session(self, session: Session) -> None:
        """Show a session's sites of this view; a site without a place anywhere is refused."""
        _require_places(session)
        view_of = session.protocol.site
        records = {r.site_id: r for r in session.sites if view_of(r.site_id).view is self.view}
        is_same_protocol = self._session is not None and self._session.protocol == session.protocol
        before, self._records, self._session = self._records, records, session
        if is_same_protocol and records == before:
            return
        changed = [i for i, r in records.items() if not is_same_protocol or before.get(i) != r]
        self._on_records_changed(changed, is_same_places=places_of(records) == places_of(before))
        self.setAccessibleDescription(count_words(records.values()))

    @property
    def records(self) -> dict[str, SiteRecord]:
        """The records shown, by site, in the session's order."""
        return self._records

    def site_ids(self) -> tuple[str, ...]:
        """The sites shown, in the session's order."""
        return tuple(self._records)

    def site_point(self, site_id: str) -> QPointF:
        """The middle of a site in px of this widget: the one mapping that all of it uses."""
        still = self.backdrop()
        return still.geometry.to_px(place_of(still.art, self._records[site_id]))

    def site_points(self) -> dict[str, QPointF]:
        """The middle of every site in px of this widget, worked out at once."""
        still = self.backdrop()
        to_px, art = still.geometry.to_px, still.art
        return {i: to_px(place_of(art, record)) for i, record in self._records.items()}

    def backdrop(self) -> Backdrop:
        """All that the still picture depends on, as it is now."""
        wanted = self._wanted()
        # One that looks the same has worked its places out already.
        if self._last is None or self._last != wanted:
            self._last = wanted
        return self._last

    def _wanted(self) -> Backdrop:
        names: tuple[tuple[str, str], ...] = ()
        theme = tokens.current().name
        if self._session and not self.is_compact:
            names = tuple((m.code, m.name) for m in self._session.protocol.muscles)
        return Backdrop(
            view=self.view,
            size=self.size(),
            ratio=self.devicePixelRatioF(),
            theme=theme,
            enlarged=tokens.scale(),
            crop=self._crop,
            compact=self.is_compact,
            muscle_names=names,
            tools=self._tools,
            hidden=hidden_muscles(theme) if self._hidden is None else self._hidden,
            lens=self._lens,
        )

    def set_hidden_muscles(self, hidden: frozenset[str]) -> None:
        """Leave out the muscles of these codes."""
        if hidden != self._hidden:
            self._hidden = hidden
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        still = self.backdrop()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._still.paint(painter, still)
        self.paint_over(painter, still, event.region())
        painter.end()

    def on_settled(self) -> None:
        """Show everything sharp and exact: the widget was moved, and has come to rest."""
        self.update()

    def paint_over(self, painter: QPainter, still: Backdrop, dirty: QRegion) -> None:
        """Paint what changes with the session, as far as it lies in the dirty px."""
        sites = (Placed(record, self.site_point(i)) for i, record in self._records.items())
        paint_sites(painter, sites, still.radius, numbers=False)

    def sizeHint(self) -> QSize:
        return QSize(px(COMPACT.width()), px(COMPACT.height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _on_records_changed(self, changed: list[str], *, is_same_places: bool) -> None:
        """Bring what shows the records in step: a picture paints itself anew."""
        self.update()

    def _on_theme_changed(self) -> None:
        self._still.forget()
        self.updateGeometry()
        self.update()


def places_of(records: dict[str, SiteRecord]) -> list[tuple[object, ...]]:
    """All that says where sites lie."""
    return [(i, r.at_x, r.at_y, r.shift_x, r.shift_y) for i, r in records.items()]


def _require_places(session: Session) -> None:
    """Refuse a session with a site that would not be seen."""
    for record in session.sites:
        if record.at_x is None and record.site_id not in drawn_sites():
            raise CatalogError(
                f"The diagram has no place for the site {record.site_id}.",
                remedy="Install the program again, or correct the protocol.",
            )
