"""A screen, a session bus, the program on both, and a reader: started, and ended without a rest."""

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READER = Path(__file__).with_name("bus_reader.py")
# The one that Debian's python3-pyatspi is made for, whatever Python runs the tests.
SYSTEM_PYTHON = "/usr/bin/python3"
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
PATIENCE = 60.0  # seconds for anything to happen, also on a busy machine
# Both end with the pipe from here, so nothing outlives the tests, however they end.
HOLD_BUS = 'echo "$DBUS_SESSION_BUS_ADDRESS"; exec cat'
HOLD_SCREEN = '"$@" & cat; kill $!'
NOT_OURS = ("DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS", "WAYLAND_DISPLAY", "NO_AT_BRIDGE")


@cache
def lacking():
    """What this machine lacks for an accessibility bus, in words; "" when nothing."""
    if not sys.platform.startswith("linux"):
        return "AT-SPI is the accessibility bus of Linux"
    programs = [p for p in ("Xvfb", "dbus-run-session") if not shutil.which(p)]
    if not any(Path(launcher).exists() for launcher in LAUNCHERS):
        programs.append("at-spi-bus-launcher")
    probe = [SYSTEM_PYTHON, "-c", "import pyatspi"]
    if not Path(SYSTEM_PYTHON).exists() or subprocess.run(probe, capture_output=True).returncode:
        programs.append("python3-pyatspi")
    return f"not installed: {', '.join(programs)}" if programs else ""


class Lines:
    """Lines out of a pipe, each waited for no longer than a while."""

    def __init__(self, pipe):
        self._pipe = pipe
        self._rest = b""

    def read(self, seconds=PATIENCE):
        """The next line; refused when none comes in time or the other end has gone."""
        deadline = time.monotonic() + seconds
        while b"\n" not in self._rest:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self._pipe], [], [], left)[0]:
                raise TimeoutError(f"no answer within {seconds} s")
            arrived = os.read(self._pipe, 65536)
            if not arrived:
                raise EOFError("the other end has gone")
            self._rest += arrived
        line, _, self._rest = self._rest.partition(b"\n")
        return line.decode()


class Stage:
    """The program of a data folder on a screen and a bus of its own; `ask` asks the reader."""

    def __init__(self, folder):
        self._data = folder
        self._exits = ExitStack()
        self._reader = self._answers = self.program = None

    def __enter__(self):
        try:
            self._set_up()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_error):
        self.close()

    def ask(self, do, **more):
        """Let the reader do something and return its answer."""
        self._reader.stdin.write(json.dumps({"do": do, **more}).encode() + b"\n")
        self._reader.stdin.flush()
        try:
            told = json.loads(self._answers.read())
        except (TimeoutError, EOFError) as fault:
            raise AssertionError(f"{do}: {fault}\n{self.last_words()}") from fault
        assert "answer" in told, f"{do} {more}: {told['fault']}\n{self.last_words()}"
        return told["answer"]

    def last_words(self):
        """What the processes have written to their error streams, for a failure's message."""
        told = (f"{p.name}:\n{p.read_text('utf-8', 'replace')[-2000:]}" for p in self._logs())
        return "\n".join(told)

    def leftovers(self):
        """The processes of this stage that are still there, as {pid: command}."""
        mark = f"XDG_RUNTIME_DIR={self.room}".encode()
        found = {}
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (process / "environ").read_bytes().split(b"\0"):
                    found[int(process.name)] = (process / "cmdline").read_bytes().decode()
            except OSError:
                continue  # it has ended meanwhile, or is another user's
        return found

    def close(self):
        """End everything that was started, in reverse order."""
        self._exits.close()

    def _logs(self):
        return sorted(self.room.glob("*.log"))

    def _set_up(self):
        # Sockets have short names at most, so the room is not below the tests' own folder.
        self.room = Path(tempfile.mkdtemp(prefix="bus-"))
        self._exits.callback(shutil.rmtree, self.room, ignore_errors=True)
        self._exits.callback(self._end_leftovers)
        self._env = {k: v for k, v in os.environ.items() if k not in NOT_OURS}
        self._env |= {"XDG_RUNTIME_DIR": str(self.room), "GSETTINGS_BACKEND": "memory"}
        self._env["DISPLAY"] = f":{self._start_screen()}"
        held = self._start("bus", ["dbus-run-session", "--", "sh", "-c", HOLD_BUS])
        self._env["DBUS_SESSION_BUS_ADDRESS"] = Lines(held.stdout.fileno()).read()
        self._reader = self._start("reader", [SYSTEM_PYTHON, str(READER)])
        self._answers = Lines(self._reader.stdout.fileno())
        self._env |= {"QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        command = [sys.executable, str(ROOT / "main.py"), "--data", str(self._data)]
        self.program = self._start("program", command)

    def _start_screen(self):
        reading, writing = os.pipe()
        self._exits.callback(os.close, reading)
        size = ["-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"]
        try:
            screen = ["Xvfb", "-displayfd", str(writing), *size]
            command = ["sh", "-c", HOLD_SCREEN, "sh", *screen]
            self._start("screen", command, pass_fds=(writing,))
        finally:
            os.close(writing)
        return Lines(reading).read()

    def _start(self, name, command, **more):
        with (self.room / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                command,
                cwd=self.room,
                env=self._env,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
                **more,
            )
        self._exits.callback(_end, process)
        return process

    def _end_leftovers(self):
        """End what the buses have started for us, and wait until it is gone."""
        for pid in self.leftovers():
            try:
                gone = os.pidfd_open(pid)
            except ProcessLookupError:
                continue
            signal.pidfd_send_signal(gone, signal.SIGKILL)
            select.select([gone], [], [], PATIENCE)
            os.close(gone)


def _end(process):
    """Ask a process and all it started to end, then make them."""
    for step in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, step)
            process.wait(timeout=10)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue
    for pipe in (process.stdin, process.stdout):
        pipe.close()
