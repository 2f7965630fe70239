"""Every byte of a stored consent: one that is changed behind the program's back is found."""

import json
from dataclasses import replace

import pytest

from clinicapp.commands import consent_endings as endings
from clinicapp.commands import consents as verbs
from clinicapp.commands.consent_verifying import verify_consent
from clinicapp.domain.consent.documents import digest_of_bytes
from clinicapp.domain.consent.seal_check import consent_problems
from clinicapp.domain.seal import digest_of
from clinicapp.store.consents import consent_from
from tests.ui.consent.hands import sign_everything

TRIGGERS = ("consent_seal", "consent_texts", "document")


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


def test_a_changed_field_of_any_table_is_found_by_verify(records, consent):
    assert verify_consent(records, consent.id).is_intact
    changes = {
        ("consent", "status"): "declined",
        ("consent", "texts_digest"): None,
        ("consent_seal", "digest"): "0" * 64,
        ("consent_seal", "copy_digest"): "0" * 64,
        ("consent_seal", "kind"): "scanned",
        ("consent_seal", "previous"): "1" * 64,
        ("consent_seal", "content"): "{}",
        ("document", "digest"): "0" * 64,
        ("document", "content"): b"%PDF-1.7 nothing",
    }
    for (table, column), value in changes.items():
        before = tamper(records, table, column, value, consent.id)
        if before != value and value is not None:
            assert not verify_consent(records, consent.id).is_intact, (table, column)
            tamper(records, table, column, before, consent.id)
            assert verify_consent(records, consent.id).is_intact, (table, column)


def tamper(records, table, column, value, consent_id):
    """Write past every trigger, and return what stood there; None for a value changes nothing."""
    key = "id" if table == "consent" else "consent_id"
    first = " AND version = 1" if table == "consent_seal" else ""
    with records._database.engine.begin() as connection:
        for name in TRIGGERS:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}_no_update")
        where = f"WHERE {key} = ?{first}"
        before = connection.exec_driver_sql(
            f'SELECT "{column}" FROM {table} {where}', (consent_id.hex,)
        ).scalar()
        if value is not None:
            connection.exec_driver_sql(
                f'UPDATE {table} SET "{column}" = ? {where}', (value, consent_id.hex)
            )
    return before


def test_a_seal_or_a_copy_that_is_removed_is_missed(records, consent):
    with records._database.engine.begin() as connection:
        for name in TRIGGERS:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}_no_delete")
        connection.exec_driver_sql("DELETE FROM document")
    assert not verify_consent(records, consent.id).is_intact
    with records._database.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM consent_seal WHERE version = 2")
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
