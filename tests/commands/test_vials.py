from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from clinicapp.commands.records import Act
from clinicapp.commands.session_vials import use_vial
from clinicapp.commands.sessions import give_all_planned, redo, start_session, undo
from clinicapp.commands.vials import correct_vial, discard_vial, receive_vial, reconstitute_vial
from clinicapp.domain.errors import AccessError, ClinicError, InputError, RuleError
from clinicapp.domain.vials import Source, VialLabel, VialState
from tests.factories import AT, make_patient, new_id

LABEL = VialLabel(
    ndc="0023-3921-02",
    units=Decimal(200),
    lot_number="C8124C3",
    expiration_date=date(2028, 5, 31),
    serial="44719026",
    gtin="00300233921029",
)


@pytest.fixture
def diluent(records):
    return next(d.code for d in records.catalogue.diluents if d.is_label)


@pytest.fixture
def reason(records):
    return records.rules.lists.discard_reasons[0].code


@pytest.fixture
def vial(records, act):
    return receive_vial(records, LABEL, Source.BOUGHT, True, act=act).after


def mix(records, vial, diluent, act, **changes):
    told = {"lot": "88-214-FW", "ml": Decimal(4), "at": act.at, "cold": True, **changes}
    return reconstitute_vial(
        records, vial.id, diluent, told["lot"], told["ml"], told["at"], told["cold"], act=act
    ).after


def state(records, vial):
    return records.vial_standing(vial.id).state


def test_a_received_vial_is_in_stock_with_what_its_label_says(records, vial, staff):
    assert vial.label == LABEL
    assert vial.product_name
    assert (vial.received_at, vial.received_by) == (AT, staff.physician.id)
    assert state(records, vial) is VialState.IN_STOCK
    assert [s.vial for s in records.vials([VialState.IN_STOCK])] == [vial]
    assert records.vials([VialState.OPEN]) == ()


def test_the_same_serial_is_received_once(records, vial, act):
    with pytest.raises(InputError, match="already recorded"):
        receive_vial(records, LABEL, Source.BOUGHT, True, act=act)
    receive_vial(records, replace(LABEL, serial=""), Source.BOUGHT, False, act=act)
    receive_vial(records, replace(LABEL, serial=""), Source.BOUGHT, False, act=act)
    assert len(records.vials()) == 3


def test_the_same_serial_is_received_once_however_lot_and_product_number_are_typed(
    records, vial, act
):
    for other in (
        replace(LABEL, lot_number="C8124C9"),
        replace(LABEL, ndc="00023-3921-02"),
        replace(LABEL, ndc="0023392102", lot_number="C8124C9"),
    ):
        with pytest.raises(InputError, match="already recorded"):
            receive_vial(records, other, Source.BOUGHT, False, act=act)
    small = replace(LABEL, ndc="0023-1145-01", units=Decimal(100), gtin="")
    receive_vial(records, small, Source.BOUGHT, False, act=act)


def test_a_vial_keeps_the_product_number_as_the_catalogue_writes_it(records, act):
    for n, typed in enumerate(("00023-3921-02", "0023392102", "00023392102", " 0023–3921–02")):
        label = replace(LABEL, ndc=typed, serial=str(n))
        vial = receive_vial(records, label, Source.BOUGHT, False, act=act).after
        assert vial.label.ndc == LABEL.ndc
        typed_again = replace(vial.label, ndc=typed, lot_number="C1111C3")
        after = correct_vial(records, vial.id, typed_again, Source.BOUGHT, act=act).after
        assert (after.label.ndc, after.label.lot_number) == (LABEL.ndc, "C1111C3")


@pytest.mark.parametrize(
    "changes",
    [
        {"expiration_date": date(2026, 11, 21)},
        {"ndc": "0023-9232-01", "gtin": ""},
        {"ndc": "0000-0000-00", "gtin": ""},
        {"units": Decimal(100)},
        {"units": Decimal(150)},
        {"lot_number": "?"},
        {"gtin": "00300231145014"},
        {"gtin": "00300233921024"},
    ],
)
def test_a_vial_that_may_not_be_used_is_turned_away(records, act, changes):
    with pytest.raises(ClinicError):
        receive_vial(records, replace(LABEL, **changes), Source.BOUGHT, True, act=act)
    assert records.vials() == ()


def test_a_vial_may_be_received_on_its_last_day(records, act):
    last = replace(LABEL, expiration_date=date(2026, 11, 22))
    assert receive_vial(records, last, Source.BOUGHT, True, act=act).after.label == last


def test_a_reconstituted_vial_is_open_and_knows_its_strength_and_its_last_hour(
    records, vial, act, diluent
):
    made = mix(records, vial, diluent, act)
    assert made.units_per_ml == 50
    assert made.use_until(24) == AT + timedelta(hours=24)
    assert records.vial(vial.id) == made
    assert state(records, vial) is VialState.OPEN


@pytest.mark.parametrize(
    "changes",
    [
        {"ml": Decimal(0)},
        {"ml": Decimal(-4)},
        {"ml": Decimal("NaN")},
        {"ml": Decimal("20.001")},
        {"ml": Decimal("4.0001")},
        {"lot": ""},
        {"lot": "a lot"},
        {"at": AT + timedelta(minutes=1)},
        {"diluent": "water"},
    ],
)
def test_an_impossible_reconstitution_is_refused(records, vial, act, diluent, changes):
    chosen = changes.pop("diluent", diluent)
    with pytest.raises(InputError):
        mix(records, vial, chosen, act, **changes)
    assert records.vial(vial.id) == vial


def test_a_typed_label_is_corrected_until_it_is_signed_for(records, vial, act):
    right = replace(LABEL, lot_number="c8124c4", serial="")
    after = correct_vial(records, vial.id, right, Source.PHARMACY, act=act).after
    assert (after.label.lot_number, after.source) == ("C8124C4", Source.PHARMACY)
    assert not after.was_scanned


def test_a_vial_in_use_keeps_its_strength(records, vial, session, act):
    use_vial(records, session.id, vial.id, act=act)
    small = replace(LABEL, ndc="0023-1145-01", units=Decimal(100), gtin="")
    with pytest.raises(RuleError, match="strength cannot be changed"):
        correct_vial(records, vial.id, small, Source.BOUGHT, act=act)


def test_an_unused_vial_is_discarded_with_reason_and_witness(records, vial, act, staff, reason):
    after = discard_vial(records, vial.id, reason, " fell ", staff.nurse.id, act=act).after
    assert after.end is not None
    assert (after.end.units, after.end.note) == (200, "fell")
    assert state(records, vial) is VialState.DISCARDED
    with pytest.raises(RuleError, match="discarded"):
        discard_vial(records, vial.id, reason, "", staff.nurse.id, act=act)


def test_a_discard_needs_a_reason_and_somebody_else_who_saw_it(records, vial, act, staff, reason):
    for code, witness in (
        ("because", staff.nurse.id),
        (reason, None),
        (reason, staff.physician.id),
        (reason, new_id()),
    ):
        with pytest.raises(InputError):
            discard_vial(records, vial.id, code, "", witness, act=act)
    assert state(records, vial) is VialState.IN_STOCK


def test_a_vial_in_use_is_neither_discarded_nor_given_to_somebody_else(
    records, vial, session, act, staff, reason
):
    use_vial(records, session.id, vial.id, act=act)
    assert state(records, vial) is VialState.IN_USE
    with pytest.raises(RuleError, match="session draws"):
        discard_vial(records, vial.id, reason, "", staff.nurse.id, act=act)
    from clinicapp.commands.patients import register_patient

    other = register_patient(records, make_patient(family_name="Hale"), act=act).after
    second = start_session(records, other.id, act=act).after
    with pytest.raises(RuleError, match="one patient"):
        use_vial(records, second.id, vial.id, act=act)


def test_who_may_look_after_the_stock(records, staff):
    nurse, administrator = Act(staff.nurse, AT), Act(staff.administrator, AT)
    assert receive_vial(records, LABEL, Source.BOUGHT, True, act=nurse).after.revision == 1
    other = replace(LABEL, serial="2")
    vial = receive_vial(records, other, Source.BOUGHT, True, act=administrator).after
    from clinicapp.commands.patients import register_patient

    patient = register_patient(records, make_patient(), act=nurse).after
    session = start_session(records, patient.id, act=nurse).after
    with pytest.raises(AccessError):
        use_vial(records, session.id, vial.id, act=administrator)


def test_no_first_dose_from_an_expired_vial_but_facts_go_on_being_recorded(
    records, session, act, vial
):
    use_vial(records, session.id, vial.id, act=act)
    expired = replace(LABEL, expiration_date=date(2026, 11, 21))
    correct_vial(records, vial.id, expired, Source.BOUGHT, act=act)
    with pytest.raises(RuleError, match="expired") as refusal:
        give_all_planned(records, session.id, act=act)
    assert refusal.value.unchanged == "No dose was recorded."
    assert records.session(session.id).given == ()
    correct_vial(records, vial.id, LABEL, Source.BOUGHT, act=act)
    assert len(give_all_planned(records, session.id, act=act).after.given) == 31
    correct_vial(records, vial.id, expired, Source.BOUGHT, act=act)


def test_each_act_on_a_vial_is_one_entry_of_the_trail(records, vial, act, diluent):
    mix(records, vial, diluent, act)
    newest = records.newest_events(2)
    assert [(e.act, e.entity_id) for e in newest] == [
        ("reconstitute_vial", vial.id),
        ("receive_vial", vial.id),
    ]


def test_a_session_tells_the_volume_of_what_was_put_into_its_vial(
    records, vial, session, act, diluent
):
    use_vial(records, session.id, vial.id, act=act)
    assert records.session(session.id).facts.vials[0].ml is None
    mix(records, vial, diluent, act, ml=Decimal(8))
    assert records.session(session.id).facts.vials[0].ml == 8
    given = give_all_planned(records, session.id, act=act).after
    assert given.facts.vials[0].ml == 8
    undone = undo(records, session.id, act=act).after
    mix(records, vial, diluent, act)
    assert undo(records, session.id, act=act).after.facts.vials == ()
    again = redo(records, session.id, act=act).after
    assert (undone.facts.vials[0].ml, again.facts.vials[0].ml) == (8, 4)
