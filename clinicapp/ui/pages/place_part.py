"""Where a given site lies beside its planned place: moved by steps, put back in one act."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinicapp.domain.session import Session, SiteRecord
from clinicapp.domain.units import ZERO
from clinicapp.ui.models.place_words import moved_words
from clinicapp.ui.pages.place_steps import PlaceSteps, cm_of
from clinicapp.ui.widgets.fitting_button import FittingButton
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, holder, row


class PlacePart(QWidget):
    """The place of one site in the editor; a site that is not given has none to tell."""

    shift_wanted = Signal(str, object, object)  # site id, cm to the viewer's right, cm down

    def __init__(self) -> None:
        super().__init__()
        self._record: SiteRecord | None = None
        self._words = label("", "label", "text_2", wrap=True)
        self._words.setObjectName("place_words")
        self.steps = PlaceSteps()
        self._reset = FittingButton("secondary")
        self._reset.set_wordings(self.tr("Reset place"), self.tr("Reset"))
        self._reset.setObjectName("reset_place")
        acts = row(self.steps, self._reset, gap=8)
        acts.setStretch(1, 1)
        self._acts = holder(acts)
        self.setLayout(column(self._words, self._acts, gap=4))
        self.steps.stepped.connect(self._on_stepped)
        self._reset.clicked.connect(self._on_reset)

    def show_site(self, session: Session, record: SiteRecord) -> None:
        """Show where a site of a session lies."""
        self._record = record
        self.steps.show_site(session.protocol.site(record.site_id))
        moved = moved_words(session, record)
        self._words.setText(self.tr("Place: {words}").format(words=moved or self.tr("as planned")))
        can_move = session.is_open and bool(session.protocol.site_shift_max_cm)
        self._acts.setVisible(can_move)
        self._reset.setEnabled(record.is_moved)
        self.setVisible(record.is_given and (can_move or record.is_moved))

    def _on_stepped(self, x: int, y: int) -> None:
        if self._record is not None:
            self._ask(self._record.shift_x + cm_of(x), self._record.shift_y + cm_of(y))

    def _on_reset(self) -> None:
        # The button is off once nothing is moved: the next key must not fall on another act.
        self.steps.take_keyboard()
        self._ask(ZERO, ZERO)

    def _ask(self, x: Decimal, y: Decimal) -> None:
        if self._record is not None:
            self.shift_wanted.emit(self._record.site_id, x, y)
