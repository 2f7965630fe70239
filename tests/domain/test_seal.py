"""Nothing of a sealed session can change unseen, and nothing sealed is ever replaced."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType
from typing import get_args, get_type_hints
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicapp.domain.errors import RuleError
from clinicapp.domain.protocol import Protocol
from clinicapp.domain.seal import (
    digest_of,
    seal_amended,
    seal_signed,
    seal_voided,
    sealed_content,
)
from clinicapp.domain.seal_check import verify
from clinicapp.domain.session import Addendum, Session, SessionStatus
from clinicapp.domain.session_facts import SessionFacts
from clinicapp.domain.site_record import SiteRecord
from clinicapp.domain.vials import VialEnd
from tests.domain.signed_record import make_record
from tests.factories import AT, make_person, new_id

MEANING = "I gave these injections and this record is complete."
LATER = AT + timedelta(days=3)
BESIDE = {"Session.after_effects", "Session.revision"}
SAMPLES = {
    str: "x",
    int: 7,
    Decimal: Decimal("0.25"),
    UUID: UUID(int=99),
    datetime: LATER,
    date: LATER.date(),
}


def content_of(record, **changes):
    matter = {
        "session": record.session,
        "number": 6,
        "vials": record.vials,
        "patient": record.patient,
        "people": record.people,
        "clinic": record.clinic,
        "baseline": record.baseline,
        "note": "Standard 31 sites, 155 units.",
        "charges": [("J0585", 150), ("J0585 JW", 50)],
        "meaning": MEANING,
    }
    return sealed_content(**matter | changes)


def sealed(record):
    return seal_signed(record.session, content_of(record), MEANING)


@cache
def the_record():
    return make_record()


@cache
def the_seal():
    return sealed(the_record())


def addendum(text="Lot of the diluent is S78."):
    return Addendum(id=new_id(), recorded_at=LATER, author_id=new_id(), reason="Misread", text=text)


def other_values(value, hint):
    """Other values that a field could hold: one for a plain value, one for each part of it."""
    if is_dataclass(value):
        yield from (changed for _name, changed in mutations(value))
    elif isinstance(value, tuple):
        yield value[:-1] if value else (SAMPLES.get(get_args(hint)[0]),)
        for place, item in enumerate(value):
            for other in other_values(item, get_args(hint)[0]):
                yield (*value[:place], other, *value[place + 1 :])
    else:
        yield other_value(value, hint)


def other_value(value, hint):
    if isinstance(value, Enum):
        return next(member for member in type(value) if member is not value)
    if isinstance(value, bool):
        return not value
    if value is None:
        kind = next(k for k in get_args(hint) if k is not NoneType)
        return SAMPLES.get(kind, "something")
    if isinstance(value, str):
        return value + "x"
    if isinstance(value, UUID):
        return UUID(int=value.int ^ 1)
    return value + {datetime: timedelta(seconds=1), date: timedelta(days=1)}.get(type(value), 1)


def mutations(record):
    """Each field of a record by name, and the record with another value there."""
    hints = get_type_hints(type(record))
    for field in fields(record):
        # What is read from elsewhere is no part of a record; a session's digest is compared.
        if field.compare or isinstance(record, Session):
            for other in other_values(getattr(record, field.name), hints[field.name]):
                name = f"{type(record).__name__}.{field.name}"
                yield name, replace(record, **{field.name: other})


def report_of(seals=None, session=None, vials=None):
    record = the_record()
    return verify(
        [the_seal()] if seals is None else seals,
        session or record.session,
        record.vials if vials is None else vials,
    )


def test_an_untouched_session_is_intact():
    report = report_of()
    assert (report.is_intact, report.problems, report.versions) == (True, (), 1)
    assert report.is_sealed


def test_a_session_without_seals_says_so():
    report = report_of(seals=[])
    assert (report.is_intact, report.is_sealed) == (False, False)
    assert report.problems == ("This session is not sealed.",)


def test_every_byte_of_the_content_counts():
    seal, told = the_seal(), the_seal().content.encode()
    for place, byte in enumerate(told):
        for bit in (1, 32):
            other = bytes((byte ^ bit,))
            changed = (told[:place] + other + told[place + 1 :]).decode("utf-8", "surrogateescape")
            report = report_of([replace(seal, content=changed)])
            assert report.problems == ("Version 1 is not the text that was sealed.",), place


@given(st.data())
def test_content_cut_short_or_drawn_out_is_detected(data):
    told = the_seal().content
    place = data.draw(st.integers(0, len(told) - 1))
    put = data.draw(st.text(max_size=3))
    end = data.draw(st.integers(place, len(told)))
    changed = told[:place] + put + told[end:]
    assert report_of([replace(the_seal(), content=changed)]).is_intact is (changed == told)


def test_every_field_of_the_live_session_counts():
    seen = set()
    for name, changed in mutations(the_record().session):
        seen.add(name)
        assert report_of(session=changed).is_intact is (name in BESIDE), name
    assert seen == {f"Session.{f.name}" for f in fields(Session)}


@pytest.mark.parametrize("kind", [SiteRecord, SessionFacts])
def test_the_walk_through_the_fields_reaches_sites_and_facts(kind):
    session = the_record().session
    record = session.sites[0] if kind is SiteRecord else session.facts
    names = [name for name, _ in mutations(record)]
    assert {n.split(".")[1] for n in names} == {f.name for f in fields(kind)}
    assert all(changed != record for _name, changed in mutations(record))


def test_every_field_of_a_live_vial_counts():
    vial = the_record().vials[0]
    for name, changed in mutations(vial):
        if name not in {"Vial.revision", "Vial.end"}:
            assert not report_of(vials=[changed]).is_intact, name


def test_what_becomes_of_a_vial_after_signing_is_no_part_of_the_seal():
    end = VialEnd(units=Decimal(5), reason="rest", note="", witness_id=None, at=LATER, by=new_id())
    vial = the_record().vials[0]
    assert report_of(vials=[replace(vial, end=end, revision=7)]).is_intact
    earlier = replace(end, at=AT)
    assert not report_of(vials=[replace(vial, end=earlier)]).is_intact


def test_a_site_or_vial_that_is_missing_or_new_is_named():
    session, vial = the_record().session, the_record().vials[0]
    fewer = replace(session, sites=session.sites[1:])
    assert "Site COR-L1 is missing since sealing." in report_of(session=fewer).problems
    other = replace(session.sites[0], site_id="TEM-LX1")
    more = replace(session, sites=(*session.sites, other))
    assert "Site TEM-LX1 is new since sealing." in report_of(session=more).problems
    twice = replace(session, sites=(*session.sites, session.sites[0]))
    assert "Site: one stands there twice." in report_of(session=twice).problems
    assert f"Vial {vial.id} is missing since sealing." in report_of(vials=[]).problems


def test_problems_name_parts_and_sites_but_no_values():
    session = the_record().session
    sites = (replace(session.sites[0], note="secret words"), *session.sites[1:])
    facts = replace(session.facts, consent=None)
    problems = report_of(session=replace(session, sites=sites, facts=facts)).problems
    assert problems == (
        "The counts of sites, vials and facts differ from what was sealed.",
        "Site COR-L1 differs from what was sealed.",
        "What is recorded of consent differs from the seal.",
    )


@pytest.mark.parametrize("name", [f.name for f in fields(type(the_seal()))])
def test_every_field_of_a_seal_counts(name):
    seal = the_seal()
    changed = replace(seal, **{name: other_value(getattr(seal, name), str)})
    assert not report_of([changed]).is_intact


def test_the_same_record_gives_the_same_text():
    record = the_record()
    turned = replace(record.session, sites=record.session.sites[::-1])
    people = (make_person(), *record.people[::-1])
    far = timezone(timedelta(hours=9))
    moved = replace(turned, started_at=turned.started_at.astimezone(far))
    finer = replace(moved, default_units=Decimal("5.00"))
    assert content_of(record, session=finer, people=people) == the_seal().content
    assert verify([the_seal()], finer, record.vials).is_intact


def test_a_strange_person_is_no_part_of_the_text():
    record = the_record()
    stranger = make_person(name="Una Berger")
    assert "Una Berger" not in content_of(record, people=(*record.people, stranger))
    assert "Ruth Adeyemi" in the_seal().content


@pytest.mark.parametrize("part", ["number", "note", "charges", "meaning", "baseline", "patient"])
def test_what_is_kept_as_a_copy_is_part_of_the_text(part):
    other = {
        "number": 7,
        "note": "Other.",
        "charges": [],
        "meaning": "",
        "baseline": None,
        "patient": replace(the_record().patient, family_name="Other"),
    }
    assert content_of(the_record(), **{part: other[part]}) != the_seal().content


def test_a_patient_or_person_renamed_later_does_not_break_the_seal():
    kept = the_seal().content
    assert the_record().patient.family_name in kept
    assert report_of().is_intact


def test_an_open_session_or_one_without_its_vial_is_not_sealed():
    record = the_record()
    with pytest.raises(RuleError):
        content_of(record, session=replace(record.session, completed_at=None))
    with pytest.raises(RuleError):
        content_of(record, vials=())
    with pytest.raises(RuleError):
        seal_signed(replace(record.session, completed_by=None), "", "")


def test_amendments_keep_version_1_byte_for_byte_and_follow_each_other():
    first, session = the_seal(), the_record().session
    one, two = addendum("One."), addendum("Two.")
    second = seal_amended(first, one)
    third = seal_amended(second, two)
    assert first == sealed(the_record())
    assert (second.previous, third.previous) == (first.digest, second.digest)
    assert [s.version for s in (first, second, third)] == [1, 2, 3]
    assert first.digest in second.content
    assert (third.reason, third.sealed_at, third.sealed_by) == ("Misread", LATER, two.author_id)
    amended = replace(session, addenda=(one, two))
    assert report_of([third, first, second], amended).is_intact


def test_a_later_void_keeps_the_first_version_whole():
    session = the_record().session
    void = seal_voided(the_seal(), "Wrong patient", at=LATER, by=new_id())
    changed = replace(session, status=SessionStatus.ENTERED_IN_ERROR, void_reason="Wrong patient")
    assert report_of([the_seal(), void], changed).is_intact
    assert not report_of([the_seal(), void], session).is_intact
    assert not report_of(session=changed).is_intact
    assert not report_of([the_seal(), void], replace(changed, void_reason="Other")).is_intact
    with pytest.raises(RuleError):
        seal_amended(void, addendum())


def test_every_byte_and_field_of_a_later_version_counts():
    added = addendum()
    second = seal_amended(the_seal(), added)
    session = replace(the_record().session, addenda=(added,))
    for place in range(len(second.content)):
        changed = second.content[:place] + "~" + second.content[place + 1 :]
        seals = [the_seal(), replace(second, content=changed)]
        assert not report_of(seals, session).is_intact, place
    for name, other in mutations(added):
        changed_session = replace(session, addenda=(other,))
        assert not report_of([the_seal(), second], changed_session).is_intact, name


def test_a_broken_chain_is_detected():
    one, two = addendum("One."), addendum("Two.")
    first = the_seal()
    second = seal_amended(first, one)
    third = seal_amended(second, two)
    session = replace(the_record().session, addenda=(one, two))
    assert not report_of([first, third], session).is_intact
    assert not report_of([second, third], session).is_intact
    assert not report_of([first, second], session).is_intact
    assert not report_of([first, second, second, third], session).is_intact
    assert not report_of([first, seal_amended(first, two)], session).is_intact


def test_a_text_forged_with_its_digest_still_differs_from_the_record():
    seal = the_seal()
    forged = seal.content.replace('"units":"2.5"', '"units":"5"', 1)
    assert forged != seal.content
    report = report_of([replace(seal, content=forged, digest=digest_of(forged))])
    assert report.problems == ("Site FRO-R1 differs from what was sealed.",)
    nonsense = replace(seal, content="[]", digest=digest_of("[]"))
    assert "The record cannot be compared with version 1." in report_of([nonsense]).problems


def test_the_protocol_is_part_of_the_seal():
    protocol = the_record().session.protocol
    assert isinstance(protocol, Protocol)
    other = replace(the_record().session, protocol=replace(protocol, version="other"))
    assert report_of(session=other).problems == (
        "The session's protocol digest differs from what was sealed.",
    )


@given(st.lists(st.sampled_from(["FRO-L1", "TEM-R3", "TRA-L2", "PRO-M1"]), unique=True))
def test_other_doses_give_another_text_and_are_detected(site_ids):
    session = the_record().session
    sites = tuple(
        replace(s, units=s.units / 2) if s.site_id in site_ids else s for s in session.sites
    )
    changed = replace(session, sites=sites)
    is_same = not site_ids
    assert (content_of(the_record(), session=changed) == the_seal().content) is is_same
    assert report_of(session=changed).is_intact is is_same
