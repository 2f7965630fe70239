import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from clinicapp.ui.widgets.labels import ElidedLabel, Glyph, fact, label, set_tone
from clinicapp.ui.widgets.layouts import card, column, row
from tests.ui.theme.dressing import dress, has_colour


def test_a_label_wears_its_tone_and_a_new_one(qtbot):
    made = label("Saved", "title1", "ok")
    qtbot.addWidget(made)
    made.show()
    assert has_colour(made.grab(), "ok")
    set_tone(made, "danger")
    assert has_colour(made.grab(), "danger")
    assert not has_colour(made.grab(), "ok")


def test_a_label_grows_with_the_scale_and_keeps_its_figures(qapp, qtbot):
    made = label("HC-20418", "strong", code=True)
    qtbot.addWidget(made)
    made.show()
    dress(qapp, "light", 2.0)
    assert made.font().pixelSize() == 28
    assert "zero" in [tag.toString().data().decode() for tag in made.font().featureTags()]


def test_a_name_with_markup_is_shown_as_typed(qtbot):
    made = label("<i>Vasquez</i>")
    qtbot.addWidget(made)
    assert made.textFormat() == Qt.TextFormat.PlainText


def test_a_cut_line_tells_its_whole_text(qtbot):
    made = ElidedLabel("Westlake Headache Clinic and Institute of Neurology")
    qtbot.addWidget(made)
    made.resize(120, 20)
    made.show()
    assert made.is_cut
    assert made.text().endswith("…")
    assert "Institute of Neurology" in made.toolTip()
    assert made.accessibleName() == made.full_text
    made.resize(600, 20)
    assert not made.is_cut
    assert made.toolTip() == ""


def test_a_line_that_fits_is_not_cut_after_the_scale_changed(qapp, qtbot):
    made = ElidedLabel("Westlake", "strong")
    qtbot.addWidget(made)
    made.show()
    dress(qapp, "light", 2.0)
    made.resize(made.sizeHint())
    assert not made.is_cut


def inked_columns(widget):
    """The columns of a picture that hold more than the ground."""
    picture = widget.grab().toImage()
    ground = picture.pixelColor(picture.width() - 1, 0)
    wide, high = picture.width(), picture.height()
    return [x for x in range(wide) if any(picture.pixelColor(x, y) != ground for y in range(high))]


@pytest.mark.parametrize("make", [label, ElidedLabel])
def test_a_name_of_a_script_that_runs_to_the_left_stands_at_the_left(qtbot, make):
    made = make("כהן, מרים")
    qtbot.addWidget(made)
    made.resize(600, 30)
    made.show()
    inked = inked_columns(made)
    assert inked
    assert max(inked) < 300


def test_a_glyph_wears_the_new_theme_and_scale(qapp, qtbot):
    made = Glyph("square", "danger", 24)
    qtbot.addWidget(made)
    dress(qapp, "dark", 2.0)
    assert made.width() == 48
    assert has_colour(made.pixmap(), "danger")


def test_gaps_and_margins_follow_the_scale(qapp, qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    one, two = QWidget(), QWidget()
    for part in (one, two):
        part.setFixedSize(10, 10)
    page.setLayout(row(one, 20, two, None, gap="m", margins=(16, 8, 0, 0)))
    page.resize(400, 60)
    page.show()
    assert (one.x(), two.x() - one.x()) == (16, 10 + 12 + 20)
    dress(qapp, "light", 2.0)
    qapp.processEvents()
    assert (one.x(), two.x() - one.x()) == (32, 10 + 24 + 40)


def test_a_card_has_the_ground_of_its_kind(qtbot):
    made = card(column(label("Next")), "accent")
    qtbot.addWidget(made)
    made.show()
    assert has_colour(made.grab(), "accent_soft")


def test_a_fact_shows_name_and_value(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    page.setLayout(fact("Born", "14 Mar 1984"))
    assert [w.text() for w in page.children() if hasattr(w, "text")] == ["Born", "14 Mar 1984"]
