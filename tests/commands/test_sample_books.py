"""What the sample keeps beside sites and doses: every completed session is whole and sealed."""

import shutil
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from clinicapp.catalog.sample_names import load_sample_words
from clinicapp.commands.records import Closing
from clinicapp.commands.sample_clinic import SAMPLE_ZONE, create_sample_clinic, generate
from clinicapp.commands.signing import sealed, verify_session
from clinicapp.domain.checks.all_checks import findings_of, unanswered
from clinicapp.domain.checks.finding import Gate
from clinicapp.domain.errors import CatalogError
from clinicapp.domain.labels import check_lot, check_serial, product_of_label
from clinicapp.domain.seal_check import verify
from clinicapp.domain.session import SessionStatus
from clinicapp.domain.summaries import SessionFilter
from clinicapp.domain.vials import VialState
from clinicapp.store.database import open_database
from tests.conftest import KEY
from tests.factories import AT, make_effect_kinds, make_protocol, make_records, make_rules
from tests.samples import NAMES, TODAY, make_sample


@pytest.fixture(scope="module")
def sample():
    return make_sample()


@pytest.fixture(scope="module")
def large():
    return make_sample(patients=300, sessions=1500, seed=5)


@pytest.fixture(scope="module")
def kept(tmp_path_factory, new_file):
    """The small sample in a real database, as the records then tell it."""
    shutil.copy(new_file, path := tmp_path_factory.mktemp("sample") / "clinic.db")
    database = open_database(path, KEY, now=AT)
    records = make_records(database)
    create_sample_clinic(records, today=TODAY)
    yield records
    database.close()


def signed_of(records):
    found = (whole.session for whole in records.iter_sessions(SessionFilter()))
    return [s for s in found if s.status is SessionStatus.COMPLETED]


def test_every_completed_session_passes_all_checks_and_is_sealed_as_it_stands(kept):
    signed = signed_of(kept)
    assert len(signed) > 180
    for session in signed:
        case = kept.case(session.id, session.completed_at)
        assert unanswered(case, findings_of(case)) == ()
        report = verify_session(kept, session.id)
        assert report.is_intact, report.problems
        assert report.versions == 1 + len(session.addenda)


def test_a_sealed_session_of_the_sample_says_what_signing_it_would_seal(kept):
    people = kept.people()
    session = signed_of(kept)[0]
    case = kept.case(session.id, session.completed_at)
    again = sealed(Closing(case, people, kept.clinic(), ()), session)
    assert again == kept.seals(session.id)[0]


def test_a_void_session_that_was_signed_is_sealed_in_both_versions(large):
    seals = defaultdict(list)
    for seal in large.around.seals:
        seals[seal.session_id].append(seal)
    vials = {v.id: v for v in large.around.vials}
    void = [s for s in large.sessions if s.status is SessionStatus.ENTERED_IN_ERROR and s.given]
    assert void
    for session in void:
        used = [vials[u.vial_id] for u in session.facts.vials]
        assert all(v.end and v.end.at > session.completed_at for v in used)
        assert [s.kind for s in seals[session.id]] == ["signed", "voided"]
        assert verify(seals[session.id], session, used).is_intact


def test_every_vial_serves_one_patient_and_passes_the_label_rules(large):
    catalogue, patients = make_rules().catalogue, defaultdict(set)
    for session in large.sessions:
        for use in session.facts.vials:
            patients[use.vial_id].add(session.patient_id)
    assert max(map(len, patients.values())) == 1
    for vial in large.around.vials:
        received = vial.received_at.astimezone(SAMPLE_ZONE).date()
        assert product_of_label(vial.label, catalogue, received).name == vial.product_name
        assert (check_lot(vial.label.lot_number), check_serial(vial.label.serial)) == (
            vial.label.lot_number,
            vial.label.serial,
        )
    labels = Counter((v.label.lot_number, v.label.serial) for v in large.around.vials)
    assert all(count == 1 for (_, serial), count in labels.items() if serial)


def test_a_recall_of_one_lot_finds_several_patients_and_some_sessions_used_two_vials(sample):
    lots = {v.id: v.label.lot_number for v in sample.around.vials}
    patients = defaultdict(set)
    for session in sample.sessions:
        for use in session.facts.vials:
            patients[lots[use.vial_id]].add(session.patient_id)
    assert max(map(len, patients.values())) > 3
    assert Counter(len(s.facts.vials) for s in sample.sessions)[2] > 5


def test_the_refrigerator_of_today_has_an_open_vial_one_that_expires_soon_and_few_small_ones(kept):
    policy = kept.rules.policy
    opened = kept.vials([VialState.OPEN])
    assert [s.vial.label.units for s in opened] == [Decimal(200)]
    newest = max(s.completed_at for s in signed_of(kept))
    assert opened[0].vial.reconstitution.at >= newest
    stock = [s.vial.label for s in kept.vials([VialState.IN_STOCK])]
    assert sum(v.units == 200 for v in stock) >= policy.low_stock_vials
    assert 0 < sum(v.units == 100 for v in stock) < policy.low_stock_vials
    soon = TODAY + timedelta(days=policy.expiring_days)
    assert sum(v.expiration_date <= soon for v in stock) == 1
    assert all(v.expiration_date > TODAY for v in stock)


def test_the_open_session_of_the_first_patient_waits_for_scores_and_sites_only(kept):
    patient = next(
        p for p in kept.find_patients("Vasquez") if p.patient.given_name == "Elena María"
    )
    session = kept.session(kept.open_session_of(patient.patient.id))
    case = kept.case(session.id, session.ended_at)
    still = {f.gate for f in unanswered(case, findings_of(case))}
    assert still == {Gate.OUTCOMES, Gate.SITES, Gate.VIAL}
    assert all(f.is_missing for f in unanswered(case, findings_of(case)))
    assert session.facts.vials
    assert all(s.vial_id for s in session.given)


def test_a_planned_session_takes_over_what_the_last_one_had(sample):
    planned = [s for s in sample.sessions if s.is_open and not s.given]
    assert planned
    for session in planned:
        before = [s for s in sample.sessions if s.patient_id == session.patient_id and s.given]
        if before:
            assert session.facts.consent == before[-1].facts.consent
            assert session.facts.diagnosis == before[-1].facts.diagnosis
            assert session.facts.care
        assert session.facts.time_out is None
        assert session.facts.safety is None


def test_patients_get_better_and_their_baseline_is_kept_once(large):
    baselines = Counter(b.patient_id for b in large.around.baselines)
    assert max(baselines.values()) == 1
    assert set(baselines) == {s.patient_id for s in large.sessions}
    first = {b.patient_id: b for b in large.around.baselines}
    told = [s for s in large.sessions if s.facts.response]
    assert len(told) > 500
    helped = [
        s for s in told
        if first[s.patient_id].headache_days - s.facts.response.headache_days >= 7
    ]  # fmt: skip
    assert 0.5 * len(told) < len(helped) < len(told)


def test_checks_had_to_be_taken_on_in_some_sessions_each_with_a_reason(large):
    taken = [a for s in large.sessions for a in s.facts.acknowledgements]
    assert {a.severity for a in taken} == {"hold", "warn"}
    assert all(a.reason for a in taken if a.severity == "hold")
    assert any(s.facts.charge for s in large.sessions)
    assert any(s.facts.care.complications for s in large.sessions if s.facts.care)


def test_some_patients_had_toxin_elsewhere_and_the_newest_one_lately(large, sample):
    assert len({d.toxin for d in large.around.outside_doses}) == 3
    assert any(d.on > TODAY - timedelta(days=90) for d in sample.around.outside_doses)
    started = {}
    for session in large.sessions:
        started.setdefault(session.patient_id, session.started_at.date())
    assert all(d.on < started[d.patient_id] for d in large.around.outside_doses)


def test_a_consent_lasts_less_than_a_year(large):
    for session in large.sessions:
        consent = session.facts.consent
        if consent and session.given:
            age = session.started_at - consent.signed_at
            assert timedelta() < age < timedelta(days=366)


def test_a_hold_for_which_there_are_no_words_is_refused():
    words = load_sample_words(NAMES)
    with pytest.raises(CatalogError, match="no reason"):
        generate(
            40, 200, 1, TODAY, words=replace(words, hold_reasons={}), protocol=make_protocol(),
            rules=make_rules(), effect_kinds=make_effect_kinds(),
        )  # fmt: skip
