"""The session page stays usable in every window we promise, at every size of type."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QPushButton, QWidget

from clinicapp.commands.sessions import give_sites, omit_sites
from clinicapp.ui.diagram.four_views import FOUR_FROM
from clinicapp.ui.pages.session_page import SessionPage
from clinicapp.ui.theme.tokens import SIZE, px
from clinicapp.ui.widgets.badges import Legend
from clinicapp.ui.widgets.choices import Segmented
from tests.ui.theme.dressing import dress

WINDOWS = [(1280, 800), (1440, 900), (1920, 1080)]
SCALES = [1.0, 1.25, 1.5, 2.0]


def page_size(window):
    """What rail, banner and status line leave of a window."""
    return window[0] - px(SIZE["rail"]), window[1] - px(SIZE["banner"]) - px(SIZE["status"])


@pytest.fixture
def host(qtbot, qapp, hub, session):
    """A page in a room that it cannot push apart."""
    dress(qapp)
    made = QWidget()
    qtbot.addWidget(made)
    made.page = SessionPage(hub, parent=made)
    yield made
    dress(qapp)


def open_at(qapp, host, session, window, scale):
    dress(qapp, "light", scale)
    host.resize(*page_size(window))
    host.page.setGeometry(host.rect())
    host.show()
    host.page.open_session(session.id)
    qapp.processEvents()
    return host.page


def place(page, widget):
    return QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())


def is_whole(widget):
    return widget.visibleRegion().boundingRect() == widget.rect()


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("window", WINDOWS)
def test_the_acts_are_whole_and_apart_at_every_size(qapp, host, session, window, scale):
    page = open_at(qapp, host, session, window, scale)
    names = ("primary_act", "give_next", "undo", "redo", "add_extra", "plan_menu", "edit_sites")
    buttons = [page.findChild(QPushButton, name) for name in names]
    for button in buttons:
        box = place(page, button)
        assert page.rect().contains(box), button.objectName()
        assert is_whole(button), button.objectName()
        assert button.height() >= px(SIZE["touch"]), button.objectName()
        others = [place(page, other) for other in buttons if other is not button]
        assert not any(box.intersects(other) for other in others), button.objectName()
    assert not page.panel.primary.is_cut
    assert "155 units" in page.panel.primary.text()


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("window", WINDOWS)
def test_the_panel_never_cuts_the_table_or_outgrows_the_diagram(qapp, host, session, window, scale):
    page = open_at(qapp, host, session, window, scale)
    panel, table = page.panel, page.panel.table
    assert page.side.width() <= page.width() * 0.46
    assert page.rect().contains(place(page, panel))
    assert sum(table.fit.widths) <= table.viewport().width()
    assert table.width() <= panel.middle.viewport().width()
    assert panel.middle.isAncestorOf(table)
    assert table.height() == table.sizeHint().height()
    assert panel.middle.height() >= px(40)
    assert place(page, page.views).right() < place(page, page.side).left()
    assert is_whole(panel.summary.findChild(QWidget, "total_units"))


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("part", ["inspector", "extra"])
def test_the_editors_keep_their_acts_in_sight(qapp, host, session, window, scale, part):
    page = open_at(qapp, host, session, window, scale)
    if part == "inspector":
        page.edit_site("COR-L1")
        names = ("give_site", "inspector_done", "close_inspector")
    else:
        page.add_extra()
        names = ("plan_extra", "give_extra")
    qapp.processEvents()
    for name in names:
        button = page.findChild(QPushButton, name)
        assert page.rect().contains(place(page, button)), name
        assert is_whole(button), name


@pytest.mark.parametrize("scale", SCALES)
def test_the_page_asks_for_no_more_than_a_small_window_leaves(qapp, host, session, scale):
    dress(qapp, "light", 1.0)
    width, height = page_size((1280, 800))
    dress(qapp, "light", scale)
    hint = host.page.minimumSizeHint()
    assert hint.width() <= width
    assert hint.height() <= height
    least = page_size((1280, 800))
    assert (hint.width(), hint.height()) <= least


def test_where_four_views_have_no_room_the_next_sites_is_shown_alone(qapp, host, hub, session):
    front = [s.id for s in session.protocol.sites if s.view == "front"]
    give_sites(hub.records, session.id, front[1:], act=hub.act())
    omit_sites(hub.records, session.id, front[:1], "patient-wish", act=hub.act())
    page = open_at(qapp, host, session, (1280, 800), 1.0)
    assert page.views.view is None
    page = open_at(qapp, host, session, (1280, 800), 2.0)
    next_site = page.session.planned[0].site_id
    assert page.views.view == page.session.protocol.site(next_site).view
    assert page.findChild(Segmented).isHidden()
    page = open_at(qapp, host, session, (1920, 1080), 1.0)
    assert page.views.view is None
    assert page.findChild(Segmented).isVisible()


@pytest.mark.parametrize("window", WINDOWS)
def test_the_legend_gives_way_to_the_tools(qapp, host, session, window):
    for scale in SCALES:
        page = open_at(qapp, host, session, window, scale)
        legend = page.findChild(Legend)
        assert legend.isHidden() or legend.width() == legend.sizeHint().width()


def test_a_tool_keeps_the_name_it_is_said_by_as_its_words_come_and_go(qapp, host, session):
    for window, words in (((1440, 900), "Edit"), ((840, 640), ""), ((1440, 900), "Edit")):
        page = open_at(qapp, host, session, window, 1.0)
        assert page.findChild(QPushButton, "edit_sites").words == words
        for code, name in (("edit_sites", "Edit sites"), ("add_extra", "Extra site")):
            assert page.findChild(QPushButton, code).accessibleName() == name


def test_a_large_window_has_room_for_four(qapp):
    dress(qapp, "light", 1.0)
    assert page_size((1280, 800))[0] * 0.54 > FOUR_FROM.width()
