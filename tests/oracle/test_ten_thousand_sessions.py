"""10,000 random sessions, the program against an oracle that knows nothing of it: no difference."""

import ast
from fractions import Fraction
from pathlib import Path

import pytest

from tests.oracle import sums
from tests.oracle.decided import expected
from tests.oracle.figures import figures_of, worst_of
from tests.oracle.in_the_program import play
from tests.oracle.random_sessions import random_session
from tests.oracle.severities import severities_of

SESSIONS, A_CHUNK = 10_000, 500
ORACLE = ("record", "sums", "severities")


def near(one, other):
    """Equal, but for a volume that has no end as a decimal: then to 20 digits."""
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return abs(one - other) < Fraction(1, 10**20)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(near(one[k], other[k]) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(near, one, other))
    return one == other


def differences(seed):
    """What oracle and program say differently of one session."""
    told, record, refused = random_session(seed)
    case, vials, refused_there = play(told)
    known = sums.sums_of(told, record)
    there = figures_of(case, vials)
    found = [
        (seed, name, known[name], there[name])
        for name in known
        if not near(known[name], there[name])
    ]
    if refused != refused_there:
        found.append((seed, "refused", refused, refused_there))
    severities = expected(severities_of(told, record, known))
    if severities != worst_of(case):
        found.append((seed, "severities", severities, worst_of(case)))
    return found


@pytest.mark.parametrize("chunk", range(SESSIONS // A_CHUNK))
def test_the_program_agrees_with_the_oracle_in_every_figure(chunk):
    seeds = range(chunk * A_CHUNK, (chunk + 1) * A_CHUNK)
    assert [d for seed in seeds for d in differences(seed)] == []


def test_the_oracle_knows_nothing_of_the_program():
    for name in ORACLE:
        tree = ast.parse((Path(__file__).parent / f"{name}.py").read_text("utf-8"))
        names = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
        names |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
        assert not [n for n in names if n and n.startswith("clinicapp")]
