from dataclasses import replace
from datetime import date

import pytest

from clinicapp.domain.errors import InputError
from clinicapp.domain.patient import (
    TEXT_MAX,
    age_on,
    check_patient,
    clean_line,
    clean_note,
    clean_text,
    is_likely_duplicate,
    parse_birth_date,
    search_key,
)
from tests.factories import make_patient

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1984-03-14", date(1984, 3, 14)),
        ("14 Mar 1984", date(1984, 3, 14)),
        ("14 march  1984", date(1984, 3, 14)),
        ("03/14/1984", date(1984, 3, 14)),
        ("2000-02-29", date(2000, 2, 29)),
        ("14.03.1984", date(1984, 3, 14)),
        ("4.3.1984", date(1984, 3, 4)),
        ("14 SEPTEMBER 1984", date(1984, 9, 14)),
    ],
)
def test_a_birth_date_is_read(typed, meant):
    assert parse_birth_date(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        *("", "1985-02-29", "14.3.84", "13/14/1984", "31 Feb 1984", "soon"),
        *("14 junk 1984", "14 Marc 1984", "14 Maybe 1984", "03.14.1984"),
    ],
)
def test_an_impossible_birth_date_is_refused(typed):
    with pytest.raises(InputError, match="not a birth date"):
        parse_birth_date(typed)


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(1899, 12, 31)])
def test_a_birth_date_in_the_future_or_before_1900_is_refused(day):
    with pytest.raises(InputError):
        check_patient(make_patient(birth_date=day), TODAY)


def test_someone_born_today_or_in_1900_is_accepted():
    for day in (TODAY, date(1900, 1, 1)):
        assert check_patient(make_patient(birth_date=day), TODAY).birth_date == day


def test_names_keep_their_letters_and_lose_stray_spaces():
    patient = make_patient(family_name="  O’Connor -\tDubois ", given_name="Amélie\u00a0 Zoë")
    tidy = check_patient(patient, TODAY)
    assert tidy.listed_name == "O’Connor - Dubois, Amélie Zoë"


@pytest.mark.parametrize("mark", ["\x00", "\x1b", "\u202e", "\u2066", "\u200f", "\ue000"])
def test_marks_that_cannot_be_seen_are_refused(mark):
    with pytest.raises(InputError, match="cannot be seen"):
        clean_line(f"Va{mark}squez")


@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\ufeff"])
def test_stray_marks_of_pasted_text_are_dropped(mark):
    assert clean_line(f"{mark}Vas{mark}quez {mark}") == "Vasquez"
    assert clean_text(f"one{mark}\n{mark}two") == "one\ntwo"


def test_a_note_has_an_end():
    assert clean_note("s" * TEXT_MAX + "\n") == "s" * TEXT_MAX
    with pytest.raises(InputError, match="too long"):
        clean_note("s" * (TEXT_MAX + 1))


def test_joiners_that_scripts_need_are_kept():
    assert clean_line("می\u200cخواهم") == "می\u200cخواهم"


@pytest.mark.parametrize("field", ["family_name", "record_number"])
def test_a_patient_without_name_or_number_is_refused(field):
    with pytest.raises(InputError):
        check_patient(replace(make_patient(), **{field: " "}), TODAY)


def test_a_single_name_is_a_whole_name():
    patient = make_patient(family_name="Suharto", given_name="")
    assert (patient.listed_name, patient.full_name, patient.initials) == ("Suharto", "Suharto", "S")


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1984, 3, 14), date(2026, 3, 13), 41),
        (date(1984, 3, 14), date(2026, 3, 14), 42),
        (date(2004, 2, 29), date(2026, 2, 28), 21),
        (date(2004, 2, 29), date(2026, 3, 1), 22),
    ],
)
def test_age_is_completed_years(born, day, age):
    assert age_on(born, day) == age


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("O’Connor-Dubois", "oconnordubois"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Þórsson", "thorsson"),
        ("Nguyễn Thị Hạnh", "nguyen thi hanh"),
        ("Иванова", "иванова"),
        ("IŞIL", "isil"),
    ],
)
def test_finding_ignores_accents_case_and_punctuation(written, key):
    assert search_key(written) == key


def test_a_likely_duplicate_shares_the_number_or_the_birth_date_and_a_name():
    one = make_patient()
    assert is_likely_duplicate(one, make_patient(record_number=one.record_number.lower()))
    assert is_likely_duplicate(one, make_patient(family_name="Maria", given_name="Vásquez"))
    assert not is_likely_duplicate(one, make_patient(family_name="Smith", given_name="Bo"))
    assert not is_likely_duplicate(one, make_patient(birth_date=date(1990, 1, 1)))
    assert not is_likely_duplicate(one, one)
