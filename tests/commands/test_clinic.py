"""Setting up a clinic, looking after its people, signing in."""

from dataclasses import replace

import pytest

from clinicapp.commands.clinic import change_clinic, set_up_clinic
from clinicapp.commands.people import add_person, correct_person, set_password, sign_in
from clinicapp.commands.records import Act
from clinicapp.domain.errors import AccessError, InputError, RuleError, SignInError
from clinicapp.domain.people import Role
from tests.factories import AT, PASSWORD, make_clinic, make_person


@pytest.fixture
def boss(staff):
    return Act(staff.administrator, AT)


def test_one_administrator_sets_a_clinic_up(empty_records):
    person = make_person(Role.ADMINISTRATOR)
    made = set_up_clinic(empty_records, make_clinic(), person, PASSWORD)
    assert empty_records.clinic().name == "Westlake Headache Clinic"
    assert empty_records.people() == (made,)
    assert sign_in(empty_records, "jonas", PASSWORD, at=AT) == made
    with pytest.raises(RuleError, match="already has a clinic"):
        set_up_clinic(empty_records, make_clinic(), person, PASSWORD)


@pytest.mark.parametrize(
    ("clinic", "person", "password"),
    [
        (make_clinic(name=" "), make_person(Role.ADMINISTRATOR), PASSWORD),
        (make_clinic(phone=""), make_person(Role.ADMINISTRATOR), PASSWORD),
        *(
            (make_clinic(time_zone=zone), make_person(Role.ADMINISTRATOR), PASSWORD)
            for zone in ("", "America/Nowhere", "America", "../etc", "/etc/hosts", "UTC\x00")
        ),
        (make_clinic(phone="nonsense"), make_person(Role.ADMINISTRATOR), PASSWORD),
        (make_clinic(), make_person(Role.ADMINISTRATOR, name=""), PASSWORD),
        (make_clinic(), make_person(Role.ADMINISTRATOR), "seven77"),
        (make_clinic(), make_person(Role.PHYSICIAN), PASSWORD),
    ],
)
def test_a_clinic_that_cannot_stand_is_refused_whole(empty_records, clinic, person, password):
    with pytest.raises((InputError, RuleError)):
        set_up_clinic(empty_records, clinic, person, password)
    assert empty_records.find_clinic() is None
    assert empty_records.people() == ()


def test_signing_in_takes_the_name_in_any_case_and_the_password_exactly(records, staff):
    assert sign_in(records, " MARA ", PASSWORD, at=AT) == staff.physician
    for name, password in (("mara", PASSWORD.upper()), ("mara", ""), ("nobody", PASSWORD)):
        with pytest.raises(SignInError) as refusal:
            sign_in(records, name, password, at=AT)
        assert refusal.value.unchanged == "Nobody was signed in."


def test_who_left_cannot_sign_in(records, staff, boss):
    correct_person(records, replace(staff.nurse, is_active=False), act=boss)
    with pytest.raises(SignInError):
        sign_in(records, "ruth", PASSWORD, at=AT)


def test_people_are_looked_after_by_an_administrator(records, boss, act):
    new = make_person(Role.NURSE, user_name="Olu", name="Olu Example")
    added = add_person(records, new, "another long one", act=boss).after
    assert added.user_name == "olu"
    assert sign_in(records, "olu", "another long one", at=AT) == added
    with pytest.raises(InputError, match="taken"):
        add_person(records, make_person(Role.NURSE, user_name="OLU"), PASSWORD, act=boss)
    with pytest.raises(AccessError, match="for an administrator"):
        add_person(records, make_person(Role.NURSE, user_name="x"), PASSWORD, act=act)


def test_somebody_must_stay_who_may_manage_people(records, staff, boss):
    for change in ({"is_active": False}, {"role": Role.NURSE}):
        with pytest.raises(RuleError, match="Nobody would be left"):
            correct_person(records, replace(staff.administrator, **change), act=boss)
    assert records.person(staff.administrator.id) == staff.administrator


def test_everybody_may_change_their_own_password_and_nobody_elses(records, staff, act):
    set_password(records, staff.physician.id, "my own new one", act=act)
    assert sign_in(records, "mara", "my own new one", at=AT).id == staff.physician.id
    with pytest.raises(AccessError):
        set_password(records, staff.nurse.id, "not for me to say", act=act)


def test_no_password_and_no_hash_reaches_the_trail(database, records, staff, boss):
    from sqlalchemy import text

    set_password(records, staff.nurse.id, "a secret in words", act=boss)
    with database.engine.connect() as connection:
        deltas = " ".join(connection.scalars(text("SELECT delta FROM audit_event")))
    assert "argon2" not in deltas
    assert "secret" not in deltas


def test_the_clinic_is_changed_by_an_administrator(records, boss, act):
    renamed = replace(records.clinic(), name="Eastside", time_zone="Europe/Paris")
    with pytest.raises(AccessError):
        change_clinic(records, renamed, act=act)
    change_clinic(records, renamed, act=boss)
    assert records.clinic().name == "Eastside"
    assert records.zone.key == "Europe/Paris"


def test_the_instruction_sheet_is_made_from_a_completed_session_and_kept_in_the_trail(
    records, session, act, staff
):
    from clinicapp.commands.papers import instruction_sheet
    from clinicapp.commands.sessions import give_all_planned
    from tests.closing import complete_session

    nurse = Act(staff.nurse, AT)
    with pytest.raises(RuleError, match="from a signed session"):
        instruction_sheet(records, session.id, "en", "Letter", act=nurse)
    give_all_planned(records, session.id, act=act)
    complete_session(records, session.id, act=act)
    assert instruction_sheet(records, session.id, "en", "Letter", act=nurse).startswith(b"%PDF")
    newest = records.newest_events(1)[0]
    assert (newest.act, newest.entity_id) == ("instruction_sheet", session.id)
    with pytest.raises(AccessError):
        instruction_sheet(records, session.id, "en", "Letter", act=Act(staff.administrator, AT))
