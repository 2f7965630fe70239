"""Which px belong to which site; `test_geometry_rules.py` says where the sites are."""

from math import dist

import pytest
from PySide6.QtCore import QMargins, QRect, Qt

from clinicapp.domain.protocol import View
from clinicapp.ui.diagram.pane import SitePane
from clinicapp.ui.diagram.site_button import SiteButton
from clinicapp.ui.theme import style
from clinicapp.ui.theme.tokens import SIZE
from tests.factories import make_session
from tests.ui.diagram.conftest import LARGE, SMALL, give, with_all_extras

REACH = SIZE["touch"] / 2


@pytest.mark.parametrize("size", [SMALL, LARGE, (1111, 777)])
def test_what_changes_on_screen_when_a_site_is_given_is_centred_on_that_site(views, size):
    views.resize(*size)
    session = make_session()
    for pane in views.panes.values():
        reach = round(pane.backdrop().radius * 1.3)
        for site_id in pane.site_ids():
            before = pane.grab().toImage()
            session = give(session, site_id)
            views.show_session(session)
            after = pane.grab().toImage()
            x, y = (round(n - 0.5) for n in _px(pane, site_id))
            changed = [
                (column, row)
                for column in range(x - reach, x + reach + 1)
                for row in range(y - reach, y + reach + 1)
                if before.pixel(column, row) != after.pixel(column, row)
                and (column < x or row > y)  # a tick rides on the upper right shoulder
            ]
            columns, rows = zip(*changed, strict=True)
            middle = (min(columns) + max(columns) + 1) / 2, (min(rows) + max(rows) + 1) / 2
            assert dist(middle, _px(pane, site_id)) <= 1.0, site_id
            assert max(columns) - min(columns) > pane.backdrop().radius


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("alone", [None, View.BACK, View.FRONT])
def test_every_px_near_a_site_belongs_to_the_nearest_site(views, size, alone):
    views.show_session(with_all_extras(make_session()))
    views.resize(*size)
    views.show_view(alone)
    for pane in views.panes.values():
        if not pane.isVisible():
            continue
        centres = {i: _px(pane, i) for i in pane.site_ids()}
        for site_id, (x, y) in centres.items():
            for column in range(int(x - REACH), int(x + REACH) + 1):
                for row in range(int(y - REACH), int(y + REACH) + 1):
                    if pane.rect().contains(column, row):
                        _check_px(pane, centres, column, row)
            assert pane.childAt(round(x - 0.5), round(y - 0.5)).objectName() == site_id


def _check_px(pane, centres, column, row):
    near = sorted((dist((column + 0.5, row + 0.5), at), i) for i, at in centres.items())
    if near[0][0] > REACH - 1 or near[1][0] - near[0][0] < 1e-3:
        return
    child = pane.childAt(column, row)
    assert isinstance(child, SiteButton), f"a dead px at {column}, {row} beside {near[0][1]}"
    assert child.objectName() == near[0][1]


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_left_and_right_lie_where_the_pills_say(views, size):
    views.show_session(with_all_extras(make_session()))
    views.resize(*size)
    for pane in views.panes.values():
        for letter, _, box in pane.backdrop().pill_boxes():
            is_left_edge = box.center().x() < pane.width() / 2
            for site_id in pane.site_ids():
                if pane.view in (View.FRONT, View.BACK) and f"-{letter}" in site_id:
                    assert (_px(pane, site_id)[0] < pane.width() / 2) == is_left_edge, site_id
    front, back = views.panes[View.FRONT], views.panes[View.BACK]
    assert _px(front, "COR-R1")[0] < _px(front, "COR-L1")[0]
    assert _px(back, "TRA-L1")[0] < _px(back, "TRA-R1")[0]
    assert _px(views.panes[View.LEFT], "TEM-L3")[0] < _px(views.panes[View.LEFT], "TEM-L1")[0]
    assert _px(views.panes[View.RIGHT], "TEM-R3")[0] > _px(views.panes[View.RIGHT], "TEM-R1")[0]


def test_a_language_written_from_the_right_does_not_mirror_the_patient(qtbot, qapp, views):
    before = {i: views.site_point(i) for p in views.panes.values() for i in p.site_ids()}
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        views.resize(SMALL[0] + 40, SMALL[1])
        views.resize(*SMALL)
        assert {i: views.site_point(i) for i in before} == before
        assert views.panes[View.FRONT].x() < views.panes[View.BACK].x()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize(("size", "scale"), [(SMALL, 1.0), (LARGE, 1.0), ((1000, 760), 2.0)])
@pytest.mark.parametrize("alone", [None, *View])
def test_no_tool_covers_a_site_of_four_views_or_of_one(qapp, views, size, scale, alone):
    style.apply(qapp, "light", scale)
    views.show_session(with_all_extras(make_session()))
    views.resize(*size)
    views.show_view(alone)
    for pane in (p for p in views.panes.values() if p.isVisible()):
        for site_id in pane.site_ids():
            views.set_next(site_id)
            at = pane.site_point(site_id).toPoint()
            mark = QRect(at, at).marginsAdded(QMargins(*[round(pane.backdrop().radius)] * 4))
            tools = [*pane.lens_tool.bar.stops(), pane.zoom_button]
            for tool in (t for t in tools if t.isVisible()):
                assert not tool.geometry().intersects(mark), site_id
                if scale == 1.0 and tool is pane.zoom_button:
                    button = pane.button(site_id)
                    reach = button.mask().translated(button.pos())
                    assert not reach.intersects(tool.geometry()), site_id


def test_a_pane_of_its_own_works_without_the_other_three(qtbot):
    pane = SitePane(View.BACK)
    qtbot.addWidget(pane)
    pane.resize(500, 400)
    pane.show_session(make_session())
    assert len(pane.site_ids()) == 16
    with qtbot.waitSignal(pane.site_activated) as said:
        pane.button("CPS-L1").click()
    assert said.args == ["CPS-L1"]


def _px(pane, site_id):
    return pane.site_point(site_id).toTuple()
