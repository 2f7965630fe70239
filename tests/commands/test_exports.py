"""Exports of a real database into real files, read back by other libraries."""

import csv
import hashlib
import io
import json
import re
import zipfile
from datetime import date, datetime, timedelta
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from clinicapp.commands.exports import ExportCancelledError, export_sessions
from clinicapp.commands.patients import register_patient
from clinicapp.commands.records import Act
from clinicapp.commands.sample_clinic import create_sample_clinic
from clinicapp.commands.sessions import annotate_site, give_all_planned, omit_sites, start_session
from clinicapp.domain.errors import AccessError, ClinicError, FileError
from clinicapp.domain.people import Role
from clinicapp.domain.session import SessionStatus
from clinicapp.domain.summaries import SessionFilter
from clinicapp.exchange.columns import Shape, heads
from clinicapp.exchange.formula_guard import unguard
from clinicapp.exchange.manifest import manifest_path
from clinicapp.store.database import open_database
from tests.closing import complete_session
from tests.factories import (
    AT,
    make_patient,
    make_records,
)

EVERYTHING = SessionFilter()
FORMATS = ["csv", "xlsx", "json"]
SHAPES = ["sessions", "sites"]


def read_rows(path, shape):
    """The rows of an exported file as texts, numbers as exact decimals."""
    if path.suffix == ".csv":
        told = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
        return [{k: unguard(v) for k, v in row.items()} for row in told]
    if path.suffix == ".json":
        rows = json.loads(path.read_bytes(), parse_float=Decimal)["rows"]
    else:
        book = openpyxl.load_workbook(path, read_only=True)
        names, *values = book[shape].iter_rows(values_only=True)
        rows = [dict(zip(names, row, strict=True)) for row in values]
        book.close()
    kinds = {h.name: h.kind for h in heads(Shape(shape))}
    return [{name: as_text(cell, kinds[name]) for name, cell in row.items()} for row in rows]


def as_text(cell, kind):
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, datetime):
        return cell.date().isoformat() if kind == "date" else cell.isoformat() + "Z"
    if isinstance(cell, float):
        return str(Decimal(repr(cell)))
    return str(cell)


def read_columns(path, shape, *names):
    """Some columns of a big file; of a workbook straight from its sheet, which is faster."""
    if path.suffix != ".xlsx":
        return [tuple(row[name] for name in names) for row in read_rows(path, shape)]
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    order = [h.name for h in heads(Shape(shape))]
    found = []
    for name in names:
        letter = get_column_letter(order.index(name) + 1)
        cells = re.findall(rf'<c r="{letter}\d+"[^>]*>(.*?)</c>', sheet)[1:]
        found.append([re.sub("<.*?>", "", cell) for cell in cells])
    return list(zip(*found, strict=True))


@pytest.fixture
def keeper(staff):
    return Act(staff.administrator, AT)


@pytest.fixture
def charted(records, session, act):
    """A completed session of 30 given sites and one omitted."""
    omit_sites(records, session.id, ["FRO-L2"], "patient-wish", act=act)
    give_all_planned(records, session.id, act=act)
    return complete_session(records, session.id, act=act).after


def export_to(path, records, keeper, shape="sites", wanted=EVERYTHING, **more):
    return export_sessions(
        records, wanted, shape, path.suffix.removeprefix("."), path, act=keeper, **more
    )


def newest(records):
    return records.newest_events(1)[0]


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_comes_with_a_manifest_and_an_entry_in_the_trail(
    form, records, charted, keeper, tmp_path
):
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / f"sites.{form}"

    manifest = export_to(path, records, keeper)

    assert sorted(p.name for p in folder.iterdir()) == [path.name, f"{path.name}.manifest.json"]
    told = json.loads(manifest_path(path).read_bytes(), parse_float=Decimal)
    content = path.read_bytes()
    assert told["file"]["sha256"] == hashlib.sha256(content).hexdigest() == manifest.sha256
    assert told["file"]["bytes"] == len(content)
    assert told["rows"]["count"] == len(read_rows(path, "sites")) == 31
    assert told["sums"] == {
        "sessions": 1,
        "entered_in_error": 0,
        "sites": 31,
        "sites_given": 30,
        "given_units": 150,
        "planned_units": 0,
    }
    entry = newest(records)
    assert (entry.act, entry.person_id) == ("export", keeper.by.id)
    assert entry.label == f"Export 1 session as {form.upper()}, one row per site"


@pytest.mark.parametrize("shape", SHAPES)
def test_the_three_formats_say_the_same(shape, records, charted, keeper, tmp_path):
    told = []
    for form in FORMATS:
        path = tmp_path / f"all.{form}"
        export_to(path, records, keeper, shape)
        told.append(read_rows(path, shape))
    assert told[0] == told[1] == told[2]
    assert len(told[0]) == (1 if shape == "sessions" else 31)


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_texts_are_read_back_equal(form, records, staff, keeper, tmp_path):
    act = Act(staff.physician, AT)
    hostile = make_patient(
        family_name='=HYPERLINK("http://example.test","x")',
        given_name="@SUM(1+1)*cmd|' /C calc'!A0",
        record_number="+1-2",
    )
    patient = register_patient(records, hostile, act=act).after
    session = start_session(records, patient.id, act=act).after
    annotate_site(records, session.id, "COR-L1", "<r><t>bold</t>&</r>", act=act)
    annotate_site(records, session.id, "COR-R1", "'=1+1", act=act)
    path = tmp_path / f"sites.{form}"

    export_to(path, records, keeper)

    rows = read_rows(path, "sites")
    assert {r["family_name"] for r in rows} == {hostile.family_name}
    assert {r["given_name"] for r in rows} == {hostile.given_name}
    assert {r["record_number"] for r in rows} == {"+1-2"}
    assert [r["note"] for r in rows[:2]] == ["<r><t>bold</t>&</r>", "'=1+1"]


def test_only_what_is_filtered_is_exported(records, charted, staff, keeper, tmp_path):
    act = Act(staff.physician, AT + timedelta(days=100))
    other = register_patient(records, make_patient(family_name="Þórsson"), act=act).after
    start_session(records, other.id, act=act)
    path = tmp_path / "sessions.csv"
    wanted = SessionFilter(status=SessionStatus.COMPLETED, last_day=date(2026, 11, 22))

    manifest = export_to(path, records, keeper, "sessions", wanted)

    (row,) = read_rows(path, "sessions")
    assert row["session_id"] == str(charted.id)
    assert manifest.rows == 1
    assert export_to(path, records, keeper, "sessions").rows == 2


def test_nothing_found_is_a_file_with_a_header(records, keeper, tmp_path):
    for form in FORMATS:
        path = tmp_path / f"none.{form}"
        assert export_to(path, records, keeper).rows == 0
        assert read_rows(path, "sites") == []


@pytest.mark.parametrize("role", [Role.PHYSICIAN, Role.NURSE])
def test_a_role_that_may_not_export_gets_no_file(role, records, charted, staff, tmp_path):
    person = staff.physician if role is Role.PHYSICIAN else staff.nurse
    with pytest.raises(AccessError, match="administrator"):
        export_to(tmp_path / "x.csv", records, Act(person, AT))
    assert not list(tmp_path.glob("x.csv*"))
    assert newest(records).act == "refused"


@pytest.mark.parametrize("form", FORMATS)
def test_a_stopped_export_leaves_the_earlier_file_and_nothing_else(
    form, records, charted, keeper, tmp_path
):
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / f"sites.{form}"
    path.write_bytes(b"earlier")

    with pytest.raises(ExportCancelledError, match="No file was written"):
        export_to(path, records, keeper, is_cancelled=lambda: True)

    assert [p.read_bytes() for p in folder.iterdir()] == [b"earlier"]
    assert newest(records).act == "complete_session"


def test_a_file_that_the_trail_does_not_know_of_never_appears(
    records, database, charted, keeper, tmp_path
):
    folder = tmp_path / "out"
    folder.mkdir()
    with database.engine.begin() as connection:
        connection.execute(
            text(
                "CREATE TRIGGER full BEFORE INSERT ON audit_event "
                "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
            )
        )
    with pytest.raises((ClinicError, IntegrityError)):
        export_to(folder / "sites.csv", records, keeper)
    assert list(folder.iterdir()) == []


def test_a_file_that_cannot_be_put_in_place_is_noted_as_failed(records, charted, keeper, tmp_path):
    path = tmp_path / "sites.csv"
    (path / "in-the-way").mkdir(parents=True)
    with pytest.raises(FileError):
        export_to(path, records, keeper)
    assert not manifest_path(path).exists()
    assert newest(records).act == "export_failed"


def test_a_file_whose_manifest_cannot_be_put_in_place_is_taken_back(
    records, charted, keeper, tmp_path
):
    path = tmp_path / "sites.csv"
    (manifest_path(path) / "in-the-way").mkdir(parents=True)
    with pytest.raises(FileError):
        export_to(path, records, keeper)
    assert not path.exists()
    assert newest(records).act == "export_failed"


def test_a_folder_that_is_not_there_is_a_refusal(records, charted, keeper, tmp_path):
    with pytest.raises(FileError, match="folder that exists"):
        export_to(tmp_path / "nowhere" / "sites.xlsx", records, keeper)
    assert newest(records).act == "complete_session"


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """A sample clinic of 2,000 sessions, read again with plain SQL for an independent answer."""
    database = open_database(
        tmp_path_factory.mktemp("sample") / "clinic.db", bytes(range(32)), now=AT
    )
    records = make_records(database)
    create_sample_clinic(records, today=AT.date(), patients=400, sessions=2000, seed=3)
    yield records, database
    database.close()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("form", FORMATS)
def test_two_thousand_sample_sessions_agree_with_the_database(form, sample, tmp_path):
    records, database = sample
    keeper = Act(next(p for p in records.people() if p.role is Role.ADMINISTRATOR), AT)
    with database.engine.connect() as connection:
        sites, given, hundredths = connection.execute(
            text(
                "SELECT count(*), sum(state = 'given'),"
                " sum(CASE state WHEN 'given' THEN units END) FROM session_site"
            )
        ).one()
        counted = connection.scalar(
            text(
                "SELECT sum(units) FROM session_site JOIN session ON session.id = session_id"
                " WHERE state = 'given' AND status != 'entered-in-error'"
            )
        )
    steps = []
    by_session = export_to(
        tmp_path / f"sessions.{form}",
        records,
        keeper,
        "sessions",
        progress=lambda *s: steps.append(s),
    )
    by_site = export_to(tmp_path / f"sites.{form}", records, keeper, "sites")
    rows = read_rows(tmp_path / f"sessions.{form}", "sessions")
    site_rows = read_columns(tmp_path / f"sites.{form}", "sites", "state", "given_units")

    exact = Decimal(hundredths) / 100
    assert len(rows) == by_session.rows == 2000
    assert len(site_rows) == by_site.rows == sites
    assert sum(Decimal(r["given_units"]) for r in rows) == exact
    assert sum(Decimal(units) for _, units in site_rows) == exact
    assert sum(int(r["sites_given"]) for r in rows) == given
    assert sum(state == "given" for state, _ in site_rows) == given
    # What was entered in error stands in its row, and in no sum.
    assert by_site.tally.given_units == by_session.tally.given_units == Decimal(counted) / 100
    assert counted < hundredths
    assert steps == sorted(steps)
    assert steps[-1] == (2000, 2000)
    newest_first = [r["started_at_utc"] for r in rows]
    assert newest_first == sorted(newest_first, reverse=True)


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_can_be_stopped_half_way(form, sample, tmp_path):
    records, _ = sample
    keeper = Act(next(p for p in records.people() if p.role is Role.ADMINISTRATOR), AT)
    done = []

    with pytest.raises(ExportCancelledError):
        export_to(
            tmp_path / f"sites.{form}",
            records,
            keeper,
            progress=lambda sessions, total: done.append((sessions, total)),
            is_cancelled=lambda: len(done) == 3,
        )

    assert done == [(20, 2000), (40, 2000), (60, 2000)]
    assert list(tmp_path.iterdir()) == []
