"""Vials, sessions that draw from them, and cases for the checks; name only what is tested."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from zoneinfo import ZoneInfo

from clinicapp.domain.checks.case import Case, Rulebook
from clinicapp.domain.equation import equation_of
from clinicapp.domain.policy import Policy
from clinicapp.domain.products import Diluent, Product, ProductCatalogue
from clinicapp.domain.safety import CareLists, DiagnosisCode, DiagnosisTable, SafetyQuestions
from clinicapp.domain.session_acts import discard_rest, use_vial
from clinicapp.domain.session_facts import Diagnosis, Discard, VialUse
from clinicapp.domain.vials import Reconstitution, Source, Vial, VialLabel
from tests.factories import AT, CLINIC_ID, make_patient, make_session, new_id

DAY = date(2026, 11, 22)
FIRST_DOSE = AT + timedelta(minutes=5)
NDC_OF = {"50": "0023-0000-50", "100": "0023-1145-01", "200": "0023-3921-02"}
_lots = count(1)


def units(text):
    return Decimal(str(text))


def make_policy(**changes):
    policy = Policy(
        version="test", clinician_review="test",
        adult_years=18, session_units_most=Decimal(400), cumulative_units_most=Decimal(400),
        cumulative_months=3, other_toxin_months=4, vial_hours=24,
        dose_ml_tolerance=Decimal("0.005"), units_per_ml_most=Decimal(200),
        waste_hold_units=Decimal(100), baseline_headache_days=15, baseline_hours_a_day=4,
        baseline_migraine_days=8, baseline_months=3, response_from_session=3, response_days=7,
        response_hours=100, response_percent=30, hit6_least=36, hit6_most=78,
        hit6_impossible=(37, 39, 77), consent_months=12, bench_minutes=60, witness_required=True,
        vial_may_stay_in_use=False, syringe_ml=Decimal(1), expiring_days=30, low_stock_vials=4,
        identifiers_least=2,
    )  # fmt: skip
    return replace(policy, **changes)


def make_product(size="100", **changes):
    product = Product(
        ndc=NDC_OF[size], name=f"BOTOX {size} units", generic_name="onabotulinumtoxinA",
        units=Decimal(size), gtin="", hcpcs="J0585", effective_from=date(2020, 1, 1),
    )  # fmt: skip
    return replace(product, **changes)


def make_catalogue(*products):
    return ProductCatalogue(
        products=products or tuple(map(make_product, NDC_OF)),
        refused=(),
        toxins=(),
        diluents=(
            Diluent(code="saline", name="0.9% sodium chloride, preservative-free", is_label=True),
            Diluent(code="bacteriostatic", name="Bacteriostatic saline", is_label=False),
        ),
        vial_units=(Decimal(50), Decimal(100), Decimal(200)),
        version="test", source="test", clinician_review="test",
    )  # fmt: skip


def make_vial(size="100", *, ml=None, at=None, kept_cold=True, diluent="saline", **changes):
    """Reconstituted to 50 units in 1 mL an hour before the session, unless named otherwise."""
    label = VialLabel(
        ndc=NDC_OF[size], units=Decimal(size), lot_number=f"C{next(_lots):04d}C3",
        expiration_date=date(2028, 5, 31),
    )  # fmt: skip
    made = Reconstitution(
        diluent=diluent, diluent_lot="88-214", ml=units(ml) if ml else Decimal(size) / 50,
        at=at or AT - timedelta(hours=1), by=new_id(), kept_cold=kept_cold,
    )  # fmt: skip
    vial = Vial(
        id=new_id(), clinic_id=CLINIC_ID, label=label, product_name=f"BOTOX {size} units",
        source=Source.BOUGHT, was_scanned=True, received_at=AT, received_by=new_id(),
        reconstitution=made,
    )  # fmt: skip
    return replace(vial, **changes)


def relabelled(vial, **changes):
    return replace(vial, label=replace(vial.label, **changes))


def linked(session, *vials):
    """The session, drawing from these vials."""
    for vial in vials:
        use = VialUse(
            vial_id=vial.id, labelled_units=vial.label.units, linked_at=AT, linked_by=new_id()
        )
        session = use_vial(session, use)
    return session


def make_discard(vial, amount, **changes):
    discard = Discard(
        id=new_id(), vial_id=vial.id, units=units(amount), reason="single-dose", note="",
        witness_id=new_id(), at=AT, by=new_id(),
    )  # fmt: skip
    return replace(discard, **changes)


def discarding(session, vial, amount):
    return discard_rest(session, make_discard(vial, amount))


def with_doses(session, **doses):
    """Doses set by hand, sites written with an underscore: COR_L1="2.5"."""
    for site, dose in doses.items():
        session = session.change_dose([site.replace("_", "-")], units(dose))
    return session


def given_all(session, at=FIRST_DOSE):
    return session.give([s.site_id for s in session.planned], at=at, by=new_id())


def diagnosed(session, code="G43.709"):
    diagnosis = Diagnosis(
        aura=False, intractable=False, status_migrainosus=False, attack_over_72_hours=False,
        code=code, table_version="test", at=AT, by=new_id(),
    )  # fmt: skip
    return session.with_facts(diagnosis=diagnosis)


def standard(*vials, **doses):
    """Every site given from the vials, what is over discarded, and a diagnosis."""
    session = given_all(linked(with_doses(make_session(), **doses), *vials))
    for vial in vials:
        rest = equation_of(session).of_vial(vial.id).rest
        session = discarding(session, vial, rest) if rest > 0 else session
    return diagnosed(session)


def make_rules(policy=None, catalogue=None):
    diagnoses = DiagnosisTable(
        version="test", source="test",
        codes=(
            DiagnosisCode(
                code="G43.709", label="Chronic migraine without aura", aura=False,
                intractable=False, status_migrainosus=False, effective_from=date(2012, 10, 1),
            ),
        ),
    )  # fmt: skip
    none = dict.fromkeys(
        ("tolerance", "complications", "position", "skin_preparation", "needle", "guidance",
         "aspiration", "identifiers", "discard_reasons", "indications", "relationships", "risks"),
        (),
    )  # fmt: skip
    return Rulebook(
        policy=policy or make_policy(),
        catalogue=catalogue or make_catalogue(),
        questions=SafetyQuestions(version="test", clinician_review="test", questions=()),
        diagnoses=diagnoses,
        lists=CareLists(version="test", **none),
    )


def make_case(session, *vials, policy=None, catalogue=None, **changes):
    case = Case(
        session=session, number=1, patient=make_patient(), vials=vials,
        shared_vials=frozenset(), earlier=(), outside=(), baseline=None,
        rules=make_rules(policy, catalogue), zone=ZoneInfo("America/Chicago"),
        now=AT + timedelta(minutes=30),
    )  # fmt: skip
    return replace(case, **changes)


def told(findings):
    """Severity and key of each finding, for comparing."""
    return [(f.severity.value, f.key) for f in findings]
