"""Every byte of a stored consent: one that is changed behind the program's back is found."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from clinicapp.commands import consent_endings as endings
from clinicapp.commands import consents as verbs
from clinicapp.commands.consent_texts import record_consent_review, save_consent_texts
from clinicapp.commands.consent_verifying import verify_consent, verify_consents, verify_words
from clinicapp.commands.paper_consents import attach_scan
from clinicapp.commands.records import Act
from clinicapp.domain.consent.documents import PNG, digest_of_bytes
from clinicapp.domain.consent.record import RiskReply
from clinicapp.domain.consent.seal_check import consent_problems
from clinicapp.domain.errors import StoreError
from clinicapp.domain.seal import digest_of
from clinicapp.store.consents import consent_from
from tests.commands.test_consent_words import reworded
from tests.exchange.test_scans import WHOLE
from tests.factories import AT
from tests.ui.consent.hands import sign_everything

TABLES = (
    "consent", "consent_seal", "consent_texts", "consent_version", "consent_review", "document",
)  # fmt: skip


@pytest.fixture
def consent(records, stranger, staff, act):
    begun = verbs.begin_consent(records, stranger.id, "en", staff.physician.id, act=act).after
    sign_everything(records, begun.id, act)
    return endings.give_copy(records, begun.id, "printed", act=act).after


def stored(records, table, column, consent_id):
    key = {"consent": "id"}.get(table, "consent_id")
    with records._database.engine.connect() as connection:
        return connection.exec_driver_sql(
            f'SELECT "{column}" FROM {table} WHERE {key} = ?', (consent_id.hex,)
        ).scalar()


def other_letters(text):
    """The same text with one letter changed, once for each place."""
    for place, letter in enumerate(text):
        changed = chr(ord(letter) ^ 1)
        if changed not in "\n\r":
            yield text[:place] + changed + text[place + 1 :]


def test_every_letter_of_the_sealed_text_and_of_the_words_changes_the_digest(records, consent):
    first = records.consent_seals(consent.id)[0]
    assert all(digest_of(other) != first.digest for other in other_letters(first.content))
    words = records.stored_consent(consent.id)[2]
    assert digest_of(words) == consent.texts_digest
    assert all(digest_of(other) != consent.texts_digest for other in other_letters(words))


def test_every_byte_of_the_kept_copy_changes_its_digest(records, consent):
    pdf = records.consent_copy(consent.id)
    digest = records.consent_seals(consent.id)[0].copy_digest
    assert digest_of_bytes(pdf) == digest
    changed = bytearray(pdf)
    for place in range(len(changed)):
        changed[place] ^= 1
        assert digest_of_bytes(bytes(changed)) != digest
        changed[place] ^= 1


@pytest.mark.parametrize("column", ["content", "ink"])
def test_every_letter_of_the_record_and_its_strokes_is_compared_with_the_seal(
    records, consent, column
):
    parts = {n: stored(records, "consent", n, consent.id) for n in ("content", "ink")}
    seals = records.consent_seals(consent.id)
    _, _, texts, files = records.stored_consent(consent.id)
    assert not problems_of(parts, consent, seals, texts, files)
    unseen = []
    for place, other in enumerate(other_letters(parts[column])):
        if not problems_of(parts | {column: other}, consent, seals, texts, files):
            unseen.append((place, parts[column][max(0, place - 20) : place + 5]))
    assert unseen == []


def problems_of(parts, consent, seals, texts, files):
    try:
        found = consent_from(parts["content"], parts["ink"], consent.revision)
        return list(consent_problems(seals, found, texts, files))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return ["The consent cannot be read."]


def columns(records):
    """Every column of every table of consents, with the values that stand in its first row."""
    with records._database.engine.connect() as connection:
        for table in TABLES:
            names = [r[1] for r in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
            row = connection.exec_driver_sql(f"SELECT rowid, * FROM {table} LIMIT 1").one()
            yield from (
                (table, name, row[0], value) for name, value in zip(names, row[1:], strict=True)
            )


def other_value(value):
    """Something of the same kind that is not what stands there."""
    if isinstance(value, int):
        return value + 10
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1])
    if value is None:
        return "0" * 32
    return value[:-1] + chr(ord(value[-1]) ^ 1) if value else "x"


@pytest.fixture
def taken(records, consent, stranger, staff, act):
    """One consent that is closed and one being taken, words of the clinic's own, and a scan."""
    admin, later = Act(staff.administrator, act.at), Act(act.by, act.at + timedelta(days=1))
    new = reworded(records.consent_texts("en"), "Another sentence.")
    save_consent_texts(records, new, "Reworded", act=admin)
    record_consent_review(records, "en", "Dr. Okafor", AT.date(), act=admin)
    attach_scan(records, consent.id, WHOLE[PNG], act=act)
    begun = verbs.begin_consent(records, stranger.id, "en", act.by.id, act=later).after
    risk = records.consent_texts("en").risks[0].code
    return verbs.answer_risk(records, begun.id, risk, RiskReply.REFUSED, act=later).after


def is_sound(records):
    return all(r.is_intact for _, r in verify_consents(records)) and not verify_words(records)


def write(records, statement, *values):
    """Write past every trigger and every reference between tables."""
    raw = records._database.engine.raw_connection()
    raw.rollback()  # references are let go between transactions only
    raw.driver_connection.execute("PRAGMA foreign_keys = OFF")
    for name in TABLES:
        for way in ("update", "delete"):
            raw.driver_connection.execute(f"DROP TRIGGER IF EXISTS {name}_no_{way}")
    raw.driver_connection.execute(statement, values)
    raw.commit()
    raw.driver_connection.execute("PRAGMA foreign_keys = ON")
    raw.close()


def test_a_changed_field_of_any_table_is_found_by_verify(records, taken):
    assert is_sound(records)
    every = list(columns(records))
    assert {table for table, *_ in every} == set(TABLES)
    for table, name, row, value in every:
        update = f'UPDATE {table} SET "{name}" = ? WHERE rowid = {row}'
        write(records, update, other_value(value))
        assert not is_sound(records), f"{table}.{name}"
        write(records, update, value)
    assert is_sound(records)


@pytest.mark.parametrize("table", TABLES)
def test_a_row_that_is_removed_from_any_table_is_missed(records, taken, table):
    write(records, f"DELETE FROM {table} WHERE rowid = (SELECT max(rowid) FROM {table})")
    assert not is_sound(records)


def test_what_was_said_is_not_signed_once_it_was_changed_on_the_disk(records, taken, act):
    content = stored(records, "consent", "content", taken.id)
    forged = content.replace('"reply":"refused"', '"reply":"understood"')
    assert forged != content
    write(records, "UPDATE consent SET content = ? WHERE id = ?", forged, taken.id.hex)
    with pytest.raises(StoreError, match="not as the program left it"):
        verbs.confirm_identity(records, taken.id, act=act)


def tamper(records, table, column, value, consent_id):
    key = "id" if table == "consent" else "consent_id"
    first = " AND version = 1" if table == "consent_seal" else ""
    write(
        records, f'UPDATE {table} SET "{column}" = ? WHERE {key} = ?{first}', value, consent_id.hex
    )


def test_a_seal_or_a_copy_that_is_removed_is_missed(records, consent):
    write(records, "DELETE FROM document")
    assert not verify_consent(records, consent.id).is_intact
    write(records, "DELETE FROM consent_seal WHERE version = 2")
    problems = verify_consent(records, consent.id).problems
    assert any("missing" in problem for problem in problems)


def test_a_consent_made_anew_with_its_seal_is_not_that_of_the_trail(records, consent):
    first = records.consent_seals(consent.id)[0]
    content = json.loads(first.content)
    content["consent"]["answers"][0]["reply"] = "refused"
    forged = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    tamper(records, "consent_seal", "content", forged, consent.id)
    tamper(records, "consent_seal", "digest", digest_of(forged), consent.id)
    answers = (replace(consent.answers[0], reply="refused"), *consent.answers[1:])
    assert answers != consent.answers
    problems = verify_consent(records, consent.id).problems
    assert any("audit trail" in problem for problem in problems)
