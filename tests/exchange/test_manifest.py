import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from clinicapp.domain.people import Role
from clinicapp.domain.session import SessionStatus
from clinicapp.domain.summaries import SessionFilter
from clinicapp.exchange.columns import Shape, heads
from clinicapp.exchange.manifest import Manifest, Tally, manifest_path
from clinicapp.exchange.table_file import FileFormat
from tests.factories import AT, make_clinic, make_person


def make_manifest(**changes):
    values = {
        "file_name": "sites.csv",
        "file_format": FileFormat.CSV,
        "size": 120,
        "sha256": "ab" * 32,
        "shape": Shape.SITES,
        "rows": 62,
        "filter": SessionFilter(
            first_day=date(2026, 11, 1),
            status=SessionStatus.COMPLETED,
            clinician_id=UUID(int=7),
        ),
        "tally": Tally(3, 1, 62, 61, Decimal("302.5"), Decimal(5)),
        "clinic": make_clinic(),
        "exported_at": AT,
        "exported_by": make_person(Role.ADMINISTRATOR),
        "app_version": "0.1.0",
    }
    return Manifest(**(values | changes))


def test_a_manifest_says_what_who_when_and_how_to_read_it():
    told = json.loads(make_manifest().to_json(), parse_float=Decimal)
    assert told["schema"] == "clinicapp.manifest/1"
    assert told["file"] == {
        "name": "sites.csv",
        "format": "csv",
        "bytes": 120,
        "sha256": "ab" * 32,
    }
    assert told["rows"] == {"one_per": "site", "count": 62}
    assert told["filter"] == {
        "first_day": "2026-11-01",
        "last_day": None,
        "clinician_id": str(UUID(int=7)),
        "status": "completed",
        "patient_text": "",
        "patient_id": None,
    }
    assert told["sums"]["given_units"] == Decimal("302.5")
    assert (told["sums"]["sites"], told["sums"]["entered_in_error"]) == (62, 1)
    assert told["clinic"]["time_zone"] == "America/Chicago"
    assert told["exported"] == {
        "at_utc": "2026-11-22T20:02:07Z",
        "by": "Jonas Lindqvist",
        "role": "administrator",
    }
    assert [c["name"] for c in told["columns"]] == [h.name for h in heads(Shape.SITES)]


def test_every_format_tells_how_it_is_read():
    said = {json.loads(make_manifest(file_format=f).to_json())["reading"] for f in FileFormat}
    assert len(said) == len(FileFormat)
    assert all(said)


def test_a_manifest_lies_beside_its_file_under_its_whole_name():
    assert manifest_path(Path("out") / "a.csv") == Path("out") / "a.csv.manifest.json"
    assert manifest_path(Path("a.csv")) != manifest_path(Path("a.xlsx"))
