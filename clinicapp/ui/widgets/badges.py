"""Small read-only things: tag, avatar, progress ring, keycap, legend of the marks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from clinicapp.domain.session import SiteRecord, SiteState
from clinicapp.ui.keymap import follow_keys, shown_keys
from clinicapp.ui.theme import icons
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import SIZE, c, px, pxf
from clinicapp.ui.widgets.marks import paint_mark
from clinicapp.ui.widgets.painted import Painted, pill
from clinicapp.ui.widgets.words import show_tip

CENTER = int(Qt.AlignmentFlag.AlignCenter)
MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
TAG_HEIGHT = 26
TAG_PAD = 11
TAG_ICON = 20
TAG_LEAST = 96


def ground_of(tone: str) -> str:
    """The soft ground of a tone; no tone is the neutral grey."""
    return f"{tone}_soft" if tone else "hover"


def ink_of(tone: str) -> str:
    """The text role of a tone."""
    return {"": "text_2", "accent": "accent_text"}.get(tone, tone)


class Tag(QLabel):
    """A state as icon and word on a soft pill: never a button; tones accent, ok, warn, danger."""

    def __init__(
        self,
        text: str = "",
        tone: str = "",
        icon: str = "",
        *,
        height: int = TAG_HEIGHT,
        can_shrink: bool = False,
        least: int = TAG_LEAST,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone, self._icon = tone, icon
        self._height, self._can_shrink, self._least = height, can_shrink, least
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font("label", weight=600))
        wide = QSizePolicy.Policy.Maximum if can_shrink else QSizePolicy.Policy.Fixed
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        notifier.theme_changed.connect(self._on_theme_changed)
        self.show_tag(text, tone, icon)

    @property
    def tone(self) -> str:
        """The tone the tag stands in."""
        return self._tone

    @property
    def is_cut(self) -> bool:
        """Whether some of the text is not shown."""
        return self.width() < self.sizeHint().width()

    def show_tag(self, text: str, tone: str = "", icon: str = "") -> None:
        """Show another state."""
        self._tone, self._icon = tone, icon
        self.setText(text)
        self.setAccessibleName(text)
        show_tip(self, text if self._can_shrink else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self._face()).horizontalAdvance(self.text())
        room = 2 * TAG_PAD + (TAG_ICON if self._icon else 0)
        return QSize(int(words + pxf(room)) + 1, px(self._height))

    def minimumSizeHint(self) -> QSize:
        full = self.sizeHint()
        return (
            QSize(min(full.width(), px(self._least)), full.height()) if self._can_shrink else full
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink = ground_of(self._tone), ink_of(self._tone)
        is_outlined = c(ground) == c("surface")
        box = QRectF(self.rect())
        pill(painter, box, ground, ink if is_outlined else "", box.height() / 2 - 1)
        left = pxf(TAG_PAD)
        if self._icon:
            side = pxf(16)
            at = QRectF(left - pxf(2), (box.height() - side) / 2, side, side)
            icons.paint(painter, self._icon, at, ink, icons.STROKE_STRONG)
            left += pxf(TAG_ICON - 1)
        painter.setFont(self._face())
        painter.setPen(QColor(c(ink)))
        room = box.width() - left - pxf(TAG_PAD) + 1
        metrics = QFontMetricsF(self._face())
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, 0, room + 1, box.height()), MIDDLE, shown)
        painter.end()

    def _face(self) -> QFont:
        return font("label", weight=600)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


class Avatar(Painted):
    """Initials in a circle."""

    def __init__(
        self,
        initials: str = "",
        size: int = 40,
        *,
        ground: str = "accent_soft",
        ink: str = "accent_text",
    ) -> None:
        super().__init__()
        self._initials, self._size = initials, size
        self._ground, self._ink = ground, ink

    def set_initials(self, initials: str) -> None:
        """Show another person's initials."""
        self._initials = initials
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(self._size), px(self._size))

    def draw(self, painter: QPainter) -> None:
        paint_avatar(painter, QRectF(self.rect()), self._initials, self._ground, self._ink)


def paint_avatar(painter: QPainter, box: QRectF, initials: str, ground: str, ink: str) -> None:
    """Draw initials in a circle; where soft grounds are white it is outlined."""
    is_outlined = c(ground) == c("surface")
    pill(painter, box, ground, ink if is_outlined else "", box.width() / 2)
    face = font("label", weight=600)
    face.setPixelSize(max(1, round(box.width() * 0.36)))
    painter.setFont(face)
    painter.setPen(QColor(c(ink)))
    painter.drawText(box, CENTER, initials[:2])


class Ring(Painted):
    """Progress of sites as a ring: given solid, omitted grey, the rest open."""

    def __init__(
        self, given: int = 0, omitted: int = 0, of: int = 0, *, size: int = 48, stroke: int = 6
    ) -> None:
        super().__init__()
        self._size, self._stroke = size, stroke
        self._given = self._omitted = self._of = 0
        self.show_progress(given, omitted, of)

    def show_progress(self, given: int, omitted: int, of: int) -> None:
        """Show how many of all sites are given and how many omitted."""
        self._given, self._omitted, self._of = given, omitted, of
        self.setAccessibleName(self.tr("{given} of {of} given").format(given=given, of=of))
        self.update()

    def set_size(self, size: int) -> None:
        """Change the diameter, at 100 %."""
        self._size = size
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(px(self._size), px(self._size))

    def draw(self, painter: QPainter) -> None:
        width = pxf(self._stroke)
        inset = width / 2 + 1
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.setPen(self._pen("pressed", width))
        painter.drawEllipse(box)
        if not self._of:
            return
        full = -360 * 16
        given, omitted = (round(full * n / self._of) for n in (self._given, self._omitted))
        painter.setPen(self._pen("given", width))
        painter.drawArc(box, 90 * 16, given)
        painter.setPen(self._pen("omitted", width))
        painter.drawArc(box, 90 * 16 + given, omitted)

    @staticmethod
    def _pen(role: str, width: float) -> QPen:
        return QPen(QColor(c(role)), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)


class Keycap(Painted):
    """A keyboard key beside an act."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.setAccessibleName(text)

    def show_key(self, text: str) -> None:
        """Show another key."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(font("caption", weight=600)).horizontalAdvance(self._text)
        return QSize(max(px(24), int(words + pxf(14))), px(22))

    def draw(self, painter: QPainter) -> None:
        pill(painter, QRectF(self.rect()), "surface", "line_strong", pxf(5))
        painter.setFont(font("caption", weight=600))
        painter.setPen(QColor(c("text_2")))
        painter.drawText(self.rect(), CENTER, self._text)


def legend_kinds() -> tuple[tuple[str, str, SiteRecord], ...]:
    """The kinds of marks: a code, its word, and a site of that kind."""
    tr = QCoreApplication.translate
    given = SiteRecord(site_id="", units=Decimal(1), state=SiteState.GIVEN)
    return (
        ("planned", tr("Legend", "Planned"), replace(given, state=SiteState.PLANNED)),
        ("given", tr("Legend", "Given"), given),
        ("changed", tr("Legend", "Changed"), replace(given, is_pinned=True)),
        ("omitted", tr("Legend", "Omitted"), replace(given, state=SiteState.OMITTED)),
        ("extra", tr("Legend", "Extra"), replace(given, is_extra=True)),
    )


def key_cap(code: str) -> Keycap:
    """The first key of an act, whichever it is."""
    made = Keycap("")
    follow_keys(made, lambda: made.show_key("".join(shown_keys(code)[:1])))
    return made


class Legend(Painted):
    """The shapes of the marks with their words; `skip` names words' codes to leave out.

    One that `wraps` takes as many lines as its width asks for.
    """

    def __init__(self, skip: Collection[str] = (), *, wraps: bool = False) -> None:
        super().__init__()
        if wraps:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        kinds = legend_kinds()
        self._items = [(word, record) for code, word, record in kinds if code not in skip]
        words = ", ".join(word for word, _ in self._items)
        self.setAccessibleName(self.tr("Marks: {words}").format(words=words))

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()), px(SIZE["icon_l"]))

    def draw(self, painter: QPainter) -> None:
        high = self.height() / self._lines(self.width())
        for (word, record), place in zip(self._items, self._places(self.width()), strict=True):
            left, top = place.x(), place.y() * high
            at = QPointF(left + pxf(8), top + high / 2)
            paint_mark(painter, at, pxf(5.5), record, number=False)
            painter.setFont(font("caption"))
            painter.setPen(QColor(c("text_2")))
            box = QRectF(left + pxf(21), top, self.width(), high)
            painter.drawText(box, MIDDLE, word)

    def heightForWidth(self, width: int) -> int:
        return self._lines(width) * px(SIZE["icon_l"])

    def minimumSizeHint(self) -> QSize:
        wraps = self.sizePolicy().hasHeightForWidth()
        return QSize(max(self._widths()), px(SIZE["icon_l"])) if wraps else self.sizeHint()

    def _lines(self, width: int) -> int:
        return self._places(width)[-1].y() + 1

    def _places(self, width: int) -> list[QPoint]:
        """Where each item begins: px from the left, and its line."""
        wraps, left, line = self.sizePolicy().hasHeightForWidth(), 0, 0
        places = []
        for wide in self._widths():
            if wraps and left and left + wide > width:
                left, line = 0, line + 1
            places.append(QPoint(left, line))
            left += wide
        return places

    def _widths(self) -> list[int]:
        metrics = QFontMetricsF(font("caption"))
        return [int(metrics.horizontalAdvance(word) + pxf(34)) for word, _ in self._items]
