import json
import tomllib
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from clinicapp.domain.errors import CatalogError
from clinicapp.domain.protocol import View
from clinicapp.reports import fonts, style
from clinicapp.reports.pen import Pen
from clinicapp.reports.sheet_facts import Mark, SiteMark
from clinicapp.reports.site_map import GAP, ORDER, draw_map, lay_panels, map_height
from clinicapp.reports.tagged_canvas import DocumentWords
from tests.factories import AT, RESOURCES, make_protocol
from tests.reports.sheet_samples import FONTS, artwork, texts

LEFT, TOP, WIDTH = 36.0, 300.0, 540.0


def reference():
    """Every site's view and place, straight from the drawing's own file."""
    views = json.loads((RESOURCES / "diagram" / "reference.json").read_text("utf-8"))["views"]
    return {
        site_id: (View(view), place["x"], place["y"])
        for view, drawn in views.items()
        for site_id, place in [*drawn["sites"].items(), *(drawn["extra_suggestions"] or {}).items()]
    }


def crops():
    layout = tomllib.loads((RESOURCES / "diagram" / "layout.toml").read_text("utf-8"))
    return {View(name): view["crop"]["sheet"] for name, view in layout["view"].items()}


def numbered_marks():
    """All 39 sites, each with a dose of its own, so that each can be told apart on paper."""
    return tuple(
        SiteMark(
            site_id=site.id,
            view=site.view,
            mark=Mark.EXTRA if site.is_extra else Mark.GIVEN,
            units=Decimal(number),
        )
        for number, site in enumerate(make_protocol().placed_sites, 1)
    )


def drawn(marks, height=None):
    """The panels, what was drawn, and the doses found in the PDF with their middles."""
    fonts.register_faces(FONTS)
    words = DocumentWords(title="Map", subject="", author="", locale="en-US", made_at=AT)
    pen = Pen(style.PAGE_SIZES["Letter"], words)
    height = height or map_height(artwork(), WIDTH)
    panels = {p.view: p for p in lay_panels(artwork(), LEFT, TOP, WIDTH, height)}
    with pen.canvas.tagged("Figure", alt="map"):
        placed = draw_map(pen, artwork(), tuple(panels.values()), marks, texts().words)
    found = {}

    def visit(text, _cm, matrix, _font, size):
        label = text.strip()
        if label.replace(".", "").isdigit():
            face = style.BOLD if label.isdigit() else style.NARROW_SEMI
            x = matrix[4] + fonts.width(label, face, size) / 2
            found.setdefault(label, []).append((x, pen.height - matrix[5] - size * 0.357))

    PdfReader(BytesIO(pen.finish())).pages[0].extract_text(visitor_text=visit)
    return panels, {p.mark.site_id: p for p in placed}, found


@pytest.fixture(scope="module")
def whole():
    return drawn(numbered_marks())


SITES = [site.id for site in make_protocol().placed_sites]


def test_there_are_39_sites():
    assert len(SITES) == len(set(SITES)) == len(reference()) == 39


@pytest.mark.parametrize("site_id", SITES)
def test_a_site_is_drawn_in_its_view_where_the_artwork_has_it(whole, site_id):
    panels, placed, _found = whole
    view, x, y = reference()[site_id]
    panel, (left, top, width, height) = panels[view], crops()[view]
    mark = placed[site_id]
    assert mark.mark.view is view
    assert (mark.x - panel.x) / panel.width == pytest.approx((x - left) / width, abs=0.005)
    assert (mark.y - panel.y) / panel.height == pytest.approx((y - top) / height, abs=0.005)


@pytest.mark.parametrize("number", range(1, 40))
def test_its_dose_is_printed_in_the_middle_of_its_mark(whole, number):
    _panels, placed, found = whole
    mark = placed[SITES[number - 1]]
    assert found[str(number)] == [(pytest.approx(mark.x, abs=0.6), pytest.approx(mark.y, abs=0.6))]


@pytest.mark.parametrize("site_id", SITES)
def test_a_site_is_on_the_side_its_id_says(whole, site_id):
    panels, placed, _found = whole
    mark, letter = placed[site_id], site_id[4]
    panel = panels[mark.mark.view]
    middle = panel.place((500.0, 0.0))[0]
    if mark.mark.view in (View.LEFT, View.RIGHT):
        assert letter == {View.LEFT: "L", View.RIGHT: "R"}[mark.mark.view]
    elif letter == "M":
        assert mark.x == pytest.approx(middle)
    else:
        at_viewers_right = letter == ("L" if mark.mark.view is View.FRONT else "R")
        assert (mark.x > middle) is at_viewers_right


def test_every_mark_is_inside_its_window(whole):
    panels, placed, _found = whole
    for mark in placed.values():
        panel = panels[mark.mark.view]
        assert panel.x + mark.radius < mark.x < panel.x + panel.width - mark.radius
        assert panel.y + mark.radius < mark.y < panel.y + panel.height - mark.radius


def test_fixed_sites_do_not_cover_each_other(whole):
    _panels, placed, _found = whole
    fixed = [p for p in placed.values() if p.mark.mark is Mark.GIVEN]
    for n, one in enumerate(fixed):
        for other in fixed[n + 1 :]:
            apart = ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
            assert apart >= one.radius + other.radius


def test_the_profiles_look_at_the_face_and_the_row_fills_the_width(whole):
    panels, _placed, _found = whole
    assert tuple(panels) == ORDER == (View.RIGHT, View.FRONT, View.LEFT, View.BACK)
    last = panels[View.BACK]
    assert last.x + last.width == pytest.approx(LEFT + WIDTH)
    assert panels[View.FRONT].x == pytest.approx(
        panels[View.RIGHT].x + panels[View.RIGHT].width + GAP
    )


def test_a_lower_map_shows_more_around_and_keeps_every_site_in_place():
    panels, placed, _found = drawn(numbered_marks(), height=120.0)
    for site_id, mark in placed.items():
        view, x, _y = reference()[site_id]
        panel, (left, _top, width, height) = panels[view], crops()[view]
        from_middle = (x - left - width / 2) / height
        assert (mark.x - panel.x - panel.width / 2) / 120 == pytest.approx(from_middle, abs=0.005)


def test_an_omitted_site_has_no_number_and_a_broken_dose_has_its_decimals():
    marks = [m for m in numbered_marks() if m.view is View.FRONT]
    marks[0] = replace(marks[0], mark=Mark.OMITTED, units=Decimal(0))
    marks[1] = replace(marks[1], units=Decimal("2.50"))
    marks[2] = replace(marks[2], units=Decimal("12.25"))
    _panels, placed, found = drawn(tuple(marks))
    assert len(placed) == 7
    assert "0" not in found
    assert {"2.5", "12.25"} <= set(found)
    assert sum(map(len, found.values())) == 6


def test_a_site_the_drawing_does_not_have_is_refused():
    stranger = replace(numbered_marks()[0], site_id="MAS-L1")
    with pytest.raises(CatalogError, match="MAS-L1"):
        drawn((stranger,))
