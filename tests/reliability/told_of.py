"""A session of the database as plain data, so that the oracle may say whether it can be signed."""

from tests.oracle import record as rec
from tests.oracle import sums
from tests.oracle.decided import expected
from tests.oracle.random_sessions import PRODUCTS
from tests.oracle.severities import severities_of

OURS = ("botox", "botox-cosmetic")
NDCS = ("0023-1145-01", "0023-3921-02")
STOPPING = ("hypersensitivity", "site-infection")
PREFIXES = {
    "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "interval": 6, "cumulative": 7, "product": 8, "9": 9,
    "safety": 11, "diagnosis": 12, "baseline": 12, "13": 13, "response": 14,
    "consent": 10, "time-out": 15, "clock": 16,
}  # fmt: skip


def forbidding(records, session, now):
    """Numbers of the checks that forbid signing, by the oracle: a BLOCK, or a HOLD unanswered."""
    told, record = told_of(records, session, now)
    known = sums.sums_of(told, record)
    found = expected(severities_of(told, record, known))
    answered = {
        PREFIXES.get(a.key.partition(":")[0])
        for a in session.facts.acknowledgements
        if a.severity == "hold" and a.reason.strip()
    }
    return sorted(
        n for n, s in found.items() if s == "block" or (s == "hold" and n not in answered)
    )


def stopping(records, session):
    """What must be settled before the first dose: expired, another product, contraindications,
    a consent that does not hold."""
    day = sums.local_day(min((s.performed_at for s in session.given), default=session.started_at))
    labels = [records.vial(v.vial_id).label for v in session.facts.vials]
    yield from (label for label in labels if label.expiration_date < day or label.ndc not in NDCS)
    told, record = told_of(records, session, session.started_at)
    found = severities_of(told, record, sums.sums_of(told, record))
    yield from (reason for reason, severity in found[10] if severity == "block")
    if screen := session.facts.safety:
        yield from (q for q in STOPPING if screen.value(q) == "yes")


def told_of(records, session, now):
    """The oracle's plain data and its record of a session."""
    numbers = {use.vial_id: n for n, use in enumerate(session.facts.vials)}
    every = [records.session(s.id) for s in _summaries(records)]
    told = {
        "started_at": session.started_at, "products": {n: PRODUCTS[n] for n in NDCS}, "now": now,
        "vials": [_vial(records, every, session, use) for use in session.facts.vials],
        "confirmed": _is_confirmed(records, session),
        "born": records.patient(session.patient_id).birth_date,
        **_before(records, every, session), **_facts(session),
        "baseline": _baseline(records.baseline(session.patient_id)),
    }  # fmt: skip
    return told, _record(session, numbers)


def _summaries(records):
    from clinicapp.domain.summaries import SessionFilter

    return records.sessions(SessionFilter())


def _hundredths(value):
    return None if value is None else int(value * 100)


def _record(session, numbers):
    sites = {
        s.site_id: {
            "state": s.state.value, "units": _hundredths(s.units), "at": s.performed_at,
            "vial": numbers.get(s.vial_id), "pinned": s.is_pinned,
        }
        for s in session.sites
    }  # fmt: skip
    for site in rec.FIXED:
        assert site in sites, f"{site} is gone"
    return {
        "sites": sites,
        "usual": _hundredths(session.default_units),
        "vials": list(numbers.values()),
        "left": {numbers[v.vial_id]: _hundredths(v.left_units) for v in session.facts.vials},
        "discards": [(numbers[d.vial_id], _hundredths(d.units)) for d in session.facts.discards],
    }


def _vial(records, every, session, use):
    vial = records.vial(use.vial_id)
    made = vial.reconstitution
    return {
        "ndc": vial.label.ndc, "units": _hundredths(use.labelled_units),
        "lot": vial.label.lot_number, "expires": vial.label.expiration_date,
        "source": vial.source.value, "shared": is_shared(every, session, vial.id),
        "ml": int(made.ml * 1000) if made else None, "diluent": made and made.diluent,
        "made_at": made and made.at, "cold": made and made.kept_cold,
    }  # fmt: skip


def is_shared(every, session, vial_id):
    """Whether a session of another patient, not entered in error, draws from the vial."""
    return any(
        other.patient_id != session.patient_id
        and other.status.value != "entered-in-error"
        and other.facts.vial_use(vial_id)
        for other in every
    )


def _is_confirmed(records, session):
    """Whether the claim was confirmed with exactly the units of bought vials."""
    charge, facts = session.facts.charge, session.facts
    bought = {v.vial_id for v in facts.vials if records.vial(v.vial_id).source.value == "bought"}
    given = sum(s.units for s in session.given if s.vial_id in bought)
    discarded = sum(d.units for d in facts.discards if d.vial_id in bought)
    return charge is not None and (charge.given_units, charge.discarded_units) == (given, discarded)


def _before(records, every, session):
    here = [
        s
        for s in every
        if s.patient_id == session.patient_id
        and s.status.value == "completed"
        and s.id != session.id
    ]
    doses = [d for d in records.outside_doses(session.patient_id) if not d.error_reason]
    return {
        "number": len(here) + 1,
        "here": [
            (
                sums.local_day(max(x.performed_at for x in s.given)),
                _hundredths(sum(x.units for x in s.given)),
            )
            for s in here
        ],
        "outside": [(d.toxin in OURS, d.on, _hundredths(d.units)) for d in doses],
    }


def _facts(session):
    facts = session.facts
    screen, said, now, pause = facts.safety, facts.diagnosis, facts.response, facts.time_out
    return {
        "safety": screen and {a.question: a.value for a in screen.answers},
        "screened_at": screen and screen.at,
        "diagnosis": said
        and {
            "aura": said.aura, "intractable": said.intractable, "status": said.status_migrainosus,
            "attack": said.attack_over_72_hours, "code": said.code,
        },
        "response": now
        and {
            "days": _hundredths(now.headache_days), "hours": _hundredths(now.headache_hours),
            "hit6": now.hit6, "midas": now.midas,
        },
        "time_out": pause
        and {
            "identifiers": len(set(pause.identifiers)), "people": bool(pause.participants),
            "at": pause.at, "written_at": pause.recorded_at or pause.at,
        },
        "consent": _consent(session),
    }  # fmt: skip


def _consent(session):
    consent = session.facts.consent
    if consent is None:
        return None
    named = (consent.representative, consent.relationship, consent.authority)
    doses = [s.performed_at for s in session.given]
    first = min(map(sums.local_day, (session.started_at, *doses)))
    return {
        "own": consent.patient_id == session.patient_id, "withdrawn_at": consent.withdrawn_at,
        "signed_at": consent.signed_at, "risks": len(set(consent.risks)),
        "practitioner": consent.practitioner.strip(), "signer": consent.signer,
        "authority": all(n.strip() for n in named), "interpreter": consent.interpreter.strip(),
        "needs_interpreter": consent.needs_interpreter, "agreed_today": False,
        "carried": consent.seen_at < session.started_at and sums.local_day(consent.seen_at) < first,
    }  # fmt: skip


def _baseline(fact):
    return fact and {
        "days": _hundredths(fact.headache_days), "hours_a_day": _hundredths(fact.hours_a_day),
        "migraine_days": _hundredths(fact.migraine_days), "months": fact.months,
        "hours_a_month": _hundredths(fact.hours_a_month),
    }  # fmt: skip
