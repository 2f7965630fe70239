"""What happens to a signed session behind the program's back is told; a seal cannot be changed."""

from dataclasses import fields
from decimal import Decimal

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DatabaseError

from clinicapp.commands import sessions, signing
from clinicapp.commands.background import BaselineEntry, record_baseline
from clinicapp.domain.seal import digest_of, seal_voided
from clinicapp.store.rows import SealRow
from tests.factories import make_patient, new_id
from tests.signable import later, make_ready, make_signed


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


def behind_the_back(database, *statements, **values):
    with database.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement), values if ":" in statement else {})


def problems_of(records, session_id):
    report = signing.verify_session(records, session_id)
    assert report.is_sealed
    assert [(session_id, report)] == list(signing.verify_all(records))
    return " ".join(report.problems)


def test_a_last_version_that_was_removed_is_told(records, database, signed, act):
    signing.void_session(records, signed.id, "wrong patient", act=later(act, 30))
    behind_the_back(
        database,
        "DROP TRIGGER seal_no_delete",
        "DELETE FROM seal WHERE version = 2",
        "UPDATE session SET status = 'completed', void_reason = ''",
    )
    assert "Version 2 is missing" in problems_of(records, signed.id)


def test_seals_that_were_all_removed_are_told(records, database, signed):
    behind_the_back(database, "DROP TRIGGER seal_no_delete", "DELETE FROM seal")
    assert "Version 1 is missing" in problems_of(records, signed.id)


def test_a_first_version_that_was_removed_is_told(records, database, signed, act):
    signing.add_addendum(records, signed.id, "why", "what", act=later(act, 30))
    behind_the_back(database, "DROP TRIGGER seal_no_delete", "DELETE FROM seal WHERE version = 1")
    assert "Version 1 is missing" in problems_of(records, signed.id)


def test_a_seal_made_anew_over_a_changed_record_is_told(records, database, signed):
    (seal,) = records.seals(signed.id)
    content = seal.content.replace("sitting", "reclined")
    behind_the_back(
        database,
        "DROP TRIGGER seal_no_update",
        "UPDATE session_fact SET content = replace(content, 'sitting', 'reclined')",
        "UPDATE seal SET content = :content, digest = :digest",
        content=content,
        digest=digest_of(content),
    )
    found = problems_of(records, signed.id)
    assert found == "Version 1 is not the one that the audit trail tells of."


def test_a_version_that_no_act_sealed_is_told(records, database, signed):
    added = seal_voided(records.seals(signed.id)[0], "x", at=signed.completed_at, by=new_id())
    with database.engine.begin() as connection:
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        values = {f.name: getattr(added, f.name) for f in fields(added)}
        values |= {"sealed_by": signed.completed_by}
        connection.execute(insert(SealRow), values)
    assert "Version 2 was sealed by no act" in problems_of(records, signed.id)


def test_a_baseline_is_changed_by_an_amendment_only(records, database, signed, act):
    for statement in ("UPDATE baseline SET months = 1", "DELETE FROM baseline"):
        with pytest.raises(DatabaseError):
            behind_the_back(database, statement)
    entry = BaselineEntry(
        headache_days=Decimal(20),
        migraine_days=Decimal(9),
        hours_a_day=Decimal(5),
        months=12,
        reason="read again",
    )
    record_baseline(records, signed.patient_id, entry, act=later(act, 30))
    assert signing.verify_session(records, signed.id).is_intact
    behind_the_back(
        database, "DROP TRIGGER baseline_no_update", "UPDATE baseline SET months = months + 1"
    )
    assert problems_of(records, signed.id) == "The baseline differs from what was sealed."


def test_two_patients_are_verified_each_for_itself(records, signed, database, act, staff):
    from clinicapp.commands.patients import register_patient

    other = register_patient(records, make_patient(), act=act).after
    second = sessions.start_session(records, other.id, act=act).after
    make_ready(records, second.id, act, staff)
    assert records.seals(second.id) == ()
    assert signing.verify_session(records, signed.id).is_intact
