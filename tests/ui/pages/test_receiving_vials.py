"""Taking vials into stock: by scan, by hand, against their carton."""

from datetime import date

import pytest

from clinicapp.domain.vials import Source
from clinicapp.ui.dialogs.receive_dialog import ReceiveDialog
from tests.ui.pages.settings_hands import Answer, click, write
from tests.ui.pages.vial_hands import code_of, lots, press, type_scan


# receiving ----------------------------------------------------------------------
def test_scanning_a_known_vial_chooses_it_and_makes_no_second_one(show_vials, shelf, records):
    shelf.receive(lot="OTHER1", expires=date(2027, 1, 31))
    vial = shelf.receive(serial="4471902655")
    page = show_vials()
    type_scan(page.scan.edit, code_of())
    assert page._chosen().vial.id == vial.id
    assert len(records.vials()) == 2


def test_scanning_an_unknown_vial_receives_it_at_one_press(qtbot, show_vials, records):
    page = show_vials()
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
def test_a_refused_scan_says_why_keeps_nothing_and_waits_for_the_next(show_vials, records, text):
    page = show_vials()
    page.scan.setFocus()
    type_scan(page.scan.edit, text)
    assert page.notice.isVisible()
    assert page.notice.title
    assert page.scan.edit.text() == ""
    assert page.scan.edit.hasFocus()
    assert records.vials() == ()


@pytest.mark.parametrize("prefix", ["", "]d2", "\x1d"])
def test_a_vial_is_scanned_into_the_form_whatever_the_scanner_puts_first(
    qtbot, show_vials, records, prefix
):
    def fill(dialog):
        type_scan(dialog.scan.edit, prefix + code_of())
        assert dialog.fields.lot.text == "C8124C3"
        click(qtbot, dialog.save)

    page = show_vials()
    Answer(ReceiveDialog, fill)
    press(qtbot, page, "receive_vial")
    assert [s.vial.was_scanned for s in records.vials()] == [True]


def test_a_label_is_typed_once_and_is_no_scan(qtbot, show_vials, records):
    def fill(dialog):
        click(qtbot, dialog.fields.product.findChild(object, "0023-1145-01"))
        write(qtbot, dialog, lot="c8124c3", expiry="05/2028")
        click(qtbot, dialog.fields.source.findChild(object, "sample"))
        click(qtbot, dialog.save)

    page = show_vials()
    Answer(ReceiveDialog, fill)
    press(qtbot, page, "receive_vial")
    (standing,) = records.vials()
    assert standing.vial.label.lot_number == "C8124C3"
    assert standing.vial.label.expiration_date == date(2028, 5, 31)
    assert (standing.vial.source, standing.vial.was_scanned) == (Source.SAMPLE, False)


def test_a_scan_that_is_changed_by_hand_counts_as_typed(qtbot, show_vials, records):
    def fill(dialog):
        type_scan(dialog.scan.edit, code_of())
        write(qtbot, dialog, lot="C8124C4")
        click(qtbot, dialog.save)

    page = show_vials()
    Answer(ReceiveDialog, fill)
    press(qtbot, page, "receive_vial")
    (standing,) = records.vials()
    assert (standing.vial.label.lot_number, standing.vial.was_scanned) == ("C8124C4", False)


def test_fields_that_cannot_be_right_say_so_in_place(qtbot, show_vials, records):
    seen = {}

    def fill(dialog):
        write(qtbot, dialog, lot="?", expiry="05/06/2028", serial="a b")
        click(qtbot, dialog.save)
        fields = dialog.fields
        seen.update(lot=fields.lot.error, expiry=fields.expiry.error, serial=fields.serial.error)
        seen["product"] = fields.product_field.error
        click(qtbot, dialog.cancel)

    page = show_vials()
    Answer(ReceiveDialog, fill)
    press(qtbot, page, "receive_vial")
    assert all(seen.values())
    assert records.vials() == ()


@pytest.mark.parametrize("number", ["0023-9232-01", "Dysport", "1234-5678-90"])
def test_another_product_is_refused_with_its_reason(qtbot, show_vials, records, number):
    seen = {}

    def fill(dialog):
        click(qtbot, dialog.fields.product.findChild(object, "other"))
        write(qtbot, dialog, ndc=number, lot="C8124C3", expiry="05/2028")
        click(qtbot, dialog.save)
        seen["title"] = dialog.notice.title
        click(qtbot, dialog.cancel)

    page = show_vials()
    Answer(ReceiveDialog, fill)
    press(qtbot, page, "receive_vial")
    assert seen["title"]
    assert records.vials() == ()


@pytest.mark.parametrize("carton_first", [True, False])
def test_a_carton_with_another_lot_stops_the_vial(qtbot, show_vials, records, carton_first):
    seen = {}

    def fill(dialog):
        scans = [
            (dialog.carton.edit, code_of(lot="C8124C3", serial="1")),
            (dialog.scan.edit, code_of(lot="C8124C4", serial="2")),
        ]
        for line, text in scans if carton_first else reversed(scans):
            type_scan(line, text)
        seen["title"] = dialog.notice.title
        write(dialog.fields.lot, "C8124C3")  # typing over a scan does not make it right
        click(qtbot, dialog.save)
        seen["open"] = dialog.isVisible()
        click(qtbot, dialog.cancel)

    page = show_vials()
    Answer(ReceiveDialog, fill)
    press(qtbot, page, "receive_vial")
    assert seen == {
        "title": "Stop: the lot on the carton is C8124C3, and on the vial C8124C4.",
        "open": True,
    }
    assert records.vials() == ()


def test_a_carton_that_agrees_lets_the_vial_in(qtbot, show_vials, records):
    def fill(dialog):
        type_scan(dialog.carton.edit, code_of(serial="1"))
        type_scan(dialog.scan.edit, code_of(serial="2"))
        click(qtbot, dialog.save)

    page = show_vials()
    Answer(ReceiveDialog, fill)
    press(qtbot, page, "receive_vial")
    assert [s.vial.label.serial for s in records.vials()] == ["2"]


def test_an_expired_vial_is_told_at_its_scan(qtbot, show_vials, records):
    seen = {}

    def fill(dialog):
        type_scan(dialog.scan.edit, code_of(expiry="250930"))
        seen["title"] = dialog.notice.title
        click(qtbot, dialog.save)
        click(qtbot, dialog.cancel)

    page = show_vials()
    Answer(ReceiveDialog, fill)
    press(qtbot, page, "receive_vial")
    assert seen == {"title": "This vial expired on 2025-09-30."}
    assert records.vials() == ()
