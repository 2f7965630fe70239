import re
from pathlib import Path

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtSvg import QSvgRenderer

import clinicapp.ui
from clinicapp.config.resources import resource
from clinicapp.ui.theme import icons
from tests.ui.theme.dressing import THEMES, dress, has_colour

UI = Path(clinicapp.ui.__file__).parent
ALL = sorted(p.stem for p in resource("icons").glob("*.svg"))


@pytest.mark.parametrize("theme", THEMES)
def test_an_icon_takes_the_colour_of_its_role(qapp, theme):
    dress(qapp, theme)
    assert has_colour(icons.pixmap("square", "danger", 24), "danger")


@pytest.mark.parametrize("name", ALL)
def test_every_shipped_icon_can_be_drawn(name):
    assert QSvgRenderer(str(resource("icons", f"{name}.svg"))).isValid()
    picture = icons.pixmap(name, "text", 48).toImage()
    assert any(
        picture.pixelColor(x, y).alpha() > 200
        for x in range(picture.width())
        for y in range(picture.height())
    )


def test_an_icon_is_sharp_at_the_asked_ratio():
    made = icons.pixmap("check", size=20, ratio=2.0)
    assert (made.width(), made.devicePixelRatio()) == (40, 2.0)


def test_an_icon_grows_with_the_scale(qapp):
    dress(qapp, "light", 1.5)
    assert icons.pixmap("check", size=20, ratio=1.0).width() == 30


def test_an_icon_of_a_disabled_control_is_quiet():
    made = icons.icon("square", "danger", 24)
    off = made.pixmap(24, 24, QIcon.Mode.Disabled)
    assert has_colour(off, "text_3")
    assert not has_colour(off, "danger")


def test_an_icon_there_is_not_is_a_bug():
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-icon")


def test_every_icon_the_interface_names_is_shipped():
    named = set()
    for source in UI.rglob("*.py"):
        text = source.read_text("utf-8")
        named |= set(
            re.findall(r'(?:icon=|Glyph\(|set_icon\(|icon\(|pixmap\()"([a-z0-9-]+)"', text)
        )
    assert {"check-check", "search"} <= named
    assert named <= set(ALL)
