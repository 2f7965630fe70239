"""The lock file pins everything, with hashes, and names no host."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCK = (ROOT / "packaging" / "lock.txt").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

# A requirement is one line with backslashes: the pin, perhaps a marker, then its hashes.
ENTRIES = LOCK.replace("\\\n", " ").splitlines()
PINS = {entry.split("==")[0]: entry.split("==")[1].split()[0] for entry in ENTRIES}


def wanted():
    extras = PROJECT["optional-dependencies"].values()
    return [*PROJECT["dependencies"], *(text for extra in extras for text in extra)]


def test_no_host_and_no_path_is_named():
    assert "http" not in LOCK
    assert "/" not in LOCK
    assert "index" not in LOCK


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.split("==")[0])
def test_every_package_is_pinned_with_its_hashes(entry):
    pin, *hashes = entry.split("--hash=")
    assert re.fullmatch(r"[a-z0-9-]+==[0-9][\w.]*( ; [^#]+)?", pin.strip())
    assert hashes
    assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each.strip()) for each in hashes)


def test_no_package_is_pinned_twice():
    assert len(PINS) == len(ENTRIES)


@pytest.mark.parametrize("text", wanted())
def test_the_lock_is_what_pyproject_asks_for(text):
    requirement = Requirement(text)
    assert requirement.specifier.contains(PINS[canonicalize_name(requirement.name)])


def test_qt_stays_at_the_version_that_keeps_none_alive():
    assert PINS["pyside6-essentials"] == "6.11.3"
    assert PINS["shiboken6"] == "6.11.3"


def test_what_windows_and_bare_machines_lack_is_there():
    assert {"tzdata", "hatchling"} <= PINS.keys()


def test_the_python_versions_are_the_ones_dev_py_takes():
    code = (ROOT / "dev.py").read_text("utf-8")
    assert PROJECT["requires-python"] == ">=3.11,<3.15"
    assert "OLDEST, NEWEST = (3, 11), (3, 14)" in code
