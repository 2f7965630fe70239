from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

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


def words_of(dialog):
    return " ".join(w.text() for w in dialog.findChildren(QLabel))


def test_voiding_a_session_without_doses_warns_of_none(show, hub, session):
    assert "recorded as given" not in words_of(show(VoidDialog(None, hub, session.id)))


@pytest.mark.parametrize("is_closed", [False, True])
def test_voiding_given_doses_says_what_they_no_longer_count_in(show, hub, session, is_closed):
    give_all_planned(hub.records, session.id, act=hub.act())
    if is_closed:
        complete_session(hub.records, session.id, act=hub.act())
    words = words_of(show(VoidDialog(None, hub, session.id, is_signed=is_closed)))
    assert "155 units at 31 sites are recorded as given." in words
    assert "no longer count in the interval, the 3-month total and the stock" in words
    assert "If they were really given to this patient, do not void it:" in words
    assert ("add an addendum instead." in words) == is_closed
    assert ("sign the session" in words) != is_closed


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
