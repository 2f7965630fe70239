"""A diagram as a physician meets it: a real window, a clock that is moved by hand."""

from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinicapp.ui.diagram.four_views import FourViews
from clinicapp.ui.theme import style, tokens
from tests.factories import AT, make_session, new_id

CHICAGO = ZoneInfo("America/Chicago")
SMALL, LARGE = (820, 560), (1380, 840)  # the diagram's card in a window of 1280x800 and 1920x1080


class Seconds:
    """A clock in seconds that stands still until it is moved."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now

    def move(self, seconds):
        self.now += seconds


def give(session, *site_ids):
    """The session with sites given at 14:02."""
    return session.give(site_ids, at=AT, by=new_id())


def with_all_extras(session):
    """The session with all eight extra sites planned."""
    for site in session.protocol.suggested_extras:
        session = session.add_extra(site.id, "tenderness", Decimal(5))
    return session


def mixed_session():
    """Given, planned, omitted, pinned and extra sites in one session."""
    session = make_session()
    session = session.change_dose(["FRO-R2"], Decimal("2.5"))
    session = session.omit(["FRO-L2"], "prior-brow-ptosis")
    session = session.add_extra("OCC-RX1", "predominant-pain", Decimal(5))
    session = session.add_extra("TEM-LX1", "tenderness", Decimal("2.5"))
    return give(session, "COR-L1", "FRO-R2", "OCC-RX1", "TEM-L3")


def tap(widget, point):
    """Click in the window, so that Qt itself finds what lies there."""
    window = widget.window()
    at = widget.mapTo(window, point.toPoint())
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)


@pytest.fixture(autouse=True)
def light(qapp):
    if qapp.styleSheet() == "" or (tokens.current().name, tokens.scale()) != ("light", 1.0):
        style.apply(qapp, "light")


@pytest.fixture
def seconds():
    return Seconds()


@pytest.fixture
def views(qtbot, seconds):
    """Four views of an untouched session, as large as in a window of 1280x800."""
    made = FourViews(zone=CHICAGO, now=seconds)
    qtbot.addWidget(made)
    made.resize(*SMALL)
    made.show_session(make_session())
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


class Heard:
    """What a diagram has said since it was listened to."""

    def __init__(self, diagram):
        self.said = []
        for name in (
            "site_activated",
            "give_wanted",
            "editor_wanted",
            "take_back_wanted",
            "dose_typed",
        ):
            getattr(diagram, name).connect(lambda *what, name=name: self.said.append((name, *what)))
        self.focused = []
        diagram.site_focused.connect(self.focused.append)


@pytest.fixture
def heard(views):
    return Heard(views)
