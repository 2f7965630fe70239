"""Consents on paper: printed with a code, brought back by it, recorded, scanned."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pypdfium2 import PdfDocument

from clinicapp.commands.consent_endings import mark_consent_as_error
from clinicapp.commands.consent_verifying import verify_consent
from clinicapp.commands.consents import begin_consent, use_language
from clinicapp.commands.paper_consents import attach_scan, consent_form, go_on_on, record_paper
from clinicapp.commands.records import Act
from clinicapp.domain.consent.documents import PNG, digest_of_bytes
from clinicapp.domain.consent.on_paper import PaperAnswers, PaperSignature
from clinicapp.domain.consent.paper_code import paper_code
from clinicapp.domain.consent.record import Medium, RiskReply, SignerRole
from clinicapp.domain.errors import AccessError, ClinicError, FileError, InputError, RuleError
from tests.exchange.test_scans import WHOLE
from tests.factories import new_id


@pytest.fixture
def consent(records, stranger, act):
    """A full consent that goes on on paper."""
    begun = begin_consent(
        records, stranger.id, "en", act.by.id, ("extras_planned",), Medium.PAPER, act=act
    )
    return begun.after


@pytest.fixture
def later(act):
    return Act(act.by, act.at + timedelta(minutes=30))


def signature(role, at, person_id=None, name="Elena  Vasquez "):
    return PaperSignature(role=role, name=name, signed_at=at, person_id=person_id)


def answers(records, consent, at, **changes):
    """What stands on a form that is complete."""
    risks = [r.code for r in records.texts_of(consent).risks]
    paper = PaperAnswers(
        replies=tuple((risk, RiskReply.UNDERSTOOD) for risk in risks),
        signatures=(
            signature(SignerRole.PATIENT, at),
            signature(SignerRole.CLINICIAN, at, consent.practitioner_id, name=""),
        ),
        identity_checked=True,
        agrees=True,
        teach_back=" It may help. ",
    )
    return replace(paper, **changes)


def read(pdf):
    """The text of every page."""
    with PdfDocument(pdf) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document)


# the form ----------------------------------------------------------------------------------------
def test_the_form_bears_the_code_that_brings_it_back(records, consent, act):
    text = read(consent_form(records, consent.id, act=act))
    assert paper_code(consent.id) in text
    assert "Elena María Vasquez" in text
    assert records.consent_of_code(paper_code(consent.id)) == consent
    assert records.newest_events(1)[0].act == "consent_form"


def test_the_form_is_printed_in_the_language_of_the_consent(records, stranger, staff, act):
    taken = begin_consent(
        records, stranger.id, "es", staff.physician.id, (), Medium.PAPER, act=act
    ).after
    assert "Consentimiento" in read(consent_form(records, taken.id, "A4", act=act))


def test_a_consent_has_one_form_and_its_code_brings_back_no_other_words(records, consent, act):
    go_on_on(records, consent.id, Medium.SCREEN, act=act)
    use_language(records, consent.id, "es", act=act)
    with pytest.raises(RuleError, match="other words"):
        go_on_on(records, consent.id, Medium.PAPER, act=act)
    use_language(records, consent.id, "en", act=act)
    assert go_on_on(records, consent.id, Medium.PAPER, act=act).after.medium is Medium.PAPER


def test_a_question_on_the_form_is_closed_by_who_signed_as_clinician(records, consent, staff, act):
    nurse, at = Act(staff.nurse, act.at + timedelta(minutes=9)), act.at
    whole = answers(records, consent, at)
    told = replace(whole, asked=("neck-pain",), asked_words="On the form", answered_words="Told")
    unsigned = replace(told, signatures=whole.signatures[:1])
    for paper in (replace(told, answered_words=" "), unsigned):
        after = record_paper(records, consent.id, paper, act=nurse).after
        assert after.is_open
        assert [q.about for q in after.open_questions] == ["neck-pain"]
    after = record_paper(records, consent.id, told, act=nurse).after
    (question,) = after.questions
    assert (after.is_signed, question.closed_by) == (True, staff.physician.id)


@pytest.mark.parametrize(
    "changes",
    [
        {"asked": ("no-such-risk",)},
        {"replies": (("neck-pain", RiskReply.UNDERSTOOD), ("neck-pain", RiskReply.REFUSED))},
    ],
)
def test_a_form_that_says_what_no_form_can_say_is_refused(records, consent, act, changes):
    paper = replace(answers(records, consent, act.at), **changes)
    with pytest.raises(ClinicError):
        record_paper(records, consent.id, paper, act=act)


def test_a_form_whose_decision_nobody_read_is_not_called_a_refusal(records, consent, act):
    paper = answers(records, consent, act.at, agrees=None)
    with pytest.raises(InputError, match="which decision is ticked"):
        record_paper(records, consent.id, paper, act=act)


def test_what_stands_on_the_form_was_said_when_it_was_signed(records, consent, act):
    later, signed_at = Act(act.by, act.at + timedelta(hours=3)), act.at + timedelta(minutes=9)
    paper = answers(records, consent, signed_at, asked=("neck-pain",), answered_words="Told")
    after = record_paper(records, consent.id, paper, act=later).after
    assert {a.at for a in after.answers} == {s.at for s in after.seen} == {signed_at}
    (question,) = after.questions
    assert (question.asked_at, question.closed_at) == (signed_at, signed_at)
    assert (after.agreed_at, after.closed_at) == (signed_at, later.at)


def test_names_on_the_form_are_those_on_record_and_no_account_of_the_staff(
    records, consent, staff, act
):
    whole = answers(records, consent, act.at)
    patient = replace(whole.signatures[0], name="Somebody Else", person_id=staff.nurse.id)
    paper = replace(whole, signatures=(patient, *whole.signatures[1:]))
    signed = record_paper(records, consent.id, paper, act=act).after.signatures[0]
    assert (signed.name, signed.person_id) == ("Elena María Vasquez", None)


def test_no_code_brings_back_a_consent_that_is_closed(records, consent, act):
    mark_consent_as_error(records, consent.id, "Wrong patient", act=act)
    assert records.consent_of_code(paper_code(consent.id)) is None


def test_an_administrator_prints_and_records_nothing(records, consent, staff, act):
    other = Act(staff.administrator, act.at)
    paper = answers(records, consent, act.at)
    for refused in (
        lambda: consent_form(records, consent.id, act=other),
        lambda: go_on_on(records, consent.id, Medium.SCREEN, act=other),
        lambda: record_paper(records, consent.id, paper, act=other),
        lambda: attach_scan(records, consent.id, WHOLE[PNG], act=other),
    ):
        with pytest.raises(AccessError):
            refused()
    assert records.consent(consent.id) == consent


# recording ---------------------------------------------------------------------------------------
def test_a_whole_form_signs_seals_and_keeps_the_copy(records, consent, act, later):
    at = act.at + timedelta(minutes=10)
    after = record_paper(records, consent.id, answers(records, consent, at), act=later).after
    assert after.is_signed
    assert (after.closed_at, after.closed_by) == (later.at, act.by.id)
    assert after.signature(SignerRole.PATIENT).name == "Elena María Vasquez"
    assert after.signature(SignerRole.CLINICIAN).name == act.by.signed_name
    assert after.teach_back == "It may help."
    assert records.consent_copy(consent.id).startswith(b"%PDF")
    assert verify_consent(records, consent.id).is_intact
    with pytest.raises(RuleError, match="closed"):
        record_paper(records, consent.id, answers(records, consent, at), act=later)


@pytest.mark.parametrize("left_out", ["a tick", "identity", "patient", "clinician", "everything"])
def test_a_half_filled_form_stays_open(records, consent, act, later, left_out):
    paper = answers(records, consent, act.at)
    halves = {
        "a tick": replace(paper, replies=paper.replies[1:]),
        "identity": replace(paper, identity_checked=False),
        "patient": replace(paper, signatures=paper.signatures[1:]),
        "clinician": replace(paper, signatures=paper.signatures[:1]),
        "everything": PaperAnswers(replies=(), signatures=(), identity_checked=False, agrees=True),
    }
    after = record_paper(records, consent.id, halves[left_out], act=later).after
    assert after.is_open
    assert records.open_points_of(after)
    assert records.consent_copy(consent.id) is None


def test_the_clinician_on_the_form_is_a_physician_of_the_clinic(
    records, consent, staff, act, later
):
    for person in (staff.nurse.id, new_id(), None):
        signed = signature(SignerRole.CLINICIAN, act.at, person, name="Dr Nobody")
        paper = answers(records, consent, act.at, signatures=(signed,))
        with pytest.raises(RuleError, match="who explained"):
            record_paper(records, consent.id, paper, act=later)
    assert records.consent(consent.id) == consent


def test_a_moment_ahead_of_the_clock_is_refused_whole(records, consent, act, later):
    paper = answers(records, consent, later.at + timedelta(minutes=1))
    with pytest.raises(InputError, match="ahead"):
        record_paper(records, consent.id, paper, act=later)
    assert records.consent(consent.id) == consent


def test_a_consent_on_the_screen_has_no_form_to_record(records, consent, act, later):
    go_on_on(records, consent.id, Medium.SCREEN, act=act)
    with pytest.raises(RuleError, match="not on paper"):
        record_paper(records, consent.id, answers(records, consent, act.at), act=later)


# scans -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("media", WHOLE)
def test_a_scan_is_kept_in_the_database_with_its_digest(records, consent, act, media):
    after = attach_scan(records, consent.id, WHOLE[media], act=act).after
    (scan,) = records.consent_scans(consent.id)
    assert (scan.content, scan.media_type) == (WHOLE[media], media)
    assert scan.digest == digest_of_bytes(WHOLE[media])
    assert (scan.patient_id, scan.made_by) == (consent.patient_id, act.by.id)
    assert after.scan_ids == (scan.id,)
    assert records.document(scan.id) == scan


def test_a_file_that_is_no_scan_leaves_everything_as_it_was(records, consent, act):
    for content in (b"", b"text", WHOLE[PNG][:60], bytes(11_000_000)):
        with pytest.raises(FileError):
            attach_scan(records, consent.id, content, act=act)
    assert records.consent(consent.id) == consent
    assert records.consent_scans(consent.id) == ()


def test_a_scan_of_a_signed_form_makes_another_sealed_version(records, consent, act, later):
    record_paper(records, consent.id, answers(records, consent, act.at), act=later)
    attach_scan(records, consent.id, WHOLE[PNG], act=later)
    assert len(records.consent_seals(consent.id)) == 2
    assert verify_consent(records, consent.id).is_intact


def test_a_consent_in_error_takes_no_scan(records, consent, act):
    mark_consent_as_error(records, consent.id, "Wrong patient", act=act)
    with pytest.raises(RuleError, match="in error"):
        attach_scan(records, consent.id, WHOLE[PNG], act=act)
    assert records.consent_scans(consent.id) == ()
