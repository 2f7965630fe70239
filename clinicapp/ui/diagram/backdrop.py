"""The still part of a pane as one picture: drawing, sides, title and muscle names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import hypot

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from clinicapp.domain.artwork import MuscleLabel, ViewArt
from clinicapp.domain.protocol import View
from clinicapp.ui.diagram.art import paint_view, rub_out_edges
from clinicapp.ui.diagram.geometry import PaneGeometry
from clinicapp.ui.diagram.paths import painter_path
from clinicapp.ui.diagram.source import artwork
from clinicapp.ui.diagram.words import side_words, view_title
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import SPACE, c, px, pxf

PILL_HEIGHT, PILL_LETTER, PILL_GAP = 26, 13, 7
HEAD_WIDTH, TITLE_HEIGHT, COUNT_HEIGHT, COUNT_LINES = 92, 20, 17, 3
LABEL_HEIGHT, LABEL_GAP, LABEL_EDGE = 18, 7, 14
SIDE_PAD = 10
COUNT_WIDTH = 66  # of the longest line that is usual
PILL_OVERLAP = 8  # a pill's round end may reach this far over the drawing's edge
ROOMY_FROM = 320
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True)
class Backdrop:
    """Everything the picture depends on; two equal ones look the same."""

    view: View
    size: QSize
    ratio: float
    theme: str
    enlarged: float
    crop: str
    compact: bool
    muscle_names: tuple[tuple[str, str], ...]
    tool: tuple[int, int, int, int] | None = None  # where a button stands over a name's place

    @cached_property
    def art(self) -> ViewArt:
        return artwork().views[self.view]

    @cached_property
    def geometry(self) -> PaneGeometry:
        """How the view lies in the pane."""
        pad = 0 if self.compact else px(SIDE_PAD)
        return PaneGeometry.fit(self.size, self.art.crops[self.crop], pad, pad)

    @cached_property
    def radius(self) -> float:
        """The radius of a mark, in px."""
        return self.geometry.radius(self.art.closest, self.enlarged, compact=self.compact)

    def site_point(self, site_id: str) -> QPointF:
        """The middle of a site, in px."""
        return self.geometry.to_px(self.art.site_points[site_id])

    def picture(self) -> QPixmap:
        """Draw it all, sharp at the screen's ratio."""
        made = QPixmap((self.size.toSizeF() * self.ratio).toSize().expandedTo(QSize(1, 1)))
        made.setDevicePixelRatio(self.ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_art(painter)
        if not self.compact:
            self.paint_words(painter)
        painter.end()
        return made

    def paint_words(self, painter: QPainter) -> None:
        """The sides, the title and the muscle names, over the drawing."""
        self._draw_pills(painter)
        self._draw_title(painter)
        self._draw_labels(painter)

    # head -------------------------------------------------------------------------------------
    def pill_boxes(self) -> tuple[tuple[str, str, QRectF], ...]:
        """Letter, words and place of each side's pill; without words where they do not fit."""
        return self._pills

    @cached_property
    def _pills(self) -> tuple[tuple[str, str, QRectF], ...]:
        pad, room = px(SPACE["m"]), 0.0
        found = []
        for letter in filter(None, self.art.pills):
            width = _pill_width(letter, side_words(letter))
            room += width + pad
            found.append((letter, side_words(letter), width))
        if room + pad > self.size.width():
            found = [(letter, "", _pill_width(letter, "")) for letter, _, _ in found]
        boxes = self._placed_pills(found)
        if any(self._is_in_the_way(box) for _, _, box in boxes):
            boxes = self._placed_pills([(n, "", _pill_width(n, "")) for n, _, _ in found])
        return boxes

    def _is_in_the_way(self, pill: QRectF) -> bool:
        inset = pxf(PILL_OVERLAP)
        on_head = self._lies_on_head(pill.adjusted(inset, 0, -inset, -inset))
        return on_head or pill.intersects(self.title_box())

    def _placed_pills(
        self, pills: list[tuple[str, str, float]]
    ) -> tuple[tuple[str, str, QRectF], ...]:
        top, height = px(SPACE["m"]), px(PILL_HEIGHT)
        return tuple(
            (letter, words, QRectF(self._pill_x(letter, width), top, width, height))
            for letter, words, width in pills
        )

    def head_box(self) -> QRectF:
        """Where the title and the counts stand: the corner that no view's drawing reaches."""
        below_pill = px(PILL_HEIGHT + SPACE["s"]) if self.art.pills[0] else px(SPACE["xxs"])
        top = px(SPACE["m"]) + below_pill
        height = px(TITLE_HEIGHT + COUNT_LINES * COUNT_HEIGHT)
        return QRectF(px(SPACE["l"]), top, px(HEAD_WIDTH), height)

    @property
    def is_cramped(self) -> bool:
        """Whether there is no room for muscle names beside the drawing."""
        return self.size.width() < px(ROOMY_FROM)

    @cached_property
    def free_count_lines(self) -> int:
        """How many lines of counts have room beside the drawing."""
        box = self.head_box()
        for lines in range(COUNT_LINES, 0, -1):
            box.setSize(QSizeF(px(COUNT_WIDTH), px(TITLE_HEIGHT + lines * COUNT_HEIGHT)))
            if not self._lies_on_head(box):
                return lines
        return 0

    @cached_property
    def has_title(self) -> bool:
        """Whether the title has room beside the drawing."""
        return not self._lies_on_head(self.title_box())

    def title_box(self) -> QRectF:
        """Where the title stands."""
        width = _width(font("strong"), view_title(self.view))
        return QRectF(self.head_box().topLeft(), QSizeF(width, px(TITLE_HEIGHT)))

    def count_box(self, line: int) -> QRectF:
        """Where a line of the counts stands, from 0."""
        top = px(TITLE_HEIGHT) + line * px(COUNT_HEIGHT)
        height = px(COUNT_HEIGHT)
        wide = self.size.width() - self.head_box().left()
        return QRectF(self.head_box().left(), self.head_box().top() + top, wide, height)

    def _pill_x(self, letter: str, width: float) -> float:
        pad = px(SPACE["m"])
        return pad if letter == self.art.pills[0] else self.size.width() - pad - width

    def _draw_pills(self, painter: QPainter) -> None:
        pad = px(SPACE["m"])
        for letter, words, box in self.pill_boxes():
            painter.setPen(QPen(QColor(c("line"))) if c("hover") == c("surface") else _NO_PEN)
            painter.setBrush(QColor(c("hover")))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            inner = box.adjusted(pad, 0, -pad, 0)
            _write(painter, inner, letter, _pill_letter_font(), "text")
            inner.setLeft(box.right() - pad - _width(_pill_words_font(), words))
            _write(painter, inner, words, _pill_words_font(), "text_2")

    def _draw_title(self, painter: QPainter) -> None:
        if not self.has_title:
            return
        _write(painter, self.title_box(), view_title(self.view), font("strong"), "text")

    # drawing ----------------------------------------------------------------------------------
    def _draw_art(self, painter: QPainter) -> None:
        geometry = self.geometry
        painter.save()
        painter.translate(geometry.x, geometry.y)
        painter.scale(geometry.scale, geometry.scale)
        paint_view(painter, self.art, artwork().palettes[self.theme])
        rub_out_edges(painter, self.art.crops[self.crop])
        painter.restore()

    # muscle names -----------------------------------------------------------------------------
    def label_places(self) -> Iterator[tuple[str, QRectF, tuple[QPointF, QPointF, QPointF]]]:
        """Each muscle's name with its box and its leader; a name without room is left out."""
        names = {} if self.is_cramped else dict(self.muscle_names)
        for label in self.art.labels:
            if label.muscle in names:
                box = self._label_box(label, names[label.muscle])
                leader = self._leader(label, box)
                if self._has_room(label, box, leader[1]):
                    yield names[label.muscle], box, leader

    def _label_box(self, label: MuscleLabel, name: str) -> QRectF:
        geometry, width = self.geometry, _width(_label_font(), name)
        edge, at = px(LABEL_EDGE), geometry.to_px((label.x, label.y))
        height = px(LABEL_HEIGHT)
        if label.on_right:
            left = min(self.size.width() - edge - width, at.x())
        else:
            left = max(edge, at.x() - width)
        lowest_pill = px(SPACE["m"] + PILL_HEIGHT + SPACE["s"])
        return QRectF(left, max(at.y() - height / 2, lowest_pill), width, height)

    def _leader(self, label: MuscleLabel, box: QRectF) -> tuple[QPointF, QPointF, QPointF]:
        geometry, middle = self.geometry, box.center().y()
        elbow = QPointF(geometry.to_px((label.elbow, label.y)).x(), middle)
        site = self.site_point(label.site_id)
        start = box.left() - px(LABEL_GAP) if label.on_right else box.right() + px(LABEL_GAP)
        away = hypot(elbow.x() - site.x(), elbow.y() - site.y()) or 1.0
        tip = site + (elbow - site) * ((self.radius + pxf(2)) / away)
        return QPointF(start, middle), elbow, tip

    def _has_room(self, label: MuscleLabel, box: QRectF, elbow: QPointF) -> bool:
        gap = px(LABEL_GAP)
        is_clear = (
            box.left() - gap > elbow.x()
            if label.on_right
            else box.right() + gap < elbow.x() and not box.intersects(self.head_box())
        )
        is_clear = is_clear and not (self.tool and box.intersects(QRectF(*self.tool)))
        return is_clear and not self._lies_on_head(box)

    def _lies_on_head(self, box: QRectF) -> bool:
        """Whether a box touches the drawing; names stand beside it, never on it."""
        geometry = self.geometry
        there = QRectF(
            (box.left() - geometry.x) / geometry.scale,
            (box.top() - geometry.y) / geometry.scale,
            box.width() / geometry.scale,
            box.height() / geometry.scale,
        )
        return any(
            painter_path(path).intersects(there)
            for name, path in self.art.fills.items()
            if name == "skin" or name.startswith("ear")
        )

    def _draw_labels(self, painter: QPainter) -> None:
        for name, box, leader in self.label_places():
            painter.setPen(QPen(QColor(c("line_strong")), pxf(1)))
            painter.drawPolyline(list(leader))
            _write(painter, box, name, _label_font(), "text_2")


_NO_PEN = QPen(Qt.PenStyle.NoPen)


def _label_font() -> QFont:
    return font("caption", weight=600)


def _pill_letter_font() -> QFont:
    return font("caption", weight=700, px=PILL_LETTER)


def _pill_words_font() -> QFont:
    return font("caption", weight=500)


def _pill_width(letter: str, words: str) -> float:
    inner = _width(_pill_letter_font(), letter)
    if words:
        inner += px(PILL_GAP) + _width(_pill_words_font(), words)
    return inner + 2 * px(SPACE["m"])


def _width(face: QFont, text: str) -> float:
    return QFontMetricsF(face).horizontalAdvance(text)


def _write(painter: QPainter, box: QRectF, text: str, face: QFont, role: str) -> None:
    painter.setFont(face)
    painter.setPen(QColor(c(role)))
    painter.drawText(box, int(_LEFT | _MIDDLE | Qt.TextFlag.TextDontClip), text)
