"""Ways round a rule that random acts or their readers have found, each closed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from clinicapp.commands import vials
from clinicapp.commands.patients import register_patient
from clinicapp.commands.session_vials import drop_vial, use_vial
from clinicapp.commands.sessions import redo, start_session, undo
from clinicapp.commands.signing import verify_session, void_session
from clinicapp.commands.vials import correct_vial, discard_vial, reconstitute_vial
from clinicapp.domain.errors import ClinicError, RuleError
from clinicapp.domain.vials import Source, VialState
from tests.factories import make_patient
from tests.signable import later as minutes_later
from tests.signable import make_signable, make_signed, make_vial, sign


@pytest.fixture
def other_session(records, act):
    other = register_patient(records, make_patient(given_name="Ada"), act=act).after
    return start_session(records, other.id, act=act).after


def test_undo_gives_no_vial_to_a_second_patient(records, session, other_session, act):
    vial = make_vial(records, act)
    use_vial(records, session.id, vial.id, act=act)
    drop_vial(records, session.id, vial.id, act=act)
    use_vial(records, other_session.id, vial.id, act=act)
    with pytest.raises(RuleError, match="another patient"):
        undo(records, session.id, act=act)
    assert records.session(session.id).facts.vials == ()


def test_redo_gives_no_vial_to_a_second_patient(records, session, other_session, act):
    vial = make_vial(records, act)
    use_vial(records, session.id, vial.id, act=act)
    undo(records, session.id, act=act)
    use_vial(records, other_session.id, vial.id, act=act)
    with pytest.raises(RuleError, match="another patient"):
        redo(records, session.id, act=act)
    assert records.session(session.id).facts.vials == ()


def test_the_vial_of_a_void_signed_session_stays_as_it_was_sealed(records, session, act, staff):
    signed = make_signed(records, session.id, minutes_later(act, 5), staff)
    void_session(records, signed.id, "Wrong patient", act=minutes_later(act, 20))
    (use,) = signed.facts.vials
    label, later = records.vial(use.vial_id).label, minutes_later(act, 30)
    with pytest.raises(ClinicError):
        correct_vial(records, use.vial_id, label, Source.SAMPLE, act=later)
    with pytest.raises(ClinicError):
        reconstitute_vial(
            records, use.vial_id, "saline", "88-215", label.units / 100, later.at, True, act=later
        )
    assert verify_session(records, signed.id).is_intact


def test_the_vial_of_a_void_signed_session_is_not_discarded_as_unused(records, session, act, staff):
    signed = make_signed(records, session.id, minutes_later(act, 5), staff)
    void_session(records, signed.id, "Wrong patient", act=minutes_later(act, 20))
    (use,) = signed.facts.vials
    with pytest.raises(RuleError, match="signed session"):
        discard_vial(records, use.vial_id, "rest", "", staff.nurse.id, act=minutes_later(act, 30))
    assert records.vial(use.vial_id).end is None
    assert verify_session(records, signed.id).is_intact


def test_the_vial_of_a_void_signed_session_serves_no_other_patient(
    records, session, other_session, act, staff
):
    signed = make_signed(records, session.id, minutes_later(act, 5), staff)
    void_session(records, signed.id, "Wrong patient", act=minutes_later(act, 20))
    (use,) = signed.facts.vials
    assert records.vial_standing(use.vial_id).state is VialState.USED_UP
    with pytest.raises(RuleError, match="another patient"):
        use_vial(records, other_session.id, use.vial_id, act=minutes_later(act, 30))


def test_the_vial_of_a_void_unsigned_session_is_free_again(records, session, other_session, act):
    vial = make_vial(records, act)
    use_vial(records, session.id, vial.id, act=act)
    void_session(records, session.id, "Started by mistake", act=act)
    assert records.vial_standing(vial.id).state is VialState.OPEN
    use_vial(records, other_session.id, vial.id, act=act)


def test_a_vial_signed_for_by_another_window_is_not_changed(
    records, session, act, staff, monkeypatch
):
    ready = make_signable(records, session.id, act, staff)
    (use,) = ready.facts.vials

    def sign_meanwhile(*told, **named):
        sign(records, session.id, act)

    monkeypatch.setattr(vials, "check_reconstitution", sign_meanwhile)
    later = minutes_later(act, 6)
    with pytest.raises(RuleError, match="signed session"):
        reconstitute_vial(
            records, use.vial_id, "saline", "OTHER-1", Decimal(2), act.at, True, act=later
        )
    assert verify_session(records, session.id).is_intact


def test_undo_links_no_vial_that_was_discarded_or_got_another_strength(
    records, session, act, staff
):
    thrown, renamed = make_vial(records, act), make_vial(records, act, lot="C1111C3")
    for vial in (thrown, renamed):
        use_vial(records, session.id, vial.id, act=act)
        undo(records, session.id, act=act)
    small = replace(renamed.label, ndc="0023-1145-01", units=Decimal(100), gtin="")
    correct_vial(records, renamed.id, small, Source.BOUGHT, act=act)
    with pytest.raises(RuleError, match="Add the vial again"):
        redo(records, session.id, act=act)
    use_vial(records, session.id, thrown.id, act=act)
    undo(records, session.id, act=act)
    discard_vial(records, thrown.id, "rest", "", staff.nurse.id, act=act)
    with pytest.raises(RuleError, match="discarded"):
        redo(records, session.id, act=act)
    with pytest.raises(RuleError, match="discarded"):
        use_vial(records, session.id, thrown.id, act=act)
    assert records.session(session.id).facts.vials == ()


def test_a_vial_used_up_in_a_signed_session_is_not_used_again(records, session, act, staff):
    signed = make_signed(records, session.id, act, staff)
    (use,) = signed.facts.vials
    later = minutes_later(act, 10)
    second = start_session(records, session.patient_id, act=later).after
    with pytest.raises(RuleError, match="used up in a signed session"):
        use_vial(records, second.id, use.vial_id, act=later)
