"""Killed in the middle of a signature: whatever was kept is there, and the file is sound."""

import os
import shutil
import signal
import subprocess
import sys
from random import Random

import pytest

from clinicapp.commands import consents as verbs
from clinicapp.store.database import open_database
from tests.conftest import KEY
from tests.factories import AT, make_records

KILLS = 8
# Draws strokes point by point, as the pad does, and tells each that the database has kept.
DRAWING = """
import sys
from pathlib import Path
from uuid import UUID
from clinicapp.commands.consent_signing import draw_stroke
from clinicapp.commands.records import Act
from clinicapp.domain.consent.record import SignerRole
from clinicapp.store.database import open_database
from tests.conftest import KEY
from tests.consent_factory import make_stroke
from tests.factories import AT, make_records

path, consent_id, person_id = Path(sys.argv[1]), UUID(sys.argv[2]), UUID(sys.argv[3])
records = make_records(open_database(path, KEY, now=AT))
act = Act(records.person(person_id), AT)
known = records.consent(consent_id).signature(SignerRole.PATIENT)
place = len(known.strokes) if known else 0
while True:
    for points in range(2, 12):
        way = tuple((100 * n, 50 * (n % 7)) for n in range(points))
        draw_stroke(records, consent_id, SignerRole.PATIENT, place, make_stroke(way), "E", act=act)
        print(place, points, flush=True)
    place += 1
"""


@pytest.mark.skipif(os.name != "posix", reason="a process is killed by a signal")
def test_no_kept_point_of_a_signature_is_lost(records, stranger, staff, act, database, tmp_path):
    begun = verbs.begin_consent(records, stranger.id, "en", staff.physician.id, act=act).after
    path = database.path
    database.close()
    rng, cut = Random(5), set()
    for kill in range(KILLS):
        told = drawn_and_killed(path, begun.id, staff.physician.id, rng.randint(3, 25))
        copy = tmp_path / f"after-{kill}.db"
        for suffix in ("", "-wal", "-shm"):
            if (side := path.with_name(path.name + suffix)).exists():
                shutil.copy(side, copy.with_name(copy.name + suffix))
        opened = open_database(copy, KEY, now=AT)
        kept = make_records(opened).consent(begun.id).signatures[0].strokes
        opened.close()
        place, points = told
        assert len(kept) >= place + 1
        assert len(kept[place].points) >= points
        # A stroke that was being drawn when the process died stays as far as it was.
        assert all(len(s.points) == 11 for n, s in enumerate(kept[:place]) if n not in cut)
        cut.add(len(kept) - 1)


def drawn_and_killed(path, consent_id, person_id, lines):
    """Let a process draw until it told so many times, and kill it; the last it told."""
    process = subprocess.Popen(
        [sys.executable, "-c", DRAWING, str(path), str(consent_id), str(person_id)],
        stdout=subprocess.PIPE,
        text=True,
    )
    told = [process.stdout.readline() for _ in range(lines)]
    process.send_signal(signal.SIGKILL)
    told += process.stdout.read().splitlines(keepends=True)
    process.wait()
    process.stdout.close()
    whole = [line for line in told if line.endswith("\n")]
    place, points = whole[-1].split()
    return int(place), int(points)
