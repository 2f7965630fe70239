"""The model of what is chosen, alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicapp.ui.diagram.selection import Selection

ORDER = tuple("abcdefgh")
sites = st.sampled_from(ORDER)


def chosen(selection):
    return "".join(selection.site_ids)


@pytest.fixture
def selection():
    made = Selection()
    made.offer(ORDER)
    return made


def test_toggling_a_site_chooses_it_and_leaves_it_out_again(selection):
    selection.toggle("c")
    selection.toggle("a")
    assert chosen(selection) == "ac"
    selection.toggle("c")
    assert chosen(selection) == "a"
    assert "a" in selection
    assert "c" not in selection


def test_a_stretch_reaches_from_the_site_touched_last_in_either_direction(selection):
    selection.toggle("d")
    selection.extend_to("f")
    assert chosen(selection) == "def"
    selection.extend_to("b")
    assert chosen(selection) == "bcdef"


def test_a_stretch_without_a_beginning_is_one_site(selection):
    selection.extend_to("f")
    assert chosen(selection) == "f"
    selection.extend_to("h")
    assert chosen(selection) == "fgh"


def test_a_group_is_chosen_whole_and_left_out_only_when_it_was_whole(selection):
    selection.toggle("b")
    selection.flip("abc")
    assert chosen(selection) == "abc"
    selection.flip("bc")
    assert chosen(selection) == "a"


def test_what_is_gone_is_no_longer_chosen_nor_a_beginning(selection):
    selection.toggle("c")
    selection.toggle("d")
    selection.offer("abcefgh")
    assert chosen(selection) == "c"
    selection.extend_to("h")
    assert chosen(selection) == "ch"


def test_a_site_that_is_not_on_offer_cannot_be_chosen(selection):
    selection.toggle("z")
    selection.add("yz")
    selection.extend_to("z")
    assert chosen(selection) == ""


def test_only_a_change_is_told(qtbot, selection):
    heard = []
    selection.changed.connect(lambda: heard.append(chosen(selection)))
    selection.add("ab")
    selection.add("a")
    selection.offer(ORDER)
    selection.clear()
    selection.clear()
    assert heard == ["ab", ""]


@given(st.lists(st.tuples(st.sampled_from(["toggle", "extend_to"]), sites), max_size=12))
def test_whatever_is_touched_the_choice_stands_in_order_and_holds_the_site(touches):
    selection = Selection()
    selection.offer(ORDER)
    for way, site in touches:
        before = set(selection.site_ids)
        getattr(selection, way)(site)
        after = set(selection.site_ids)
        assert selection.site_ids == tuple(i for i in ORDER if i in after)
        if way == "toggle":
            assert after == before ^ {site}
        else:
            assert after >= before | {site}
