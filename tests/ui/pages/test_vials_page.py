"""The stock of vials, worked with a real scanner's text, by mouse and by keyboard."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from clinicapp.commands.records import Act
from clinicapp.commands.session_vials import use_vial
from clinicapp.domain.vials import VialState
from clinicapp.ui.dialogs.receive_dialog import CorrectDialog
from clinicapp.ui.dialogs.vial_dialogs import DiscardDialog, ReconstituteDialog
from tests.factories import AT
from tests.ui.pages.settings_hands import Answer, click, write
from tests.ui.pages.vial_hands import lots, press

ENTER = Qt.Key.Key_Return


def card(page, ndc="0023-3921-02"):
    return next(c for c in page.stock.cards if c.objectName() == f"stock_{ndc}")


# the stock ----------------------------------------------------------------------
def test_an_empty_stock_offers_the_first_vial(show_vials):
    page = show_vials()
    assert page._body.currentWidget() is page.nothing
    assert page.findChild(QPushButton, "receive_first").isVisible()


def test_stock_is_counted_and_what_asks_for_attention_is_named(show_vials, shelf):
    shelf.receive(expires=date(2026, 11, 30), lot="SOON1", serial="1")
    old = AT - timedelta(days=40)
    shelf.receive(expires=date(2026, 11, 1), lot="OLD01", at=old)
    shelf.receive()
    words = card(show_vials()).accessibleName()
    assert words == (
        "BOTOX 200 units, 2, vials usable, Low: fewer than 4, 1 expires by 22 Dec 2026, "
        "1 expired, set it aside"
    )


def test_an_expired_vial_is_marked_in_the_list(show_vials, shelf):
    shelf.receive(expires=date(2026, 11, 1), at=AT - timedelta(days=40))
    page = show_vials()
    index = page.vials.index(0, page.vials.STATES)
    assert index.data() == "Expired"


def test_a_vial_past_its_hours_is_marked(show_vials, shelf):
    shelf.open(hours_ago=25)
    page = show_vials()
    assert page.vials.index(0, page.vials.STATES).data() == "Over 24 hours"


def test_the_list_is_narrowed_by_state_and_lot(qtbot, show_vials, shelf, records, session, staff):
    shelf.receive(lot="STOCK1", expires=date(2027, 1, 31))
    shelf.open(lot="OPEN01")
    used = shelf.open(lot="USED01", hours_ago=0.5)
    use_vial(records, session.id, used.id, act=Act(staff.physician, AT))
    page = show_vials()
    assert lots(page) == ["STOCK1", "OPEN01", "USED01"]
    for state, wanted in (
        (VialState.IN_STOCK, ["STOCK1"]),
        (VialState.OPEN, ["OPEN01"]),
        (VialState.IN_USE, ["USED01"]),
        (VialState.DISCARDED, []),
    ):
        click(qtbot, next(c for c in page.states.chips if c.objectName() == state.value))
        assert lots(page) == wanted
    press(qtbot, page, "show_all_vials")
    QTest.keyClicks(page.search, "open")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert lots(page) == ["OPEN01"]


# the acts on one vial -----------------------------------------------------------
def test_reconstituting_is_one_press_with_the_last_lot_and_the_protocols_volume(
    qtbot, show_vials, shelf, records
):
    shelf.open(100, lot="FIRST1")
    vial = shelf.receive()
    page = show_vials()
    page.choose(vial.id)
    seen = {}

    def fill(dialog):
        fields = dialog.fields
        seen.update(lot=fields.lot.text, ml=fields.ml.text, words=fields.strength.text())
        click(qtbot, dialog.save)

    Answer(ReconstituteDialog, fill)
    press(qtbot, page, "reconstitute_vial")
    words = "5 units in 0.1 mL, as the protocol plans"
    assert seen == {"lot": "88-214-FW", "ml": "4", "words": words}
    made = records.vial(vial.id).reconstitution
    assert (made.ml, made.diluent_lot, made.at, made.kept_cold) == (4, "88-214-FW", AT, True)


@pytest.mark.parametrize(
    ("ml", "words", "tone"),
    [
        ("4", "5 units in 0.1 mL, as the protocol plans", "ok"),
        ("2,5", "8 units in 0.1 mL; the protocol plans 5 units in 0.1 mL. Check the mL.", "warn"),
        (
            "0.4",
            "50 units in 0.1 mL; the protocol plans 5 units in 0.1 mL. Check the mL.",
            "danger",
        ),
        ("0", "Units in 0.1 mL follow from the mL.", "text_3"),
        ("four", "Units in 0.1 mL follow from the mL.", "text_3"),
    ],
)
def test_the_strength_follows_what_is_typed(qtbot, hub, show_vials, shelf, ml, words, tone):
    dialog = ReconstituteDialog(show_vials(), hub, shelf.receive())
    qtbot.addWidget(dialog)
    dialog.show()
    write(qtbot, dialog, ml=ml)
    assert (dialog.fields.strength.text(), dialog.fields.strength.property("tone")) == (words, tone)


def test_a_time_of_yesterday_can_be_typed_and_one_ahead_is_refused(
    qtbot, hub, show_vials, shelf, records
):
    vial = shelf.receive(at=AT - timedelta(days=2))
    dialog = ReconstituteDialog(show_vials(), hub, vial)
    qtbot.addWidget(dialog)
    dialog.show()
    write(qtbot, dialog, diluent_lot="88-214", mixed_time="23:59")
    click(qtbot, dialog.save)
    assert dialog.notice.title == "The time of reconstitution lies ahead."
    write(qtbot, dialog, mixed_day="2026-11-21", mixed_time="17:42")
    click(qtbot, dialog.save)
    at = records.vial(vial.id).reconstitution.at.astimezone(records.zone)
    assert f"{at:%Y-%m-%d %H:%M}" == "2026-11-21 17:42"


def test_a_vial_is_corrected_and_its_other_facts_stay(qtbot, show_vials, shelf, records):
    vial = shelf.open(lot="C8124C3", serial="77")
    page = show_vials()

    def fill(dialog):
        write(qtbot, dialog, lot="C8124C4")
        click(qtbot, dialog.save)

    Answer(CorrectDialog, fill)
    press(qtbot, page, "correct_vial")
    after = records.vial(vial.id)
    assert (after.label.lot_number, after.label.serial) == ("C8124C4", "77")
    assert after.reconstitution == vial.reconstitution


def test_a_vial_is_discarded_with_reason_note_and_witness(qtbot, show_vials, shelf, records, staff):
    vial = shelf.receive()

    def fill(dialog):
        click(qtbot, dialog.save)
        assert dialog.notice.title == "A discard needs a reason."
        click(qtbot, dialog.reasons.findChild(object, "broken"))
        dialog.note.setPlainText("It fell.")
        click(qtbot, dialog.save)
        assert dialog.notice.title == "A discard needs a witness."
        dialog.witness.setCurrentIndex(dialog.witness.findText("Ruth Adeyemi, RN"))
        click(qtbot, dialog.save)

    page = show_vials()
    Answer(DiscardDialog, fill)
    press(qtbot, page, "discard_vial")
    end = records.vial(vial.id).end
    assert (end.reason, end.note, end.witness_id) == ("broken", "It fell.", staff.nurse.id)
    assert lots(page) == []


def test_acts_are_offered_only_where_the_state_allows(show_vials, shelf, records, session, staff):
    vial = shelf.open()
    use_vial(records, session.id, vial.id, act=Act(staff.physician, AT))
    page = show_vials()
    assert page.correct.isEnabled()
    assert not page.discard.isEnabled()


@pytest.mark.parametrize("role", ["physician", "nurse", "administrator"])
def test_every_role_that_manages_vials_can_receive(show_vials, staff, role):
    page = show_vials(getattr(staff, role))
    assert page.receive.isEnabled()
    assert not page.who_may.isVisible()


# hands --------------------------------------------------------------------------
def test_everything_is_large_enough_for_a_finger(show_vials, shelf):
    shelf.receive()
    page = show_vials()
    acts = (page.receive, page.reconstitute, page.correct, page.discard, *page.states.chips)
    assert all(act.height() >= 44 for act in acts)
    assert page.scan.edit.height() >= 44
    assert page.vials.rowCount() == 1
    assert page.table.rowHeight(0) >= 44


def test_a_vial_is_reconstituted_with_the_keyboard_alone(qtbot, show_vials, shelf, records):
    shelf.open(100, lot="FIRST1")
    vial = shelf.receive()
    page = show_vials()
    page.activateWindow()
    page.table.setFocus()
    page.choose(vial.id)
    Answer(ReconstituteDialog, lambda dialog: QTest.keyClick(dialog.fields.ml.edit, ENTER))
    QTest.keyClick(page.table, ENTER)
    assert records.vial(vial.id).reconstitution.ml == Decimal(4)
