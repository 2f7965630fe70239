"""The past on the diagram: ghosts that hide nothing, numbers that can be read, words that agree."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from math import hypot

import pytest
from PySide6.QtCore import QEvent, QPoint, QRectF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from clinicapp.domain.protocol import View
from clinicapp.domain.session import SiteState
from clinicapp.ui.diagram import ghosts, sums
from clinicapp.ui.diagram.past import Past
from tests.domain.test_site_history import history, visit
from tests.factories import make_session
from tests.ui.diagram.conftest import LARGE, SMALL, mixed_session, with_all_extras

VIEWS = list(View)


def picture(pane):
    return pane.grab().toImage()


def pixels(image, box):
    """What is seen inside a box, pixel by pixel."""
    box = box.toAlignedRect()
    across, down = range(box.left(), box.right()), range(box.top(), box.bottom())
    return [image.pixel(x, y) for x in across for y in down]


def square(centre, reach):
    return QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach)


def away(one, other):
    return hypot(one.x() - other.x(), one.y() - other.y())


def shifted(session, site_id, x, y="0"):
    record = session.site(site_id)
    moved = replace(record, shift_x=Decimal(x), shift_y=Decimal(y))
    return replace(session, sites=tuple(moved if s is record else s for s in session.sites))


def laid_out(pane):
    return pane.past._laid_ghosts()


# ghosts ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("view", VIEWS)
def test_ghosts_are_seen_and_leave_every_mark_of_today_as_it_is(views, view):
    pane = views.panes[view]
    before = picture(pane)
    views.show_past(Past(ghosts=visit(0), day="22 Nov 2026"))
    after = picture(pane)
    assert before != after
    inside = pane.backdrop().radius * 0.6
    for site_id in pane.site_ids():
        box = square(pane.site_point(site_id), inside)
        assert pixels(before, box) == pixels(after, box), site_id


@pytest.mark.parametrize("view", VIEWS)
def test_without_a_past_everything_is_as_before(views, view):
    before = picture(views.panes[view])
    views.show_past(Past(ghosts=visit(0), suspects=frozenset(["TRA-L1"])))
    views.show_past(Past())
    assert picture(views.panes[view]) == before


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("view", VIEWS)
def test_a_ghost_beside_a_mark_is_not_hidden_by_any(views, view, size):
    views.resize(*size)
    views.show_session(with_all_extras(make_session()))
    views.show_past(Past(ghosts=with_all_extras(make_session())))
    pane, radius = views.panes[view], views.panes[view].backdrop().radius
    found = laid_out(pane)
    assert len(found) == len(pane.site_ids())
    for ghost in found:
        nearest = min(away(ghost.at, pane.site_point(i)) for i in pane.site_ids())
        assert nearest > radius, ghost.record.site_id


def test_a_ghost_of_a_site_that_is_not_there_today_stands_in_its_own_place(views):
    place = (Decimal("0.3"), Decimal("0.45"))
    past = visit(0, lambda s: s.add_extra("TEM-LX1", "tenderness", Decimal("2.5"), place))
    views.show_past(Past(ghosts=past, day="22 Nov 2026"))
    pane = views.panes[View.LEFT]
    (ghost,) = (g for g in laid_out(pane) if g.record.site_id == "TEM-LX1")
    still = pane.backdrop()
    assert ghost.at == still.geometry.to_px((300.0, 540.0))
    assert ghost.radius == still.radius
    assert ghosts.other_dose(ghost.record, None) == "2.5"


def test_a_ghost_lies_the_way_its_site_was_moved(views):
    pane = views.panes[View.FRONT]
    views.show_past(Past(ghosts=shifted(visit(0), "FRO-L2", "1.2")))
    far = next(g for g in laid_out(pane) if g.record.site_id == "FRO-L2")
    cm = pane.backdrop().art.units_per_cm * pane.backdrop().geometry.scale
    assert far.at.x() == pytest.approx(pane.site_point("FRO-L2").x() + 1.2 * cm)
    views.show_past(Past(ghosts=shifted(visit(0), "FRO-L2", "0.2")))
    near = next(g for g in laid_out(pane) if g.record.site_id == "FRO-L2")
    aside = near.at - pane.site_point("FRO-L2")
    assert aside.x() > pane.backdrop().radius  # no nearer, or the mark would hide it
    assert aside.y() == pytest.approx(0)


def test_a_dose_is_written_only_where_it_was_another_one():
    planned = make_session().site("FRO-L1")
    given = replace(planned, state=SiteState.GIVEN)

    def dose(units, now):
        return ghosts.other_dose(replace(given, units=Decimal(units)), now)

    assert dose("5", planned) == dose("5", given) == ""
    assert dose("2.5", planned) == "2.5"
    omitted = replace(planned, state=SiteState.OMITTED)
    assert dose("5", omitted) == dose("5", None) == "5"
    assert ghosts.other_dose(omitted, planned) == ""


@pytest.mark.parametrize("view", VIEWS)
def test_suspects_have_triangles_that_hide_no_mark(views, view):
    suspects = frozenset(views.panes[view].site_ids())
    before = picture(views.panes[view])
    views.show_past(Past(ghosts=visit(0), suspects=suspects))
    pane = views.panes[view]
    assert [g.is_suspect for g in laid_out(pane)] == [True] * len(suspects)
    views.show_past(Past(suspects=suspects))
    assert {(g.record, g.is_suspect) for g in laid_out(pane)} == {(None, True)}
    after = picture(pane)
    assert before != after
    for site_id in pane.site_ids():
        box = square(pane.site_point(site_id), pane.backdrop().radius * 0.6)
        assert pixels(before, box) == pixels(after, box), site_id


def test_ghosts_follow_today_when_a_site_is_added_or_moved(views):
    views.show_past(Past(ghosts=visit(0)))
    pane = views.panes[View.BACK]
    before = laid_out(pane)
    today = make_session().add_extra("OCC-RX1", "tenderness", Decimal(5))
    views.show_session(today)
    assert len(laid_out(pane)) == len(before)
    given = today.give(["OCC-R1"], at=today.started_at, by=today.started_by)
    views.show_session(given.shift("OCC-R1", Decimal("0.8"), Decimal(0)))
    moved = next(g for g in laid_out(pane) if g.record.site_id == "OCC-R1")
    assert moved.at != next(g for g in before if g.record.site_id == "OCC-R1").at


# sums -----------------------------------------------------------------------------------------
def numbers(pane):
    return pane.past._laid_sums()


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("units", ["5", "12.5"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_sum_can_be_read(views, view, units, size):
    def dosed(session):
        if units == "5":
            return with_all_extras(session)
        return session.change_dose([s.site_id for s in session.sites], Decimal(units))

    past = [visit(n, dosed) for n in range(9)]
    views.resize(*size)
    views.show_session(past[-1])
    views.show_past(Past(sums=history(*past).sums()))
    pane = views.panes[view]
    found = numbers(pane)
    words = {n.words for n in found}
    assert {n.key for n in found} == set(pane.site_ids())
    assert words == ({"45"} if units == "5" else {"112.5"})
    assert all(n.size >= 11 for n in found)
    if found[0].is_inside:
        return
    boxes = {n.key: n.box for n in found}
    assert not [(a, b) for a, b in combinations(boxes, 2) if boxes[a].intersects(boxes[b])]
    reach = pane.backdrop().radius * sums.DOT  # a mark without its halo
    for site_id, box in boxes.items():
        others = [i for i in pane.site_ids() if i != site_id]
        assert not [i for i in others if box.intersects(square(pane.site_point(i), reach))]
        assert QRectF(pane.rect()).contains(box)


def test_sums_take_the_place_of_doses_and_say_so(views):
    past = [visit(n) for n in range(9)]
    whole = history(*past)
    views.show_session(past[-1])
    before = picture(views.panes[View.FRONT])
    views.show_past(Past(sums=whole.sums()))
    assert picture(views.panes[View.FRONT]) != before
    button = views.site_button("FRO-L2")
    assert button.accessibleDescription() == "45 units over 9 visits"
    assert "45 units over 9 visits" in button.toolTip()
    assert "given 5 units" not in button.toolTip().lower()
    assert views.panes[View.FRONT].past.counts() == (("315 units", "text_3"),)
    views.show_past(Past())
    assert picture(views.panes[View.FRONT]) == before
    assert button.accessibleDescription().startswith("given 5 units")


def test_a_site_never_given_says_so(views):
    past = visit(0, lambda s: s.omit(["FRO-L2"], "prior-brow-ptosis"))
    views.show_session(past)
    views.show_past(Past(sums=history(past).sums()))
    assert views.site_button("FRO-L2").accessibleDescription() == "Not given so far"
    assert "FRO-L2" not in {n.key for n in numbers(views.panes[View.FRONT])}


def hover(pane, at):
    """What the tooltip says at a place of a pane where no site has its control."""
    point = at.toPoint()
    event = QHelpEvent(QEvent.Type.ToolTip, point, pane.mapToGlobal(point))
    QApplication.sendEvent(pane, event)
    words = QToolTip.text()
    QToolTip.hideText()
    return words


def test_a_past_extra_site_is_counted_and_told_though_it_has_no_control_today(views):
    extra = visit(0, lambda s: s.add_extra("TEM-LX1", "tenderness", Decimal("2.5")))
    newest = visit(1)
    whole = history(extra, newest)
    pane = views.panes[View.LEFT]
    views.show_session(newest)
    views.show_past(Past(sums=whole.sums()))
    (number,) = (n for n in numbers(pane) if n.key == "TEM-LX1")
    assert number.words == "2.5"
    words = hover(pane, number.at)
    assert "Temporalis left, extra 1" in words
    assert "2.5 units on 1 visit" in words


def put_at(x, y):
    at = (Decimal(x), Decimal(y))
    return lambda s: s.add_extra("TEM-LX1", "tenderness", Decimal(5), at)


def test_an_extra_site_put_elsewhere_on_every_visit_is_summed_place_by_place(views):
    low, high = put_at("0.45", "0.30"), put_at("0.52", "0.24")
    past = [visit(0, low), visit(1, high), visit(2, high), visit(3, put_at("0.38", "0.28"))]
    pane = views.panes[View.LEFT]
    views.show_session(past[-1])
    views.show_past(Past(sums=history(*past).sums()))
    found = {n.key: n for n in numbers(pane) if n.key.startswith("TEM-LX1")}
    assert sorted(n.words for n in found.values()) == ["10", "5", "5"]
    places = [(380.0, 336.0), (450.0, 360.0), (520.0, 288.0)]
    still = pane.backdrop()
    at = sorted((n.at.x(), n.at.y()) for n in found.values())
    assert at == [pytest.approx(still.geometry.to_px(p).toTuple()) for p in places]
    assert views.site_button("TEM-LX1").accessibleDescription() == "5 units on 1 visit"
    words = hover(pane, next(n.at for n in found.values() if n.words == "10"))
    assert "10 units over 2 visits" in words
    assert pane.past.counts() == (("100 units", "text_3"),)


def test_sums_of_places_that_nearly_meet_can_both_be_read(views):
    views.resize(*LARGE)
    past = [visit(0, put_at("0.45", "0.30")), visit(1, put_at("0.455", "0.30"))]
    views.show_session(past[-1])
    views.show_past(Past(sums=history(*past).sums()))
    boxes = [n.box for n in numbers(views.panes[View.LEFT]) if n.key.startswith("TEM-LX1")]
    assert len(boxes) == 2
    assert not boxes[0].intersects(boxes[1])


def test_todays_extra_site_has_got_nothing_where_nothing_was_given_yet(views):
    past = visit(0, put_at("0.45", "0.30"))
    views.show_session(put_at("0.52", "0.24")(make_session()))
    views.show_past(Past(sums=history(past).sums()))
    assert views.site_button("TEM-LX1").accessibleDescription() == "Not given so far"


def test_a_ghost_without_a_control_tells_what_it_is(views):
    extra = visit(0, lambda s: s.add_extra("TEM-LX1", "tenderness", Decimal("2.5")))
    views.show_past(Past(ghosts=extra, day="22 Nov 2026"))
    pane = views.panes[View.LEFT]
    ghost = next(g for g in laid_out(pane) if g.record.site_id == "TEM-LX1")
    words = hover(pane, ghost.at)
    assert "Temporalis left, extra 1" in words
    assert "2.5 units on 22 Nov 2026" in words
    assert pane.past.tip_at(QPoint(5, pane.height() - 5)) == ""


# words ----------------------------------------------------------------------------------------
def test_a_sites_past_stands_in_its_tooltip_and_not_in_its_description(views):
    def lines(site_id):
        told = ("5 units on 5 of 5 visits", "Neck pain after 2 May 2026")
        return told if "CPS" in site_id else ()

    described = {i: views.site_button(i).accessibleDescription() for i in ("CPS-L1", "FRO-L1")}
    plain = views.site_button("FRO-L1").toolTip()
    views.show_past(Past(lines=lines))
    assert (
        "5 units on 5 of 5 visits<br>Neck pain after 2 May 2026"
        in views.site_button("CPS-L1").toolTip()
    )
    assert views.site_button("FRO-L1").toolTip() == plain
    for site_id, words in described.items():
        assert views.site_button(site_id).accessibleDescription() == words


def test_the_past_stays_in_the_tooltip_when_the_site_changes(views):
    views.show_past(Past(lines=lambda _site: ("5 units on 5 of 5 visits",)))
    views.show_session(mixed_session())
    assert "5 units on 5 of 5 visits" in views.site_button("FRO-L2").toolTip()
    assert "Omitted: Prior brow ptosis" in views.site_button("FRO-L2").toolTip()


@pytest.mark.parametrize("view", VIEWS)
def test_what_is_painted_again_after_an_act_is_as_if_all_were(qtbot, views, view):
    pane = views.panes[view]
    views.show_past(
        Past(ghosts=visit(0, lambda s: s.change_dose([pane.site_ids()[0]], Decimal(4))))
    )
    pane.grab()
    today = make_session()
    for site_id in pane.site_ids():
        today = today.give([site_id], at=today.started_at, by=today.started_by)
        views.show_session(today)
        QApplication.processEvents()
    seen = views.window().screen().grabWindow(views.winId()).toImage()
    if seen.isNull():
        seen = views.grab().toImage()
    whole = views.grab().toImage()
    assert pixels(seen, QRectF(pane.geometry())) == pixels(whole, QRectF(pane.geometry()))
