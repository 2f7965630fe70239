import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from clinicapp.commands.people import sign_in
from clinicapp.domain.errors import SignInError
from clinicapp.ui.pages.people_panel import PeoplePanel
from tests.factories import AT, PASSWORD
from tests.ui.theme.dressing import dress


@pytest.fixture
def panel(qtbot, qapp, hub, staff):
    """The people as the administrator sees them, read again after each change."""
    dress(qapp)
    hub.use_person(staff.administrator)
    panel = PeoplePanel(hub)
    qtbot.addWidget(panel)
    panel.resize(900, 500)
    panel.refresh()
    hub.changed.connect(panel.refresh)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def click(qtbot, control):
    qtbot.mouseClick(control, Qt.MouseButton.LeftButton)


def row_of(panel, user_name):
    return next(row for row in panel.rows if row.objectName() == f"row_{user_name}")


@pytest.fixture
def seconds(panel):
    """The clock of the guard against a second click, moved by hand."""
    at = [100.0]
    panel.use_clock(lambda: at[0])
    return at


def order(panel):
    return [row.objectName() for row in panel.rows]


def test_a_double_click_switches_a_person_once(qtbot, panel, seconds, records, staff):
    click(qtbot, row_of(panel, "mara").switch)
    seconds[0] += 0.69
    for name in ("mara", "ruth"):
        click(qtbot, row_of(panel, name).switch)
    assert not records.person(staff.physician.id).is_active
    assert records.person(staff.nurse.id).is_active


def test_who_is_deactivated_stays_in_place_until_the_page_is_left(qtbot, panel, seconds):
    before = order(panel)
    first = next(name for name in before if name != "row_jonas").removeprefix("row_")
    click(qtbot, row_of(panel, first).switch)
    assert order(panel) == before
    panel.hide()
    panel.show()
    assert order(panel) == [*(n for n in before if n != f"row_{first}"), f"row_{first}"]
    assert not panel.notice.isVisible()


def test_who_was_deactivated_is_told_and_can_be_activated_again(
    qtbot, panel, seconds, records, staff
):
    click(qtbot, row_of(panel, "ruth").switch)
    notice = panel.notice
    assert notice.isVisible()
    assert (notice.kind, notice.title) == ("info", "Ruth Adeyemi cannot sign in any more.")
    (again,) = notice.acts
    assert again.words == "Activate again"
    seconds[0] += 1
    click(qtbot, again)
    assert records.person(staff.nurse.id).is_active
    assert not notice.isVisible()


def test_a_person_is_deactivated_and_activated_again(qtbot, panel, seconds, records, staff):
    click(qtbot, row_of(panel, "ruth").switch)
    seconds[0] += 1
    assert not records.person(staff.nurse.id).is_active
    ruth = row_of(panel, "ruth")
    assert ruth.switch.words == "Activate"
    assert "Inactive" in [tag.text() for tag in ruth.findChildren(QLabel) if tag.isVisible()]
    with pytest.raises(SignInError):
        sign_in(records, "ruth", PASSWORD, at=AT)
    click(qtbot, ruth.switch)
    assert records.person(staff.nurse.id).is_active
    assert row_of(panel, "ruth").switch.words == "Deactivate"
