"""dev.py sets up, says what is missing in one sentence, and passes arguments on."""

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
NOWHERE = "http://127.0.0.1:9/simple"

posix_only = pytest.mark.skipif(os.name != "posix", reason="makes a .venv of links")
linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="sonames are Linux's")


def load(folder):
    """Return dev.py of a folder as a module."""
    spec = importlib.util.spec_from_file_location("dev_of_a_copy", folder / "dev.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def call(folder, *words, **settings):
    """Run dev.py of a folder as a person would."""
    return subprocess.run(
        [sys.executable, str(folder / "dev.py"), *words],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path):
    """What dev.py needs, in a folder of its own."""
    folder = tmp_path / "a copy"
    (folder / "packaging").mkdir(parents=True)
    for name in ("dev.py", "pyproject.toml", "packaging/lock.txt"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def dev(copy):
    """The module of a copy whose .venv is there, with this Python and nothing installed."""
    module = load(copy)
    module.tool("python").parent.mkdir(parents=True)
    module.tool("python").symlink_to(sys.executable)
    module.STAMP.write_text(module.wanted_stamp())
    return module


@pytest.fixture
def echo(copy):
    """Programs in the place of the app that print how they were called."""
    text = "import os, sys\nprint(sys.argv[1:], os.environ.get('QT_QPA_PLATFORM'))\n"
    for name in ("clinicapp/cli.py", "tests/bench.py", "main.py"):
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).write_text(text)


@pytest.mark.parametrize("words", [(), ("--help",), ("-h",)])
def test_without_a_verb_it_prints_its_help(words):
    done = call(ROOT, *words)
    assert done.returncode == 0
    assert all(f"\n  {verb} " in done.stdout for verb in ("run", "test", "check", "demo", "bench"))


def test_another_verb_is_one_sentence():
    done = call(ROOT, "install")
    assert done.returncode == 1
    assert done.stderr == "dev.py: 'install' is none of: run, test, check, demo, bench.\n"


def test_an_old_python_can_read_the_file():
    text = (ROOT / "dev.py").read_text("utf-8")
    assert ast.parse(text, feature_version=(3, 6))


def test_another_python_is_told_which_it_is_and_which_to_take(dev, monkeypatch, capsys):
    monkeypatch.setattr(dev, "OLDEST", (3, 98))
    monkeypatch.setattr(dev, "NEWEST", (3, 99))
    assert dev.main(["run"]) == 1
    said = capsys.readouterr().err
    assert f"this is Python {sys.version.split()[0]}" in said
    assert said.endswith("install one, then run dev.py with it.\n")


def test_a_python_without_venv_is_told_the_package(dev, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    dev.STAMP.unlink()
    assert dev.main(["check"]) == 1
    said = capsys.readouterr().err
    assert f"sudo apt install python3.{sys.version_info[1]}-venv" in said
    assert said.count("\n") == 1


@linux_only
def test_a_missing_library_is_told_with_its_package(dev, monkeypatch, capsys):
    monkeypatch.setattr(dev, "BASE_LIBRARIES", "libc.so.6 libnotthere2.so.7 libXno.so.0")
    assert dev.main(["check"]) == 1
    said = capsys.readouterr().err
    assert "libnotthere2.so.7, libXno.so.0" in said
    assert "sudo apt install libnotthere2-7 libxno0)" in said
    assert said.count("\n") == 1


@linux_only
@pytest.mark.parametrize(
    ("settings", "missing"),
    [
        ({}, []),
        ({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}, []),
        ({"DISPLAY": ":0"}, ["libx.so.1", "libxcb.so.2"]),
        ({"WAYLAND_DISPLAY": "wayland-0"}, ["libway.so.1"]),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, ["libway.so.1"]),
        ({"QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": "wayland-0"}, ["libx.so.1", "libxcb.so.2"]),
    ],
)
def test_only_the_libraries_of_the_screen_there_is_are_asked_for(
    dev, monkeypatch, settings, missing
):
    monkeypatch.setattr(dev, "BASE_LIBRARIES", "libc.so.6")
    monkeypatch.setattr(dev, "X11_LIBRARIES", "libx.so.1 libxcb.so.2")
    monkeypatch.setattr(dev, "WAYLAND_LIBRARIES", "libway.so.1")
    assert dev.missing_libraries(settings) == missing


def test_debian_packages_are_named_by_debians_rule():
    name = load(ROOT).debian_package
    assert name("libEGL.so.1") == "libegl1"
    assert name("libX11.so.6") == "libx11-6"
    assert name("libxkbcommon-x11.so.0") == "libxkbcommon-x11-0"
    assert name("libxcb-cursor.so.0") == "libxcb-cursor0"
    assert name("libglib-2.0.so.0") == "libglib2.0-0"


@posix_only
def test_a_set_up_without_network_says_so_and_goes_on_where_it_stopped(copy):
    cut_off = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": NOWHERE,
        "PIP_EXTRA_INDEX_URL": "",
        "PIP_FIND_LINKS": "",
        "PIP_NO_CACHE_DIR": "1",
        "PIP_RETRIES": "1",
    }
    first = call(copy, "check", **cut_off)
    assert first.returncode == 1
    assert first.stdout.startswith("Making .venv with Python ")
    assert "packages as packaging/lock.txt pins them" in first.stdout
    assert first.stderr.startswith("dev.py: The package index cannot be reached: check the network")
    assert first.stderr.count("\n") == 1

    again = call(copy, "check", **cut_off)
    assert "Making .venv" not in again.stdout
    assert "cannot be reached" in again.stderr

    assert load(copy).is_usable()
    moved = load(copy.rename(copy.parent / "elsewhere"))
    assert not moved.is_usable()
    moved.make_venv()
    assert moved.is_usable()
    moved.tool("python").unlink()
    assert not moved.is_usable()


@posix_only
def test_nothing_is_installed_while_nothing_changed(dev, capsys):
    dev.set_up()
    assert capsys.readouterr() == ("", "")


@posix_only
@pytest.mark.parametrize("name", ["packaging/lock.txt", "pyproject.toml"])
def test_a_change_of_what_is_needed_asks_for_a_new_install(dev, copy, name):
    assert dev.is_ready()
    with (copy / name).open("a") as file:
        file.write("# a change\n")
    assert not dev.is_ready()


@posix_only
def test_a_venv_without_its_python_or_its_stamp_is_not_ready(dev):
    dev.STAMP.unlink()
    assert not dev.is_ready()
    dev.STAMP.write_text(dev.wanted_stamp())
    assert dev.is_ready()
    dev.tool("python").unlink()
    assert not dev.is_ready()


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        ("WARNING: Retrying (Retry(total=2 ...\nERROR: No matching distribution found", "network"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "proxy"),
        ("ERROR: Could not install: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS", "lock.txt names"),
        ("ERROR: No matching distribution found for pyside6-essentials==6.11.3", "glibc 2.34"),
        ("Collecting x\nerror: something new", "error: something new\nThe packages could not"),
    ],
)
def test_what_pip_prints_becomes_a_sentence(printed, sentence):
    assert sentence in load(ROOT).pip_refusal(printed)


def test_gates_stop_at_the_first_that_fails_and_show_it(capfdbinary):
    dev = load(ROOT)
    good = [sys.executable, "-c", "print('unheard')"]
    bad = [sys.executable, "-c", "import sys; print('this is wrong'); sys.exit(3)"]
    assert dev.run_gates((("one", good), ("two", bad), ("three", good))) == 3
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert lines[0] == "this is wrong"
    assert re.fullmatch(r"one \d+\.\d s, FAILED: two \d+\.\d s", lines[1])
    assert len(lines) == 2


def test_gates_that_pass_end_in_one_line(capfd):
    dev = load(ROOT)
    good = [sys.executable, "-c", "print('heard')"]
    assert dev.run_gates((("one", good), ("two", good)), streamed=("two",)) == 0
    out = capfd.readouterr().out.splitlines()
    assert out[0] == "heard"
    assert re.fullmatch(r"one \d+\.\d s, two \d+\.\d s: all passed", out[1])


@posix_only
@pytest.mark.usefixtures("echo")
def test_run_without_a_display_says_so_and_runs_the_demo(dev, copy, monkeypatch, capfd):
    monkeypatch.chdir(copy)
    for name in SCREENS:
        monkeypatch.delenv(name, raising=False)
    assert dev.main(["run"]) == 0
    said, called = capfd.readouterr().out.splitlines()
    assert said.startswith("No display here")
    assert said.endswith(f"writes to {copy / 'demo-out'}")
    assert called == f"{['demo', '--out', str(copy / 'demo-out')]} offscreen"

    assert dev.main(["run", "--out", "else where"]) == 0
    assert capfd.readouterr().out.endswith("['demo', '--out', 'else where'] offscreen\n")


@posix_only
@pytest.mark.usefixtures("echo")
def test_arguments_are_passed_on_as_they_are(dev, copy, monkeypatch, capfd):
    monkeypatch.chdir(copy)
    monkeypatch.setenv("QT_QPA_PLATFORM", "minimal")
    assert dev.main(["run", "--data", "a folder"]) == 0
    assert dev.main(["demo", "--out=x", "-v"]) == 0
    assert dev.main(["bench", "--quick"]) == 0
    assert capfd.readouterr().out.splitlines() == [
        "['--data', 'a folder'] minimal",
        "['demo', '--out=x', '-v'] minimal",
        "['--quick'] minimal",
    ]


@posix_only
def test_the_exit_code_is_the_one_of_what_was_run(dev, copy):
    (copy / "main.py").write_text("import sys\nsys.exit(7)\n")
    assert call(copy, "run", QT_QPA_PLATFORM="minimal").returncode == 7


def test_check_takes_no_arguments():
    with pytest.raises(Exception, match="check takes no arguments"):
        load(ROOT).check(["tests"])


@posix_only
def test_ci_calls_what_a_person_calls():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text("utf-8").endswith("\nexec python3 dev.py test\n")
