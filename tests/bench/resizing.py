"""One step of dragging the window's edge, or of looking closer: laid and painted."""

import itertools
import statistics
import time

from PySide6.QtCore import QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinicapp.domain.protocol import View
from clinicapp.ui.diagram.four_views import FourViews
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.pages.session_page import SessionPage
from clinicapp.ui.theme import style
from tests.bench.clinic import charting
from tests.factories import AT, make_session

FRAME = 16  # ms, for sixty steps in a second
STEPS = 60


def measure_resizing(report):
    app = QApplication.instance() or QApplication([])
    style.start(app)
    style.apply(app, "light")
    views = FourViews()
    views.resize(1018, 754)
    views.show_session(make_session())
    report.add("a step of a resize, four views", _resized(app, views), goal=FRAME)
    views.show_view(View.BACK)
    pane = views.panes[View.BACK]
    pane.lens_tool.zoom(2)
    app.processEvents()
    ways = itertools.cycle([QPointF(5, 2)] * 20 + [QPointF(-5, -2)] * 20)

    def move():
        pane.lens_tool.move_by(next(ways))
        app.processEvents()

    report.add("a step of moving an enlarged view", _median_ms(move), goal=FRAME)
    views.close()
    with charting() as (records, session, act, _):
        hub = ChangeHub(records, lambda: AT)
        hub.use_person(act.by)
        page = SessionPage(hub)
        page.resize(1364, 804)
        page.open_session(session.id)
        report.add("a step of a resize, the whole session page", _resized(app, page))
        page.close()


def _median_ms(job):
    """Ms of the processor: a step waits for nothing, and a busy machine is not the step's fault."""
    taken = []
    for _ in range(STEPS):
        start = time.process_time()
        job()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


def _resized(app, widget):
    """Ms of a step of two px, out and in again."""
    widget.show()
    QTest.qWaitForWindowExposed(widget)
    app.processEvents()
    start = widget.size()
    steps = itertools.cycle([*range(0, 60, 2), *range(60, 0, -2)])

    def step():
        more = next(steps)
        widget.resize(start.width() + more, start.height() + more // 2)
        app.processEvents()

    return _median_ms(step)
