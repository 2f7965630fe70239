from datetime import date, timedelta
from decimal import Decimal

import pytest

from clinicapp.commands.last_entries import last_reconstitution, last_source, last_witness
from clinicapp.commands.records import Act
from clinicapp.commands.scanning import known_vial, read_scan
from clinicapp.commands.session_vials import discard_rest, use_vial
from clinicapp.commands.vials import discard_vial
from clinicapp.domain.errors import ClinicError
from clinicapp.domain.vials import Source
from tests.factories import AT
from tests.ui.pages.vial_hands import GS, GTIN, Shelf, code_of


@pytest.fixture
def shelf(records, staff):
    return Shelf(records, staff.nurse)


def test_a_scan_becomes_the_label_of_its_product(records):
    label = read_scan(records, code_of(), AT)
    assert (label.ndc, label.units, label.gtin) == ("0023-3921-02", Decimal(200), GTIN[200])
    assert (label.lot_number, label.serial) == ("C8124C3", "4471902655")
    assert label.expiration_date == date(2028, 5, 31)


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"01{GTIN[200][:-1]}017280531",
        code_of()[:22],
        f"010030023923201617280531{'10C8124C3'}{GS}21447",
        f"010036614500001517280531{'10C8124C3'}{GS}21447",
    ],
)
def test_a_damaged_or_foreign_scan_is_refused(records, text):
    with pytest.raises(ClinicError):
        read_scan(records, text, AT)


def test_a_vial_is_known_by_product_lot_and_serial(records, shelf):
    vial = shelf.receive(serial="4471902655")
    assert known_vial(records, read_scan(records, code_of(), AT)).vial.id == vial.id
    assert known_vial(records, read_scan(records, code_of(serial="9"), AT)) is None
    assert known_vial(records, read_scan(records, code_of(size=100), AT)) is None


def test_without_a_serial_number_no_vial_is_known(records, shelf):
    vial = shelf.receive()
    assert known_vial(records, vial.label) is None


def test_the_last_reconstitution_and_source_are_proposed(records, shelf):
    assert last_reconstitution(records) is None
    assert last_source(records) is Source.BOUGHT
    shelf.open(lot="EARLY", hours_ago=5)
    newest = shelf.open(100, "LATE1", hours_ago=1, source=Source.SAMPLE)
    assert last_reconstitution(records) == newest.reconstitution
    assert last_source(records) is Source.SAMPLE


def test_the_last_witness_is_proposed_never_oneself(records, shelf, staff, session):
    nurse, physician = staff.nurse, staff.physician
    assert last_witness(records, physician) is None
    broken = shelf.receive(lot="BROKEN")
    act = Act(physician, AT)
    discard_vial(records, broken.id, "broken", "", staff.administrator.id, act=act)
    assert last_witness(records, physician) == staff.administrator.id
    vial = shelf.open()
    use_vial(records, session.id, vial.id, act=act)
    later = Act(physician, AT + timedelta(minutes=1))
    discard_rest(records, session.id, vial.id, Decimal(45), "rest", "", nurse.id, act=later)
    assert last_witness(records, physician) == nurse.id
    assert last_witness(records, nurse) == staff.administrator.id
