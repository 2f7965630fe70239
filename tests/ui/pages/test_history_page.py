"""The history page as somebody uses it: through time, side by side, all together."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QStackedWidget

from clinicapp.commands.sessions import add_extra_site, change_dose, omit_sites
from clinicapp.commands.signing import void_session
from clinicapp.domain.protocol import View
from clinicapp.ui.dialogs.after_effect_dialogs import AfterEffectDialog
from clinicapp.ui.pages.history_page import ALL, COMPARE, HistoryPage
from tests.ui.pages.past_hands import Past
from tests.ui.theme.dressing import dress

WIDE, USUAL = (1364, 804), (1204, 704)


@pytest.fixture
def past(records, staff, patient):
    return Past(records, staff, patient)


@pytest.fixture
def show(qtbot, qapp, hub, patient):
    dress(qapp)
    windows = []

    def show(session=None, size=USUAL):
        page, window = HistoryPage(hub), QStackedWidget()  # as in the workspace
        window.addWidget(page)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(*size)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        page.show_history(patient.id, session.id if session else None)
        return page

    yield show
    dress(qapp)


def click(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def turn(qtbot, page, mode):
    click(qtbot, page.modes.findChild(QAbstractButton, mode))


def words(page):
    return page.panel.findChild(QLabel, "history_words").text()


def described(view, site_id):
    return view.views.site_button(site_id).accessibleDescription()


def test_it_begins_with_the_newest_session_or_the_one_asked_for(show, past):
    older, newest = past.session(24), past.session(12)
    page = show()
    assert page.left.session == newest
    assert page.left.heading.full_text == "30 August 2026 · 155 units"
    page.show_history(older.patient_id, older.id)
    assert page.left.session == older
    assert page.left.slider.detail.full_text == "Visit 1 of 2"


def test_arrow_keys_lead_through_time_from_the_start(qtbot, show, past):
    past.session(24, (omit_sites, ["FRO-L2"], "prior-brow-ptosis"))
    past.session(12)
    page = show()
    assert described(page.left, "FRO-L2").startswith("given 5 units")
    slider = page.left.slider.slider
    qtbot.waitUntil(slider.hasFocus)
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    assert described(page.left, "FRO-L2") == "omitted: Prior brow ptosis"
    assert page.left.heading.full_text == "7 June 2026 · 150 units"
    assert "Frontalis left 2 omitted" in page.panel.facts.exceptions.text()


def test_the_diagram_is_read_only_for_everybody(qtbot, show, past):
    past.session(12)
    page = show()
    for view in (page.left, page.right):
        assert view.views.read_only
        with qtbot.assertNotEmitted(view.views.site_activated):
            click(qtbot, view.views.site_button("COR-L1"))


def test_a_site_with_the_keyboard_tells_its_history(qtbot, show, past):
    past.session(24, (omit_sites, ["FRO-L2"], "prior-brow-ptosis"))
    past.session(12)
    page = show()
    told = page.panel.findChild(QLabel, "site_history")
    assert not told.isVisible()
    click(qtbot, page.left.views.site_button("FRO-L2"))
    assert told.isVisible()
    assert told.text() == "5 units on 1 of 2 visits, omitted 7 Jun 2026 (Prior brow ptosis)"


def test_two_sessions_stand_side_by_side_and_differ_in_words(qtbot, show, past):
    past.session(36)
    past.session(24, (omit_sites, ["FRO-L2"], "prior-brow-ptosis"))
    past.session(12, (change_dose, ["TRA-L1"], Decimal("2.5")))
    page = show()
    turn(qtbot, page, COMPARE)
    assert (page.left.slider.place, page.right.slider.place) == (2, 1)
    assert page.panel.title.text() == "30 August 2026 compared with 7 June 2026"
    assert words(page) == (
        "Frontalis left 2: 5 units, was omitted\nTrapezius left 1: 2.5 units, was 5 units"
    )
    assert described(page.left, "FRO-L2").startswith("given")
    assert described(page.right, "FRO-L2").startswith("omitted")


def test_the_other_session_is_chosen_by_its_own_slider(qtbot, show, past):
    past.session(36)
    past.session(24, (omit_sites, ["FRO-L2"], "prior-brow-ptosis"))
    past.session(12)
    page = show()
    turn(qtbot, page, COMPARE)
    click(qtbot, page.right.slider.earlier)
    assert words(page) == "Every site was treated alike."
    click(qtbot, page.left.slider.earlier)
    click(qtbot, page.left.slider.earlier)
    assert page.panel.title.text() == "This is one and the same session"
    for _ in range(2):
        click(qtbot, page.right.slider.later)
    # Whichever stands where: the later one is told by what the earlier one was.
    assert page.panel.title.text() == "30 August 2026 compared with 15 March 2026"


@pytest.mark.parametrize("size", [USUAL, WIDE])
def test_the_view_chosen_in_one_diagram_is_shown_in_both(qtbot, show, past, size):
    past.session(24)
    past.session(12)
    page = show(size=size)
    assert page.left.views.view is None
    turn(qtbot, page, COMPARE)
    if page.left.views.view is None:
        click(qtbot, page.left.views.panes[View.BACK].zoom_button)
    else:
        click(qtbot, page.left.views.strip.view_buttons[View.BACK])
    assert page.left.views.view is page.right.views.view is View.BACK
    click(qtbot, page.right.views.strip.view_buttons[View.LEFT])
    assert page.left.views.view is View.LEFT


def test_going_back_from_two_diagrams_leaves_four_views(qtbot, show, past):
    past.session(24)
    past.session(12)
    page = show()
    turn(qtbot, page, COMPARE)
    assert page.left.views.view is page.right.views.view is View.FRONT  # no room for four
    turn(qtbot, page, "one")
    qtbot.waitUntil(lambda: page.left.views.view is None)
    assert not page.right.isVisible()


def test_all_sessions_together_are_summed_at_their_sites_and_in_words(qtbot, show, past):
    past.session(24, (add_extra_site, "OCC-RX1", "tenderness", Decimal(5), False))
    past.session(12, (omit_sites, ["FRO-L2"], "patient-wish"))
    page = show()
    turn(qtbot, page, ALL)
    assert page.left.heading.full_text == "Units at each site over 2 visits"
    assert described(page.left, "TRA-L1") == "10 units over 2 visits"
    assert described(page.left, "FRO-L2") == "5 units on 1 visit"
    assert page.panel.title.text() == "310 units in all"
    told = {m.accessibleName(): m.findChildren(QLabel)[1].text() for m in page.panel.muscles}
    assert "Left 2: 5 units on 1 visit" in told["Frontalis · 35 units"].splitlines()
    assert "Right, extra 1: 5 units on 1 visit" in told["Occipitalis · 65 units"].splitlines()
    assert not page.left.slider.isVisible()
    assert page.legend_of_all.isVisible()
    assert not page.legend.isVisible()


def test_one_session_again_shows_its_doses_again(qtbot, show, past):
    past.session(24)
    past.session(12)
    page = show()
    before = described(page.left, "TRA-L1")
    turn(qtbot, page, ALL)
    turn(qtbot, page, "one")
    assert described(page.left, "TRA-L1") == before
    assert page.left.slider.isVisible()
    assert page.legend.isVisible()


def test_sites_that_could_have_caused_an_effect_are_pointed_out(show, past):
    past.session(12, effect="neck-pain")
    page = show()
    assert page.left.legend.words == "After it: Neck pain"
    back = page.left.views.panes[View.BACK].past._laid_ghosts()
    assert len(back) == 16
    assert all(g.is_suspect for g in back)
    assert "Neck pain after 30 Aug 2026" in page.left.views.site_button("TRA-L1").toolTip()


def test_an_effect_recorded_here_is_shown_at_once(qtbot, show, past, records):
    session = past.session(12)
    page = show()

    def fill():
        form = QApplication.activeModalWidget()
        assert isinstance(form, AfterEffectDialog)
        click(qtbot, next(c for c in form.kinds.chips if c.code == "neck-pain"))
        click(qtbot, form.save)

    QTimer.singleShot(0, fill)
    click(qtbot, page.panel.facts.effects.record)
    assert [e.code for e in records.session(session.id).after_effects] == ["neck-pain"]
    assert len(page.panel.facts.effects.cards) == 1
    assert page.left.legend.words == "After it: Neck pain"


def test_an_administrator_looks_and_records_nothing(hub, staff, show, past):
    past.session(12, effect="neck-pain")
    hub.use_person(staff.administrator)
    page = show()
    effects = page.panel.facts.effects
    assert len(effects.cards) == 1
    assert not effects.record.isVisible()
    assert effects.cards[0].findChild(QAbstractButton, "retract_after_effect") is None


def test_a_patient_without_completed_sessions_has_an_empty_page_with_a_way_back(
    qtbot, show, records, session, act
):
    page = show()
    assert page.empty.isVisible()
    assert not page.modes.isVisible()
    assert not page.left.isVisible()
    with qtbot.waitSignal(page.back_wanted):
        click(qtbot, page.empty.findChildren(QAbstractButton)[0])
    void_session(records, session.id, "Wrong patient", act=act)
    page.refresh()
    assert page.empty.isVisible()


def test_one_session_can_be_compared_with_itself_only(qtbot, show, past):
    past.session(12)
    page = show()
    turn(qtbot, page, COMPARE)
    assert page.panel.title.text() == "This is one and the same session"
    assert not page.left.slider.slider.isEnabled()


def test_escape_and_the_back_button_leave(qtbot, show, past):
    past.session(12)
    page = show()
    with qtbot.waitSignal(page.back_wanted):
        click(qtbot, page.back)
    with qtbot.waitSignal(page.back_wanted):
        qtbot.keyClick(page.left.slider.slider, Qt.Key.Key_Escape)


def test_escape_leaves_the_large_view_first(qtbot, show, past):
    past.session(12)
    page = show()
    page.left.views.show_view(View.BACK)
    page.left.views.focus_site("TRA-L1")
    with qtbot.assertNotEmitted(page.back_wanted):
        qtbot.keyClick(page.left.views.site_button("TRA-L1"), Qt.Key.Key_Escape)
    assert page.left.views.view is None


@pytest.mark.parametrize("size", [(860, 520), USUAL, WIDE])
@pytest.mark.parametrize("mode", ["one", COMPARE, ALL])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_page_fits_and_everything_to_touch_is_as_large_as_a_finger(
    qtbot, qapp, show, past, size, mode, scale
):
    past.session(24)
    past.session(12, effect="neck-pain")
    page = show(size=size)
    dress(qapp, scale=scale)
    turn(qtbot, page, mode)
    QApplication.processEvents()
    assert (page.width(), page.height()) == size
    for part in (page.back, page.modes, page.left, page.panel):
        assert page.rect().right() >= part.mapTo(page, part.rect().topRight()).x()
    for part in page.findChildren(QAbstractButton):
        if part.isVisible() and part.parent() not in page.left.views.panes.values():
            inset = 6 if part.parent() is page.modes else 0  # the control around them is 44 high
            assert part.height() + inset >= 44, part.objectName()
