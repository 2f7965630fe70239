"""A user of the program who sees nothing of it but what is on the accessibility bus."""

import time
from dataclasses import dataclass

from tests.accessibility.stage import PATIENCE
from tests.factories import PASSWORD

POLITE, ASSERTIVE = 1, 2
SPACE, RIGHT, DOWN, DELETE = 0x20, 0xFF53, 0xFF54, 0xFFFF


@dataclass(frozen=True)
class Thing:
    """A control or a text as the bus tells of it."""

    number: int
    role: str
    name: str
    description: str
    states: tuple
    actions: tuple


@dataclass(frozen=True)
class Event:
    """Something that was said by itself: an announcement, a move of the keyboard, a mark."""

    kind: str
    name: str
    value: int
    words: str


class ScreenReader:
    """Finds things by role and name, acts on them, and remembers what it heard."""

    def __init__(self, stage):
        self._stage = stage
        self._heard = []

    # the way in ------------------------------------------------------------------------------
    def sign_in(self, name):
        """Sign a person in, then bring the window to the front with one real click."""
        self.until(self._is_there, "the program is on the bus")
        self.act(self.find("check box", name))
        words = "Password for " + ", ".join(name.split(", ")[:-1])
        self.write(self.find("password", words), PASSWORD)
        self.act(self.find("button", "Sign in"))
        self.find("check box", "Today")
        # Without a window manager nothing else gives the window the keyboard.
        window = self.find("window", "clinicapp")
        self.click(self.find_starting("label", "Saved"))
        self.until(lambda: "active" in self.look(window).states, "the window is active")

    def _is_there(self):
        assert self._stage.program.poll() is None, self._stage.last_words()
        return self._stage.ask("find_application", name="clinicapp")

    # looking ---------------------------------------------------------------------------------
    def things(self, role="", name="", *, is_whole=False):
        """What shows, of a role or of any, whose name is this or starts with it."""
        told = self._stage.ask("things", role=role, name=name, is_whole=is_whole)
        return [_thing(fields) for fields in told]

    def find(self, role, name):
        """The only thing of a role and a name; waited for."""
        return self._only(role, name, is_whole=True)

    def find_starting(self, role, words):
        """The only thing of a role whose name starts with these words; waited for."""
        return self._only(role, words, is_whole=False)

    def _only(self, role, name, *, is_whole):
        def look():
            found = self.things(role, name, is_whole=is_whole)
            assert len(found) < 2, f"{name} is there {len(found)} times"
            return found and found[0]

        return self.until(look, f"{role} {name} shows")

    def look(self, thing):
        """The same thing as it is now."""
        told = self._stage.ask("look", number=thing.number)
        assert told is not None, f"{thing.name} is gone"
        return _thing(told)

    # acting ----------------------------------------------------------------------------------
    def act(self, thing, action=None):
        """Do an action of a thing: the one that it offers first, or the named one."""
        action = action or thing.actions[0]
        assert self._stage.ask("act", number=thing.number, action=action)

    def write(self, thing, words):
        """Put words into a field."""
        assert self._stage.ask("write", number=thing.number, words=words)

    def click(self, thing):
        """Click a thing with the real pointer."""
        self._stage.ask("click", number=thing.number)

    def press(self, keysym):
        """Press a real key."""
        self._stage.ask("press", keysym=keysym)

    # listening -------------------------------------------------------------------------------
    def forget(self):
        """Forget what was heard until now."""
        self._listen(0)
        self._heard.clear()

    def heard(self, kind):
        """The events of a kind since it was last told to forget."""
        self._listen(0)
        return [event for event in self._heard if event.kind == kind]

    def announced(self):
        """The words that were announced since it was last told to forget."""
        return [event.words for event in self.heard("announcement")]

    def hear(self, start):
        """The announcement that starts with these words; waited for."""

        def listen():
            return next((e for e in self.heard("announcement") if e.words.startswith(start)), None)

        return self.until(listen, f"“{start}” is announced")

    def until(self, happened, what):
        """Listen until something is so and return it."""
        deadline = time.monotonic() + PATIENCE
        while not (found := happened()):
            assert time.monotonic() < deadline, f"in vain: {what}\n{self._picture()}"
            self._listen(0.2)
        return found

    def _listen(self, seconds):
        self._heard += [Event(**told) for told in self._stage.ask("listen", seconds=seconds)]

    def _picture(self):
        lines = [f"{t.role} | {t.name} | {t.description}" for t in self.things() if t.name]
        return "\n".join([*lines, *map(str, self._heard[-20:]), self._stage.last_words()])


def _thing(told):
    fields = {key: tuple(v) if isinstance(v, list) else v for key, v in told.items()}
    return Thing(**fields)
