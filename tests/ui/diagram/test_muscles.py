"""Muscles are shown or hidden, all at once or each; high contrast outlines them."""

import pytest

from clinicapp.domain.protocol import View
from clinicapp.ui.diagram.muscles import Muscles
from clinicapp.ui.diagram.source import drawn_muscles
from clinicapp.ui.theme import style
from tests.ui.theme.dressing import dress


def look(views, view=View.BACK):
    return views.panes[view].grab().toImage()


def test_all_muscles_are_hidden_and_shown_again(views):
    every = look(views)
    views.muscles.toggle()
    bare = look(views)
    assert bare != every
    assert views.muscles.hidden == drawn_muscles()
    views.muscles.toggle()
    assert look(views) == every


def test_one_muscle_is_hidden_in_each_view_that_has_it(views):
    before = {view: look(views, view) for view in View}
    views.muscles.set_shown("TEM", False)
    changed = {view for view in View if look(views, view) != before[view]}
    assert changed == {View.LEFT, View.RIGHT}
    views.muscles.set_shown("TEM", True)
    assert all(look(views, view) == before[view] for view in View)


def test_with_some_hidden_the_key_hides_the_rest_first(views):
    views.muscles.set_shown("TEM", False)
    views.muscles.toggle()
    assert views.muscles.hidden == drawn_muscles()
    views.muscles.toggle()
    assert views.muscles.hidden == frozenset()


def test_the_small_pictures_of_the_strip_follow(views):
    views.show_view(View.FRONT)
    thumb = views.strip.view_buttons[View.BACK].thumb
    before = thumb.grab().toImage()
    views.muscles.toggle()
    assert thumb.grab().toImage() != before


def test_high_contrast_has_its_own_choice_and_begins_with_none(qapp, views):
    views.muscles.set_shown("TEM", False)
    style.apply(qapp, "contrast")
    assert not views.muscles.are_filled
    assert views.muscles.hidden == drawn_muscles()
    bare = look(views)
    views.muscles.show_only({"CPS"})
    assert look(views) != bare
    style.apply(qapp, "dark")
    assert views.muscles.hidden == {"TEM"}
    dress(qapp)


def test_the_names_beside_the_drawing_stay_when_muscles_go(views):
    back = views.panes[View.BACK]
    before = [name for name, _, _ in back.backdrop().label_places()]
    views.muscles.toggle()
    assert [name for name, _, _ in back.backdrop().label_places()] == before


def test_a_choice_is_told_only_when_something_changes(qtbot, views):
    with qtbot.assertNotEmitted(views.muscles.changed):
        views.muscles.show_only(drawn_muscles())
        views.muscles.set_shown("TEM", True)
    with qtbot.waitSignal(views.muscles.changed):
        views.muscles.set_shown("TEM", False)


def test_a_choice_is_remembered_in_one_line(qapp):
    dress(qapp)
    one, other = Muscles(), Muscles()
    one.set_shown("TEM", False)
    one.set_shown("OCC", False)
    other.recall(one.as_plain())
    assert other.hidden == {"TEM", "OCC"}
    dress(qapp, "contrast")
    assert other.hidden == drawn_muscles()
    dress(qapp)


@pytest.mark.parametrize("plain", ["", "TEM", "TEM;NOSE", "TEM;;", "nonsense;TEM"])
def test_what_cannot_be_read_leaves_everything_shown(qapp, plain):
    dress(qapp)
    muscles = Muscles()
    muscles.recall(plain)
    assert muscles.hidden == frozenset()
