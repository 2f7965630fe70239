"""Vials, sessions that draw from them, and cases for the checks; name only what is tested."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from zoneinfo import ZoneInfo

from clinicapp.domain.checks.case import Case
from clinicapp.domain.equation import equation_of
from clinicapp.domain.products import Product
from clinicapp.domain.session_acts import discard_rest, use_vial
from clinicapp.domain.session_facts import Diagnosis, Discard, VialUse
from clinicapp.domain.vials import Reconstitution, Source, Vial, VialLabel
from tests.case_factory import make_rules, shipped_rules
from tests.factories import AT, CLINIC_ID, make_patient, make_session, new_id

DAY = date(2026, 11, 22)
FIRST_DOSE = AT + timedelta(minutes=5)
NDC_OF = {"50": "0023-0000-50", "100": "0023-1145-01", "200": "0023-3921-02"}
_lots = count(1)


def units(text):
    return Decimal(str(text))


def make_product(size="100", **changes):
    product = Product(
        ndc=NDC_OF[size], name=f"BOTOX {size} units", generic_name="onabotulinumtoxinA",
        units=Decimal(size), gtin="", hcpcs="J0585", effective_from=date(2020, 1, 1),
    )  # fmt: skip
    return replace(product, **changes)


def with_products(*products):
    """The catalogue of the program, with a vial of 50 units and what else is named."""
    return shipped_rules().catalogue.with_added([make_product("50"), *products])


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


def make_case(session, *vials, policy=None, products=(), **changes):
    """A case of this session; `policy` names values of the policy that differ."""
    rules = make_rules(policy=policy or {}, catalogue=with_products(*products))
    case = Case(
        session=session, number=1, patient=make_patient(), vials=vials,
        shared_vials=frozenset(), earlier=(), outside=(), baseline=None, rules=rules,
        zone=ZoneInfo("America/Chicago"), now=AT + timedelta(minutes=30),
    )  # fmt: skip
    return replace(case, **changes)


def told(findings):
    """Severity and key of each finding, for comparing."""
    return [(f.severity.value, f.key) for f in findings]
