from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from clinicapp.commands.patients import correct_patient, register_patient
from clinicapp.commands.records import Act
from clinicapp.domain.errors import AccessError, InputError, StaleRecordError
from tests.factories import AT, make_patient


def test_a_correction_keeps_what_stood_there_in_the_trail(database, records, patient, act):
    corrected = replace(patient, family_name="Vásquez", allergies="penicillin, rash")
    assert correct_patient(records, corrected, act=act).before == patient
    assert records.patient(patient.id).family_name == "Vásquez"
    with database.engine.connect() as connection:
        delta = connection.scalar(
            text("SELECT delta FROM audit_event WHERE act = 'correct_patient'")
        )
    assert '"family_name":["Vasquez","Vásquez"]' in delta
    assert '"allergies":["","penicillin, rash"]' in delta


def test_saving_the_same_details_again_saves_nothing(records, patient, act):
    before = len(records.newest_events())
    assert correct_patient(records, patient, act=act).event is None
    assert len(records.newest_events()) == before


def test_two_corrections_at_once_lose_neither(records, patient, act):
    correct_patient(records, replace(patient, phone="(555) 010-0101"), act=act)
    with pytest.raises(StaleRecordError):
        correct_patient(records, replace(patient, note="called"), act=act)
    assert records.patient(patient.id).phone == "(555) 010-0101"


@pytest.mark.parametrize(
    "change",
    [
        {"birth_date": date(2030, 1, 1)},
        {"birth_date": date(1850, 1, 1)},
        {"family_name": "  "},
        {"family_name": "Va\x00squez"},
        {"record_number": ""},
        {"note": "x" * 5000},
    ],
)
def test_impossible_details_are_refused_and_nothing_is_lost(records, patient, act, change):
    with pytest.raises(InputError) as refusal:
        correct_patient(records, replace(patient, **change), act=act)
    assert refusal.value.remedy
    assert records.patient(patient.id) == patient


def test_the_future_begins_at_midnight_in_the_clinic(records, act):
    evening = Act(act.by, AT.replace(hour=23, minute=30))  # 17:30 in Chicago, still the 22nd
    with pytest.raises(InputError):
        register_patient(records, make_patient(birth_date=date(2026, 11, 23)), act=evening)
    register_patient(records, make_patient(birth_date=date(2026, 11, 22)), act=evening)


def test_a_likely_duplicate_is_found_before_it_is_made(records, patient):
    twin = make_patient(given_name="Elena", birth_date=patient.birth_date)
    assert records.likely_duplicates(twin) == (patient,)
    same_number = make_patient(
        record_number=patient.record_number, family_name="Other", birth_date=date(1990, 1, 1)
    )
    assert records.likely_duplicates(same_number) == (patient,)
    other = make_patient(family_name="Other", given_name="One")
    assert records.likely_duplicates(other) == ()


def test_an_administrator_registers_nobody(records, staff):
    with pytest.raises(AccessError, match="a physician or a nurse"):
        register_patient(records, make_patient(), act=Act(staff.administrator, AT))


def test_every_script_is_kept_as_typed(records, act):
    for name in ("Nguyễn", "Παπαδοπούλου", "Иванова", "محمد", "李", "O’Brien-Smith", "ก่อ"):
        made = register_patient(records, make_patient(family_name=name), act=act).after
        assert records.patient(made.id).family_name == name
        assert made.id in {p.patient.id for p in records.find_patients(name)}
