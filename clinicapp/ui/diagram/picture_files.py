"""The picture of a map as an image, as a PNG file and as an SVG file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter

from clinicapp.ui.diagram.map_picture import SIZE, MapPicture
from clinicapp.ui.diagram.map_words import map_said, map_title
from clinicapp.ui.theme.style import font

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

RATIO = 2
DOTS_PER_METRE = 96 * RATIO / 0.0254
OTHER_FONTS = "Arial, Liberation Sans, DejaVu Sans, sans-serif"  # where a reader lacks ours
NEAR_EDGE = 60.0
_NOWHERE = "matrix(1,0,0,1,0,0)"
_SVG = "http://www.w3.org/2000/svg"


def image_of(picture: MapPicture) -> QImage:
    """The picture in px, twice as many as it is wide and high."""
    image = QImage(SIZE * RATIO, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(RATIO, RATIO)
    picture.paint(painter)
    painter.end()
    image.setDotsPerMeterX(round(DOTS_PER_METRE))
    image.setDotsPerMeterY(round(DOTS_PER_METRE))
    image.setText("Title", map_title())
    image.setText("Description", map_said(picture.session, picture.zone))
    return image


def png_of(image: QImage) -> bytes:
    """An image as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def svg_of(picture: MapPicture) -> bytes:
    """The picture as an SVG file: paths and words, no pixel."""
    # Imported with the first picture: nobody waits for it when the program starts.
    from PySide6.QtSvg import QSvgGenerator

    written = QByteArray()
    buffer = QBuffer(written)
    made = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # the older kind cannot clip
    made.setOutputDevice(buffer)
    made.setResolution(96)
    made.setSize(SIZE)
    made.setViewBox(QRect(0, 0, SIZE.width(), SIZE.height()))
    made.setTitle(map_title())
    made.setDescription(map_said(picture.session, picture.zone))
    painter = QPainter(made)
    picture.paint(painter)
    painter.end()
    return _fit_for_any_reader(bytes(written.data()))


def _fit_for_any_reader(svg: bytes) -> bytes:
    """Let words stay in their place in whatever font a reader has, and the whole be one picture."""
    from xml.etree import ElementTree  # as above

    ElementTree.register_namespace("", _SVG)
    root = ElementTree.fromstring(svg)
    root.set("role", "img")
    for group in root.iter(f"{{{_SVG}}}g"):
        for text in group.findall(f"{{{_SVG}}}text"):
            _fit_text(text, float(group.get("transform", _NOWHERE).split(",")[4]))
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _fit_text(text: Element, group_x: float) -> None:
    family = text.get("font-family", "").split(",")[0]
    left, wide = float(text.get("x", "")), _width(text.text or "", family, text.attrib)
    anchor, share = _anchor(group_x + left, group_x + left + wide)
    text.set("x", f"{left + wide * share:.2f}")
    text.set("text-anchor", anchor)
    text.set("textLength", f"{wide:.2f}")
    text.set("lengthAdjust", "spacingAndGlyphs")
    text.set("font-family", f"{family}, {OTHER_FONTS}")


def _anchor(left: float, right: float) -> tuple[str, float]:
    """Which point of a text stays: the end at an edge of the picture, else the middle."""
    if left < NEAR_EDGE:
        return "start", 0.0
    return ("end", 1.0) if right > SIZE.width() - NEAR_EDGE else ("middle", 0.5)


def _width(text: str, family: str, written: Mapping[str, str]) -> float:
    """How wide a text is that was painted with a font of the theme."""
    face = font()
    face.setFamilies([family, *face.families()])
    face.setPixelSize(int(written["font-size"]))
    face.setWeight(QFont.Weight(int(written["font-weight"])))
    return QFontMetricsF(face).horizontalAdvance(text)
