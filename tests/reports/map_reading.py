"""Every site on paper, found again in the PDF by a dose of its own."""

import json
import re
import tomllib
from decimal import Decimal
from io import BytesIO

from pypdf import PdfReader

from clinicapp.domain.protocol import View
from clinicapp.domain.site_record import SiteRecord, SiteState
from clinicapp.reports import fonts, style
from clinicapp.reports.pen import Pen
from clinicapp.reports.sheet_facts import SiteMark
from clinicapp.reports.site_map import draw_map, lay_panels, map_height
from clinicapp.reports.tagged_canvas import DocumentWords
from tests.factories import AT, RESOURCES, make_protocol
from tests.reports.sheet_samples import FONTS, artwork, texts

LEFT, TOP, WIDTH = 36.0, 300.0, 540.0
HIGH = style.PAGE_SIZES["Letter"][1]
_LINE = re.compile(r"n ([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l S")
SITES = [site.id for site in make_protocol().placed_sites]


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
            record=SiteRecord(
                site_id=site.id,
                units=Decimal(number),
                state=SiteState.GIVEN,
                is_extra=site.is_extra,
            ),
            view=site.view,
        )
        for number, site in enumerate(make_protocol().placed_sites, 1)
    )


def map_page(marks, height=None):
    """The panels, what was drawn, and the PDF with nothing but the map."""
    fonts.register_faces(FONTS)
    words = DocumentWords(title="Map", subject="", author="", locale="en-US", made_at=AT)
    pen = Pen(style.PAGE_SIZES["Letter"], words)
    height = height or map_height(artwork(), WIDTH)
    panels = {p.view: p for p in lay_panels(artwork(), LEFT, TOP, WIDTH, height, marks)}
    with pen.canvas.tagged("Figure", alt="map"):
        placed = draw_map(pen, artwork(), tuple(panels.values()), marks, texts().words)
    return panels, {p.mark.site_id: p for p in placed}, pen.finish()


def drawn(marks, height=None):
    """The panels, what was drawn, and the doses found in the PDF with their middles."""
    panels, placed, pdf = map_page(marks, height)
    found = {}

    def visit(text, _cm, matrix, font, size):
        label = text.strip()
        if label.replace(".", "").isdigit():
            face = style.NARROW_SEMI if "Condensed" in font["/BaseFont"] else style.BOLD
            x = matrix[4] + fonts.width(label, face, size) / 2
            found.setdefault(label, []).append((x, HIGH - matrix[5] - size * 0.357))

    PdfReader(BytesIO(pdf)).pages[0].extract_text(visitor_text=visit)
    return panels, placed, found


def side_words_in(marks):
    """Each printed side as a letter, with the middle of its words."""
    _panels, _placed, pdf = map_page(marks)
    letters = {texts().words["side_left"]: "L", texts().words["side_right"]: "R"}
    found = []

    def visit(text, _cm, matrix, _font, size):
        word = text.strip()
        if word in letters:
            found.append((letters[word], matrix[4] + fonts.width(word, style.SEMI, size) / 2))

    PdfReader(BytesIO(pdf)).pages[0].extract_text(visitor_text=visit)
    return found


def operators(marks):
    """The drawing operators of the map's PDF."""
    _panels, _placed, pdf = map_page(marks)
    return PdfReader(BytesIO(pdf)).pages[0].get_contents().get_data().decode("latin-1")


def lines_in(marks):
    """Every straight line of the map's PDF, from its start to its end."""
    code = operators(marks)
    numbers = [tuple(map(float, found)) for found in _LINE.findall(code)]
    return [(x, HIGH - y, to_x, HIGH - to_y) for x, y, to_x, to_y in numbers]
