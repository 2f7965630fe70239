"""The words of consents: edited with a reason, reviewed, kept for ever; and what verify finds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest

from clinicapp.commands import consents as verbs
from clinicapp.commands.consent_texts import record_consent_review, save_consent_texts
from clinicapp.commands.consent_verifying import verify_consent, verify_consents, verify_words
from clinicapp.commands.paper_consents import attach_scan
from clinicapp.commands.records import Act
from clinicapp.commands.sessions import give_sites, start_session
from clinicapp.domain.consent.standing import NextStep
from clinicapp.domain.consent.texts import digest_of_texts
from clinicapp.domain.errors import (
    AccessError,
    InputError,
    RuleError,
    StoppedError,
    StoreError,
)
from tests.factories import AT
from tests.signable import later
from tests.ui.consent.hands import sign_everything


@pytest.fixture
def begun(records, stranger, staff, act):
    return verbs.begin_consent(records, stranger.id, "en", staff.physician.id, act=act).after


@pytest.fixture
def signed(records, begun, act):
    return sign_everything(records, begun.id, act)


def reworded(texts, words):
    first = texts.sections[0]
    item = replace(first.items[0], text=words)
    section = replace(first, items=(item, *first.items[1:]))
    return replace(texts, sections=(section, *texts.sections[1:]))


def test_new_words_ask_for_a_new_consent_and_the_signed_ones_stay_readable(
    records, signed, stranger, staff, act
):
    admin, spring = Act(staff.administrator, act.at), Act(act.by, act.at + timedelta(days=84))
    old = records.consent_texts("en")
    new = reworded(old, "A migraine is a strong headache.")
    version = save_consent_texts(records, new, "Shorter", act=later(admin)).after
    assert (
        records.consent_texts("en").sections[0].items[0].text == "A migraine is a strong headache."
    )
    assert version.version != old.version
    assert records.texts_of(signed) == old
    assert records.consents_standing_on(signed.texts_digest) == 1
    assert verbs.next_step(records, stranger.id, spring) is NextStep.TAKE
    session = start_session(records, stranger.id, act=spring).after
    with pytest.raises(StoppedError, match="words of the consent have changed"):
        give_sites(records, session.id, ["TEM-L3"], act=spring)
    assert verify_consent(records, signed.id).is_intact


def test_words_are_changed_by_an_administrator_with_a_reason(records, staff, act):
    admin = Act(staff.administrator, act.at)
    new = reworded(records.consent_texts("en"), "Another sentence.")
    with pytest.raises(AccessError):
        save_consent_texts(records, new, "Why", act=act)
    with pytest.raises(InputError, match="needs a reason"):
        save_consent_texts(records, new, " ", act=admin)
    with pytest.raises(InputError, match="12 risks"):
        save_consent_texts(records, replace(new, risks=new.risks[1:]), "Fewer", act=admin)
    with pytest.raises(RuleError, match="No word has changed"):
        save_consent_texts(records, records.consent_texts("en"), "Nothing", act=admin)


def test_a_review_is_of_exactly_these_words(records, staff, act):
    admin = Act(staff.administrator, act.at)
    assert records.texts_review("en") is None
    day = datetime(2026, 11, 20, tzinfo=UTC).date()
    record_consent_review(records, "en", "Dr. Mara Okafor", day, act=admin)
    assert records.texts_review("en").reviewer == "Dr. Mara Okafor"
    assert records.texts_review("es") is None
    new = reworded(records.consent_texts("en"), "Another sentence.")
    save_consent_texts(records, new, "Reworded", act=admin)
    assert records.texts_review("en") is None


def test_a_scan_that_is_exchanged_or_removed_is_found(records, signed, act):
    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    page = Canvas(buffer)
    page.drawString(72, 700, "signed")
    page.save()
    attach_scan(records, signed.id, buffer.getvalue(), act=act)
    assert verify_consent(records, signed.id).is_intact
    with records._database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER document_no_delete")
        connection.exec_driver_sql("DELETE FROM document WHERE kind = 'consent-scan'")
    assert any("The scans are not those" in p for p in verify_consent(records, signed.id).problems)


def test_words_cannot_have_been_reviewed_before_they_were_written(records, staff, act):
    admin = Act(staff.administrator, act.at)
    new = reworded(records.consent_texts("en"), "Another sentence.")
    save_consent_texts(records, new, "Reworded", act=admin)
    with pytest.raises(InputError, match="before these words were written"):
        record_consent_review(records, "en", "Dr. Okafor", AT.date() - timedelta(1), act=admin)
    assert records.texts_review("en") is None
    record_consent_review(records, "en", "Dr. Okafor", AT.date(), act=admin)


def test_a_review_is_one_of_exact_words(records, signed, staff, act):
    admin = Act(staff.administrator, act.at)
    new = reworded(records.consent_texts("en"), "Another sentence.")
    save_consent_texts(records, new, "Reworded", act=admin)
    record_consent_review(records, "en", "Dr. Okafor", AT.date(), act=admin)
    assert records.review_of(signed.texts_digest) is None
    assert records.review_of(digest_of_texts(records.consent_texts("en"))) is not None


def test_a_consent_filed_under_another_status_lets_nobody_be_treated(records, signed, act):
    with records._database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE consent SET status = 'in-progress'")
    assert [r.is_intact for _, r in verify_consents(records)] == [False]
    session = start_session(records, signed.patient_id, act=act).after
    with pytest.raises(StoreError, match="filed under something else"):
        give_sites(records, session.id, ["TEM-L3"], act=later(act))


def test_words_and_reviews_that_the_trail_does_not_tell_of_are_found(records, staff, act):
    admin = Act(staff.administrator, act.at)
    new = reworded(records.consent_texts("en"), "Another sentence.")
    save_consent_texts(records, new, "Reworded", act=admin)
    again = reworded(new, "And another.")
    save_consent_texts(records, again, "Reworded again", act=later(admin))
    record_consent_review(records, "en", "Dr. Okafor", AT.date(), act=later(admin, 2))
    assert verify_words(records) == ()
    for statement in (
        "UPDATE consent_review SET reviewer = 'Dr Nobody'",
        "DELETE FROM consent_version WHERE version LIKE '%-2'",
        "UPDATE consent_texts SET content = '{}'",
    ):
        with records._database.engine.connect() as connection:
            for name in ("consent_review", "consent_version", "consent_texts"):
                for way in ("update", "delete"):
                    connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}_no_{way}")
            connection.exec_driver_sql("SAVEPOINT before")
            connection.exec_driver_sql(statement)
            connection.commit()
        assert verify_words(records), statement
