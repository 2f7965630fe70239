from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from clinicapp.domain.session import Addendum
from clinicapp.ui.pages.exception_words import exception_lines
from tests.factories import AT, make_session, new_id

CHICAGO = ZoneInfo("America/Chicago")


def with_exceptions():
    session = make_session()
    session = session.omit(["FRO-L2"], "prior-brow-ptosis")
    session = session.change_dose(["FRO-R2"], Decimal("2.5"))
    session = session.add_extra("OCC-RX1", "tenderness", Decimal(5))
    return session.give([s.site_id for s in session.planned], at=AT, by=new_id())


def test_each_exception_is_named_with_its_reason():
    assert exception_lines(with_exceptions(), {}, CHICAGO) == (
        "Omitted: FRO-L2 (Prior brow ptosis)",
        "Changed: FRO-R2, 2.5 units",
        "Extra: OCC-RX1, 5 units (Tender to touch)",
    )


def test_a_moved_site_is_an_exception_beside_its_changed_dose():
    session = with_exceptions().shift("FRO-R2", Decimal("-0.5"), Decimal(0))
    session = session.shift("TEM-L1", Decimal(0), Decimal("-0.2"))
    assert [line for line in exception_lines(session, {}, CHICAGO) if "Moved" in line] == [
        "Moved: FRO-R2, 0.5 cm lateral",
        "Moved: TEM-L1, 0.2 cm up",
    ]


def test_a_session_as_planned_has_no_exceptions():
    assert exception_lines(make_session(complete=True), {}, None) == ()


def test_a_changed_dose_that_was_then_omitted_is_an_omission_only():
    session = make_session().change_dose(["COR-L1"], Decimal("2.5"))
    session = session.omit(["COR-L1"], "patient-wish")
    assert [line.split(":")[0] for line in exception_lines(session, {}, None)] == ["Omitted"]


def test_an_addendum_is_told_with_its_time_and_author():
    mara = new_id()
    done = make_session(complete=True)
    added = Addendum(
        id=new_id(),
        recorded_at=AT + timedelta(minutes=8),
        author_id=mara,
        reason="Wrong side noted.",
        text="TEM-L1 was given <i>last</i>.",
    )
    (line,) = exception_lines(done.amend(added), {mara: "Mara Okafor"}, CHICAGO)
    assert line == (
        "Addendum 22 Nov 2026 14:10, Mara Okafor: Wrong side noted. TEM-L1 was given <i>last</i>."
    )
    (unknown,) = exception_lines(done.amend(added), {}, CHICAGO)
    assert unknown.startswith("Addendum 22 Nov 2026 14:10: Wrong side noted.")


def test_a_note_and_the_reason_of_a_void_session_are_told():
    session = make_session().annotate("COR-L1", "bled a little").void("Wrong patient")
    assert exception_lines(session, {}, None) == (
        "Void: Wrong patient",
        "Note: COR-L1, bled a little",
    )
