"""A site is never left in one output and right in another: each is looked for where it is drawn."""

import json
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import zip_longest
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QRectF

from clinicapp.domain.protocol import View
from clinicapp.domain.session import SessionStatus
from clinicapp.domain.site_record import SiteRecord, SiteState
from clinicapp.reports.sheet_facts import SiteMark
from clinicapp.ui.diagram.four_views import FourViews
from clinicapp.ui.diagram.map_picture import MapPicture
from clinicapp.ui.diagram.picture_files import RATIO, image_of, svg_of
from clinicapp.ui.diagram.thumbs import ThumbStrip
from tests.factories import RESOURCES, make_session
from tests.reports.map_reading import SITES, drawn, reference, side_words_in
from tests.ui.diagram.conftest import CHICAGO, LARGE, SMALL
from tests.ui.diagram.ink import middle_of_ink
from tests.ui.theme.dressing import dress

SVG = "{http://www.w3.org/2000/svg}"
AT_ORIGIN = re.compile(r"matrix\(1,0,0,1,([-\d.e]+),([-\d.e]+)\)")
SIDES = {"Patient’s left": "L", "Patient’s right": "R"}
TO_MIDDLE = {"start": 0.5, "middle": 0.0, "end": -0.5}  # of a text's length
HALF = 0.5 + 1e-6  # of a px, or of a point


@dataclass(frozen=True)
class Case:
    """One site, and where in its view it is to be found, in view units."""

    record: SiteRecord
    view: View
    x: float
    y: float

    @property
    def side(self):
        return self.record.site_id[4]


@dataclass(frozen=True)
class Found:
    """Where a mark was found, in px; `words` is where each of the patient's sides is printed."""

    view: View
    x: float
    y: float
    scale: float
    origin: tuple[float, float]
    words: dict[str, float]


def make_cases():
    """All 39 sites of the drawing, each with a dose of its own; one moved, one put by hand."""
    site_of = make_session().protocol.site
    cases = {}
    for number, site_id in enumerate(SITES, 1):
        view, x, y = reference()[site_id]
        record = SiteRecord(
            site_id=site_id, units=Decimal(number), is_extra=site_of(site_id).is_extra
        )
        cases[site_id] = Case(record, view, x, y)
    drawing = json.loads((RESOURCES / "diagram" / "reference.json").read_text("utf-8"))["views"]
    moved, put = cases["FRO-L2"], cases["TRA-LX1"]
    cm = drawing["front"]["px_per_cm"]
    record = replace(moved.record, shift_x=Decimal("-1.25"), shift_y=Decimal("0.5"))
    cases["moved FRO-L2"] = Case(record, moved.view, moved.x - 1.25 * cm, moved.y + 0.5 * cm)
    record = replace(put.record, at_x=Decimal("0.3125"), at_y=Decimal("0.6"))
    cases["put TRA-LX1"] = Case(record, put.view, 312.5, 720)
    return cases


CASES = make_cases()


def rounds():
    """Sessions with at most one site in each view, so that a mark found there is that site's."""
    by_view = [[name for name, case in CASES.items() if case.view is view] for view in View]
    for names in zip_longest(*by_view):
        there = {CASES[name].view: name for name in names if name}
        records = tuple(CASES[name].record for name in there.values())
        yield there, replace(make_session(), sites=records)


def found_in_pane(pane):
    """Where a mark is seen in a pane of the screen; None where there is none."""
    still = pane.backdrop()
    words = {} if still.compact else {n: b.center().x() for n, _, b in still.pill_boxes()}
    counts = None if still.compact else still.head_box()
    at = middle_of_ink(pane.grab().toImage(), counts)
    lies = still.geometry
    return at and Found(pane.view, at.x(), at.y(), lies.scale, (lies.x, lies.y), words)


def found_in_panes(panes, show):
    found = {}
    for there, session in rounds():
        show(session)
        for view, pane in panes.items():
            seen = found_in_pane(pane)
            assert (seen is not None) == (view in there), (view, there)
            if seen:
                found[there[view]] = seen
    return found


def on_four_views(size, status=SessionStatus.IN_PROGRESS):
    views = FourViews(zone=CHICAGO)
    views.resize(*size)
    views.grab()  # lays it out, as showing it would
    views.read_only = status is not SessionStatus.IN_PROGRESS
    found = found_in_panes(views.panes, lambda s: views.show_session(replace(s, status=status)))
    views.deleteLater()
    return found


def on_one_large_view():
    views, found = FourViews(zone=CHICAGO), {}
    views.resize(*SMALL)
    for view, pane in views.panes.items():
        views.show_session(make_session())
        views.show_view(view)
        views.grab()
        for there, session in rounds():
            if view in there:
                views.show_session(session)
                found[there[view]] = found_in_pane(pane)
    views.deleteLater()
    return found


def on_thumbs():
    strip = ThumbStrip()
    strip.resize(860, 160)
    strip.grab()
    found = found_in_panes(strip.panes, strip.show_session)
    strip.deleteLater()
    return found


def in_the_png():
    found = {}
    for there, session in rounds():
        picture = MapPicture(session, CHICAGO)
        image = image_of(picture)
        for view, (box, still) in picture.panes.items():
            cell = QRectF(box.topLeft() * RATIO, box.size() * RATIO).toRect()
            at = middle_of_ink(image.copy(cell))
            assert (at is not None) == (view in there), (view, there)
            if at:
                lies = still.geometry
                origin = lies.x * RATIO, lies.y * RATIO
                words = {n: b.center().x() * RATIO for n, _, b in still.pill_boxes()}
                scale = lies.scale * RATIO
                found[there[view]] = Found(view, at.x(), at.y(), scale, origin, words)
    return found


def in_the_svg():
    found = {}
    for there, session in rounds():
        picture = MapPicture(session, CHICAGO)
        root = ElementTree.fromstring(svg_of(picture))
        doses, sides = doses_in(root), list(sides_in(root))
        assert len(doses) == len(there)
        for view, name in there.items():
            box, still = picture.panes[view]
            x, y = doses[str(CASES[name].record.units)]
            assert box.contains(x, y)
            lies = still.geometry
            origin = box.x() + lies.x, box.y() + lies.y
            words = {n: wx for n, wx, wy in sides if box.contains(wx, wy)}
            found[name] = Found(view, x, y, lies.scale, origin, words)
    return found


def doses_in(root):
    """The middle of each mark that holds a number, by the number: where its group is put."""
    middles = {}
    for group in root.iter(f"{SVG}g"):
        for text in group.findall(f"{SVG}text"):
            if text.text.isdigit():
                x, y = map(float, AT_ORIGIN.fullmatch(group.get("transform")).groups())
                assert abs(float(text.get("x"))) < 0.5, "a dose stands in the middle of its mark"
                middles[text.text] = x, y
    return middles


def sides_in(root):
    """Every printed side with the middle of its words."""
    for group in root.iter(f"{SVG}g"):
        for text in group.findall(f"{SVG}text"):
            if text.text in SIDES:
                x, y = map(float, AT_ORIGIN.fullmatch(group.get("transform")).groups())
                to_middle = TO_MIDDLE[text.get("text-anchor")] * float(text.get("textLength"))
                at = x + float(text.get("x")) + to_middle, y + float(text.get("y"))
                yield SIDES[text.text], *at


def on_the_sheet():
    """All sites on one sheet, then again with the moved site and the one put by hand."""
    changed = [name for name in CASES if name not in SITES]
    replaced = {name.split()[1] for name in changed}
    found = found_on_paper(SITES)
    return found | found_on_paper([i for i in SITES if i not in replaced] + changed)


def found_on_paper(names):
    marks = tuple(
        SiteMark(record=replace(CASES[n].record, state=SiteState.GIVEN), view=CASES[n].view)
        for n in names
    )
    panels, _placed, doses = drawn(marks)
    sides, found = side_words_in(marks), {}
    for name in names:
        panel = panels[CASES[name].view]
        ((x, y),) = doses[str(CASES[name].record.units)]
        assert panel.x < x < panel.x + panel.width
        words = {n: at for n, at in sides if panel.x < at < panel.x + panel.width}
        found[name] = Found(panel.view, x, y, panel.scale, panel.place((0.0, 0.0)), words)
    return found


OUTPUTS = {
    "four views": lambda: on_four_views(SMALL),
    "four large views": lambda: on_four_views(LARGE),
    "one large view": on_one_large_view,
    "a session to look at": lambda: on_four_views(SMALL, SessionStatus.COMPLETED),
    "small pictures": on_thumbs,
    "the sheet": on_the_sheet,
    "a PNG": in_the_png,
    "an SVG": in_the_svg,
}


@cache
def found_in(output):
    return OUTPUTS[output]()


@pytest.fixture(autouse=True)
def light(qapp):
    dress(qapp)


def test_all_39_sites_are_looked_for_and_one_moved_and_one_put_by_hand():
    assert len(SITES) == 39
    assert len(CASES) == 41
    assert len({case.record.site_id for case in CASES.values()}) == 39


@pytest.mark.parametrize("output", OUTPUTS)
def test_every_site_is_found(output):
    assert found_in(output).keys() == CASES.keys()


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("name", CASES)
def test_a_site_is_at_the_same_fraction_of_its_view_everywhere(output, name):
    case, seen = CASES[name], found_in(output)[name]
    wanted = seen.origin[0] + case.x * seen.scale, seen.origin[1] + case.y * seen.scale
    assert (seen.view, seen.x, seen.y) == (
        case.view,
        pytest.approx(wanted[0], abs=HALF),
        pytest.approx(wanted[1], abs=HALF),
    )


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("name", CASES)
def test_a_site_is_on_the_side_its_id_says(output, name):
    case, seen = CASES[name], found_in(output)[name]
    if seen.view in (View.LEFT, View.RIGHT):
        assert case.side == {View.LEFT: "L", View.RIGHT: "R"}[seen.view]
        return
    midline = seen.origin[0] + 500 * seen.scale
    if case.side == "M":
        assert seen.x == pytest.approx(midline, abs=HALF)
        return
    # In front the patient faces the viewer: the patient's right is at the viewer's left.
    viewers_right = "L" if seen.view is View.FRONT else "R"
    assert (seen.x > midline) is (case.side == viewers_right)


@pytest.mark.parametrize("output", [name for name in OUTPUTS if name != "small pictures"])
@pytest.mark.parametrize("name", CASES)
def test_the_side_printed_nearest_to_a_site_is_its_own(output, name):
    case, seen = CASES[name], found_in(output)[name]
    if seen.view in (View.LEFT, View.RIGHT):
        # On paper the profile's own name says its side.
        assert set(seen.words) <= {case.side}
        return
    assert set(seen.words) == {"L", "R"}
    away = {side: abs(seen.x - at) for side, at in seen.words.items()}
    if case.side != "M":
        assert min(away, key=away.get) == case.side
