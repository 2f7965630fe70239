"""The diagram: how surely a shaking hand hits its site, and how soon an act is painted."""

import itertools
import random
from decimal import Decimal

from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinicapp.ui.diagram.four_views import FourViews
from clinicapp.ui.diagram.site_button import SiteButton
from clinicapp.ui.pages.session_fit import room_in
from clinicapp.ui.theme import style
from clinicapp.ui.theme.tokens import SIZE, px
from tests.bench.measure import median_ms
from tests.factories import AT, make_session, new_id

WINDOW = (1440, 900)
SPREAD = 2.5 / 25.4 * 96  # px of a standard deviation of 2.5 mm on either axis, at 96 dpi
TAPS = 4000  # at each site
WRONG_AT_MOST = 1.0  # of a hundred


def measure_taps(report):
    """One line for each view: taps aimed at every site, heard by the controls themselves."""
    views = _four_views(make_session())
    usual = {view: _tapped(_alone(views, view)) for view in views.panes}
    views.show_view(None)
    in_four = {view: _tapped(pane) for view, pane in views.panes.items()}
    views.show_session(_with_extras(make_session()))
    full = {view: _tapped(_alone(views, view)) for view in views.panes}
    for view, (wrong, none, scale) in usual.items():
        remark = (
            f"at {scale:.2f} px a unit; {none:.1f} hit none; "
            f"39 sites {full[view][0]:.2f}, of four {in_four[view][0]:.1f}"
        )
        name = f"taps on a wrong site, {view} view alone"
        report.add(name, wrong, remark, goal=WRONG_AT_MOST, unit="%")
    views.close()


def measure_redraw(report):
    """What is painted after one act, and all of it, in four views full of marks."""
    app = QApplication.instance()
    session = _with_extras(make_session())
    given = session.give([s.site_id for s in session.sites[::2]], at=AT, by=new_id())
    views = _four_views(given)
    planned = [s.site_id for s in given.planned]
    acts = itertools.cycle(
        given if n % 2 else given.give([site_id], at=AT, by=new_id())
        for site_id in planned
        for n in range(2)
    )

    def act():
        views.show_session(next(acts))
        app.processEvents()

    def everything():
        for pane in views.panes.values():
            pane.update()
        app.processEvents()

    report.add("one act painted (four views, 39 sites)", median_ms(act, 120), goal=16)
    report.add("four views painted again, whole", median_ms(everything, 120), goal=16)
    views.close()


def _four_views(session):
    """The diagram as large as in a window of 1440x900."""
    app = QApplication.instance() or QApplication([])
    style.start(app)
    style.apply(app, "light")
    page = QSize(WINDOW[0] - px(SIZE["rail"]), WINDOW[1] - px(SIZE["banner"] + SIZE["status"]))
    views = FourViews()
    views.resize(room_in(page).diagram)
    views.show_session(session)
    views.show()
    QTest.qWaitForWindowExposed(views)
    app.processEvents()
    return views


def _alone(views, view):
    views.show_view(view)
    QApplication.processEvents()
    return views.panes[view]


def _with_extras(session):
    for site in session.protocol.suggested_extras:
        session = session.add_extra(site.id, "tenderness", Decimal(5))
    return session


def _tapped(pane):
    """Of a hundred taps, those on a site that was not meant and on none; and the pane's scale."""
    chance = random.Random(20261122)
    wrong = none = 0
    for site_id in pane.site_ids():
        at = pane.site_point(site_id)
        for _ in range(TAPS):
            x, y = at.x() + chance.gauss(0, SPREAD), at.y() + chance.gauss(0, SPREAD)
            hit = pane.childAt(int(x), int(y)) if x > 0 and y > 0 else None
            if not isinstance(hit, SiteButton):
                none += 1
            elif hit.objectName() != site_id:
                wrong += 1
    taps = TAPS * len(pane.site_ids()) / 100
    return wrong / taps, none / taps, pane.backdrop().geometry.scale
