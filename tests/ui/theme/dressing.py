"""What tests of the look share: putting a theme on, and reading pixels."""

from collections import Counter

from PySide6.QtGui import QColor

from clinicapp.ui.theme import style, tokens

THEMES = ("light", "dark", "contrast")


def dress(app, name="light", scale=1.0):
    style.start(app)
    style.apply(app, name, scale)
    return tokens.current()


def colours(picture):
    """How often each #rrggbb stands in a pixmap or image, opaque pixels only."""
    image = picture.toImage() if hasattr(picture, "toImage") else picture
    found = Counter()
    for y in range(image.height()):
        for x in range(image.width()):
            colour = image.pixelColor(x, y)
            if colour.alpha() == 255:
                found[colour.name()] += 1
    return found


def has_colour(picture, role):
    return colours(picture)[QColor(tokens.c(role)).name()] > 0
