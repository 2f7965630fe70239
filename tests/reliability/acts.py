"""Random acts: every verb, with arguments that are sensible, wrong for the moment, or silly."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import strategies as st

from clinicapp.commands import after_effects, background, session_facts, sessions, signing, vials
from clinicapp.commands import session_vials as of_session
from clinicapp.domain.session_facts import Answer, Care
from clinicapp.domain.vials import Source, VialLabel
from tests.factories import PASSWORD
from tests.oracle.record import EXTRA, FIXED
from tests.oracle.severities import QUESTIONS

NOBODY = UUID(int=7)
NDCS = ("0023-1145-01", "0023-3921-02", "0023-9232-01", "46783-160-01", "")
UNITS = st.sampled_from(
    ["5", "5", "2.5", "7.5", "45", "47.5", "0.01", "50", "0", "-5", "51", "0.001", "NaN", "1E+9"]
).map(Decimal)
SITES = st.lists(st.sampled_from(FIXED), min_size=0, max_size=6, unique=True).map(tuple)
SITE = st.sampled_from((*FIXED, *EXTRA, "XYZ-L1"))
EXPIRIES = (date(2028, 5, 31), date(2026, 11, 23), date(2026, 1, 1))
WORDS = st.sampled_from(["", " ", "Agreed with the patient", "Mended"])
FLAG = st.booleans()
SCORE = st.sampled_from([None, 54, 36, 37, -1, 78])
NUMBER = st.sampled_from(["22", "15", "14.5", "8", "4", "0", "3", "100", "-1", "NaN"]).map(Decimal)


def label(draw):
    ndc = draw(st.sampled_from((*NDCS[:2], *NDCS[:2], *NDCS)))
    units = {"0023-1145-01": "100"}.get(ndc, "200")
    return VialLabel(
        ndc=ndc, units=Decimal(draw(st.sampled_from((units, units, units, "150")))),
        lot_number=draw(st.sampled_from(("C8124C3", "C8124C4", "?"))),
        expiration_date=draw(st.sampled_from(EXPIRIES)),
    )  # fmt: skip


def consent(draw, now, risks):
    back = draw(st.sampled_from((1, 60 * 24 * 30, 60 * 24 * 366, -5)))
    return session_facts.PaperConsentEntry(
        signed_at=now - timedelta(minutes=back),
        signer=draw(st.sampled_from(("patient", "patient", "representative", "nobody"))),
        practitioner=draw(st.sampled_from(("Mara Okafor, MD", ""))),
        risks=draw(st.sampled_from((risks, risks, risks[1:]))),
        needs_interpreter=draw(FLAG),
        interpreter=draw(st.sampled_from(("", "B. Cole"))),
    )


def answers(draw):
    screen = {q: "na" if q in ("pregnancy", "breastfeeding") else "no" for q in QUESTIONS}
    for question in draw(st.lists(st.sampled_from(QUESTIONS), max_size=2)):
        screen[question] = draw(st.sampled_from(("yes", "unknown", "no", "na", "", "maybe")))
    return tuple(Answer(question=q, value=v) for q, v in screen.items() if v)


def baseline(draw):
    return background.BaselineEntry(
        headache_days=draw(NUMBER), migraine_days=draw(NUMBER), hours_a_day=draw(NUMBER),
        months=draw(st.sampled_from((24, 2, -1))), hit6=draw(SCORE), reason=draw(WORDS),
    )  # fmt: skip


def key(clinic, draw, session):
    """What is found just now, whatever it is, or nothing at all."""
    found = [f.key for f in clinic.findings(session)]
    return draw(st.sampled_from((*found, "nothing")))


# verb: what its arguments are, of a clinic, a source of randomness, the session and a vial
VERBS = {
    sessions.start_session: lambda c, d, s, v: (d(st.sampled_from(c.patients)).id,),
    sessions.plan_again: lambda c, d, s, v: (s,),
    sessions.give_sites: lambda c, d, s, v: (s, d(SITES)),
    sessions.give_all_planned: lambda c, d, s, v: (s,),
    sessions.change_dose: lambda c, d, s, v: (s, d(SITES), d(UNITS)),
    sessions.change_default: lambda c, d, s, v: (s, d(UNITS)),
    sessions.omit_sites: lambda c, d, s, v: (s, d(SITES), d(st.sampled_from((c.omission, "")))),
    sessions.omit_rest: lambda c, d, s, v: (s, c.omission),
    sessions.restore_sites: lambda c, d, s, v: (s, d(SITES)),
    sessions.annotate_site: lambda c, d, s, v: (s, d(SITE), d(WORDS)),
    sessions.shift_site: lambda c, d, s, v: (s, d(SITE), Decimal("0.5"), d(UNITS)),
    sessions.add_extra_site: lambda c, d, s, v: (s, d(SITE), c.extra_reason, d(UNITS), d(FLAG)),
    sessions.undo: lambda c, d, s, v: (s,),
    sessions.redo: lambda c, d, s, v: (s,),
    of_session.use_vial: lambda c, d, s, v: (s, v),
    of_session.drop_vial: lambda c, d, s, v: (s, v),
    of_session.draw_from: lambda c, d, s, v: (s, d(SITES), v),
    of_session.allot_again: lambda c, d, s, v: (s,),
    of_session.discard_rest: lambda c, d, s, v: (
        s, v, d(UNITS), d(st.sampled_from(("rest", "rest", "none"))), "", d(c.witness),
    ),
    of_session.take_discard_back: lambda c, d, s, v: (s, c.discard_of(s)),
    of_session.leave_in_vial: lambda c, d, s, v: (s, v, d(UNITS)),
    session_facts.record_time_out: lambda c, d, s, v: (
        s, d(st.sampled_from((("name", "birth-date"), ("name",), ("room", "name")))),
        d(st.sampled_from(((c.nurse.id,), (), (NOBODY,)))),
    ),
    session_facts.record_safety: lambda c, d, s, v: (s, answers(d)),
    session_facts.record_diagnosis: lambda c, d, s, v: (s, d(FLAG), d(FLAG), d(FLAG), d(FLAG)),
    session_facts.record_response: lambda c, d, s, v: (s, d(NUMBER), d(NUMBER), d(SCORE), d(SCORE)),
    session_facts.record_paper_consent: lambda c, d, s, v: (s, consent(d, c.now, c.risks)),
    session_facts.withdraw_consent: lambda c, d, s, v: (s, d(WORDS)),
    session_facts.record_care: lambda c, d, s, v: (
        s, Care(tolerance=d(st.sampled_from(("well", "", "fine"))), pulse=d(SCORE)),
    ),
    session_facts.acknowledge: lambda c, d, s, v: (s, key(c, d, s), d(WORDS)),
    session_facts.confirm_charge: lambda c, d, s, v: (s,),
    vials.receive_vial: lambda c, d, s, v: (label(d), d(st.sampled_from(Source)), d(FLAG)),
    vials.correct_vial: lambda c, d, s, v: (v, label(d), d(st.sampled_from(Source))),
    vials.reconstitute_vial: lambda c, d, s, v: (
        v, d(st.sampled_from(("saline", "saline", "other", "water"))), "88-214",
        Decimal(d(st.sampled_from(("4", "4", "2", "0.4", "0", "NaN")))),
        c.now - timedelta(minutes=d(st.sampled_from((5, 90, 2000, -5)))), d(FLAG),
    ),
    vials.discard_vial: lambda c, d, s, v: (v, "rest", "", d(c.witness)),
    background.record_baseline: lambda c, d, s, v: (d(st.sampled_from(c.patients)).id, baseline(d)),
    background.report_outside_dose: lambda c, d, s, v: (
        d(st.sampled_from(c.patients)).id, d(st.sampled_from(("botox", "dysport", "none"))),
        d(st.sampled_from((None, date(2026, 10, 20), date(2026, 6, 1), date(2027, 6, 1)))),
        d(st.sampled_from((None, Decimal(100), Decimal(300), Decimal("NaN")))), "cosmetic",
    ),
    background.retract_outside_dose: lambda c, d, s, v: (*c.outside_dose(d), d(WORDS)),
    signing.sign_session: lambda c, d, s, v: (s, d(st.sampled_from((PASSWORD, PASSWORD, "guess")))),
    signing.add_addendum: lambda c, d, s, v: (s, d(WORDS), d(WORDS)),
    signing.void_session: lambda c, d, s, v: (s, d(WORDS)),
    after_effects.record_after_effect: lambda c, d, s, v: (
        s, d(st.sampled_from(("neck-pain", "no-such"))), d(st.sampled_from((None, EXPIRIES[1]))),
    ),
    after_effects.retract_after_effect: lambda c, d, s, v: (s, c.effect_of(s), d(WORDS)),
}  # fmt: skip

# Who may do what, as the clinic says it; everything of planning and of facts is for both.
PHYSICIANS = frozenset(
    {
        "give_sites", "give_all_planned", "shift_site", "acknowledge", "sign_session",
        "add_addendum", "void_session",
    }
)  # fmt: skip
STOCK = frozenset({"receive_vial", "correct_vial", "reconstitute_vial", "discard_vial"})


def may(role, verb):
    """Whether a role may do a verb at all."""
    if role == "physician":
        return True
    return verb in STOCK if role == "administrator" else verb not in PHYSICIANS
