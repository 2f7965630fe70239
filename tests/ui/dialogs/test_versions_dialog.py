"""The sealed versions of a session, and whether the record still is what was signed."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import text

from clinicapp.commands.records import Act
from clinicapp.commands.sessions import give_all_planned
from clinicapp.commands.signing import add_addendum, void_session
from clinicapp.ui.dialogs.session_dialogs import VoidDialog
from clinicapp.ui.dialogs.versions_dialog import VersionsDialog
from clinicapp.ui.theme import style
from tests.closing import complete_session
from tests.signable import make_signed

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


@pytest.fixture
def signed(records, session, act, staff):
    return make_signed(records, session.id, act, staff)


@pytest.fixture
def in_an_hour(act):
    return Act(act.by, act.at + timedelta(hours=1))


def chip(dialog, version):
    return next(c for c in dialog.versions.chips if c.code == str(version))


def test_the_signed_version_is_readable(show, hub, signed):
    dialog = show(VersionsDialog(None, hub, signed.id))
    words = dialog.text.toPlainText()
    assert "Signed by Mara Okafor, MD, 22 November 2026, 14:07" in dialog.facts.text()
    assert hub.records.seals(signed.id)[0].digest in dialog.facts.text()
    for part in (
        "Elena María Vasquez",
        "Standard 31 sites, 155 units.",
        "J0585 JW × 45",
        "I gave these 31 injections and this record is complete.",
    ):
        assert part in words


def test_each_version_is_chosen_and_the_first_stays_as_it_was(
    qtbot, show, hub, records, signed, in_an_hour
):
    first = show(VersionsDialog(None, hub, signed.id)).text.toPlainText()
    add_addendum(records, signed.id, "wrong note", "It was TEM-R1.", act=in_an_hour)
    void_session(records, signed.id, "wrong patient", act=in_an_hour)
    dialog = show(VersionsDialog(None, hub, signed.id))
    assert [c.text() for c in dialog.versions.chips] == ["1 Signed", "2 Amended", "3 Void"]
    assert dialog.text.toPlainText() == "Entered in error: wrong patient"
    qtbot.mouseClick(chip(dialog, 2), LEFT)
    assert dialog.text.toPlainText() == "It was TEM-R1."
    assert "Reason: wrong note" in dialog.facts.text()
    qtbot.mouseClick(chip(dialog, 1), LEFT)
    assert dialog.text.toPlainText() == first


def test_what_is_intact_is_said_in_a_sentence(qtbot, show, hub, signed):
    dialog = show(VersionsDialog(None, hub, signed.id))
    qtbot.mouseClick(dialog.verify, LEFT)
    assert dialog.notice.kind == "ok"
    assert dialog.notice.title == "The record is exactly what was signed."


def test_what_is_not_intact_says_where_and_what_to_do(qtbot, show, hub, database, signed):
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE session_site SET units = 1 WHERE site_id = 'TEM-L1'"))
    dialog = show(VersionsDialog(None, hub, signed.id))
    qtbot.mouseClick(dialog.verify, LEFT)
    assert dialog.notice.kind == "danger"
    assert "Site TEM-L1 differs from what was sealed." in dialog.notice.body
    assert "tell the administrator" in dialog.notice.body


def test_a_session_without_seal_says_so(qtbot, show, hub, records, session, act):
    give_all_planned(records, session.id, act=act)
    complete_session(records, session.id, act=act)
    dialog = show(VersionsDialog(None, hub, session.id))
    assert dialog.facts.text() == "This session was completed before there were seals."
    qtbot.mouseClick(dialog.verify, LEFT)
    assert dialog.notice.kind == "info"


def test_versions_that_were_removed_are_told_and_never_taken_for_an_old_session(
    qtbot, show, hub, database, signed
):
    with database.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER seal_no_delete"))
        connection.execute(text("DELETE FROM seal"))
    dialog = show(VersionsDialog(None, hub, signed.id))
    assert dialog.facts.text() == "The sealed versions are missing; the audit trail tells of 1."
    qtbot.mouseClick(dialog.verify, LEFT)
    assert dialog.notice.kind == "danger"
    assert "Version 1 is missing" in dialog.notice.body


def test_voiding_a_signed_session_says_that_nothing_is_deleted(qtbot, show, hub, records, signed):
    from PySide6.QtWidgets import QLabel

    dialog = show(VoidDialog(None, hub, signed.id, is_signed=True))
    assert any("Nothing is deleted" in w.text() for w in dialog.findChildren(QLabel))
    qtbot.keyClicks(dialog.reason, "wrong patient")
    qtbot.mouseClick(dialog.save, LEFT)
    assert [s.kind for s in records.seals(signed.id)] == ["signed", "voided"]
