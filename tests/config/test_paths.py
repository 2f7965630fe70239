"""Folders for records: where the platform wants them, and closed to everyone else."""

import os
import stat
import subprocess
import sys

import pytest

from clinicapp.config.paths import default_data_folder, private_folder, sample_folder
from clinicapp.domain.errors import FileError

posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux has this convention")
def test_records_are_kept_where_linux_wants_them(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_data_folder() == tmp_path / "clinicapp"
    assert not default_data_folder().exists()


def test_records_are_kept_in_a_folder_of_the_person(monkeypatch, tmp_path):
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert default_data_folder().is_absolute()
    assert default_data_folder().name == "clinicapp"


def test_the_sample_clinic_is_never_the_real_one(tmp_path):
    assert sample_folder(tmp_path) != tmp_path
    assert sample_folder(tmp_path).parent == tmp_path


@posix_only
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_a_new_folder_is_its_owners_alone(tmp_path, umask):
    before = os.umask(umask)
    try:
        made = private_folder(tmp_path / "new" / "folder")
    finally:
        os.umask(before)
    assert mode_of(made) == 0o700


@posix_only
def test_an_open_folder_is_closed_to_others(tmp_path):
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o755)
    (folder / "kept").write_text("as it was")
    assert private_folder(folder) == folder
    assert mode_of(folder) == 0o700
    assert (folder / "kept").read_text() == "as it was"


@posix_only
def test_a_folder_shared_by_everyone_is_refused_and_left_open(tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    with pytest.raises(FileError, match="shared by everyone"):
        private_folder(shared)
    assert mode_of(shared) == 0o1777


def test_a_file_in_the_way_is_a_refusal(tmp_path):
    (tmp_path / "file").write_text("as it was")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(FileError) as refusal:
            private_folder(path)
        assert str(path) in refusal.value.happened
        assert refusal.value.remedy
    assert (tmp_path / "file").read_text() == "as it was"


@posix_only
def test_a_folder_that_may_not_be_made_is_a_refusal(tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    tmp_path.chmod(0o755)
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from clinicapp.config.paths import private_folder\n"
        "from clinicapp.domain.errors import FileError\n"
        "folder = os.open(sys.argv[1], os.O_RDONLY)\n"
        "os.fchdir(folder)\n"
        "os.getuid() or os.setuid(65534)\n"
        "try:\n"
        "    private_folder(Path('new'))\n"
        "except FileError as refusal:\n"
        "    print(refusal.happened)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(locked)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "The folder new cannot be used: Permission denied.\n"
