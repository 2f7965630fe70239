"""The view of the next site is proposed when the one shown alone has nothing left to give."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinicapp.domain.protocol import View
from clinicapp.ui.theme.tokens import SIZE
from tests.factories import AT, make_session, new_id
from tests.ui.diagram.conftest import LARGE, SMALL, give, tap


def sites_of(session, view):
    return [s.id for s in session.protocol.sites if s.view is view]


def show_given(views, *given):
    """Show a session in which all sites of some views are given, and its next site."""
    session = make_session()
    for view in given:
        session = give(session, *sites_of(session, view))
    views.show_session(session)
    views.set_next(session.planned[0].site_id if session.planned else None)
    return session


def test_while_sites_are_left_nothing_is_proposed(views):
    show_given(views)
    views.show_view(View.FRONT)
    assert not views.next_view.isVisible()
    views.show_view(View.BACK)
    assert not views.next_view.isVisible(), "the next site is elsewhere, but here are some too"


def test_a_view_with_nothing_left_proposes_the_next_sites_view_and_a_press_turns(views, heard):
    views.show_view(View.FRONT)
    show_given(views, View.FRONT)
    button = views.next_view
    assert button.isVisible()
    assert button.words == "Next: Left side view, 4 to give"
    assert views.view is View.FRONT, "nothing turns by itself"
    assert button.height() >= SIZE["touch"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert views.view is View.LEFT
    assert not button.isVisible()
    tap(views, views.site_point("TEM-L1"))
    assert heard.said == [], "a bounce on what has just come under the finger"


def test_the_views_follow_in_clinical_order(views):
    views.show_view(View.FRONT)
    show_given(views, View.FRONT, View.LEFT, View.RIGHT)
    assert views.next_view.words == "Next: Back view, 16 to give"


def test_in_four_views_and_at_the_end_nothing_is_proposed(views):
    show_given(views, View.FRONT)
    assert not views.next_view.isVisible()
    views.show_view(View.FRONT)
    assert views.next_view.isVisible()
    show_given(views, *View)
    assert not views.next_view.isVisible()


def test_a_closed_session_proposes_nothing(views):
    session = make_session()
    session = give(session, *sites_of(session, View.FRONT))
    session = session.omit([r.site_id for r in session.planned][1:], "prior-brow-ptosis")
    views.show_view(View.FRONT)
    views.show_session(session)
    assert views.next_view.isVisible()
    last = [r.site_id for r in session.planned]
    views.show_session(session.omit(last, "prior-brow-ptosis").complete(at=AT, by=new_id()))
    assert not views.next_view.isVisible()


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("view", [View.FRONT, View.LEFT, View.RIGHT])
def test_the_proposal_covers_no_site_and_no_tool(views, size, view):
    views.resize(*size)
    views.show_view(view)
    show_given(views, view)
    pane, button = views.panes[view], views.next_view
    assert button.isVisible()
    box = button.geometry().translated(-pane.pos())
    assert not any(box.contains(pane.site_point(i).toPoint()) for i in pane.site_ids())
    assert not any(box.intersects(tool.geometry()) for tool in pane.lens_tool.bar.stops())


def test_it_comes_after_the_sites_with_the_tab_key(views):
    views.show_view(View.FRONT)
    show_given(views, View.FRONT)
    views.focus_site("FRO-R2")
    QTest.keyClick(views.focusWidget(), Qt.Key.Key_Tab)
    assert views.focusWidget() is views.next_view
