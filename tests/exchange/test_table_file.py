"""The same rows through every format: what is read back is what was written."""

import csv
import io
import json
import tempfile
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import count

import openpyxl
import pytest

from clinicapp.domain.errors import FileError
from clinicapp.exchange.cells import Head, Kind
from clinicapp.exchange.csv_file import write_csv
from clinicapp.exchange.formula_guard import unguard
from clinicapp.exchange.json_file import write_json
from clinicapp.exchange.xlsx_file import ROWS_MAX, require_fits, write_xlsx

AT = datetime(2026, 11, 22, 20, 2, 7, tzinfo=UTC)
HEADS = (
    Head("name", Kind.TEXT, "A name"),
    Head("born", Kind.DATE, "A day"),
    Head("at_utc", Kind.DATETIME, "A moment"),
    Head("sites", Kind.INTEGER, "A count"),
    Head("units", Kind.DECIMAL, "A dose"),
    Head("is_extra", Kind.BOOLEAN, "A fact"),
)
TEXTS = [
    "Nguyễn",
    "Þórsson, Björn",
    "김, 서연",
    "القاسمي",
    'quoted "name", with comma',
    "=1+1",
    "+49 30 1",
    "-1",
    "@x",
    "\t=1",
    "\r=1",
    "\0",
    "＝1",
    "'=1",
    "'t Hooft",
    " space before and after ",
    "two\nlines",
    "two\r\nlines",
    "{=1}",
    "https://example.test",
    "mailto:nobody@example.test",
    "_x0041_",
    "<r><t>bold</t></r>",
    "<r>&broken</r>",
    "<b>&amp;</b>",
    "1e5",
    "0012",
    "TRUE",
    "2026-01-01",
    "",
]
ROWS = [
    (text, date(1920, 2, 29), AT, n, Decimal("2.5") * n, bool(n % 2))
    for n, text in enumerate(TEXTS)
] + [("empty", None, None, None, None, None)]


def read_csv(content):
    text = content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    readers = (
        unguard,
        date.fromisoformat,
        datetime.fromisoformat,
        int,
        Decimal,
        {"true": True, "false": False}.get,
    )
    return head, [
        tuple(
            cell if cell == "" and n == 0 else None if cell == "" else read(cell)
            for n, (read, cell) in enumerate(zip(readers, row, strict=True))
        )
        for row in rows
    ]


def read_json(content):
    whole = json.loads(content, parse_float=Decimal)
    return whole, [
        (
            row["name"],
            row["born"] and date.fromisoformat(row["born"]),
            row["at_utc"] and datetime.fromisoformat(row["at_utc"]),
            row["sites"],
            row["units"],
            row["is_extra"],
        )
        for row in whole["rows"]
    ]


def test_csv_is_read_back_equal():
    stream = io.BytesIO()
    write_csv(stream, HEADS, ROWS)
    head, rows = read_csv(stream.getvalue())
    assert head == [h.name for h in HEADS]
    assert rows == ROWS
    assert stream.getvalue().startswith(b"\xef\xbb\xbfname,born,")
    assert b"0,0,false\r\n" in stream.getvalue()


def test_no_text_cell_of_a_csv_begins_as_a_formula():
    stream = io.BytesIO()
    write_csv(stream, HEADS, ROWS)
    rows = list(csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline="")))
    assert not [r[0] for r in rows if r[0].startswith(tuple("=+-@\t\r\n\0＝＋－＠"))]


def test_a_negative_number_is_not_guarded():
    stream = io.BytesIO()
    write_csv(
        stream, (Head("n", Kind.INTEGER, "n"), Head("d", Kind.DECIMAL, "d")), [(-3, Decimal(-2))]
    )
    assert stream.getvalue().endswith(b"\r\n-3,-2\r\n")


def test_json_is_read_back_equal():
    stream = io.BytesIO()
    write_json(stream, "sites", HEADS, ROWS)
    whole, rows = read_json(stream.getvalue())
    assert rows == ROWS
    assert whole["schema"] == "clinicapp.sites/1"
    assert whole["columns"][4] == {"name": "units", "type": "decimal", "description": "A dose"}
    assert b'"units": 2.5,' in stream.getvalue()


def test_json_without_rows_is_whole():
    stream = io.BytesIO()
    write_json(stream, "sites", HEADS, [])
    assert json.loads(stream.getvalue())["rows"] == []


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "sites.xlsx"
    with path.open("wb") as stream:
        write_xlsx(stream, "sites", HEADS, ROWS, made_at=AT, folder=tmp_path)
    book = openpyxl.load_workbook(path)
    yield book
    book.close()


def test_a_workbook_is_read_back_equal(workbook):
    unescape = openpyxl.utils.escape.unescape
    head, *rows = workbook["sites"].iter_rows(values_only=True)
    assert head == tuple(h.name for h in HEADS)
    # A workbook keeps an empty text as an empty cell, and control characters as _xHHHH_.
    assert [(unescape(r[0] or ""), *r[1:]) for r in rows] == [
        (
            text,
            born and datetime.combine(born, time()),
            at and at.replace(tzinfo=None),
            *rest,
        )
        for text, born, at, *rest in ROWS
    ]


def test_a_workbook_has_typed_cells_and_no_formulas_or_links(workbook):
    sheet = workbook["sites"]
    assert [type(c.value) for c in sheet[3]] == [str, datetime, datetime, int, float, bool]
    assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f" or c.hyperlink]
    assert sheet["B2"].number_format == "yyyy-mm-dd"
    assert sheet["C2"].number_format == "yyyy-mm-dd hh:mm:ss"


def test_a_workbook_describes_its_columns_and_keeps_the_header_in_sight(workbook):
    sheet = workbook["sites"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:F{len(ROWS) + 1}"
    described = list(workbook["columns"].iter_rows(values_only=True))
    assert described[0] == ("name", "type", "description")
    assert described[1:] == [(h.name, h.kind.value, h.description) for h in HEADS]


def test_the_same_rows_make_the_same_workbook(tmp_path):
    def make():
        stream = io.BytesIO()
        write_xlsx(stream, "sites", HEADS, ROWS, made_at=AT, folder=tmp_path)
        return stream.getvalue()

    assert make() == make()


def test_a_workbook_leaves_no_working_files(tmp_path):
    write_xlsx(io.BytesIO(), "sites", HEADS, ROWS, made_at=AT, folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_uses_no_folder_but_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    stream = io.BytesIO()
    write_xlsx(stream, "sites", HEADS, ROWS, made_at=AT, folder=tmp_path)
    assert stream.getvalue().startswith(b"PK")


def test_a_workbook_given_up_half_way_leaves_no_working_files(tmp_path):
    def rows():
        yield from ROWS
        raise InterruptedError

    with pytest.raises(InterruptedError):
        write_xlsx(io.BytesIO(), "sites", HEADS, rows(), made_at=AT, folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_more_rows_than_a_sheet_holds_are_refused():
    require_fits(ROWS_MAX)
    with pytest.raises(FileError, match="Choose CSV or JSON"):
        require_fits(ROWS_MAX + 1)


def test_a_text_excel_would_cut_short_is_never_written(tmp_path):
    rows = [("x" * 40_000, None, None, None, None, None)]
    with pytest.raises(ValueError, match="too long"):
        write_xlsx(io.BytesIO(), "sites", HEADS, rows, made_at=AT, folder=tmp_path)


class FullDisk(io.BytesIO):
    """A stream on a disk with room for so many bytes."""

    def __init__(self, room):
        super().__init__()
        self.room = room

    def write(self, content):
        if self.tell() + len(content) > self.room:
            raise OSError(28, "No space left on device")
        return super().write(content)


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_a_full_disk_is_the_systems_own_error(kind, tmp_path):
    numbers = count()
    rows = ((str(next(numbers)) * 50, None, None, None, None, None) for _ in range(3000))
    stream = FullDisk(2000)
    write = {
        "csv": lambda: write_csv(stream, HEADS, rows),
        "json": lambda: write_json(stream, "sites", HEADS, rows),
        "xlsx": lambda: write_xlsx(stream, "sites", HEADS, rows, made_at=AT, folder=tmp_path),
    }[kind]
    with pytest.raises(OSError, match="No space left"):
        write()
    assert list(tmp_path.iterdir()) == []
