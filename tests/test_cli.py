"""The verbs of the command line, run as a user runs them."""

import csv
import json
import os
import subprocess
import sys

import pytest

from clinicapp.cli import main
from clinicapp.commands.sample_clinic import SAMPLE_PASSWORD


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli") / "data"
    call = ["sample", "--data", str(folder), "--patients", "6", "--sessions", "12", "--seed", "3"]
    assert main(call) == 0
    return folder


@pytest.fixture
def password_file(tmp_path):
    path = tmp_path / "password"
    path.write_text(SAMPLE_PASSWORD + "\n", "utf-8")
    return str(path)


def export(data, out, password_file, *more):
    return main(
        ["export", "--data", str(data), "--out", str(out), "--password-file", password_file, *more]
    )


def test_a_sample_is_written_to_a_private_folder(data):
    assert data.stat().st_mode & 0o777 == 0o700
    assert (data / "clinic.db").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("rows", ["sessions", "sites"])
def test_sessions_are_exported_with_a_manifest(data, tmp_path, password_file, file_format, rows):
    out = tmp_path / f"out.{file_format}"
    assert export(data, out, password_file, "--format", file_format, "--rows", rows) == 0
    manifest = json.loads((tmp_path / f"out.{file_format}.manifest.json").read_text("utf-8"))
    assert out.stat().st_size > 0
    assert manifest["rows"]["count"] >= 12
    if file_format == "csv":
        with out.open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.DictReader(file))) == manifest["rows"]["count"]


def test_days_narrow_an_export(data, tmp_path, password_file):
    out = tmp_path / "out.csv"
    assert export(data, out, password_file, "--from", "1990-01-01", "--to", "1990-12-31") == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.DictReader(file)) == []


def test_a_file_that_is_there_is_not_written_over_unasked(data, tmp_path, password_file, capsys):
    out = tmp_path / "out.csv"
    out.write_text("mine", "utf-8")
    assert export(data, out, password_file) == 1
    assert out.read_text("utf-8") == "mine"
    assert "--replace" in capsys.readouterr().err
    assert export(data, out, password_file, "--replace") == 0
    assert out.read_text("utf-8-sig").startswith("session_id")


def test_days_the_wrong_way_round_are_refused(data, tmp_path, password_file, capsys):
    out = tmp_path / "out.csv"
    assert export(data, out, password_file, "--from", "2026-02-01", "--to", "2026-01-01") == 1
    assert "later than" in capsys.readouterr().err
    assert not out.exists()


def test_the_password_may_come_from_the_environment(data, tmp_path, monkeypatch):
    monkeypatch.setenv("CLINICAPP_PASSWORD", SAMPLE_PASSWORD)
    assert main(["export", "--data", str(data), "--out", str(tmp_path / "out.csv")]) == 0


def test_a_wrong_or_missing_password_writes_nothing(data, tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("CLINICAPP_PASSWORD", raising=False)
    out = tmp_path / "out.csv"
    assert main(["export", "--data", str(data), "--out", str(out)]) == 1
    monkeypatch.setenv("CLINICAPP_PASSWORD", "wrong")
    assert main(["export", "--data", str(data), "--out", str(out)]) == 1
    assert "do not belong together" in capsys.readouterr().err
    assert list(tmp_path.glob("out*")) == []


def test_a_person_who_may_not_export_is_told_who_may(data, tmp_path, password_file, capsys):
    out = tmp_path / "out.csv"
    assert export(data, out, password_file, "--person", "ruth") == 1
    assert "this is for an administrator" in capsys.readouterr().err
    assert not out.exists()


def test_a_folder_without_a_clinic_is_refused_and_left_alone(tmp_path, password_file, capsys):
    assert export(tmp_path / "none", tmp_path / "out.csv", password_file) == 1
    assert "There is no clinic" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_a_second_sample_never_overwrites_a_clinic(data, capsys):
    assert main(["sample", "--data", str(data), "--patients", "1", "--sessions", "1"]) == 1
    assert "already has a clinic" in capsys.readouterr().err


def test_a_sample_never_goes_where_the_records_are(capsys):
    assert main(["sample", "--patients", "1", "--sessions", "1"]) == 1
    assert "a folder of its own" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["--from", "22.11.2026"], ["--format", "pdf"], []])
def test_a_wrong_call_says_how_it_is_called(data, wrong):
    with pytest.raises(SystemExit) as exit_:
        main(["export", "--data", str(data), *wrong])
    assert exit_.value.code == 2


def test_main_py_answers_from_any_folder(tmp_path):
    from pathlib import Path

    script = Path(__file__).parents[1] / "main.py"
    done = subprocess.run(
        [sys.executable, str(script), "--version"],
        cwd=tmp_path, capture_output=True, text=True, check=True, env={**os.environ},
    )  # fmt: skip
    assert done.stdout.startswith("clinicapp ")
