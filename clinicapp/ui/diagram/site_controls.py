"""The controls of one pane's sites: made, named, placed, and heard as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import tzinfo

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtWidgets import QWidget

from clinicapp.domain.session import Session, SiteRecord
from clinicapp.ui.diagram.geometry import reach_mask, square_around
from clinicapp.ui.diagram.past import PastLayer
from clinicapp.ui.diagram.site_button import SiteButton
from clinicapp.ui.diagram.words import state_words, tip_words

CUT_NEAR = 0.5  # px
_Cut = tuple[int, list[QPointF]]  # the side of the squares, and the middles they were cut for


class SiteControls(QObject):
    """One real control for each site; says by site id what was done to which."""

    focused = Signal(str)
    reveal_wanted = Signal(str)  # the keyboard came to a site that may be out of sight
    visited = Signal(str)
    look_changed = Signal(str)  # hovered, pressed, or without the keyboard again
    activated = Signal(str)
    give_pressed = Signal(str)
    editor_pressed = Signal(str)
    take_back_pressed = Signal(str)
    digit_pressed = Signal(str, str)
    arrow_pressed = Signal(str, int, int)
    choose_pressed = Signal(str, bool)
    nudge_pressed = Signal(str, int, int)
    dragged = Signal(str, QPointF)  # how far, in px
    dropped = Signal(str, bool)  # False when the drag was given up

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane)
        self._pane = pane
        self._cut: _Cut = (0, [])
        self._buttons: dict[str, SiteButton] = {}
        self._states: dict[str, str] = {}
        self._chosen: frozenset[str] = frozenset()

    def __getitem__(self, site_id: str) -> SiteButton:
        return self._buttons[site_id]

    def focused_site(self) -> str:
        """The site that has the keyboard, or nothing."""
        return next((i for i, b in self._buttons.items() if b.hasFocus()), "")

    def focus(self, site_id: str) -> None:
        """Give a site the keyboard."""
        self._buttons[site_id].setFocus(Qt.FocusReason.OtherFocusReason)

    def dress(
        self,
        session: Session,
        records: Mapping[str, SiteRecord],
        changed: Iterable[str],
        zone: tzinfo | None,
        past: PastLayer,
    ) -> None:
        """Let the controls of changed sites say their state; make those that are new."""
        for site_id in changed:
            button = self._buttons.get(site_id) or self._make(site_id)
            record = records[site_id]
            button.setAccessibleName(session.name(site_id))
            told = past.told(site_id)
            self._states[site_id] = told or state_words(record, session, zone)
            self._describe(site_id)
            button.setToolTip(tip_words(record, session, zone, told, past.lines(site_id)))
            button.setChecked(record.is_given)
        for site_id, button in self._buttons.items():
            button.setVisible(site_id in records)

    def set_chosen(self, site_ids: frozenset[str]) -> None:
        """Let the controls of chosen sites say that they are."""
        changed = self._chosen ^ site_ids
        self._chosen = site_ids
        for site_id in changed & self._buttons.keys():
            self._describe(site_id)

    def _describe(self, site_id: str) -> None:
        state, is_chosen = self._states[site_id], site_id in self._chosen
        words = self.tr("{state}; selected").format(state=state) if is_chosen else state
        self._buttons[site_id].setAccessibleDescription(words)

    def let_go(self) -> None:
        """Let no control be pressed: what presses one is not meant."""
        for button in self._buttons.values():
            button.let_go()

    def place(
        self,
        points: Mapping[str, QPointF],
        reach: float,
        radius: float,
        *,
        is_loose: bool,
        is_moving: bool = False,
    ) -> None:
        """Give each control its square, cut to the px that are nearest to its site.

        `radius` is the painted mark's; `is_loose` says whether the ground can be moved. While the
        pane `is_moving` step by step a cut that is right to a px stays until it has come to rest.
        """
        side = round(2 * reach)
        centres = list(points.values())
        keeps_cut = is_moving and _are_alike(self._cut, (side, centres))
        for n, site_id in enumerate(points):
            square = square_around(centres[n], side)
            button = self._buttons[site_id]
            button.setGeometry(square)
            if not keeps_cut:
                button.setMask(reach_mask(square, centres, n, reach))
            button.drag.mark_radius, button.drag.is_ground_loose = radius, is_loose
        if not keeps_cut:
            self._cut = side, centres

    def _make(self, site_id: str) -> SiteButton:
        made = SiteButton(site_id, self._pane)
        made.focused.connect(lambda: self.focused.emit(site_id))
        made.reveal_wanted.connect(lambda: self.reveal_wanted.emit(site_id))
        made.visited.connect(lambda: self.visited.emit(site_id))
        for signal in (made.focus_lost, made.hover_changed, made.pressed, made.released):
            signal.connect(lambda: self.look_changed.emit(site_id))
        made.clicked.connect(lambda: self.activated.emit(site_id))
        made.give_pressed.connect(lambda: self.give_pressed.emit(site_id))
        made.editor_pressed.connect(lambda: self.editor_pressed.emit(site_id))
        made.take_back_pressed.connect(lambda: self.take_back_pressed.emit(site_id))
        made.digit_pressed.connect(lambda digit: self.digit_pressed.emit(site_id, digit))
        made.arrow_pressed.connect(lambda x, y: self.arrow_pressed.emit(site_id, x, y))
        made.choose_pressed.connect(lambda far: self.choose_pressed.emit(site_id, far))
        made.nudge_pressed.connect(lambda x, y: self.nudge_pressed.emit(site_id, x, y))
        made.drag.moved.connect(lambda way: self.dragged.emit(site_id, way))
        made.drag.ended.connect(lambda put_down: self.dropped.emit(site_id, put_down))
        self._buttons[site_id] = made
        return made


def _are_alike(one: _Cut, other: _Cut) -> bool:
    """Whether sites lie to each other as they did, to half a px."""
    (side, was), (side_now, now) = one, other
    if side != side_now or len(was) != len(now) or not was:
        return False
    shift = now[0] - was[0]
    gaps = (to - before - shift for before, to in zip(was, now, strict=True))
    return all(abs(gap.x()) < CUT_NEAR and abs(gap.y()) < CUT_NEAR for gap in gaps)
