"""What leaves the program of a signed session: the same bytes each time, with lot and seal."""

from dataclasses import replace
from datetime import timedelta

import pytest

from clinicapp.commands.exports import export_sessions
from clinicapp.commands.papers import instruction_sheet
from clinicapp.commands.records import Act
from clinicapp.commands.sessions import give_all_planned
from clinicapp.commands.signing import add_addendum
from clinicapp.domain.errors import RuleError
from clinicapp.domain.summaries import SessionFilter
from tests.closing import complete_session
from tests.commands.test_exports import read_rows
from tests.factories import AT
from tests.reports.sheet_samples import read
from tests.signable import make_signable, make_signed, sign

EVERYTHING = SessionFilter()


@pytest.fixture
def signed(records, session, act, staff):
    return make_signed(records, session.id, act, staff)


@pytest.fixture
def keeper(staff):
    return Act(staff.administrator, AT)


def exported(records, tmp_path, shape, form, act, name="one"):
    path = tmp_path / f"{name}.{form}"
    export_sessions(records, EVERYTHING, shape, form, path, act=act)
    return path


def test_a_session_row_tells_lots_units_and_the_seal(records, signed, keeper, tmp_path):
    path = exported(records, tmp_path, "sessions", "csv", keeper)
    (row,) = read_rows(path, "sessions")
    (seal,) = records.seals(signed.id)
    assert (row["vial_lots"], row["vial_expirations"]) == ("C8124C3", "2028-05-31")
    assert (row["opened_units"], row["given_units"], row["discarded_units"]) == ("200", "155", "45")
    assert (row["signed_at_utc"], row["signed_by"]) == ("2026-11-22T20:07:07Z", "Mara Okafor, MD")
    assert (row["seal_versions"], row["seal_sha256"]) == ("1", seal.digest)


def test_an_addendum_is_told_by_the_newest_digest(records, signed, act, keeper, tmp_path):
    later = Act(act.by, act.at + timedelta(hours=1))
    add_addendum(records, signed.id, "why", "what", act=later)
    (row,) = read_rows(exported(records, tmp_path, "sessions", "json", keeper), "sessions")
    assert row["seal_versions"] == "2"
    assert row["seal_sha256"] == records.seals(signed.id)[-1].digest
    assert row["signed_at_utc"] == "2026-11-22T20:07:07Z"


def test_every_given_site_has_its_lot(records, signed, keeper, tmp_path):
    rows = read_rows(exported(records, tmp_path, "sites", "csv", keeper), "sites")
    assert {row["vial_lot"] for row in rows} == {"C8124C3"}


def test_a_session_without_seal_has_none_of_it(records, session, act, keeper, tmp_path):
    give_all_planned(records, session.id, act=act)
    complete_session(records, session.id, act=act)
    (row,) = read_rows(exported(records, tmp_path, "sessions", "csv", keeper), "sessions")
    assert (row["status"], row["signed_by"], row["seal_sha256"]) == ("completed", "", "")
    assert (row["vial_lots"], row["seal_versions"]) == ("", "0")


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
@pytest.mark.parametrize("shape", ["sessions", "sites"])
def test_an_export_gives_the_same_bytes_again(records, signed, keeper, tmp_path, form, shape):
    first = exported(records, tmp_path, shape, form, keeper)
    again = exported(records, tmp_path, shape, form, keeper, "again")
    assert first.read_bytes() == again.read_bytes()


def test_a_signed_session_opens_and_prints_the_same_again(records, signed, act):
    later = Act(act.by, act.at + timedelta(days=3))
    first = instruction_sheet(records, signed.id, "en", "Letter", act=act)
    assert instruction_sheet(records, signed.id, "en", "Letter", act=later) == first
    assert records.session(signed.id) == signed
    assert records.stored(signed.id)[0] == signed


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_sheet_tells_product_units_and_lot(records, signed, act, language):
    words = read(instruction_sheet(records, signed.id, language, "Letter", act=act))
    for fact in ("BOTOX", "155", "C8124C3"):
        assert fact in words


def test_an_open_session_has_no_sheet_however_ready(records, session, act, staff):
    ready = make_signable(records, session.id, act, staff)
    with pytest.raises(RuleError, match="signed session"):
        instruction_sheet(records, session.id, "en", "Letter", act=act)
    sign(records, session.id, act)
    assert instruction_sheet(records, session.id, "en", "Letter", act=act).startswith(b"%PDF")
    assert replace(ready, revision=0) != replace(records.session(session.id), revision=0)


def test_a_session_completed_before_there_were_seals_is_still_printed(records, session, act):
    give_all_planned(records, session.id, act=act)
    complete_session(records, session.id, act=act)
    words = read(instruction_sheet(records, session.id, "en", "Letter", act=act))
    assert "155 units" in words
    assert "Lot" not in words
