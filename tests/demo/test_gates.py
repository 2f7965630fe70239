"""What the demo scans and yields."""

import json
from datetime import date

import pytest

from clinicapp.commands.scanning import read_scan
from clinicapp.demo.gates import LOT, SERIAL, scanned_code
from clinicapp.demo.yields import yield_of
from tests.factories import AT
from tests.signable import make_signed


@pytest.mark.parametrize("today", [AT.date(), date(2027, 2, 28), date(2027, 12, 31)])
def test_the_scanned_code_is_that_of_a_vial_which_expires_next_year(records, today):
    read = read_scan(records, scanned_code(today), AT)
    assert (read.lot_number, read.serial, read.units) == (LOT, SERIAL, 200)
    assert (read.expiration_date.year, read.expiration_date.month) == (today.year + 1, today.month)


def test_what_the_demo_yields_is_what_was_sealed(records, session, act, staff):
    signed = make_signed(records, session.id, act, staff)
    found = yield_of(records, signed.id)
    seal = records.seals(signed.id)[0]
    content = json.loads(seal.content)
    assert found["seal"]["digest"] == seal.digest
    assert found["note"] == content["note"]
    assert found["note"].startswith("Botox for chronic migraine")
    units = sum(vial["units"] for vial in found["vials"])
    assert found["total_units"] + found["discarded_units"] == units
    assert len(found["sites"]) == len(signed.sites)
