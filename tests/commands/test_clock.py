"""A computer whose clock was set back: doubted, and earlier treatments still count."""

from datetime import timedelta

import pytest

from clinicapp.commands import sessions, signing
from clinicapp.commands.records import Act
from clinicapp.domain.checks.clock import CLOCK
from clinicapp.domain.checks.cumulative import cumulative_of
from clinicapp.domain.checks.finding import Severity
from clinicapp.domain.checks.interval import check_interval, interval_of
from clinicapp.domain.errors import RuleError
from tests.factories import PASSWORD
from tests.signable import later, make_signable, make_signed, open_checks


def of_clock(found):
    return [f.severity for f in found if f.check == CLOCK]


def test_a_session_is_not_signed_before_its_doses(records, session, act, staff):
    make_signable(records, session.id, act, staff)
    with pytest.raises(RuleError, match="the clock of this computer is earlier"):
        signing.sign_session(records, session.id, PASSWORD, act=later(act, -60))
    assert records.seals(session.id) == ()


def test_a_clock_before_the_newest_entry_of_the_trail_holds_signing(records, session, act):
    assert of_clock(open_checks(records, session.id, act)) == []
    records.note(later(act, 30), "printed", "Printed", entity="session")
    assert of_clock(open_checks(records, session.id, later(act, 29))) == [Severity.HOLD]
    assert of_clock(open_checks(records, session.id, later(act, 30))) == []
    records.note(act, "printed", "Printed", entity="session")  # the entry before it still counts
    assert of_clock(open_checks(records, session.id, later(act, 29))) == [Severity.HOLD]


def test_a_treatment_dated_after_this_one_counts_and_holds(records, session, act, staff):
    signed = make_signed(records, session.id, act, staff)
    back = Act(act.by, act.at - timedelta(days=30))
    again = sessions.start_session(records, session.patient_id, act=back).after
    case = records.case(again.id, back.at)
    assert case.number == 2
    assert [d.session_id for d in case.earlier] == [signed.id]
    assert interval_of(case).days == -30
    assert [f.severity for f in check_interval(case)] == [Severity.HOLD]
    assert cumulative_of(case).total == 155
    assert case.latest_known == signed.completed_at
    assert of_clock(open_checks(records, again.id, back)) == [Severity.HOLD]


def test_a_signed_session_does_not_know_those_that_came_after_it(records, session, act, staff):
    make_signed(records, session.id, act, staff)
    spring = Act(act.by, act.at + timedelta(days=90))
    again = sessions.start_session(records, session.patient_id, act=spring).after
    make_signed(records, again.id, spring, staff)
    assert records.case(session.id, spring.at).earlier == ()
    assert len(records.case(again.id, spring.at).earlier) == 1
