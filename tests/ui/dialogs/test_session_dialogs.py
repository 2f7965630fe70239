from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from clinicapp.commands.sessions import give_all_planned
from clinicapp.domain.session import SessionStatus
from clinicapp.ui.dialogs.session_dialogs import AddendumDialog, DoseDialog, VoidDialog
from clinicapp.ui.theme import style
from tests.closing import complete_session

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def show(qtbot, qapp):
    style.start(qapp)
    style.apply(qapp, "light")

    def show(dialog):
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        return dialog

    return show


def test_a_default_dose_is_set_for_the_planned_sites(qtbot, show, hub, session):
    dialog = show(DoseDialog(None, hub, session))
    dialog.dose.set_text("2,5")
    qtbot.mouseClick(dialog.save, LEFT)
    assert dialog.isHidden()
    assert hub.records.session(session.id).default_units == Decimal("2.5")


@pytest.mark.parametrize("typed", ["60", "0", "five"])
def test_a_default_that_cannot_be_stays_in_the_form_with_its_refusal(
    qtbot, show, hub, session, typed
):
    dialog = show(DoseDialog(None, hub, session))
    dialog.dose.set_text(typed)
    qtbot.mouseClick(dialog.save, LEFT)
    assert dialog.isVisible()
    assert dialog.dose.text == typed
    assert dialog.dose.error or dialog.notice.isVisible()
    assert hub.records.session(session.id).default_units == 5


def test_voiding_needs_a_reason_and_keeps_the_session(qtbot, show, hub, session):
    dialog = show(VoidDialog(None, hub, session.id))
    qtbot.mouseClick(dialog.save, LEFT)
    assert "needs a reason" in dialog.notice.title
    qtbot.keyClicks(dialog.reason, "wrong patient")
    qtbot.mouseClick(dialog.save, LEFT)
    kept = hub.records.session(session.id)
    assert (kept.status, kept.void_reason) == (SessionStatus.ENTERED_IN_ERROR, "wrong patient")


@pytest.fixture
def addendum(show, hub, session):
    give_all_planned(hub.records, session.id, act=hub.act())
    complete_session(hub.records, session.id, act=hub.act())
    return show(AddendumDialog(None, hub, session.id))


def test_a_refused_addendum_keeps_every_word(qtbot, addendum, hub, session):
    qtbot.keyClicks(addendum.text, "FRO-L2 was 2.5 units")
    qtbot.mouseClick(addendum.save, LEFT)
    assert addendum.isVisible()
    assert addendum.text.toPlainText() == "FRO-L2 was 2.5 units"
    qtbot.keyClicks(addendum.reason.edit, "Slip")
    qtbot.mouseClick(addendum.save, LEFT)
    assert addendum.isHidden()
    assert hub.records.session(session.id).addenda[0].text == "FRO-L2 was 2.5 units"


def test_escape_asks_before_it_throws_words_away(qtbot, addendum, hub, session):
    qtbot.keyClicks(addendum.text, "half a senten")
    qtbot.keyClick(addendum, Qt.Key.Key_Escape)
    assert addendum.isVisible()
    assert "not saved yet" in addendum.notice.title
    qtbot.keyClick(addendum, Qt.Key.Key_Escape)
    assert addendum.isHidden()
    assert hub.records.session(session.id).addenda == ()
