"""The still part of a pane: where the drawing lies, its sides, title and muscle names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from math import hypot

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from clinicapp.domain.artwork import MuscleLabel
from clinicapp.ui.diagram.layers import drawn
from clinicapp.ui.diagram.paths import painter_path
from clinicapp.ui.diagram.stage import Stage
from clinicapp.ui.diagram.words import side_words, view_title
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import SPACE, c, px, pxf

PILL_HEIGHT, PILL_LETTER, PILL_GAP = 26, 13, 7
HEAD_WIDTH, TITLE_HEIGHT, COUNT_HEIGHT, COUNT_LINES = 92, 20, 17, 3
LABEL_HEIGHT, LABEL_GAP, LABEL_EDGE = 18, 7, 14
COUNT_WIDTH = 66  # of the longest line that is usual
PILL_OVERLAP = 8  # a pill's round end may reach this far over the drawing's edge
ROOMY_FROM = 320
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft


class Backdrop(Stage):
    """A stage with its words: sides, title, and muscle names beside the drawing."""

    def picture(self) -> QPixmap:
        """Drawing and words in one, sharp at the screen's ratio."""
        made = self.words()
        painter = QPainter(made)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOver)
        painter.drawPixmap(self.corner(self.sheet), drawn(self.sheet))
        painter.end()
        return made

    def words(self) -> QPixmap:
        """Sides, title and muscle names on nothing, sharp at the screen's ratio."""
        made = QPixmap((self.size.toSizeF() * self.ratio).toSize().expandedTo(QSize(1, 1)))
        made.setDevicePixelRatio(self.ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_words(painter)
        painter.end()
        return made

    def paint_words(self, painter: QPainter) -> None:
        """Paint sides, title and muscle names; a small picture has none."""
        if not self.compact:
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
        # Seen closer, the head is everywhere; a side is then said on the pill's own ground.
        if self.zoom <= 1.0 and any(self._is_in_the_way(box) for _, _, box in boxes):
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

    # muscle names -----------------------------------------------------------------------------
    def label_places(self) -> Iterator[tuple[str, QRectF, tuple[QPointF, QPointF, QPointF]]]:
        """Each muscle's name with its box and its leader; a name without room is left out."""
        names = {} if self.is_cramped else dict(self.muscle_names)
        placed: list[QRectF] = []
        for label in self.art.labels:
            if label.muscle not in names:
                continue
            box = self._label_box(label, names[label.muscle])
            leader = self._leader(label, box)
            if not self._has_room(label, box, leader[1]):
                if self.zoom <= 1.0 or not self._move_to_edge(label, box, placed):
                    continue
                leader = self._leader(label, box)
                if (leader[0].x() - leader[1].x() > 0) != label.on_right:
                    leader = self._straight_leader(label, box)
            placed.append(box)
            yield names[label.muscle], box, leader

    def _move_to_edge(self, label: MuscleLabel, box: QRectF, placed: list[QRectF]) -> bool:
        """Move a name to the pane's edge where it hides no site; False if there is no place."""
        room, site = self.site_room(), self.site_point(label.site_id)
        if not room.contains(site):
            return False
        edge, gap = px(LABEL_EDGE), px(LABEL_GAP)
        box.moveLeft(self.size.width() - edge - box.width() if label.on_right else edge)
        reach = self.radius + gap
        taken = [QRectF(*tool) for tool in self.tools]
        taken += [b for _, _, b in self.pill_boxes()]
        taken += [self.head_box(), *placed]
        for point in map(self.geometry.to_px, self.art.site_points.values()):
            taken.append(QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach))
        rows = range(int(room.top()), int(room.bottom() - box.height()), px(LABEL_HEIGHT))
        planned = self.geometry.to_px((label.x, label.y)).y() - box.height() / 2
        for row in sorted(rows, key=lambda row: abs(row - planned)):
            box.moveTop(row)
            if not any(other.intersects(box.adjusted(-gap, -gap, gap, gap)) for other in taken):
                return True
        return False

    def _straight_leader(self, label: MuscleLabel, box: QRectF) -> tuple[QPointF, QPointF, QPointF]:
        """From the nearest point of a name that stands beyond its elbow."""
        site, gap = self.site_point(label.site_id), px(LABEL_GAP)
        ground = box.adjusted(-gap, -gap / 2, gap, gap / 2)
        start = QPointF(
            min(max(site.x(), ground.left()), ground.right()),
            min(max(site.y(), ground.top()), ground.bottom()),
        )
        away = hypot(start.x() - site.x(), start.y() - site.y()) or 1.0
        return start, start, site + (start - site) * ((self.radius + pxf(2)) / away)

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
        is_clear = is_clear and not any(box.intersects(QRectF(*tool)) for tool in self.tools)
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

    def _draw_ground(self, painter: QPainter, box: QRectF) -> None:
        gap = px(LABEL_GAP)
        ground = box.adjusted(-gap, -gap / 2, gap, gap / 2)
        painter.setPen(QPen(QColor(c("line")), pxf(1)))
        painter.setBrush(QColor(c("surface")))
        painter.drawRoundedRect(ground, ground.height() / 2, ground.height() / 2)

    def _draw_labels(self, painter: QPainter) -> None:
        for name, box, leader in self.label_places():
            painter.setPen(QPen(QColor(c("line_strong")), pxf(1)))
            painter.drawPolyline(list(leader))
            if self._lies_on_head(box):
                self._draw_ground(painter, box)
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
