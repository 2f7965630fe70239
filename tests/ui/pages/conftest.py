"""A session page as the physician has it, with hands to use it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from clinicapp.ui.pages.session_page import SessionPage
from clinicapp.ui.theme import style


class Seconds:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def seconds():
    return Seconds()


@pytest.fixture
def session_page(qtbot, qapp, hub, session, seconds):
    style.start(qapp)
    style.apply(qapp, "light")
    page = SessionPage(hub, now=seconds)
    qtbot.addWidget(page)
    page.resize(1364, 804)
    page.show()
    qtbot.waitExposed(page)
    assert page.open_session(session.id)
    return page


@pytest.fixture
def tap(qtbot, session_page, seconds):
    """Click a site, a second after whatever was clicked before."""

    def tap(site_id, *, after=1.0):
        seconds.now += after
        qtbot.mouseClick(session_page.views.site_button(site_id), Qt.MouseButton.LeftButton)

    return tap


@pytest.fixture
def press(qtbot, session_page, seconds):
    """Click a button of the page by its name."""

    def press(name, *, after=1.0):
        seconds.now += after
        qtbot.mouseClick(session_page.findChild(QPushButton, name), Qt.MouseButton.LeftButton)

    return press
