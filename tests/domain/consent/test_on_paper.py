"""A form on paper is taken over by the rules of the screen, and by no others."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicapp.domain.consent.completion import open_points, settle
from clinicapp.domain.consent.on_paper import PaperAnswers, PaperSignature, take_over_paper
from clinicapp.domain.consent.record import (
    ConsentKind,
    Interpreter,
    Medium,
    Representative,
    RiskReply,
    SignerRole,
)
from clinicapp.domain.errors import InputError, RuleError
from tests.consent_factory import begun_consent, make_signature, make_texts
from tests.factories import AT, make_patient, make_rules, new_id

PHYSICIAN = new_id()
NOW = AT + timedelta(minutes=20)
TEXTS = make_texts()
RISKS = tuple(r.code for r in TEXTS.risks)
ROLES = (SignerRole.PATIENT, SignerRole.CLINICIAN, SignerRole.WITNESS)
POLICY = replace(make_rules().policy, consent_witness_required=True)


def on_paper(**changes):
    return begun_consent(make_patient(), PHYSICIAN, medium=Medium.PAPER, **changes)


def stands(role, *, at=AT + timedelta(minutes=10), name="", **changes):
    person = PHYSICIAN if role is SignerRole.CLINICIAN else None
    made = PaperSignature(role=role, name=name or role.value, signed_at=at, person_id=person)
    return replace(made, **changes)


def form(**changes):
    answers = PaperAnswers(
        replies=tuple((risk, RiskReply.UNDERSTOOD) for risk in RISKS),
        signatures=tuple(stands(role) for role in ROLES),
        identity_checked=True,
        agrees=True,
    )
    return replace(answers, **changes)


def taken(paper, consent=None):
    return take_over_paper(consent or on_paper(), TEXTS, paper, at=NOW, by=PHYSICIAN)


def closed(paper, consent=None):
    return settle(taken(paper, consent), TEXTS, POLICY, at=NOW, by=PHYSICIAN)


def test_a_whole_form_is_complete():
    after = closed(form(teach_back="It may help."))
    assert after.is_signed
    assert all(s.is_on_paper for s in after.signatures)
    assert after.teach_back == "It may help."
    assert {s.signed_at for s in after.signatures} == {AT + timedelta(minutes=10)}


def test_who_signs_the_form_has_had_every_section():
    assert {s.section for s in taken(form()).seen} == {s.id for s in TEXTS.sections}


@given(
    ticked=st.sets(st.sampled_from(RISKS)),
    roles=st.sets(st.sampled_from(ROLES)),
    is_checked=st.booleans(),
)
def test_a_form_is_complete_when_and_only_when_nothing_is_missing(ticked, roles, is_checked):
    paper = form(
        replies=tuple((risk, RiskReply.UNDERSTOOD) for risk in ticked),
        signatures=tuple(stands(role) for role in roles),
        identity_checked=is_checked,
    )
    is_whole = ticked == set(RISKS) and roles == set(ROLES) and is_checked
    assert closed(paper).is_signed is is_whole


def test_a_risk_that_is_not_accepted_is_kept_and_lets_the_form_stand():
    replies = (*form().replies[1:], (RISKS[0], RiskReply.REFUSED))
    after = closed(form(replies=replies))
    assert after.refused_risks == (RISKS[0],)
    assert after.is_signed


def test_no_signature_counts_while_what_comes_before_it_is_missing():
    assert taken(form(identity_checked=False)).signatures == ()


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (NOW + timedelta(seconds=1), "ahead"),
        (AT - timedelta(minutes=1), "before the form was printed"),
    ],
)
def test_a_signature_out_of_its_time_is_refused(at, words):
    with pytest.raises(InputError, match=words):
        taken(form(signatures=(stands(SignerRole.PATIENT, at=at),)))


def test_the_minute_in_which_the_form_was_printed_and_the_present_one_are_taken():
    for at in (AT.replace(second=0), NOW):
        assert taken(form(signatures=(stands(SignerRole.PATIENT, at=at),))).patient_has_signed


def test_nobody_signs_twice():
    twice = (stands(SignerRole.PATIENT), stands(SignerRole.PATIENT))
    with pytest.raises(InputError, match="signs twice"):
        taken(form(signatures=twice))


def test_a_risk_of_another_form_is_refused():
    with pytest.raises(RuleError, match="not part of the consent"):
        taken(form(replies=(("hair-loss", RiskReply.UNDERSTOOD),)))


@pytest.mark.parametrize("changes", [{"medium": Medium.SCREEN}, {"kind": ConsentKind.CONFIRMATION}])
def test_only_a_full_consent_on_paper_has_a_form(changes):
    consent = replace(on_paper(), **changes)
    with pytest.raises(RuleError, match="not on paper"):
        taken(form(), consent)


def test_what_the_patient_has_signed_is_not_read_off_again():
    consent = on_paper(signatures=(make_signature(SignerRole.PATIENT, "Elena"),))
    with pytest.raises(RuleError, match="has signed"):
        taken(form(), consent)


def test_a_representative_signs_in_place_of_the_patient():
    who = Representative(name="Luis", relationship="parent", authority="Custody")
    paper = form(representative=who)
    lacks = [p.about for p in open_points(taken(paper), TEXTS, POLICY)]
    assert lacks == ["representative"]
    roles = (SignerRole.REPRESENTATIVE, *ROLES[1:])
    assert closed(replace(paper, signatures=tuple(map(stands, roles)))).is_signed


def test_an_interpreter_stands_there_only_where_one_is_needed():
    who = Interpreter(name="Ana Ruiz", number="", language="Polish")
    assert taken(form(interpreter=who)).interpreter is None
    consent = on_paper(needs_interpreter=True)
    assert taken(form(interpreter=who), consent).interpreter == who
    assert taken(form(), consent).signatures == ()


def test_nobody_witnesses_their_own_explanation_on_paper():
    same = (
        stands(SignerRole.PATIENT),
        stands(SignerRole.CLINICIAN, name="Mara Okafor, MD"),
        stands(SignerRole.WITNESS, name="Mara Okafor, MD"),
    )
    with pytest.raises(RuleError, match="witnesses their own"):
        taken(form(signatures=same))
