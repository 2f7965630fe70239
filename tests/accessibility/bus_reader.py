"""What a screen reader does, for the tests: looks, acts and listens on the accessibility bus.

Runs under the system's Python, which has pyatspi. Reads one JSON object a line, {"do": …}, and
answers each with one: {"answer": …} or {"fault": …}.
"""

import json
import sys

import pyatspi
from gi.repository import Atspi, GLib

HEARD = ("object:announcement", "object:state-changed:focused", "object:state-changed:checked")
ROLES = {
    "button": Atspi.Role.PUSH_BUTTON,
    "cell": Atspi.Role.TABLE_CELL,
    "check box": Atspi.Role.CHECK_BOX,
    "label": Atspi.Role.LABEL,
    "password": Atspi.Role.PASSWORD_TEXT,
    "table": Atspi.Role.TABLE,
    "window": Atspi.Role.FRAME,
}
SLOWEST_MS = 30_000  # the library gives a program less than a second, and then forgets it
GONE = (LookupError, RuntimeError, NotImplementedError, GLib.Error)


class Reader:
    """One application on the bus, what is in its window, and what it has said."""

    def __init__(self):
        self._application = None
        self._nodes = []
        self._heard = []
        self._timer = 0
        self._loop = GLib.MainLoop()
        Atspi.set_timeout(SLOWEST_MS, SLOWEST_MS)
        for kind in HEARD:
            pyatspi.Registry.registerEventListener(self._on_event, kind)

    def answer(self, asked):
        """Do one thing that was asked for and return what came of it."""
        return getattr(self, "do_" + asked.pop("do"))(**asked)

    def do_find_application(self, name):
        """Whether the application is on the bus by now."""
        found = [app for app in pyatspi.Registry.getDesktop(0) if app and app.name == name]
        if found:
            self._application = found[0]
            # What is asked is what stands there now, not what stood there when last asked.
            self._application.set_cache_mask(Atspi.Cache.NONE)
        return bool(found)

    def do_things(self, role, name, is_whole):
        """Everything of a role (or of any) that shows and has this name, or starts with it."""
        told = []
        for node in self._matches([ROLES[role]] if role else []):
            try:
                if node.name == name or (node.name.startswith(name) and not is_whole):
                    self._nodes.append(node)
                    told.append(_told(len(self._nodes) - 1, node))
            except GONE:
                continue
        return told

    def do_look(self, number):
        """One thing again, as it is now; None when it is gone."""
        try:
            return _told(number, self._nodes[number])
        except GONE:
            return None

    def do_act(self, number, action):
        """Do an action by its name, as the bus offers it."""
        actions = self._nodes[number].queryAction()
        names = [actions.getName(i) for i in range(actions.nActions)]
        return actions.doAction(names.index(action))

    def do_write(self, number, words):
        """Put words into a field."""
        return self._nodes[number].queryEditableText().setTextContents(words)

    def do_click(self, number):
        """Press the real mouse button in the middle of a thing."""
        box = self._nodes[number].queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        x, y = box.x + box.width // 2, box.y + box.height // 2
        pyatspi.Registry.generateMouseEvent(x, y, "b1c")

    def do_press(self, keysym):
        """Press and release a real key."""
        pyatspi.Registry.generateKeyboardEvent(keysym, None, pyatspi.KEY_SYM)

    def do_listen(self, seconds):
        """What was said since it was last asked; waits for the first of it, so long at most."""
        if not self._heard:
            self._timer = GLib.timeout_add(int(seconds * 1000), self._on_late)
            self._loop.run()
            if self._timer:
                GLib.source_remove(self._timer)
        context = self._loop.get_context()
        while context.pending():
            context.iteration(False)
        heard, self._heard = self._heard, []
        return heard

    def _matches(self, roles):
        """What shows, of any of these roles, in the order of the tree: all in one question."""
        every, some = Atspi.CollectionMatchType.ALL, Atspi.CollectionMatchType.ANY
        states = Atspi.StateSet.new([Atspi.StateType.SHOWING])
        rule = Atspi.MatchRule.new(
            states, every, {}, every, roles, some if roles else every, [], every, False
        )
        order = Atspi.CollectionSortOrder.CANONICAL
        return Atspi.Collection.get_matches(self._application, rule, order, 0, True)

    def _on_late(self):
        self._timer = 0
        self._loop.quit()

    def _on_event(self, event):
        try:
            name = event.source.name
        except GONE:
            name = ""
        words = event.any_data if isinstance(event.any_data, str) else ""
        kind = str(event.type).replace("object:state-changed:", "").replace("object:", "")
        self._heard.append({"kind": kind, "name": name, "value": event.detail1, "words": words})
        self._loop.quit()


def _role(node):
    role = node.getRole()
    return next((name for name, known in ROLES.items() if known == role), node.getRoleName())


def _told(number, node):
    actions = []
    if "Action" in pyatspi.listInterfaces(node):
        offered = node.queryAction()
        actions = [offered.getName(i) for i in range(offered.nActions)]
    return {
        "number": number,
        "role": _role(node),
        "name": node.name,
        "description": node.description,
        "states": [pyatspi.stateToString(s) for s in node.getState().getStates()],
        "actions": actions,
    }


def main():
    """Answer until nobody asks any more."""
    reader = Reader()
    for line in sys.stdin:
        try:
            told = {"answer": reader.answer(json.loads(line))}
        except (*GONE, ValueError) as fault:
            told = {"fault": repr(fault)}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
