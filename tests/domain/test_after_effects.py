from dataclasses import replace
from datetime import date, timedelta

import pytest

from clinicapp.domain.after_effects import AfterEffect, add_effect, mark_in_error
from clinicapp.domain.errors import InputError, RuleError
from tests.factories import AT, make_session, new_id

FIRST, LAST = date(2026, 11, 22), date(2026, 12, 24)


def make_effect(**changes):
    effect = AfterEffect(
        id=new_id(),
        code="neck-pain",
        label="Neck pain",
        onset=None,
        note="",
        recorded_at=AT + timedelta(days=3),
        recorded_by=new_id(),
    )
    return replace(effect, **changes)


def add(session, effect):
    return add_effect(session, effect, first=FIRST, last=LAST)


def test_an_effect_is_added_to_a_completed_session_and_changes_nothing_else():
    session, effect = make_session(complete=True), make_effect(onset=LAST)
    after = add(session, effect)
    assert after.after_effects == (effect,)
    assert replace(after, after_effects=()) == session


@pytest.mark.parametrize("onset", [None, FIRST, LAST])
def test_the_first_day_may_be_any_from_the_session_to_today_or_unknown(onset):
    assert add(make_session(complete=True), make_effect(onset=onset)).after_effects[0].counts


@pytest.mark.parametrize(
    ("onset", "why"),
    [(FIRST - timedelta(days=1), "before the session"), (LAST + timedelta(days=1), "ahead")],
)
def test_an_impossible_first_day_is_refused(onset, why):
    with pytest.raises(InputError, match=why):
        add(make_session(complete=True), make_effect(onset=onset))


def test_an_open_or_void_session_has_no_after_effects():
    for session in (make_session(give_all=True), make_session().void("Wrong patient")):
        with pytest.raises(RuleError, match="not completed"):
            add(session, make_effect())


def test_one_entered_in_error_is_kept_with_the_reason_and_counts_no_more():
    wrong, right = make_effect(), make_effect(code="headache", label="Headache")
    session = add(add(make_session(complete=True), wrong), right)
    by = new_id()
    after = mark_in_error(session, wrong.id, "Another patient's", at=AT, by=by)
    kept, untouched = after.after_effects
    assert not kept.counts
    assert (kept.error_reason, kept.error_at, kept.error_by) == ("Another patient's", AT, by)
    assert replace(kept, error_reason="", error_at=None, error_by=None) == wrong
    assert untouched == right


def test_marking_needs_a_reason_and_an_effect_that_stands():
    effect = make_effect()
    session = add(make_session(complete=True), effect)
    with pytest.raises(InputError, match="reason"):
        mark_in_error(session, effect.id, "", at=AT, by=new_id())
    marked = mark_in_error(session, effect.id, "Twice", at=AT, by=new_id())
    for effect_id in (effect.id, new_id()):
        with pytest.raises(RuleError, match="does not stand"):
            mark_in_error(marked, effect_id, "Twice", at=AT, by=new_id())
