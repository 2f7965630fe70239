from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from clinicapp.exchange.columns import Shape, heads, rows_of
from clinicapp.exchange.snapshots import ExportRecord, facts_of
from tests.domain.test_after_effects import make_effect
from tests.factories import make_clinic, make_patient, make_person, make_session

EVENING = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)  # still 22 November in Chicago


def facts(session, patient=None, **names):
    people = {names.get("by", session.started_by): make_person(id=session.started_by)}
    return facts_of(
        ExportRecord(
            session=session,
            patient=patient or make_patient(),
            number=6,
            people=people,
            clinic=make_clinic(),
        )
    )


def as_records(shape, whole):
    names = [h.name for h in heads(shape)]
    return [dict(zip(names, row, strict=True)) for row in rows_of(shape, whole)]


def test_names_of_columns_are_unique_and_described():
    for shape in Shape:
        columns = heads(shape)
        assert len({h.name for h in columns}) == len(columns)
        assert all(h.description for h in columns)


def test_a_session_is_one_row_with_its_exceptions_named():
    session = make_session(started_at=EVENING)
    by = session.started_by
    session = (
        session.omit(["FRO-L2"], "patient-wish")
        .change_dose(["TEM-L1"], Decimal("2.5"))
        .add_extra("OCC-RX1", "tenderness", Decimal(5))
    )
    session = session.give([s.site_id for s in session.planned], at=EVENING, by=by)
    session = session.complete(at=EVENING + timedelta(minutes=2), by=by)

    (row,) = as_records(Shape.SESSIONS, facts(session))

    assert row["session_number"] == 6
    assert row["session_date"] == date(2026, 11, 22)
    assert row["started_at_utc"] == EVENING
    assert row["completed_date"] == date(2026, 11, 22)
    assert row["completed_by"] == row["given_by"] == "Mara Okafor, MD"
    assert (row["fixed_given"], row["fixed_omitted"], row["extra_given"]) == (30, 1, 1)
    assert row["sites_given"] == 31
    assert row["given_units"] == Decimal("152.5")
    assert row["given_ml"] == Decimal("3.05")
    assert row["omitted_site_ids"] == "FRO-L2"
    assert row["extra_site_ids"] == "OCC-RX1"
    assert row["doses_pinned"] == 1


def test_a_site_row_tells_planned_given_and_omitted_apart():
    session = make_session(started_at=EVENING)
    session = session.omit(["FRO-L2"], "patient-wish", "Asked today")
    session = session.add_extra("OCC-RX1", "tenderness", Decimal("2.5"))
    session = session.give(["COR-L1", "OCC-RX1"], at=EVENING, by=session.started_by)

    rows = {r["site_id"]: r for r in as_records(Shape.SITES, facts(session))}

    assert len(rows) == 32
    assert [r["position"] for r in rows.values()] == list(range(1, 33))
    given, planned, omitted = rows["COR-L1"], rows["COR-R1"], rows["FRO-L2"]
    extra = rows["OCC-RX1"]
    assert (given["state"], given["kind"], given["units"], given["given_units"]) == (
        "given",
        "fixed",
        5,
        5,
    )
    assert (planned["state"], planned["units"], planned["given_units"]) == ("planned", 5, 0)
    assert (omitted["state"], omitted["units"], omitted["given_units"]) == ("omitted", None, 0)
    assert (extra["state"], extra["kind"], extra["given_units"]) == (
        "given",
        "extra",
        Decimal("2.5"),
    )
    assert given["given_date"] == date(2026, 11, 22)
    assert given["given_at_utc"] == EVENING
    assert given["given_by"] == "Mara Okafor, MD"
    assert planned["given_at_utc"] is None
    assert planned["given_by"] == ""
    assert omitted["omission_reason"] == "patient-wish"
    assert omitted["omission_reason_label"] == "Patient’s wish"
    assert omitted["note"] == "Asked today"
    assert extra["extra_reason_label"] == "Tender to touch"
    assert extra["dose_pinned"] is True
    assert (extra["muscle"], extra["muscle_name"], extra["side"]) == ("OCC", "Occipitalis", "right")


def test_moments_are_told_to_the_second_in_every_format():
    session = make_session(started_at=EVENING + timedelta(microseconds=123456))
    (row,) = as_records(Shape.SESSIONS, facts(session))
    assert row["started_at_utc"] == EVENING


def test_units_of_the_site_rows_add_up_to_the_session_row():
    session = make_session(complete=True)
    whole = facts(session)
    (row,) = as_records(Shape.SESSIONS, whole)
    sites = as_records(Shape.SITES, whole)
    assert sum(s["given_units"] for s in sites) == row["given_units"] == 155
    assert sum(s["given_ml"] for s in sites) == row["given_ml"] == Decimal("3.1")


def test_after_effects_are_told_one_a_line_and_errors_are_marked():
    session = make_session(complete=True)
    wrong = make_effect(code="headache", label="Headache", error_reason="Another patient")
    known = make_effect(onset=date(2026, 11, 25), note="Five days")
    told = replace(session, after_effects=(known, wrong))
    (row,) = as_records(Shape.SESSIONS, facts(told))
    assert row["after_effects"].splitlines() == [
        "2026-11-25 neck-pain: Neck pain: Five days",
        "entered in error (Another patient): unknown headache: Headache",
    ]
    (row,) = as_records(Shape.SESSIONS, facts(session))
    assert row["after_effects"] == ""
