"""Where Tab leads on the session page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

Key = Qt.Key


def test_tab_leads_from_the_sites_to_the_table_the_next_site_and_the_acts(session_page, tap, qtbot):
    page = session_page
    page.activateWindow()
    tap("COR-L1")
    page.views.focus_site("TRA-R3")
    visited = []
    for _ in range(9):
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        visited.append(QApplication.focusWidget())
    panel = page.panel
    zooms = [pane.zoom_button for pane in page.views.panes.values()]
    assert visited[:4] == zooms
    assert visited[4:] == [
        panel.table,
        panel.next._edit,
        panel.next._give,
        panel.primary,
        panel.undo,
    ]


def test_the_letter_plate_and_the_jump_line_are_no_stops(session_page, qtbot):
    page = session_page
    page.activateWindow()
    page.views.focus_site("COR-L1")
    seen = set()
    while QApplication.focusWidget() not in seen:
        seen.add(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    assert len(seen) > 40
    assert page.keys.plate not in seen
    assert page.keys.jump.field not in seen
