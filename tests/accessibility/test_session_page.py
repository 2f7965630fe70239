"""A session charted over the accessibility bus, by a screen reader that knows nothing else."""

import re
from collections import Counter

import pytest

from tests.accessibility.screen_reader import (
    ASSERTIVE,
    DELETE,
    DOWN,
    POLITE,
    RIGHT,
    SPACE,
)
from tests.factories import make_protocol

GIVEN = re.compile(r"given 5 units at \d\d:\d\d")


def site_names():
    protocol = make_protocol()
    return [protocol.spoken_name(site.id) for site in protocol.sites]


def sites_of(reader):
    """The controls of sites, by name; every one of them shows."""
    names = set(site_names())
    found = [thing for thing in reader.things("check box") if thing.name in names]
    assert len(found) == len({thing.name for thing in found})
    return {thing.name: thing for thing in found}


def becomes(reader, thing, description, *, checked):
    """Wait until a site says this of itself, with the mark that goes with it."""

    def look():
        now = reader.look(thing)
        return re.fullmatch(description, now.description) and ("checked" in now.states) is checked

    reader.until(look, f"{thing.name} is {description}")


def open_editor(reader, site):
    """Act on a given site until its editor opens: a second act at once would be a bounce."""

    def is_open():
        reader.act(site)
        return any(w.startswith("Editor open") for w in reader.announced())

    reader.until(is_open, "the editor opens")


def test_every_site_is_a_control_with_name_state_and_acts(reader):
    sites = sites_of(reader)
    assert sorted(sites) == sorted(site_names())
    assert len(sites) == 31
    for site in sites.values():
        assert site.description == "planned, 5 units"
        assert {"checkable", "focusable", "enabled", "showing"} <= set(site.states)
        assert "checked" not in site.states
        assert {"Toggle", "Press", "SetFocus"} <= set(site.actions)


def test_whatever_can_be_worked_has_a_name(reader):
    things = [t for t in reader.things() if t.actions or "focusable" in t.states]
    assert [thing for thing in things if not thing.name.strip()] == []
    assert [thing for thing in things if "<" in thing.name + thing.description] == []
    twice = Counter((t.role, t.name) for t in things if t.role in ("check box", "button"))
    assert [who for who, n in twice.items() if n > 1] == []


@pytest.mark.parametrize("action", ["Toggle", "Press"])
def test_an_act_on_a_site_gives_it_and_says_so_once(reader, action):
    site = reader.find("check box", "Temporalis left 3")
    reader.act(site, action)
    said = reader.hear("Given")
    becomes(reader, site, GIVEN, checked=True)
    assert said.words == "Given: Temporalis left 3, 5 units. 1 of 31 given, 5 units."
    assert said.value == POLITE
    reader.find_starting("button", "Undo: Give TEM-L3")
    assert reader.announced() == [said.words]
    assert [(e.name, e.value) for e in reader.heard("checked")] == [("Temporalis left 3", 1)]


def test_a_given_site_is_taken_back_in_its_editor(reader):
    site = reader.find("check box", "Corrugator right 1")
    reader.act(site)
    becomes(reader, site, GIVEN, checked=True)
    open_editor(reader, site)
    becomes(reader, site, GIVEN, checked=True)
    assert reader.hear("Editor open").words == "Editor open: Corrugator right 1"
    reader.act(reader.find("button", "Take back"))
    said = reader.hear("Taken back").words
    assert said == "Taken back: Corrugator right 1, 5 units planned. 0 of 31 given, 0 units."
    becomes(reader, site, "planned, 5 units", checked=False)
    reader.act(reader.find("button", "Done"))
    reader.act(reader.find_starting("button", "Undo"))
    assert reader.hear("Undone").words.startswith("Undone. Given: Corrugator right 1, 5 units.")
    becomes(reader, site, GIVEN, checked=True)


def test_a_dose_and_an_omission_are_made_in_the_editor(reader):
    site = reader.find("check box", "Frontalis left 2")
    reader.act(reader.find("check box", "Edit sites"))
    reader.hear("Editor open")
    reader.act(site)
    reader.hear("Editor open: Frontalis left 2")
    reader.act(reader.find("check box", "2.5"))
    assert reader.hear("Dose").words == "Dose changed: Frontalis left 2, 2.5 units."
    becomes(reader, site, "planned, 2.5 units; dose changed by hand", checked=False)
    reader.act(reader.find("check box", "Prior brow ptosis"))
    assert reader.hear("Omitted").words == "Omitted: Frontalis left 2 (Prior brow ptosis)."
    becomes(reader, site, "omitted: Prior brow ptosis", checked=False)
    reader.act(reader.find("button", "Done"))
    reader.find("button", "Give")


def test_moving_to_a_site_is_told_once_by_the_keyboard_alone(reader):
    site = reader.find("check box", "Temporalis left 3")
    reader.act(site, "SetFocus")
    reader.until(lambda: "focused" in reader.look(site).states, "the site has the keyboard")
    reader.forget()
    reader.press(RIGHT)
    reader.until(lambda: len(reader.heard("focused")) > 1, "the keyboard has moved")
    told = [(e.name, e.value) for e in reader.heard("focused")]
    assert len(told) == 2
    assert told[0] == ("Temporalis left 3", 0)
    assert told[1] in {(name, 1) for name in site_names()}
    assert reader.announced() == []


def test_keys_give_and_take_back_and_a_refusal_interrupts(reader):
    site = reader.find("check box", "Procerus midline")
    reader.act(site, "SetFocus")
    reader.press(SPACE)
    reader.hear("Given: Procerus midline")
    becomes(reader, site, GIVEN, checked=True)

    def is_refused():
        reader.press(SPACE)
        return reader.things("label", "PRO-M1 is already given.")

    reader.until(is_refused, "a second dose is refused")
    refusal = reader.hear("PRO-M1 is already given. Nothing has changed.")
    assert refusal.value == ASSERTIVE
    becomes(reader, site, GIVEN, checked=True)
    reader.press(DELETE)
    reader.hear("Taken back: Procerus midline")
    becomes(reader, site, "planned, 5 units", checked=False)


def test_the_dose_table_is_a_second_way(reader):
    cells = [cell.name for cell in reader.things("cell")]
    assert len(cells) == len(set(cells)) + 1  # the sum of what was given stands in two columns
    assert "Temporalis, right: 4 planned; given 0 units" in cells
    assert "All muscles, to give: 155 units" in cells
    cell = reader.find_starting("cell", "Temporalis, right:")
    assert cell.description == "Enter chooses 4 planned"
    reader.act(cell)
    reader.find("cell", "Temporalis, right: 4 planned; given 0 units; chosen")
    reader.act(reader.find("button", "Give"))
    said = reader.hear("Given")
    assert said.words == "Given: 4 sites, 20 units. 4 of 31 given, 20 units."
    reader.find("cell", "Temporalis, right: 4 given; given 20 units")
    given = {name for name, site in sites_of(reader).items() if "checked" in site.states}
    assert given == {f"Temporalis right {n}" for n in range(1, 5)}
    reader.act(reader.find_starting("button", "Undo"))
    reader.hear("Undone. Taken back: 4 sites, 20 units planned.")
    reader.find("cell", "Temporalis, right: 4 planned; given 0 units")


def test_sites_are_selected_and_given_together(reader):
    reader.act(reader.find("check box", "Select"))
    reader.find("label", "No site selected")
    counts = ("1 site selected", "2 sites selected")
    for count, name in zip(counts, ("Trapezius left 1", "Trapezius right 1"), strict=True):
        site = reader.find("check box", name)
        reader.act(site)
        assert reader.hear(count).value == POLITE
        becomes(reader, site, "planned, 5 units; selected", checked=False)
    reader.act(reader.find_starting("button", "Give 2 "))
    assert reader.hear("Given").words == "Given: 2 sites, 10 units. 2 of 31 given, 10 units."


def test_the_cells_of_the_dose_table_are_walked_by_keys(reader):
    table = reader.find("table", "Doses by muscle")
    reader.act(table, "SetFocus")
    reader.until(lambda: "focused" in reader.look(table).states, "the table has the keyboard")
    reader.press(DOWN)
    walked = reader.until(
        lambda: [e.name for e in reader.heard("focused") if ": " in e.name], "a cell is told"
    )
    assert walked[-1].startswith(("Corrugator", "Procerus"))
