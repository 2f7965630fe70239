"""The submenu of muscles on the session page, the key that toggles them, and what is kept."""

from clinicapp.ui.diagram.muscles import Muscles
from clinicapp.ui.diagram.source import drawn_muscles
from clinicapp.ui.pages.muscle_menu import MuscleMenu
from clinicapp.ui.theme import style
from clinicapp.ui.workspace import HIDDEN_MUSCLES


def names(menu):
    return [action.text() for action in menu.actions() if action.isCheckable()]


def act(menu, name):
    return next(action for action in menu.actions() if action.text().partition("\t")[0] == name)


def test_the_show_menu_names_each_muscle_as_the_protocol_does(session_page):
    menu = session_page.toolbar.show_menu.findChild(MuscleMenu)
    assert names(menu) == [m.name for m in session_page.session.protocol.muscles]
    assert all(action.isChecked() for action in menu.actions() if action.isCheckable())
    assert menu.title() == "Muscles"


def test_one_muscle_is_hidden_by_its_name_and_all_by_one_line(session_page):
    menu, muscles = session_page.muscle_menu, session_page.views.muscles
    act(menu, "Temporalis").trigger()
    assert muscles.hidden == {"TEM"}
    assert not act(menu, "Temporalis").isChecked()
    act(menu, "Hide all").trigger()
    assert muscles.hidden == drawn_muscles()
    assert not act(menu, "Hide all").isEnabled()
    assert not any(action.isChecked() for action in menu.actions() if action.isCheckable())
    act(menu, "Show all").trigger()
    assert muscles.hidden == frozenset()
    assert not act(menu, "Show all").isEnabled()


def test_the_page_toggles_all_at_once_and_the_menu_follows(session_page):
    session_page.toggle_muscles()
    assert session_page.views.muscles.hidden == drawn_muscles()
    assert not act(session_page.muscle_menu, "Corrugator").isChecked()
    session_page.toggle_muscles()
    assert act(session_page.muscle_menu, "Corrugator").isChecked()


def test_in_high_contrast_the_menu_says_that_muscles_are_outlined(qapp, session_page):
    style.apply(qapp, "contrast")
    menu = session_page.muscle_menu
    assert menu.title() == "Muscles in outline"
    assert not act(menu, "Trapezius").isChecked()
    style.apply(qapp, "light")
    assert menu.title() == "Muscles"
    assert act(menu, "Trapezius").isChecked()


def test_what_is_hidden_is_kept_on_this_computer(workspace, settings):
    muscles = workspace.session.views.muscles
    muscles.set_shown("TRA", False)
    kept = Muscles()
    kept.recall(settings.get(HIDDEN_MUSCLES, ""))
    assert kept.hidden == {"TRA"}


def test_a_new_window_shows_what_was_kept(settings, request):
    other = Muscles()
    other.set_shown("TRA", False)
    settings.set(HIDDEN_MUSCLES, other.as_plain())
    workspace = request.getfixturevalue("workspace")
    assert workspace.session.views.muscles.hidden == {"TRA"}
