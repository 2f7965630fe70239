"""The stock of vials, worked with a real scanner's text, by mouse and by keyboard."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from clinicapp.commands.records import Act
from clinicapp.commands.session_vials import use_vial
from clinicapp.domain.vials import Source, VialState
from clinicapp.ui.dialogs.receive_dialog import CorrectDialog, ReceiveDialog
from clinicapp.ui.dialogs.vial_dialogs import DiscardDialog, ReconstituteDialog
from clinicapp.ui.pages.vials_page import VialsPage
from tests.factories import AT
from tests.ui.pages.settings_hands import Answer, click, write
from tests.ui.pages.vial_hands import Shelf, code_of, type_scan
from tests.ui.theme.dressing import dress

ENTER = Qt.Key.Key_Return


@pytest.fixture
def shelf(records, staff):
    return Shelf(records, staff.nurse)


@pytest.fixture
def show(qtbot, qapp, hub):
    dress(qapp)

    def show(person=None):
        if person is not None:
            hub.use_person(person)
        page = VialsPage(hub)
        qtbot.addWidget(page)
        page.resize(1204, 768)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return show


def lots(page):
    return [page.vials.standing(n).vial.label.lot_number for n in range(page.vials.rowCount())]


def press(qtbot, page, name):
    click(qtbot, page.findChild(QPushButton, name))


def card(page, ndc="0023-3921-02"):
    return next(c for c in page.stock.cards if c.objectName() == f"stock_{ndc}")


# the stock ----------------------------------------------------------------------
def test_an_empty_stock_offers_the_first_vial(show):
    page = show()
    assert page._body.currentWidget() is page.nothing
    assert page.findChild(QPushButton, "receive_first").isVisible()


def test_stock_is_counted_and_what_asks_for_attention_is_named(show, shelf):
    shelf.receive(expires=date(2026, 11, 30), lot="SOON1", serial="1")
    old = AT - timedelta(days=40)
    shelf.receive(expires=date(2026, 11, 1), lot="OLD01", at=old)
    shelf.receive()
    words = card(show()).accessibleName()
    assert words == (
        "BOTOX 200 units, 2, vials usable, Low: fewer than 4, 1 expires by 22 Dec 2026, "
        "1 expired, set it aside"
    )


def test_an_expired_vial_is_marked_in_the_list(show, shelf):
    shelf.receive(expires=date(2026, 11, 1), at=AT - timedelta(days=40))
    page = show()
    index = page.vials.index(0, page.vials.STATES)
    assert index.data() == "Expired"


def test_a_vial_past_its_hours_is_marked(show, shelf):
    shelf.open(hours_ago=25)
    page = show()
    assert page.vials.index(0, page.vials.STATES).data() == "Over 24 hours"


def test_the_list_is_narrowed_by_state_and_lot(qtbot, show, shelf, records, session, staff):
    shelf.receive(lot="STOCK1", expires=date(2027, 1, 31))
    shelf.open(lot="OPEN01")
    used = shelf.open(lot="USED01", hours_ago=0.5)
    use_vial(records, session.id, used.id, act=Act(staff.physician, AT))
    page = show()
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


# receiving ----------------------------------------------------------------------
def test_scanning_a_known_vial_chooses_it_and_makes_no_second_one(show, shelf, records):
    shelf.receive(lot="OTHER1", expires=date(2027, 1, 31))
    vial = shelf.receive(serial="4471902655")
    page = show()
    type_scan(page.scan.edit, code_of())
    assert page._chosen().vial.id == vial.id
    assert len(records.vials()) == 2


def test_scanning_an_unknown_vial_receives_it_at_one_press(qtbot, show, records):
    page = show()
    answer = Answer(ReceiveDialog, lambda dialog: click(qtbot, dialog.save))
    type_scan(page.scan.edit, code_of())
    assert answer.was_asked
    (standing,) = records.vials()
    label = standing.vial.label
    assert (label.lot_number, label.serial, label.units) == ("C8124C3", "4471902655", 200)
    assert (standing.vial.was_scanned, standing.vial.source) == (True, Source.BOUGHT)
    assert lots(page) == ["C8124C3"]


@pytest.mark.parametrize(
    "text",
    [
        "01003002339210291728053110",
        "(01)00300233921020(17)280531(10)C8124C3",
        "(01)00300239232013(17)280531(10)C8124C3",
        "0123456789012",
    ],
)
def test_a_refused_scan_says_why_keeps_nothing_and_waits_for_the_next(show, records, text):
    page = show()
    page.scan.setFocus()
    type_scan(page.scan.edit, text)
    assert page.notice.isVisible()
    assert page.notice.title
    assert page.scan.edit.text() == ""
    assert page.scan.edit.hasFocus()
    assert records.vials() == ()


@pytest.mark.parametrize("prefix", ["", "]d2", "\x1d"])
def test_a_vial_is_scanned_into_the_form_whatever_the_scanner_puts_first(
    qtbot, show, records, prefix
):
    def fill(dialog):
        type_scan(dialog.scan.edit, prefix + code_of())
        assert dialog.fields.lot.text == "C8124C3"
        click(qtbot, dialog.save)

    page = show()
    Answer(ReceiveDialog, fill)
    press(qtbot, page, "receive_vial")
    assert [s.vial.was_scanned for s in records.vials()] == [True]


def test_a_label_is_typed_once_and_is_no_scan(qtbot, show, records):
    def fill(dialog):
        click(qtbot, dialog.fields.product.findChild(object, "0023-1145-01"))
        write(qtbot, dialog, lot="c8124c3", expiry="05/2028")
        click(qtbot, dialog.fields.source.findChild(object, "sample"))
        click(qtbot, dialog.save)

    page = show()
    Answer(ReceiveDialog, fill)
    press(qtbot, page, "receive_vial")
    (standing,) = records.vials()
    assert standing.vial.label.lot_number == "C8124C3"
    assert standing.vial.label.expiration_date == date(2028, 5, 31)
    assert (standing.vial.source, standing.vial.was_scanned) == (Source.SAMPLE, False)


def test_a_scan_that_is_changed_by_hand_counts_as_typed(qtbot, show, records):
    def fill(dialog):
        type_scan(dialog.scan.edit, code_of())
        write(qtbot, dialog, lot="C8124C4")
        click(qtbot, dialog.save)

    page = show()
    Answer(ReceiveDialog, fill)
    press(qtbot, page, "receive_vial")
    (standing,) = records.vials()
    assert (standing.vial.label.lot_number, standing.vial.was_scanned) == ("C8124C4", False)


def test_fields_that_cannot_be_right_say_so_in_place(qtbot, show, records):
    seen = {}

    def fill(dialog):
        write(qtbot, dialog, lot="?", expiry="05/06/2028", serial="a b")
        click(qtbot, dialog.save)
        fields = dialog.fields
        seen.update(lot=fields.lot.error, expiry=fields.expiry.error, serial=fields.serial.error)
        seen["product"] = fields.product_field.error
        click(qtbot, dialog.cancel)

    page = show()
    Answer(ReceiveDialog, fill)
    press(qtbot, page, "receive_vial")
    assert all(seen.values())
    assert records.vials() == ()


@pytest.mark.parametrize("number", ["0023-9232-01", "Dysport", "1234-5678-90"])
def test_another_product_is_refused_with_its_reason(qtbot, show, records, number):
    seen = {}

    def fill(dialog):
        click(qtbot, dialog.fields.product.findChild(object, "other"))
        write(qtbot, dialog, ndc=number, lot="C8124C3", expiry="05/2028")
        click(qtbot, dialog.save)
        seen["title"] = dialog.notice.title
        click(qtbot, dialog.cancel)

    page = show()
    Answer(ReceiveDialog, fill)
    press(qtbot, page, "receive_vial")
    assert seen["title"]
    assert records.vials() == ()


@pytest.mark.parametrize("carton_first", [True, False])
def test_a_carton_with_another_lot_stops_the_vial(qtbot, show, records, carton_first):
    seen = {}

    def fill(dialog):
        scans = [
            (dialog.carton.edit, code_of(lot="C8124C3", serial="1")),
            (dialog.scan.edit, code_of(lot="C8124C4", serial="2")),
        ]
        for line, text in scans if carton_first else reversed(scans):
            type_scan(line, text)
        seen["title"] = dialog.notice.title
        click(qtbot, dialog.save)
        seen["open"] = dialog.isVisible()
        click(qtbot, dialog.cancel)

    page = show()
    Answer(ReceiveDialog, fill)
    press(qtbot, page, "receive_vial")
    assert seen == {
        "title": "Stop: the lot on the carton is C8124C3, and on the vial C8124C4.",
        "open": True,
    }
    assert records.vials() == ()


def test_a_carton_that_agrees_lets_the_vial_in(qtbot, show, records):
    def fill(dialog):
        type_scan(dialog.carton.edit, code_of(serial="1"))
        type_scan(dialog.scan.edit, code_of(serial="2"))
        click(qtbot, dialog.save)

    page = show()
    Answer(ReceiveDialog, fill)
    press(qtbot, page, "receive_vial")
    assert [s.vial.label.serial for s in records.vials()] == ["2"]


# the acts on one vial -----------------------------------------------------------
def test_reconstituting_is_one_press_with_the_last_lot_and_the_protocols_volume(
    qtbot, show, shelf, records
):
    shelf.open(100, lot="FIRST1")
    vial = shelf.receive()
    page = show()
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
def test_the_strength_follows_what_is_typed(qtbot, hub, show, shelf, ml, words, tone):
    dialog = ReconstituteDialog(show(), hub, shelf.receive())
    qtbot.addWidget(dialog)
    dialog.show()
    write(qtbot, dialog, ml=ml)
    assert (dialog.fields.strength.text(), dialog.fields.strength.property("tone")) == (words, tone)


def test_a_time_of_yesterday_can_be_typed_and_one_ahead_is_refused(
    qtbot, hub, show, shelf, records
):
    vial = shelf.receive(at=AT - timedelta(days=2))
    dialog = ReconstituteDialog(show(), hub, vial)
    qtbot.addWidget(dialog)
    dialog.show()
    write(qtbot, dialog, diluent_lot="88-214", mixed_time="23:59")
    click(qtbot, dialog.save)
    assert dialog.notice.title == "The time of reconstitution lies ahead."
    write(qtbot, dialog, mixed_day="2026-11-21", mixed_time="17:42")
    click(qtbot, dialog.save)
    at = records.vial(vial.id).reconstitution.at.astimezone(records.zone)
    assert f"{at:%Y-%m-%d %H:%M}" == "2026-11-21 17:42"


def test_a_vial_is_corrected_and_its_other_facts_stay(qtbot, show, shelf, records):
    vial = shelf.open(lot="C8124C3", serial="77")
    page = show()

    def fill(dialog):
        write(qtbot, dialog, lot="C8124C4")
        click(qtbot, dialog.save)

    Answer(CorrectDialog, fill)
    press(qtbot, page, "correct_vial")
    after = records.vial(vial.id)
    assert (after.label.lot_number, after.label.serial) == ("C8124C4", "77")
    assert after.reconstitution == vial.reconstitution


def test_a_vial_is_discarded_with_reason_note_and_witness(qtbot, show, shelf, records, staff):
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

    page = show()
    Answer(DiscardDialog, fill)
    press(qtbot, page, "discard_vial")
    end = records.vial(vial.id).end
    assert (end.reason, end.note, end.witness_id) == ("broken", "It fell.", staff.nurse.id)
    assert lots(page) == []


def test_acts_are_offered_only_where_the_state_allows(show, shelf, records, session, staff):
    vial = shelf.open()
    use_vial(records, session.id, vial.id, act=Act(staff.physician, AT))
    page = show()
    assert page.correct.isEnabled()
    assert not page.discard.isEnabled()


@pytest.mark.parametrize("role", ["physician", "nurse", "administrator"])
def test_every_role_that_manages_vials_can_receive(show, staff, role):
    page = show(getattr(staff, role))
    assert page.receive.isEnabled()
    assert not page.who_may.isVisible()


# hands --------------------------------------------------------------------------
def test_everything_is_large_enough_for_a_finger(show, shelf):
    shelf.receive()
    page = show()
    acts = (page.receive, page.reconstitute, page.correct, page.discard, *page.states.chips)
    assert all(act.height() >= 44 for act in acts)
    assert page.scan.edit.height() >= 44
    assert page.vials.rowCount() == 1
    assert page.table.rowHeight(0) >= 44


def test_a_vial_is_reconstituted_with_the_keyboard_alone(qtbot, show, shelf, records):
    shelf.open(100, lot="FIRST1")
    vial = shelf.receive()
    page = show()
    page.activateWindow()
    page.table.setFocus()
    page.choose(vial.id)
    Answer(ReconstituteDialog, lambda dialog: QTest.keyClick(dialog.fields.ml.edit, ENTER))
    QTest.keyClick(page.table, ENTER)
    assert records.vial(vial.id).reconstitution.ml == Decimal(4)
