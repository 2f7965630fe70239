"""A hand that clicks anything at all, and tries to sign whenever it can, gets round no check."""

from random import Random

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from clinicapp.commands.records import Act
from clinicapp.domain.checks.all_checks import findings_of, stops
from clinicapp.domain.session import SessionStatus
from tests.factories import PASSWORD
from tests.signable import make_ready, make_signable, open_checks

CLICKS = 30
TEXTS = ("5", "2.5", "45", "200", "0", "-1", "9", "54", "Because it is right here", "C8124C3", "")


class Hand:
    """Clicks one visible, enabled button after the other, and types something now and then."""

    def __init__(self, workspace, records, seconds, seed):
        self.workspace, self.records, self.seconds = workspace, records, seconds
        self.rng = Random(seed)
        # A dialog that opens is closed again, as by Esc: what it holds has tests of its own.
        self.closing = QTimer(workspace)
        self.closing.timeout.connect(self._close_dialogs)
        self.closing.start(0)

    def _close_dialogs(self):
        for open_now in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
            if open_now is not None:
                open_now.close()

    def at(self, page):
        """Click a button of a page, or type into one of its fields."""
        self.seconds.now += 1
        fields = [f for f in page.findChildren(QLineEdit) if f.isVisible() and f.isEnabled()]
        if fields and self.rng.random() < 0.2:
            field = self.rng.choice(fields)
            is_secret = field.echoMode() is QLineEdit.EchoMode.Password
            field.setFocus()
            field.clear()
            QTest.keyClicks(field, PASSWORD if is_secret else self.rng.choice(TEXTS))
            return
        buttons = [
            b
            for b in page.findChildren(QAbstractButton)
            if b.isVisible() and b.isEnabled() and b.visibleRegion().contains(b.rect().center())
        ]
        if buttons:
            QTest.mouseClick(self.rng.choice(buttons), Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def sign(self):
        """Type the right password on the signing page and press what is there to be pressed."""
        page = self.workspace.signing
        self.seconds.now += 1
        password = page.findChild(QLineEdit, "signature_password")
        if password.isEnabled():
            password.setText(PASSWORD)
            QTest.keyClick(password, Qt.Key.Key_Return)
        sign = page.findChild(QAbstractButton, "sign_and_lock")
        if sign.isVisible() and sign.isEnabled():
            QTest.mouseClick(sign, Qt.MouseButton.LeftButton)
        QApplication.processEvents()


@pytest.fixture
def hand(workspace, records, seconds, request):
    made = Hand(workspace, records, seconds, request.param)
    yield made
    made.closing.stop()


def way_round(hand, session_id, before):
    """What was got round since `before`; empty as it must be."""
    session = hand.records.session(session_id)
    found = []
    if session.status is SessionStatus.COMPLETED:
        found += ["signed while a check was open"] if before["open"] else []
        found += [] if hand.records.seals(session_id) else ["closed without a seal"]
    if session.given and not before["given"] and before["stops"]:
        found.append("a first dose while a check stopped it")
    return found


def standing(hand, session_id, act):
    session = hand.records.session(session_id)
    now = Act(act.by, hand.workspace.hub.clock())  # the clock that a click goes by
    case = hand.records.case(session_id, now.at)
    return {
        "open": open_checks(hand.records, session_id, now),
        "stops": stops(case, findings_of(case)),
        "given": bool(session.given),
    }


@pytest.mark.timeout(300)
@pytest.mark.qt_log_ignore("does not support grabbing the keyboard")  # of menus, offscreen
@pytest.mark.parametrize("hand", range(2), indirect=True)
@pytest.mark.parametrize("start", ["planned", "ready", "signable"])
def test_no_way_of_clicking_gets_round_a_check(hand, start, session, act, staff, clock):
    clock.move(minutes=5)
    if start == "ready":
        make_ready(hand.records, session.id, act, staff)
    elif start == "signable":
        make_signable(hand.records, session.id, act, staff)
    for _ in range(CLICKS):
        if not hand.records.session(session.id).is_open:
            break
        hand.workspace.open_session(session.id)
        before = standing(hand, session.id, act)
        hand.at(hand.workspace.session)
        assert way_round(hand, session.id, before) == []
        if hand.rng.random() < 0.15 and hand.records.session(session.id).is_open:
            hand.workspace.open_signing(session.id)
            before = standing(hand, session.id, act)
            hand.at(hand.workspace.signing)
            if hand.records.session(session.id).is_open:
                before = standing(hand, session.id, act)
                hand.sign()
            assert way_round(hand, session.id, before) == []


@pytest.mark.parametrize("hand", [0], indirect=True)
def test_the_hand_can_sign_what_may_be_signed(hand, session, act, staff, clock):
    make_signable(hand.records, session.id, act, staff)
    clock.move(minutes=5)  # nothing is signed before what is in it
    hand.workspace.open_session(session.id)
    hand.workspace.open_signing(session.id)
    hand.sign()
    assert hand.records.session(session.id).status is SessionStatus.COMPLETED
