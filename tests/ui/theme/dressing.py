"""What tests of the look share: putting a theme on, and reading pixels."""

from collections import Counter

from PySide6.QtGui import QColor, QImage

from clinicapp.ui.theme import style, tokens

THEMES = ("light", "dark", "contrast")


def dress(app, name="light", scale=1.0):
    """Put a theme on, unless it is on already: doing so is slow."""
    style.start(app)
    on = (style.chosen(app), tokens.current().name, tokens.scale())
    if on != (name, name, scale):
        style.apply(app, name, scale)
    return tokens.current()


def colours(picture):
    """How often each #rrggbb stands in a pixmap or image, opaque pixels only."""
    image = picture.toImage() if hasattr(picture, "toImage") else picture
    flat = image.convertToFormat(QImage.Format.Format_ARGB32)
    pixels = memoryview(bytes(flat.constBits())).cast("I")
    found = Counter()
    for pixel, times in Counter(pixels).items():
        if pixel >> 24 == 255:
            found[f"#{pixel & 0xFFFFFF:06x}"] = times
    return found


def has_colour(picture, role):
    return colours(picture)[QColor(tokens.c(role)).name()] > 0
