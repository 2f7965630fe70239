#!/usr/bin/env python3
"""Sets clinicapp up on a machine that has only Python, then runs, tests, checks or shows it.

The syntax stays at what Python 3.6 can parse, so that an old Python is told what it lacks.
"""

import ctypes
import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "packaging" / "lock.txt"
STAMP = VENV / "clinicapp-stamp.txt"
OLDEST, NEWEST = (3, 11), (3, 14)

HELP = """\
usage: python3 dev.py VERB [arguments for it]

  run     open the app (with no display: run the demo offscreen instead)
  test    check, then every test; arguments go to pytest
  check   the quick gates: style, format, types, imports, architecture
  demo    the main job through the real windows; --out DIR says where to write
  bench   the measurements beside their floors

The first call makes .venv and installs the locked packages; later calls start at once."""

# What Qt's libraries load from the system: always, and for each kind of screen.
BASE_LIBRARIES = (
    "libEGL.so.1 libGL.so.1 libX11.so.6 libdbus-1.so.3 libfontconfig.so.1 libfreetype.so.6 "
    "libglib-2.0.so.0 libxkbcommon.so.0"
)
X11_LIBRARIES = (
    "libX11-xcb.so.1 libxcb-cursor.so.0 libxcb-icccm.so.4 libxcb-image.so.0 libxcb-keysyms.so.1 "
    "libxcb-randr.so.0 libxcb-render-util.so.0 libxcb-render.so.0 libxcb-shape.so.0 "
    "libxcb-shm.so.0 libxcb-sync.so.1 libxcb-util.so.1 libxcb-xfixes.so.0 libxcb-xkb.so.1 "
    "libxkbcommon-x11.so.0"
)
WAYLAND_LIBRARIES = "libwayland-client.so.0 libwayland-cursor.so.0"

AGAIN = "then run the same command again"

# What pip prints when it fails, and the sentence for it.
PIP_FAILURES = {
    r"No space left on device|Disk quota exceeded": (
        f"The disk is full: make about 700 MB of room beside dev.py, {AGAIN}."
    ),
    r"DO NOT MATCH THE HASHES": (
        "A package that arrived is not the one packaging/lock.txt names, so it was not "
        "installed: run the same command again, and if it happens twice do not use that network."
    ),
    r"Retrying \(Retry|NewConnectionError|ConnectTimeout|ProxyError|CERTIFICATE_VERIFY_FAILED"
    r"|Name or service not known|Network is unreachable|Connection broken|Read timed out": (
        f"The package index cannot be reached: check the network (or the proxy), {AGAIN}; "
        "what has already arrived is kept."
    ),
    r"No matching distribution found": (
        "There is no ready-made package for this machine: clinicapp needs 64-bit CPython 3.11 "
        "to 3.14 on Windows 10, macOS 13 or Linux with glibc 2.34, or newer."
    ),
}
SILENT = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


class SetUpError(Exception):
    """A sentence for the person at the keyboard: what is wrong and what to do."""


def say(text):
    """Print one line of progress at once."""
    print(text, flush=True)


def runs(name):
    """Whether there is a program of this name that starts (a version manager's stub may not)."""
    return bool(shutil.which(name)) and subprocess.call([name, "-c", ""], **SILENT) == 0


def check_python():
    """Refuse a Python the locked packages are not made for."""
    if OLDEST <= sys.version_info[:2] <= NEWEST and sys.maxsize > 2**32:
        return
    names = (f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1))
    found = next(filter(runs, names), None)
    words = " ".join(sys.argv[1:])
    remedy = f"run '{found} dev.py {words}'" if found else "install one, then run dev.py with it"
    raise SetUpError(
        f"clinicapp needs 64-bit Python 3.11 to 3.14, and this is Python "
        f"{platform.python_version()} ({platform.architecture()[0]}): {remedy}."
    )


def check_venv_module():
    """Refuse a Python that cannot make virtual environments, and name the package."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return
    package = f"python3.{sys.version_info[1]}-venv"
    raise SetUpError(
        f"This Python cannot make virtual environments: install the package {package} "
        f"(Debian, Ubuntu: sudo apt install {package}), {AGAIN}."
    )


def missing_of(sonames):
    """Return those of the sonames that cannot be loaded with all they need themselves."""
    missing = []
    for soname in sonames.split():
        try:
            ctypes.CDLL(soname)
        except OSError:
            missing.append(soname)
    return missing


def missing_libraries(settings):
    """Return the sonames Qt lacks for the screen these environment variables name."""
    wanted = settings.get("QT_QPA_PLATFORM", "").split(":")[0]
    screens = []
    if wanted == "xcb" or (not wanted and settings.get("DISPLAY")):
        screens.append(missing_of(X11_LIBRARIES))
    if wanted == "wayland" or (not wanted and settings.get("WAYLAND_DISPLAY")):
        screens.append(missing_of(WAYLAND_LIBRARIES))
    return missing_of(BASE_LIBRARIES) + min(screens, key=len, default=[])


def debian_package(soname):
    """Return the package of a library, by Debian's rule: libGL.so.1 is in libgl1."""
    if soname.startswith("libglib"):
        return "libglib2.0-0"
    name, version = soname.lower().split(".so.")
    return name + ("-" if name[-1].isdigit() else "") + version


def check_libraries(settings):
    """Refuse a Linux that lacks a library of Qt's, and name the packages."""
    if not sys.platform.startswith("linux"):
        return
    missing = missing_libraries(settings)
    if not missing:
        return
    packages = " ".join(debian_package(soname) for soname in missing)
    raise SetUpError(
        f"Qt cannot start without {', '.join(missing)}: install what is missing "
        f"(Debian, Ubuntu: sudo apt install {packages}), {AGAIN}."
    )


def has_display(settings):
    """Whether a window can be shown, or the caller chose Qt's platform."""
    if not sys.platform.startswith("linux"):
        return True
    return any(map(settings.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")))


def tool(name):
    """Return the path of a program of the virtual environment."""
    if os.name == "nt":
        return VENV / "Scripts" / (name + ".exe")
    return VENV / "bin" / name


def wanted_stamp():
    """Return what the stamp must say for .venv to be in order."""
    text = "\n".join((str(ROOT), *map(str, sys.version_info[:2])))
    digest = hashlib.sha256(text.encode("utf-8", "surrogateescape"))
    for path in (LOCK, ROOT / "pyproject.toml"):
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def is_ready():
    """Whether the last install was finished, for these files, this place and this Python."""
    if not (tool("python").exists() and STAMP.exists()):
        return False
    return STAMP.read_text("ascii", "replace") == wanted_stamp()


def is_usable():
    """Whether .venv was made for this folder and this Python, and has pip."""
    settings = VENV / "pyvenv.cfg"
    if not (tool("python").exists() and settings.exists()):
        return False
    # Its programs name their folder: a copied or moved .venv would start those of the old one.
    if str(VENV) not in settings.read_text("utf-8", "replace"):
        return False
    probe = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    return subprocess.call([str(tool("python")), "-c", probe], **SILENT) == 0


def make_venv():
    """Make .venv anew, whatever is left of an earlier one."""
    say(f"Making .venv with Python {platform.python_version()} ...")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        say(done.stdout.strip())
        raise SetUpError(f"{VENV} cannot be made: choose a folder you may write to, {AGAIN}.")


def pip_refusal(output):
    """Return the sentence for what pip printed before it gave up."""
    for pattern, sentence in PIP_FAILURES.items():
        if re.search(pattern, output):
            return sentence
    last = "\n".join(output.strip().splitlines()[-15:])
    return f"{last}\nThe packages could not be installed: pip's own words are above."


class Ticker:
    """Shows how far a long step is: on one line of a terminal, else a line now and then."""

    def __init__(self, total):
        self.total = total
        self.count = 0
        self.start = self.last = time.monotonic()

    def show(self, line):
        """Take one line of pip's and show where it has got to."""
        verb, _, rest = line.strip().partition(" ")
        if verb not in ("Collecting", "Requirement", "Downloading", "Installing"):
            return
        self.count = min(self.total, self.count + (verb in ("Collecting", "Requirement")))
        what = "unpacking" if verb == "Installing" else rest.split()[0]
        now = time.monotonic()
        text = f"  {self.count:3d} of {self.total}  {now - self.start:4.0f} s  {what[:50]}"
        if sys.stdout.isatty():
            print("\r" + text.ljust(78), end="\n" if verb == "Installing" else "", flush=True)
        elif now - self.last >= 5:
            self.last = now
            say(text)


def pip_install(arguments, total):
    """Run pip install in .venv, showing progress; refuse in one sentence when it fails."""
    command = [str(tool("python")), "-m", "pip", "install", "--no-input"]
    command += ["--disable-pip-version-check", *arguments]
    ticker = Ticker(total)
    lines = []
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    patience = dict({"PIP_RETRIES": "3"}, **os.environ)
    with subprocess.Popen(command, cwd=str(ROOT), env=patience, **pipes) as process:
        for raw in process.stdout:
            lines.append(raw.decode("utf-8", "replace"))
            ticker.show(lines[-1])
    if process.returncode:
        raise SetUpError(pip_refusal("".join(lines)))


def set_up():
    """Make .venv ready, or leave it as it is when nothing changed since."""
    if is_ready():
        return
    check_venv_module()
    start = time.monotonic()
    if STAMP.exists():
        STAMP.unlink()
    if not is_usable():
        make_venv()
    total = len(re.findall(r"^[a-z0-9][\w.-]*==", LOCK.read_text("utf-8"), re.MULTILINE))
    say(f"Installing {total} packages as packaging/lock.txt pins them ...")
    pip_install(["--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)], total)
    pip_install(["--no-deps", "--no-build-isolation", "--editable", str(ROOT)], 1)
    STAMP.write_text(wanted_stamp(), "ascii")
    say(f"Ready after {time.monotonic() - start:.0f} s.")


def environment(is_windowed=True):
    """Return the environment, with Qt drawing into memory where no window can or shall be shown."""
    if is_windowed and has_display(os.environ):
        return dict(os.environ)
    return dict(os.environ, QT_QPA_PLATFORM="offscreen")


def gates():
    """Return the quick gates: name and command."""
    python = str(tool("python"))
    return (
        ("style", [python, "-m", "ruff", "check"]),
        ("format", [python, "-m", "ruff", "format", "--check"]),
        ("types", [python, "-m", "mypy"]),
        ("imports", [str(tool("lint-imports"))]),
        ("architecture", [python, "-m", "pytest", "-q", "tests/test_architecture.py"]),
    )


def run_gate(name, command, streams):
    """Run one gate and return (exit code, "name seconds"); a silent one prints only its failure."""
    start = time.monotonic()
    pipes = {} if streams else {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    done = subprocess.run(command, cwd=str(ROOT), env=environment(is_windowed=False), **pipes)
    took = f"{name} {time.monotonic() - start:.1f} s"
    if done.returncode and not streams:
        sys.stdout.buffer.write(done.stdout)
        sys.stdout.buffer.flush()
    return done.returncode, took


def run_gates(commands, streamed=()):
    """Run gates in order up to the first that fails; end with one line of names and seconds."""
    passed = []
    for name, command in commands:
        code, took = run_gate(name, command, name in streamed)
        if code:
            say(", ".join([*passed, f"FAILED: {took}"]))
            return code
        passed.append(took)
    say(", ".join(passed) + ": all passed")
    return 0


def check(arguments):
    """Run the quick gates."""
    if arguments:
        raise SetUpError("check takes no arguments: for single tests use 'dev.py test'.")
    return run_gates(gates())


def test(arguments):
    """Run the quick gates, then pytest with these arguments, one process for each core."""
    cores = ["--numprocesses=auto", "--maxprocesses=8"]
    files = ["--dist=loadfile", "--no-loadscope-reorder"]
    pytest = [str(tool("python")), "-m", "pytest", *cores, *files, *arguments]
    return run_gates((*gates(), ("pytest", pytest)), streamed=("pytest",))


def run(arguments):
    """Open the app; with no display say so and run the demo."""
    if has_display(os.environ):
        return subprocess.call([str(tool("python")), str(ROOT / "main.py"), *arguments])
    out = out_folder(arguments)
    say(
        "No display here (neither DISPLAY nor WAYLAND_DISPLAY is set): the demo runs offscreen "
        f"instead and writes to {out}"
    )
    return demo(["--out", str(out)])


def out_folder(arguments):
    """Return the folder given with --out, or demo-out beside this file."""
    for position, word in enumerate(arguments):
        if word.startswith("--out="):
            return Path(word[len("--out=") :])
        if word == "--out" and position + 1 < len(arguments):
            return Path(arguments[position + 1])
    return ROOT / "demo-out"


def demo(arguments):
    """Do the main job through the real windows and write what it makes."""
    if not any(word == "--out" or word.startswith("--out=") for word in arguments):
        arguments = [*arguments, "--out", str(out_folder(arguments))]
    command = [str(tool("python")), "-m", "clinicapp.cli", "demo", *arguments]
    return subprocess.call(command, env=environment())


def bench(arguments):
    """Measure, beside the raw floors."""
    command = [str(tool("python")), "-m", "tests.bench", *arguments]
    return subprocess.call(command, cwd=str(ROOT), env=environment())


VERBS = {"run": run, "test": test, "check": check, "demo": demo, "bench": bench}


def main(words):
    """Set up, do the verb and return its exit code."""
    if not words or words[0] in ("-h", "--help", "help"):
        say(HELP)
        return 0
    try:
        check_python()
        if words[0] not in VERBS:
            raise SetUpError(f"'{words[0]}' is none of: {', '.join(VERBS)}.")
        check_libraries(environment(words[0] not in ("test", "check")))
        set_up()
        return VERBS[words[0]](words[1:])
    except SetUpError as refusal:
        print(f"dev.py: {refusal}", file=sys.stderr, flush=True)
        return 1
    except OSError as error:
        place = error.filename or "The output"
        print(f"dev.py: {place}: {error.strerror}.", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        print("\ndev.py: stopped.", file=sys.stderr, flush=True)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
