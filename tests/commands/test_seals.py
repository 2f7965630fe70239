"""What happens to a signed session behind the program's back is told; a seal cannot be changed."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from clinicapp.commands import sessions, signing
from tests.factories import make_patient
from tests.signable import make_ready, make_signed


@pytest.fixture
def signed(records, session, act, staff):
    return make_signed(records, session.id, act, staff)


BEHIND_THE_BACK = {
    "a dose": "UPDATE session_site SET units = 300 WHERE site_id = 'TEM-L1'",
    "a side": "UPDATE session_site SET site_id = 'OCC-LX1' WHERE site_id = 'OCC-L1'",
    "a time": "UPDATE session_site SET performed_at = '2026-11-22 20:05:00.000000'"
    " WHERE site_id = 'TEM-L1'",
    "a site gone": "DELETE FROM session_site WHERE site_id = 'TEM-L1'",
    "a lot": "UPDATE vial SET lot_number = 'X'",
    "a dilution": "UPDATE vial SET reconstitution = replace(reconstitution, 'FW', 'FX')",
    "a discard": "UPDATE discard SET units = units - 100",
    "a discard gone": "DELETE FROM discard",
    "a fact": "UPDATE session_fact SET content = replace(content, 'sitting', 'reclined')"
    " WHERE name = 'care'",
    "a fact gone": "DELETE FROM session_fact WHERE name = 'time_out'",
    "who signed": "UPDATE session SET completed_by = (SELECT id FROM practitioner"
    " WHERE role = 'nurse')",
    "the end": "UPDATE session SET completed_at = '2026-11-22 21:00:00.000000'",
    "the state": "UPDATE session SET status = 'entered-in-error', void_reason = 'x'",
}


@pytest.mark.parametrize("what", BEHIND_THE_BACK)
def test_what_is_changed_behind_the_program_is_told(records, database, signed, what):
    with database.engine.begin() as connection:
        assert connection.execute(text(BEHIND_THE_BACK[what])).rowcount > 0
    assert records.session(signed.id) == signed  # remembered between clicks: not asked
    report = signing.verify_session(records, signed.id)
    assert not report.is_intact
    assert report.problems


@pytest.mark.parametrize(
    "statement",
    ["UPDATE seal SET content = content || ' '", "UPDATE seal SET digest = ''", "DELETE FROM seal"],
)
def test_a_seal_can_be_neither_changed_nor_deleted(records, database, signed, statement):
    before = records.seals(signed.id)
    with pytest.raises(DatabaseError), database.engine.begin() as connection:
        connection.execute(text(statement))
    assert records.seals(signed.id) == before


def test_two_patients_are_verified_each_for_itself(records, signed, database, act, staff):
    from clinicapp.commands.patients import register_patient

    other = register_patient(records, make_patient(), act=act).after
    second = sessions.start_session(records, other.id, act=act).after
    make_ready(records, second.id, act, staff)
    assert records.seals(second.id) == ()
    assert signing.verify_session(records, signed.id).is_intact
