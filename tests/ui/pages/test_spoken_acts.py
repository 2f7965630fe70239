"""What a screen reader is told of each act, word for word."""

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest

from clinicapp.domain.after_effects import mark_in_error
from clinicapp.ui.pages.spoken_acts import spoken_act
from tests.domain.test_after_effects import make_effect
from tests.factories import AT, make_session, new_id

STEMS = ("TEM-L1", "TEM-L2", "TEM-L3")


def give(session, *sites):
    return session.give(sites, at=AT, by=new_id())


def with_extra(session):
    return session.add_extra("OCC-RX1", "tenderness", Decimal(5))


@pytest.mark.parametrize(
    ("start", "act", "words"),
    [
        (
            make_session(),
            lambda s: give(s, "TEM-L3"),
            "Given: Temporalis left 3, 5 units. 1 of 31 given, 5 units.",
        ),
        (
            give(make_session(), "PRO-M1"),
            lambda s: give(s, *STEMS),
            "Given: 3 sites, 15 units. 4 of 31 given, 20 units.",
        ),
        (
            give(make_session(), "TEM-L3"),
            lambda s: s.restore(["TEM-L3"]),
            "Taken back: Temporalis left 3, 5 units planned. 0 of 31 given, 0 units.",
        ),
        (
            make_session().omit(STEMS, "patient-wish"),
            lambda s: s.restore(STEMS),
            "Taken back: 3 sites, 15 units planned.",
        ),
        (
            make_session(),
            lambda s: s.omit(["FRO-L2"], "prior-brow-ptosis"),
            "Omitted: Frontalis left 2 (Prior brow ptosis).",
        ),
        (make_session(), lambda s: s.omit(STEMS, "patient-wish"), "Omitted: 3 sites."),
        (
            make_session(),
            lambda s: s.change_dose(["FRO-R2"], Decimal("2.5")),
            "Dose changed: Frontalis right 2, 2.5 units.",
        ),
        (
            give(make_session(), "FRO-R2"),
            lambda s: s.change_dose(["FRO-R2"], Decimal("2.5")),
            "Dose changed: Frontalis right 2, 2.5 units. 1 of 31 given, 2.5 units.",
        ),
        (
            make_session(),
            lambda s: s.change_default(Decimal("2.5")),
            "Default dose: 2.5 units. Dose changed: 31 sites.",
        ),
        (
            make_session(),
            with_extra,
            "Extra site planned: Occipitalis right, extra 1, 5 units.",
        ),
        (
            make_session(),
            lambda s: give(with_extra(s), "OCC-RX1"),
            "Given: Occipitalis right, extra 1, 5 units. 0 of 31 given, 5 units.",
        ),
        (
            with_extra(make_session()),
            lambda s: s.restore(["OCC-RX1"]),
            "Extra site taken back: Occipitalis right, extra 1.",
        ),
        (
            with_extra(make_session()),
            lambda s: s.omit_rest("patient-wish"),
            "Omitted: 31 sites. Extra site taken back: Occipitalis right, extra 1.",
        ),
        (make_session(), lambda s: s.annotate("TRA-L1", "bled"), "Note kept: Trapezius left 1."),
        (
            give(make_session(), "FRO-L1"),
            lambda s: s.shift("FRO-L1", Decimal("0.3"), Decimal(0)),
            "Moved: Frontalis left 1, 0.3 cm lateral. 1 of 31 given, 5 units.",
        ),
        (
            give(make_session(), "FRO-L1").shift("FRO-L1", Decimal("0.3"), Decimal(0)),
            lambda s: s.shift("FRO-L1", Decimal(0), Decimal(0)),
            "Back at its planned place: Frontalis left 1. 1 of 31 given, 5 units.",
        ),
        (
            make_session(give_all=True),
            lambda s: s.complete(at=AT, by=new_id()),
            "Session signed and locked. 31 of 31 given, 155 units.",
        ),
        (make_session(), lambda s: s.void("Wrong day"), "Session void. 0 of 31 given, 0 units."),
        (make_session(), lambda s: replace(s, revision=s.revision + 1), ""),
    ],
)
def test_an_act_is_told_in_a_sentence_or_two(start, act, words):
    assert spoken_act(None, start, act(start)) == words


def test_a_step_back_and_a_step_forth_are_told_as_such():
    before = make_session()
    after = give(before, "TEM-L3")
    undone = SimpleNamespace(undoes=7, redoes=None)
    redone = SimpleNamespace(undoes=None, redoes=7)
    assert spoken_act(undone, after, before).startswith("Undone. Taken back: Temporalis left 3")
    assert spoken_act(redone, before, after).startswith("Done again. Given: Temporalis left 3")


def test_an_after_effect_marked_in_error_is_told_once():
    effect, other = make_effect(), make_effect(code="headache", label="Headache")
    before = replace(make_session(complete=True), after_effects=(effect, other))
    after = mark_in_error(before, effect.id, "Another patient's", at=AT, by=new_id())
    words = "After-effect marked as entered in error: Neck pain."
    assert spoken_act(None, before, after) == words
    again = mark_in_error(after, other.id, "Twice", at=AT, by=new_id())
    assert spoken_act(None, after, again) == words.replace("Neck pain", "Headache")


def test_a_note_is_never_read_out_unasked():
    session = make_session()
    assert "bled" not in spoken_act(None, session, session.annotate("TRA-L1", "bled"))
