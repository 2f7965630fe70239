"""The site editor alone: what it sends, what it refuses at once, what it keeps in place."""

from datetime import UTC
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from clinicapp.ui.pages.extra_site_panel import ExtraSitePanel
from clinicapp.ui.pages.site_inspector import SiteInspector
from tests.factories import make_session
from tests.ui.theme.dressing import dress


@pytest.fixture
def inspector(qtbot, qapp):
    dress(qapp)
    made = SiteInspector()
    qtbot.addWidget(made)
    made.resize(344, 680)
    made.show_site(make_session(), "TEM-L3", "", UTC)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def write(qtbot, field, text):
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def fault(inspector):
    return inspector.findChild(QWidget, "dose_fault").text()


@pytest.mark.parametrize("typed", ["51", "500", "0"])
def test_a_dose_no_site_may_have_is_refused_at_the_field_and_stays_there(qtbot, inspector, typed):
    with qtbot.assertNotEmitted(inspector.dose_wanted):
        write(qtbot, inspector.dose, typed)
        qtbot.keyClick(inspector.dose, Qt.Key.Key_Return)
    assert inspector.dose.text() == typed
    assert fault(inspector).startswith("TEM-L3: ")
    assert "Nothing has changed." in fault(inspector)


def test_a_dose_that_may_stand_is_sent_and_takes_the_refusal_away(qtbot, inspector):
    write(qtbot, inspector.dose, "51")
    qtbot.keyClick(inspector.dose, Qt.Key.Key_Return)
    with qtbot.waitSignal(inspector.dose_wanted) as told:
        write(qtbot, inspector.dose, "50")
        qtbot.keyClick(inspector.dose, Qt.Key.Key_Return)
    assert told.args == ["TEM-L3", Decimal(50)]
    assert fault(inspector) == ""


def test_changing_a_dose_by_hand_moves_no_chip(qapp, inspector):
    before = inspector.reasons.mapTo(inspector, inspector.reasons.rect().topLeft())
    session = make_session().change_dose(["TEM-L3"], Decimal("2.5"))
    inspector.show_site(session, "TEM-L3", "", UTC)
    qapp.processEvents()
    assert inspector.reasons.mapTo(inspector, inspector.reasons.rect().topLeft()) == before


def test_escape_sends_a_typed_note_before_it_closes(qtbot, inspector):
    heard = []
    inspector.note_wanted.connect(lambda *what: heard.append(what))
    inspector.done.connect(lambda: heard.append("done"))
    note = inspector.findChild(QLineEdit, "site_note")
    write(qtbot, note, "bled a little")
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    assert heard == [("TEM-L3", "bled a little"), "done"]


def test_a_digit_on_an_omitted_site_writes_nothing(qtbot, inspector):
    inspector.show_site(make_session().omit(["TEM-L3"], "patient-wish"), "TEM-L3", "", UTC)
    inspector.start_typing("7")
    assert inspector.dose.text() == "5"
    assert not inspector.dose.hasFocus()


@pytest.fixture
def extra(qtbot, qapp):
    dress(qapp)
    made = ExtraSitePanel()
    qtbot.addWidget(made)
    made.resize(344, 680)
    made.summary.set_compact(True)
    made.start(make_session())
    made.show()
    qtbot.waitExposed(made)
    return made


def test_extra_sites_stand_in_pairs_of_left_and_right(extra):
    words = [chip.text() for chip in extra.sites.chips]
    assert words[:2] == ["Temporalis left", "Temporalis right"]
    for left, right in zip(extra.sites.chips[::2], extra.sites.chips[1::2], strict=True):
        assert right.text() == left.text().replace("left", "right")
        assert left.y() == right.y()
        assert left.x() < right.x()


def test_a_used_extra_site_keeps_its_place_but_is_off(qtbot, extra):
    session = make_session().add_extra("TEM-LX1", "tenderness", Decimal(5))
    extra.start(session)
    first, second = extra.sites.chips[:2]
    assert (first.isEnabled(), second.isEnabled()) == (False, True)
    extra.activateWindow()
    qtbot.waitUntil(second.isVisible)
    second.setFocus()
    qtbot.waitUntil(second.hasFocus)
    qtbot.keyClick(second, Qt.Key.Key_Left)
    assert second.hasFocus()


def test_the_reasons_are_seen_without_scrolling(qtbot, extra):
    qtbot.waitUntil(extra.reasons.chips[-1].isVisible)
    last = extra.reasons.chips[-1]
    assert last.visibleRegion().boundingRect() == last.rect()
