import pytest
from PySide6.QtGui import QFontMetricsF

from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import c
from clinicapp.ui.widgets.badges import Avatar, Keycap, Legend, Ring, Tag
from tests.ui.theme.dressing import THEMES, colours, dress, has_colour

TONES = ["", "accent", "ok", "warn", "danger"]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("tone", TONES)
def test_a_tag_can_be_told_from_its_ground_in_every_theme(qapp, qtbot, theme, tone):
    dress(qapp, theme)
    made = Tag("Signed", tone, "lock")
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    edge = made.grab(made.rect().adjusted(12, 0, -12, 0)).toImage().pixelColor(4, 0).name()
    assert edge != c("surface")


def test_a_tag_has_room_for_its_words(qtbot):
    made = Tag("Early by 6 days", "warn", "triangle-alert")
    qtbot.addWidget(made)
    words = QFontMetricsF(font("label", weight=600)).horizontalAdvance("Early by 6 days")
    assert made.sizeHint().width() >= words + 20 + 22
    assert made.minimumSizeHint() == made.sizeHint()


def test_a_tag_that_may_shrink_keeps_its_whole_text(qtbot):
    text = "Allergy: " + "penicillin, " * 20
    made = Tag(text, "danger", can_shrink=True)
    qtbot.addWidget(made)
    made.resize(120, 26)
    assert made.is_cut
    assert made.accessibleName() == text
    assert text in made.toolTip()


def test_a_tag_shows_its_newest_state(qtbot):
    made = Tag("In progress", "accent", "circle-dot")
    qtbot.addWidget(made)
    narrow = made.sizeHint().width()
    made.show_tag("Entered in error by mistake", "danger", "ban")
    assert made.sizeHint().width() > narrow
    made.resize(made.sizeHint())
    assert has_colour(made.grab(), "danger_soft")


def test_a_ring_shows_given_and_omitted(qtbot):
    made = Ring(size=80)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    assert colours(made.grab())[c("given")] == 0
    made.show_progress(10, 5, 31)
    some = colours(made.grab())
    made.show_progress(20, 5, 31)
    more = colours(made.grab())
    assert 0 < some[c("given")] < more[c("given")]
    assert more[c("omitted")] > 0
    assert made.accessibleName() == "20 of 31 given"


def test_a_ring_of_nothing_is_open(qtbot):
    made = Ring(0, 0, 0)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    assert colours(made.grab())[c("given")] == 0


def test_small_things_grow_with_the_scale(qapp, qtbot):
    made = [Tag("Signed", "ok"), Avatar("MO"), Ring(1, 0, 31), Keycap("Ctrl F"), Legend()]
    for widget in made:
        qtbot.addWidget(widget)
    before = [w.sizeHint() for w in made]
    dress(qapp, "light", 2.0)
    for widget, size in zip(made, before, strict=True):
        assert widget.sizeHint().height() == 2 * size.height()
        assert widget.sizeHint().width() >= 1.9 * size.width()


def test_painted_widgets_wear_the_new_theme(qapp, qtbot):
    made = Legend()
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    dress(qapp, "dark")
    assert has_colour(made.grab(), "given")


def test_the_legend_says_its_words(qtbot):
    made = Legend()
    qtbot.addWidget(made)
    assert made.accessibleName() == "Marks: Planned, Given, Changed, Omitted, Extra"
    fewer = Legend(skip=("extra", "omitted"))
    qtbot.addWidget(fewer)
    assert fewer.sizeHint().width() < made.sizeHint().width()
