"""The head of each panel beside the diagram: how far the session is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from clinicapp.domain.totals import Totals
from clinicapp.domain.units import show_units
from clinicapp.ui.widgets.badges import Ring
from clinicapp.ui.widgets.labels import ElidedLabel, label
from clinicapp.ui.widgets.layouts import column, row


class Summary(QWidget):
    """Sites given as a ring and in words, and the one large figure of the page."""

    def __init__(self) -> None:
        super().__init__()
        self._ring = Ring()
        self._count = label("", "title3")
        self._rest = ElidedLabel("", "caption", "text_2")
        self._units = label("", "title1", align=Qt.AlignmentFlag.AlignRight)
        self._units.setObjectName("total_units")
        self._volume = label("", "caption", "text_2", align=Qt.AlignmentFlag.AlignRight)
        words = column(None, self._count, self._rest, None, gap=1)
        figure = column(None, self._units, self._volume, None, gap=0)
        self._content = row(self._ring, words, figure, gap=10, margins=(16, 10, 16, 10))
        self._content.setStretch(1, 1)
        self.setLayout(self._content)

    def set_compact(self, compact: bool, *, bare: bool = False) -> None:
        """A smaller ring and narrower gaps where there is little room; bare has no ring at all."""
        self._ring.set_size(32 if compact else 48)
        self._ring.setVisible(not bare)
        self._content.set_gap(6 if compact else 10)
        across, high = 12 if compact else 16, 4 if bare else 10
        self._content.set_margins((across, high, across, high))

    def show_totals(self, totals: Totals) -> None:
        """Show the sums of a session."""
        self._ring.show_progress(totals.given, totals.omitted, totals.fixed_sites)
        self._count.setText(
            self.tr("{given} of {all} given").format(given=totals.given, all=totals.fixed_sites)
        )
        parts = (
            (totals.planned, self.tr("{n} planned")),
            (totals.omitted, self.tr("{n} omitted")),
            (totals.extra, self.tr("{n} extra")),
        )
        self._rest.set_full_text(", ".join(words.format(n=n) for n, words in parts if n))
        self._units.setText(show_units(totals.given_units))
        self._volume.setText(self.tr("units · {ml} mL").format(ml=show_units(totals.given_ml)))
        parts_said = (self._count.text(), self._rest.full_text, self._units.text())
        self.setAccessibleName(", ".join(parts_said) + f" {self._volume.text()}")
