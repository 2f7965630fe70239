"""A thin line from where a site was planned to where it was given."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QPainter

from clinicapp.domain.places import place_of, planned_place
from clinicapp.domain.session import SiteRecord
from clinicapp.ui.diagram.backdrop import Backdrop
from clinicapp.ui.diagram.measure import draw_dot, draw_line


def paint_leaders(painter: QPainter, still: Backdrop, records: Iterable[SiteRecord]) -> None:
    """Paint the planned place and the leader of every moved site; its mark goes over it."""
    for record in records:
        if record.is_moved:
            role = "extra" if record.is_extra else "given"
            planned = still.geometry.to_px(planned_place(still.art, record))
            lies = still.geometry.to_px(place_of(still.art, record))
            draw_line(painter, [planned, lies], role)
            draw_dot(painter, planned, role, filled=False)
