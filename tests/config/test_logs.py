"""The log tells what happened and where, and holds nobody's name."""

import logging
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from clinicapp.config.logs import locations_of, start_logging, stop_logging
from clinicapp.domain.errors import FileError

NAME = "Bronisława Nowak"
LOG = logging.getLogger("clinicapp.some.room")


@pytest.fixture(autouse=True)
def _stop_afterwards():
    yield
    stop_logging()


def fail_for(patient):
    try:
        int(patient)
    except ValueError as error:
        raise KeyError(f"no session of {patient}") from error


def test_what_happened_is_written_with_its_time_and_place(tmp_path):
    log = start_logging(tmp_path / "logs")
    LOG.info("opened in %d ms", 42)
    (line,) = log.read_text("utf-8").splitlines()
    assert line.endswith("+00:00 INFO clinicapp.some.room: opened in 42 ms")


def test_an_exception_is_written_as_its_kind_and_its_places(tmp_path):
    log = start_logging(tmp_path / "logs")
    try:
        fail_for(NAME)
    except KeyError:
        LOG.exception("a bug in %s", NAME)
    text = log.read_text("utf-8")
    assert "builtins.KeyError" in text
    assert "builtins.ValueError" in text
    assert "tests/config/test_logs.py:" in text
    assert "in fail_for" in text
    assert NAME not in text
    assert "Nowak" not in text
    assert "no session of" not in text


@pytest.mark.parametrize(
    ("message", "values", "written"),
    [
        ("of %s", (NAME,), "of ·"),
        ("of %r at %.1f", (NAME, 2.5), "of '·' at 2.5"),
        ("of %d", (NAME,), "of %d"),
        ("of %(name)s", ({"name": NAME},), "of %(name)s"),
        ("of %s", (ValueError(NAME),), "of ·"),
        (ValueError(NAME), (), "ValueError"),
    ],
)
def test_no_value_but_a_number_is_written(tmp_path, message, values, written):
    log = start_logging(tmp_path / "logs")
    LOG.warning(message, *values)
    assert log.read_text("utf-8").endswith(f": {written}\n")


def test_what_other_libraries_log_is_not_written(tmp_path):
    log = start_logging(tmp_path / "logs")
    logging.getLogger("sqlalchemy.engine").warning(NAME)
    assert log.read_text("utf-8") == ""


def test_an_exception_that_is_its_own_cause_is_written_once():
    error = ValueError(NAME)
    error.__cause__ = error
    assert locations_of(error) == "  builtins.ValueError"


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_only_the_owner_may_read_the_log(tmp_path):
    log = start_logging(tmp_path / "logs")
    LOG.info("started")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700


def test_the_log_turns_over_before_it_fills_the_disk(tmp_path):
    log = start_logging(tmp_path / "logs")
    for _ in range(3):
        for _ in range(10_000):
            LOG.info("%s", "x" * 10)
    assert all(path.stat().st_size <= 1_000_000 for path in log.parent.iterdir())
    assert 2 <= len(list(log.parent.iterdir())) <= 5


def test_starting_again_elsewhere_closes_the_first_log(tmp_path):
    log = start_logging(tmp_path / "logs")
    second = start_logging(tmp_path / "elsewhere")
    LOG.info("started")
    assert log.read_text("utf-8") == ""
    assert "started" in second.read_text("utf-8")


FULL_DISK = """
import logging, resource, signal, sys
from pathlib import Path
from clinicapp.config.logs import start_logging

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
start_logging(Path(sys.argv[1]))
for _ in range(20):
    logging.getLogger("clinicapp").error("a bug of %s", "Nowak")
print("went on")
"""


@pytest.mark.skipif(os.name != "posix", reason="uses a limit of POSIX")
def test_a_log_on_a_full_disk_stops_nothing_and_tells_the_console_nothing(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("went on\n", "")
    assert (tmp_path / "clinicapp.log").stat().st_size == 100


def test_a_folder_that_cannot_be_used_is_a_refusal(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FileError):
        start_logging(tmp_path / "file" / "logs")
    (tmp_path / "logs" / "clinicapp.log").mkdir(parents=True)
    with pytest.raises(FileError, match=r"clinicapp\.log cannot be written"):
        start_logging(Path(tmp_path / "logs"))
