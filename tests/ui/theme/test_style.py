import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QRadioButton

from clinicapp.config.resources import resource
from clinicapp.ui.theme import style, tokens
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.sheet import qss
from clinicapp.ui.widgets.buttons import button
from tests.ui.theme.dressing import THEMES, colours, dress, has_colour

HIGH = Qt.ContrastPreference.HighContrast
NORMAL = Qt.ContrastPreference.NoPreference


@pytest.mark.parametrize("theme", THEMES)
def test_the_palette_follows_the_theme(qapp, theme):
    on = dress(qapp, theme)
    palette = qapp.palette()
    assert palette.color(QPalette.ColorRole.Window).name() == on["window"]
    assert palette.color(QPalette.ColorRole.Highlight).name() == on["accent"]


@pytest.mark.parametrize("theme", THEMES)
def test_the_sheet_names_only_tokens_there_are(theme):
    sheet = qss(tokens.THEMES[theme])
    assert "@" not in sheet
    assert "{}" not in sheet


def test_the_sheets_template_holds_no_colour_of_its_own():
    text = resource("theme", "sheet.qss").read_text("utf-8")
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(", text)


def test_the_sheet_needs_no_image_files():
    assert "url(" not in qss(tokens.current())


def test_the_interface_speaks_in_the_shipped_font(qapp):
    assert QFontInfo(qapp.font()).family() == "Inter"


def test_figures_are_of_equal_width():
    metrics = QFontMetricsF(style.font("strong"))
    assert metrics.horizontalAdvance("111.1") == metrics.horizontalAdvance("000.0")


def test_code_figures_differ_from_plain_ones(qtbot):
    assert style.font("strong", code=True) != style.font("strong")


def test_everything_grows_with_the_scale(qapp, qtbot):
    made = button("Give", "primary", icon="check")
    field = QLineEdit("5")
    for widget in (made, field):
        qtbot.addWidget(widget)
        widget.show()
    at_100 = made.sizeHint(), field.sizeHint()
    dress(qapp, "light", 2.0)
    assert made.sizeHint().height() == 2 * at_100[0].height() == 88
    assert field.sizeHint().height() == 2 * at_100[1].height() == 88
    assert made.sizeHint().width() > 1.8 * at_100[0].width()
    assert made.iconSize().width() == 40


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("kind", ["primary", "secondary", "quiet", "danger"])
def test_focus_moves_nothing(qapp, qtbot, scale, kind):
    dress(qapp, "light", scale)
    made, other = button("Give all 31 planned", kind, bulk="act"), QPushButton("other")
    for widget in (other, made):
        qtbot.addWidget(widget)
        widget.show()
    other.activateWindow()
    other.setFocus()
    rest = made.sizeHint()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    assert made.sizeHint() == rest


def test_an_unknown_theme_is_a_bug(qapp):
    with pytest.raises(KeyError):
        style.apply(qapp, "sepia")


def test_starting_twice_registers_nothing_twice(qapp):
    before = qapp.style()
    style.start(qapp)
    assert qapp.style() is before


@pytest.mark.parametrize(
    ("scheme", "contrast", "theme"),
    [
        (Qt.ColorScheme.Unknown, NORMAL, "light"),
        (Qt.ColorScheme.Light, NORMAL, "light"),
        (Qt.ColorScheme.Dark, NORMAL, "dark"),
        (Qt.ColorScheme.Dark, HIGH, "contrast"),
    ],
)
def test_the_system_choice_fits_the_platform(scheme, contrast, theme):
    assert style.theme_of(scheme, contrast) == theme


def test_the_system_choice_follows_the_platform_and_keeps_the_scale(qapp, qtbot):
    style.apply(qapp, "system", 1.5)
    assert tokens.current().name == "light"
    with qtbot.waitSignal(notifier.theme_changed):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert tokens.current().name == "dark"
    assert tokens.scale() == 1.5
    assert style.chosen(qapp) == "system"


def test_an_explicit_choice_ignores_the_platform(qapp):
    style.apply(qapp, "light")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert tokens.current().name == "light"


@pytest.mark.parametrize("theme", THEMES)
def test_a_combo_box_is_as_high_as_a_field_and_shows_its_chevron(qapp, qtbot, theme):
    dress(qapp, theme)
    box = QComboBox()
    box.addItems(["All clinicians"])
    qtbot.addWidget(box)
    box.show()
    assert box.sizeHint().height() == 44
    picture = box.grab()
    chevron = picture.copy(picture.width() - 30, 10, 20, 24)
    assert len(colours(chevron)) > 1


def test_a_checked_box_differs_from_an_open_one(qtbot):
    for kind in (QCheckBox, QRadioButton):
        made = kind("Sample")
        qtbot.addWidget(made)
        made.show()
        assert not has_colour(made.grab(), "accent")
        made.setChecked(True)
        assert has_colour(made.grab(), "accent")


def test_putting_a_theme_on_writes_no_file(qapp):
    before = {
        p: p.stat().st_mtime_ns
        for p in resource().rglob("*")
        if "theme" in p.parts or "icons" in p.parts
    }
    for theme in THEMES:
        dress(qapp, theme)
    after = {
        p: p.stat().st_mtime_ns
        for p in resource().rglob("*")
        if "theme" in p.parts or "icons" in p.parts
    }
    assert after == before
