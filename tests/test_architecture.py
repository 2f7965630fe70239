"""The house rules that no linter knows, as sentences."""

import ast
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "clinicapp"
HERE = ROOT / "tests"

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
VAGUE_WORDS = {"utils", "util", "helpers", "helper", "manager", "misc"}
VAGUE_NAMES = {"data", "info", "common"}
PAINTED_ROOMS = (PACKAGE / "ui" / "theme", PACKAGE / "reports")
SPEAKING_FILES = {PACKAGE / "cli.py", ROOT / "dev.py"}
FOREIGN_PLACES = re.compile(
    r"\b(?:pypi|pythonhosted|npmjs|(?:deb|security)\.debian)\.(?:org|com)\b|pythonhosted|registry\.npm"
    r"|/opt/(?:wheels|pypi)|/(?:work|root)/|/(?:home|Users)/\w|C:\\\\?Users"
)
IGNORED = re.compile(r"(^|/)(\.(?!ci|gitignore)|__pycache__|build|dist|demo-out|\w+\.egg-info)")
COLOUR = re.compile(r"#([0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
IDLE = {"qtbot.wait", "time.sleep", "sleep", "QTest.qWait", "QTest.qSleep"}
CLAIM = re.compile(
    r"(^|\.)_?((assert|check|expect|compare|verify)\w*|raises|warns|fail)$"
    r"|\.(waitSignals?|assertNotEmitted|waitUntil|waitExposed)$"
)


def files_of_the_house():
    """Return every file of this checkout but those that git ignores."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        found = (path for path in ROOT.rglob("*") if path.is_file())
        return sorted(p for p in found if not IGNORED.search(str(p.relative_to(ROOT))))
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (ROOT / name for name in listing.stdout.split("\0") if name)
    return sorted(path for path in paths if path.is_file())


FILES = files_of_the_house()
PYTHON = [path for path in FILES if path.suffix == ".py"]
TESTS = [path for path in PYTHON if path.is_relative_to(HERE)]
PROGRAM = [path for path in PYTHON if path not in TESTS]


def short(path):
    return str(path.relative_to(ROOT))


@cache
def tree_of(path):
    return ast.parse(path.read_text("utf-8"))


def lines_of(path):
    return len(path.read_text("utf-8").splitlines())


def functions_of(path):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree_of(path)) if isinstance(node, kinds)]


def calls_in(tree):
    """Return the calls with the dotted names they are written with, as `qtbot.wait`."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [(ast.unparse(call.func), call) for call in calls]


def names_called(path):
    return {name for name, _ in calls_in(tree_of(path))}


def texts_of(path):
    """Return the string constants of a file."""
    nodes = (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Constant))
    return [node.value for node in nodes if isinstance(node.value, str)]


def mixes_a_colour(path):
    """Whether a file builds a QColor from numbers or a name instead of asking the theme."""
    return any(
        name in ("QColor", "QColor.fromRgb")
        and any(isinstance(argument, ast.Constant) for argument in call.args)
        for name, call in calls_in(tree_of(path))
    )


def claims_something(test):
    """Whether a test holds an assert, expects a refusal or a signal, or calls a check."""
    if any(isinstance(node, ast.Assert) for node in ast.walk(test)):
        return True
    return any(CLAIM.search(name) for name, _ in calls_in(test))


def test_the_rules_look_at_the_whole_house():
    assert ROOT / "dev.py" in PROGRAM
    assert PACKAGE / "domain" / "session.py" in PROGRAM
    assert Path(__file__).resolve() in TESTS


def test_a_file_can_be_read_at_one_sitting():
    assert {short(p): lines_of(p) for p in PROGRAM + TESTS if lines_of(p) > LONGEST_FILE} == {}


def test_a_function_can_be_seen_at_one_glance():
    lengths = {
        f"{short(path)}: {node.name}": node.end_lineno - node.lineno + 1
        for path in PROGRAM + TESTS
        for node in functions_of(path)
    }
    assert {name: n for name, n in lengths.items() if n > LONGEST_FUNCTION} == {}


def test_a_file_says_what_it_is_for():
    assert [short(path) for path in PROGRAM if not ast.get_docstring(tree_of(path))] == []


def test_a_file_is_named_after_what_is_in_it():
    def is_vague(path):
        parts = path.relative_to(ROOT).with_suffix("").parts
        words = {word for part in parts for word in part.split("_")}
        return not (VAGUE_NAMES.isdisjoint(parts) and VAGUE_WORDS.isdisjoint(words))

    assert [short(path) for path in PROGRAM + TESTS if is_vague(path)] == []


def test_colours_are_named_by_their_role():
    unpainted = [p for p in PROGRAM if not any(p.is_relative_to(room) for room in PAINTED_ROOMS)]
    literals = {short(p): list(filter(COLOUR.fullmatch, texts_of(p))) for p in unpainted}
    assert {name: colours for name, colours in literals.items() if colours} == {}
    assert [short(path) for path in unpainted if mixes_a_colour(path)] == []


def test_only_the_command_line_prints():
    silent = [path for path in PROGRAM if path not in SPEAKING_FILES]
    assert [short(path) for path in silent if "print" in names_called(path)] == []


def test_nothing_is_left_for_later():
    later = re.compile(r"\b(TODO|FIXME|XXX)\b")
    assert [short(path) for path in PROGRAM if later.search(path.read_text("utf-8"))] == []


def test_no_test_waits_for_time_to_pass():
    assert [short(path) for path in TESTS if not IDLE.isdisjoint(names_called(path))] == []


def test_every_test_can_fail():
    tests = [(path, node) for path in TESTS for node in functions_of(path)]
    named = [(path, node) for path, node in tests if node.name.startswith("test_")]
    assert [f"{short(p)}: {node.name}" for p, node in named if not claims_something(node)] == []


def test_no_file_names_a_machine_or_a_registry():
    found = []
    for path in FILES:
        text = path.read_bytes().decode("utf-8", "ignore")
        if path != Path(__file__).resolve():
            found += [f"{short(path)}: {place}" for place in FOREIGN_PLACES.findall(text)]
    assert found == []


def test_the_tests_have_the_rooms_of_the_program():
    rooms, mirrored = ({p.name for p in top.iterdir() if p.is_dir()} for top in (PACKAGE, HERE))
    assert mirrored - rooms - {"__pycache__"} <= {
        "accessibility",
        "bench",
        "gold",
        "oracle",
        "reliability",
    }
