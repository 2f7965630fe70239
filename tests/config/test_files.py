"""A file is there whole, or the one before it is; on real disks, full ones and closed ones."""

import os
import signal
import stat
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from clinicapp.config.files import AtomicFile, write_atomically
from clinicapp.domain.errors import FileError

posix_only = pytest.mark.skipif(os.name != "posix", reason="uses limits and signals of POSIX")


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_bytes_written_are_the_bytes_read(tmp_path):
    write_atomically(tmp_path / "report.pdf", bytes(range(256)) * 1000)
    assert (tmp_path / "report.pdf").read_bytes() == bytes(range(256)) * 1000
    assert names_in(tmp_path) == ["report.pdf"]


def test_an_earlier_file_is_replaced(tmp_path):
    write_atomically(tmp_path / "report.pdf", b"first, and longer")
    write_atomically(tmp_path / "report.pdf", b"second")
    assert (tmp_path / "report.pdf").read_bytes() == b"second"


@posix_only
def test_only_the_owner_may_read_a_new_file(tmp_path):
    write_atomically(tmp_path / "export.csv", b"x")
    assert stat.S_IMODE((tmp_path / "export.csv").stat().st_mode) == 0o600


def test_nothing_is_at_the_place_until_the_block_ends(tmp_path):
    path = tmp_path / "export.csv"
    with AtomicFile(path) as file:
        file.write(b"half")
        file.flush()
        assert not path.exists()
    assert path.read_bytes() == b"half"


def test_a_block_that_raises_leaves_the_earlier_file_and_nothing_else(tmp_path):
    path = tmp_path / "export.csv"
    path.write_bytes(b"before")
    with suppress(KeyError), AtomicFile(path) as file:
        file.write(b"half")
        raise KeyError("a bug")
    assert path.read_bytes() == b"before"
    assert names_in(tmp_path) == ["export.csv"]


def test_a_writer_may_close_the_file_itself(tmp_path):
    with AtomicFile(tmp_path / "export.csv") as file:
        file.write(b"whole")
        file.close()
    assert (tmp_path / "export.csv").read_bytes() == b"whole"


@pytest.mark.parametrize("place", ["missing/report.pdf", "file/report.pdf", "folder"])
def test_an_impossible_place_is_a_refusal_that_names_it(tmp_path, place):
    (tmp_path / "file").write_bytes(b"as it was")
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileError) as refusal:
        write_atomically(tmp_path / place, b"x")
    assert str(tmp_path / place) in refusal.value.happened
    assert refusal.value.unchanged == "No file was written."
    assert refusal.value.remedy
    assert names_in(tmp_path) == ["file", "folder"]
    assert names_in(tmp_path / "folder") == []


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from clinicapp.config.files import write_atomically
from clinicapp.domain.errors import FileError

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    write_atomically(Path(sys.argv[1]), b"n" * int(sys.argv[2]))
except FileError as refusal:
    print(refusal.remedy)
"""


@posix_only
@pytest.mark.parametrize("size", [50_001, 5_000_000])
def test_a_disk_without_room_keeps_the_earlier_file_whole(tmp_path, size):
    path = tmp_path / "report.pdf"
    path.write_bytes(b"before")
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path), str(size)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "Make room on the disk, or choose another place, then try again.\n"
    assert path.read_bytes() == b"before"
    assert names_in(tmp_path) == ["report.pdf"]


WRITE_ON_AND_ON = """
import sys
from pathlib import Path
from clinicapp.config.files import write_atomically

for number in range(1_000_000):
    write_atomically(Path(sys.argv[1]), bytes([number % 256]) * 400_000)
    print(number, flush=True)
"""


@posix_only
def test_a_killed_writer_never_leaves_half_a_file(tmp_path):
    path = tmp_path / "report.pdf"
    for round_ in range(6):
        with subprocess.Popen(
            [sys.executable, "-c", WRITE_ON_AND_ON, str(path)], stdout=subprocess.PIPE
        ) as writer:
            for _ in range(3 + round_):
                writer.stdout.readline()
            time_to_kill = time.monotonic() + round_ * 0.0007
            while time.monotonic() < time_to_kill:
                pass
            writer.send_signal(signal.SIGKILL)
        content = path.read_bytes()
        assert len(content) == 400_000
        assert len(set(content)) == 1


def test_a_relative_path_is_written_where_it_points(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_atomically(Path("report.pdf"), b"x")
    assert (tmp_path / "report.pdf").read_bytes() == b"x"
