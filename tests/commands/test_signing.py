from tests.signable import make_signable, open_checks, sign


def test_a_session_charted_whole_can_be_signed(records, session, act, staff):
    make_signable(records, session.id, act, staff)
    assert open_checks(records, session.id, act) == ()
    assert sign(records, session.id, act).completed_at == act.at
