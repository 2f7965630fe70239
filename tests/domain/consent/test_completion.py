"""A consent is signed by being complete, whatever way led there: random acts, an own rule."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicapp.domain.consent import closing, reading, signing
from clinicapp.domain.consent.completion import Lack, open_points, required_roles, settle
from clinicapp.domain.consent.record import (
    ConsentStatus,
    Interpreter,
    Medium,
    Question,
    Representative,
    RiskReply,
    SignerRole,
)
from clinicapp.domain.consent.texts import digest_of_texts
from clinicapp.domain.errors import ClinicError
from tests.case_factory import make_policy
from tests.consent_factory import begun_consent, confirmed, make_stroke, make_texts, signed_consent
from tests.factories import AT, make_patient, new_id

TEXTS = {code: make_texts(code) for code in ("en", "es")}
# Two versions of the same language: what was read in one was not read in the other.
TEXTS["en, later"] = replace(TEXTS["en"], version="later")
BY_DIGEST = {digest_of_texts(texts): texts for texts in TEXTS.values()}
SECTIONS = [s.id for s in TEXTS["en"].sections]
RISKS = [r.code for r in TEXTS["en"].risks]
PHYSICIAN = new_id()
LONG, DOT = ((500, 500), (5000, 1800)), ((500, 500), (510, 505))


def policy(*, witness=False):
    return replace(make_policy(), consent_witness_required=witness)


def texts_of(consent):
    return BY_DIGEST[consent.texts_digest]


def lacks(consent, **kw):
    return {p.lack for p in open_points(consent, texts_of(consent), policy(**kw))}


def complete():
    return replace(
        signed_consent(make_patient(), PHYSICIAN), status=ConsentStatus.IN_PROGRESS, closed_at=None
    )


def test_a_whole_consent_lacks_nothing_and_is_signed_at_once():
    whole = complete()
    assert open_points(whole, TEXTS["en"], policy()) == ()
    signed = settle(whole, TEXTS["en"], policy(), at=AT, by=PHYSICIAN)
    assert (signed.status, signed.closed_at) == (ConsentStatus.SIGNED, AT)


@pytest.mark.parametrize("section", SECTIONS)
def test_no_section_can_be_left_out(section):
    whole = complete()
    left = replace(whole, seen=tuple(s for s in whole.seen if s.section != section))
    assert lacks(left) == {Lack.SECTION}
    assert settle(left, TEXTS["en"], policy(), at=AT, by=PHYSICIAN) is left


@pytest.mark.parametrize("risk", RISKS)
def test_none_of_the_12_risks_can_be_left_without_an_answer(risk):
    whole = complete()
    left = replace(whole, answers=tuple(a for a in whole.answers if a.risk != risk))
    assert lacks(left) == {Lack.RISK}


def test_a_refused_risk_is_an_answer_and_is_kept():
    consent = begun_consent(make_patient(), PHYSICIAN)
    said = reading.answer_risk(consent, TEXTS["en"], "migraine", RiskReply.REFUSED, at=AT)
    assert said.refused_risks == ("migraine",)


def test_identity_questions_and_signatures_are_asked_for():
    whole = complete()
    question = Question(id=new_id(), about="headache", text="", asked_at=AT)
    assert lacks(replace(whole, identity_confirmed_at=None)) == {Lack.IDENTITY}
    assert lacks(replace(whole, questions=(question,))) == {Lack.QUESTION}
    for role in (SignerRole.PATIENT, SignerRole.CLINICIAN):
        left = tuple(s for s in whole.signatures if s.role is not role)
        assert lacks(replace(whole, signatures=left)) == {Lack.SIGNATURE}
        drawn = tuple(replace(s, signed_at=None) if s.role is role else s for s in whole.signatures)
        assert lacks(replace(whole, signatures=drawn)) == {Lack.SIGNATURE}


def test_a_dot_is_no_signature_and_a_typed_name_is():
    whole = complete()
    patient, clinician = whole.signatures
    dotted = replace(patient, strokes=(make_stroke(DOT),))
    typed = replace(patient, strokes=(), typed="Elena Vasquez")
    assert lacks(replace(whole, signatures=(dotted, clinician))) == {Lack.SIGNATURE}
    assert lacks(replace(whole, signatures=(typed, clinician))) == set()


def test_a_representative_signs_for_the_patient_with_name_relation_and_authority():
    who = Representative(name="Luis Vasquez", relationship="", authority="Guardian")
    for_another = replace(complete(), representative=who)
    assert lacks(for_another) == {Lack.REPRESENTATIVE, Lack.SIGNATURE}
    assert required_roles(for_another, policy())[0] is SignerRole.REPRESENTATIVE


def test_an_interpreter_is_named_with_a_language_and_signs():
    needed = replace(complete(), needs_interpreter=True)
    assert lacks(needed) == {Lack.INTERPRETER, Lack.SIGNATURE}
    numbered = Interpreter(name="", number="4711", language="Spanish")
    assert lacks(replace(needed, interpreter=numbered)) == {Lack.SIGNATURE}


def test_the_policy_asks_for_a_witness():
    assert lacks(complete(), witness=True) == {Lack.SIGNATURE}


def test_what_was_read_in_another_language_does_not_count():
    spanish = reading.use_language(replace(complete(), signatures=()), TEXTS["es"], "es")
    assert {Lack.SECTION, Lack.RISK} <= lacks(spanish)


def test_what_was_read_in_other_words_of_the_language_does_not_count():
    unsigned = replace(complete(), signatures=())
    spanish = reading.use_language(unsigned, TEXTS["es"], "en")
    later = reading.use_language(spanish, TEXTS["en, later"], "en")
    assert {Lack.SECTION, Lack.RISK} <= lacks(later)
    assert later.refused_risks == ()
    back = reading.use_language(later, TEXTS["en"], "en")
    assert lacks(back) == {Lack.SIGNATURE}


def test_a_confirmation_needs_its_answer_and_the_patients_signature_alone():
    said = replace(confirmed(new_id(), new_id()), status=ConsentStatus.IN_PROGRESS, closed_at=None)
    assert lacks(said) == set()
    assert lacks(replace(said, nothing_changed=None)) == {Lack.CHANGE}
    assert lacks(replace(said, nothing_changed=False)) == {Lack.CHANGE}
    assert lacks(replace(said, nothing_changed=False, change="A new pill")) == set()
    assert lacks(replace(said, signatures=())) == {Lack.SIGNATURE}


def test_nothing_is_changed_behind_the_patients_signature():
    consent = replace(complete(), signatures=complete().signatures[:1])
    for act in (
        lambda c: reading.answer_risk(c, TEXTS["en"], RISKS[0], RiskReply.REFUSED, at=AT),
        lambda c: reading.use_language(c, TEXTS["es"], "en"),
        lambda c: reading.say_in_own_words(c, "x"),
        lambda c: reading.name_representative(c, None),
        lambda c: reading.confirm_identity(c, at=AT),
    ):
        with pytest.raises(ClinicError, match="has signed"):
            act(consent)


def test_clearing_the_patients_signature_takes_all_others_with_it():
    cleared = signing.clear_signature(complete(), SignerRole.PATIENT)
    assert cleared.signatures == ()
    one = signing.clear_signature(complete(), SignerRole.CLINICIAN)
    assert [s.role for s in one.signatures] == [SignerRole.PATIENT]


@pytest.mark.parametrize(
    "name",
    ["Mara Okafor, MD", "mara okafor", "Elena María Vasquez", "ELENA MARIA VASQUEZ"],
)
def test_a_witness_is_neither_who_explained_nor_the_patient(name):
    drawn = signing.type_name(complete(), SignerRole.WITNESS, "Mara", name=name)
    with pytest.raises(ClinicError, match="their own"):
        signing.sign(
            drawn, TEXTS["en"], policy(), SignerRole.WITNESS, name=name, person_id=None, at=AT
        )


def test_nobody_signs_with_what_another_person_has_drawn():
    whole = replace(complete(), signatures=complete().signatures[:1])
    role, other = SignerRole.CLINICIAN, new_id()
    drawn = signing.draw_stroke(whole, role, 0, make_stroke(), name="M", person_id=other)
    with pytest.raises(ClinicError, match="Somebody else has drawn"):
        signing.sign(drawn, TEXTS["en"], policy(), role, name="Mara", person_id=PHYSICIAN, at=AT)


def test_a_stroke_grows_from_its_own_beginning_alone():
    consent = begun_consent(make_patient(), PHYSICIAN)
    drawn = signing.draw_stroke(consent, SignerRole.PATIENT, 0, make_stroke(LONG), name="E")
    other = replace(make_stroke(DOT), began_at=AT + timedelta(seconds=9))
    with pytest.raises(ClinicError, match="changed meanwhile"):
        signing.draw_stroke(drawn, SignerRole.PATIENT, 0, other, name="E")


def test_a_typed_name_keeps_what_was_drawn_until_it_signs():
    consent, role = replace(complete(), signatures=()), SignerRole.PATIENT
    drawn = signing.draw_stroke(consent, role, 0, make_stroke(), name="E")
    typed = signing.type_name(drawn, role, "Elena", name="E")
    assert typed.signature(role).strokes
    assert signing.type_name(typed, role, "", name="E").signatures == drawn.signatures
    signed = signing.sign(typed, TEXTS["en"], policy(), role, name="E", person_id=None, at=AT)
    assert signed.signature(role).strokes == ()


def test_the_language_decides_whether_an_interpreter_is_needed():
    consent = begun_consent(make_patient(language="es"), PHYSICIAN, needs_interpreter=True)
    spanish = reading.use_language(consent, TEXTS["es"], "es")
    assert not spanish.needs_interpreter
    assert reading.use_language(spanish, TEXTS["en"], "es").needs_interpreter


def test_on_paper_neither_the_language_nor_the_patients_ink_changes():
    paper = begun_consent(make_patient(), PHYSICIAN, medium=Medium.PAPER)
    with pytest.raises(ClinicError, match="another language"):
        reading.use_language(paper, TEXTS["es"], "en")
    with pytest.raises(ClinicError, match="on its form"):
        signing.draw_stroke(paper, SignerRole.PATIENT, 0, make_stroke(), name="E")


# random acts ------------------------------------------------------------------------------------
ROLES = st.sampled_from(list(SignerRole))
ACTS = st.one_of(
    st.tuples(st.just("identity")),
    st.tuples(st.just("language"), st.sampled_from(sorted(TEXTS))),
    st.tuples(st.just("see"), st.sampled_from(SECTIONS)),
    st.tuples(st.just("see_all")),
    st.tuples(st.just("answer"), st.sampled_from(RISKS), st.sampled_from(list(RiskReply))),
    st.tuples(st.just("answer_all")),
    st.tuples(st.just("ask"), st.sampled_from(RISKS)),
    st.tuples(st.just("close")),
    st.tuples(st.just("represent"), st.booleans(), st.sampled_from(["", "Guardian"])),
    st.tuples(st.just("interpret"), st.booleans(), st.sampled_from(["", "Spanish"])),
    st.tuples(st.just("draw"), ROLES, st.sampled_from([LONG, LONG, DOT])),
    st.tuples(st.just("type"), ROLES, st.sampled_from(["", "A name"])),
    st.tuples(st.just("undo"), ROLES),
    st.tuples(st.just("clear"), ROLES),
    st.tuples(st.just("sign"), ROLES),
    st.tuples(st.just("sign_all")),
)


def see(consent, at, *sections):
    for section in sections or SECTIONS:
        consent = reading.see_section(consent, texts_of(consent), section, at=at)
    return consent


def answer(consent, at, risk=None, reply=RiskReply.UNDERSTOOD):
    for code in [risk] if risk else RISKS:
        consent = reading.answer_risk(consent, texts_of(consent), code, reply, at=at)
    return consent


def ask(consent, at, risk):
    question = Question(id=new_id(), about=risk, text="Why?", asked_at=at)
    return reading.ask_question(consent, texts_of(consent), question)


def close(consent, at):
    for question in consent.open_questions[:1]:
        consent = reading.close_question(consent, question.id, "Told", at=at, by=PHYSICIAN)
    return consent


def represent(consent, at, is_other, authority):
    who = Representative(name="L. Vasquez", relationship="parent", authority=authority)
    return reading.name_representative(consent, who if is_other else None)


def interpret(consent, at, needed, language):
    who = Interpreter(name="B. Cole", number="", language=language)
    return reading.name_interpreter(consent, who, needed=needed)


def account(role):
    return PHYSICIAN if role is SignerRole.CLINICIAN else None


def draw(consent, at, role, places=LONG):
    known = consent.signature(role)
    place = len(known.strokes) if known else 0
    return signing.draw_stroke(
        consent, role, place, make_stroke(places), name=f"{role} name", person_id=account(role)
    )


def sign(consent, at, role):
    texts = texts_of(consent)
    return signing.sign(
        consent, texts, policy(), role, name=f"{role} name", person_id=account(role), at=at
    )


def sign_all(consent, at):
    for role in required_roles(consent, policy(witness=True)):
        consent = sign(draw(consent, at, role), at, role)
    return consent


WAYS = {
    "identity": lambda c, at: reading.confirm_identity(c, at=at),
    "language": lambda c, _, code: reading.use_language(c, TEXTS[code], code[:2]),
    "see": see, "see_all": see, "answer": answer, "answer_all": answer, "ask": ask, "close": close,
    "represent": represent, "interpret": interpret, "draw": draw, "sign": sign,
    "sign_all": sign_all,
    "type": lambda c, _, role, typed: signing.type_name(
        c, role, typed, name=f"{role} name", person_id=account(role)
    ),
    "undo": lambda c, _, role: signing.undo_stroke(c, role),
    "clear": lambda c, _, role: signing.clear_signature(c, role),
}  # fmt: skip


def do(consent, act, at):
    name, *args = act
    return WAYS[name](consent, at, *args)


def may_be_signed(consent, *, witness):
    """The rule in other words, from the record alone."""
    here = next(
        d
        for d, t in BY_DIGEST.items()
        if t.version == consent.version and t.language == consent.language
    )
    answered = {a.risk for a in consent.answers if a.texts_digest == here}
    shown = {s.section for s in consent.seen if s.texts_digest == here}
    signed = {
        s.role: s for s in consent.signatures
        if s.signed_at and (s.typed or sum(abs(b[0] - a[0]) for stroke in s.strokes
            for a, b in zip(stroke.points, stroke.points[1:], strict=False)) > 500)
    }  # fmt: skip
    needed = {SignerRole.REPRESENTATIVE if consent.representative else SignerRole.PATIENT}
    needed |= {SignerRole.CLINICIAN}
    if consent.needs_interpreter:
        needed.add(SignerRole.INTERPRETER)
    if witness:
        needed.add(SignerRole.WITNESS)
    who, speaks = consent.representative, consent.interpreter
    return (
        consent.identity_confirmed_at is not None
        and answered == set(RISKS)
        and shown == set(SECTIONS)
        and all(q.closed_at for q in consent.questions)
        and needed <= signed.keys()
        and (who is None or bool(who.name and who.relationship and who.authority))
        and (not consent.needs_interpreter or bool(speaks and speaks.name and speaks.language))
    )


@settings(max_examples=150)
@given(st.lists(ACTS, max_size=40), st.booleans())
def test_no_order_of_acts_signs_what_the_rule_does_not(acts, witness):
    rules = policy(witness=witness)
    consent = begun_consent(make_patient(), PHYSICIAN)
    for n, act in enumerate(acts):
        at = AT + timedelta(seconds=n)
        try:
            consent = do(consent, act, at)
        except ClinicError:
            continue
        allowed = consent.is_open and may_be_signed(consent, witness=witness)
        consent = settle(consent, texts_of(consent), rules, at=at, by=PHYSICIAN)
        assert consent.is_signed == allowed
        if consent.is_signed:
            break


@settings(max_examples=60)
@given(st.permutations(["identity", "see_all", "answer_all", "sign_all"]))
def test_only_the_whole_in_its_order_is_signed(order):
    consent = begun_consent(make_patient(), PHYSICIAN)
    for name in order:
        try:
            consent = do(consent, (name,), AT)
        except ClinicError:
            continue
        consent = settle(consent, TEXTS["en"], policy(), at=AT, by=PHYSICIAN)
    assert consent.is_signed == (order[-1] == "sign_all")


def test_a_decline_keeps_who_when_and_why_and_ends_it():
    consent = begun_consent(make_patient(), PHYSICIAN)
    ended = closing.end_unsigned(
        consent, ConsentStatus.DECLINED, said_by="Elena Vasquez", reason="Wants to think",
        at=AT, by=PHYSICIAN,
    )  # fmt: skip
    assert (ended.said_by, ended.reason, ended.closed_at) == ("Elena Vasquez", "Wants to think", AT)
    with pytest.raises(ClinicError, match="closed"):
        reading.confirm_identity(ended, at=AT)
