"""Ways round a rule that random acts or their readers have found, each closed."""

import pytest

from clinicapp.commands.patients import register_patient
from clinicapp.commands.session_vials import drop_vial, use_vial
from clinicapp.commands.sessions import redo, start_session, undo
from clinicapp.commands.signing import verify_session, void_session
from clinicapp.commands.vials import correct_vial, discard_vial, reconstitute_vial
from clinicapp.domain.errors import ClinicError, RuleError
from clinicapp.domain.vials import Source
from tests.factories import make_patient
from tests.signable import later as minutes_later
from tests.signable import make_signed, make_vial


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


def test_the_vial_of_a_void_signed_session_can_be_discarded(records, session, act, staff):
    signed = make_signed(records, session.id, minutes_later(act, 5), staff)
    void_session(records, signed.id, "Wrong patient", act=minutes_later(act, 20))
    (use,) = signed.facts.vials
    discard_vial(records, use.vial_id, "rest", "", staff.nurse.id, act=minutes_later(act, 30))
    assert records.vial(use.vial_id).end
    assert verify_session(records, signed.id).is_intact
