"""What each site says of itself, to a screen reader and in its tooltip."""

from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QAccessible, QTextDocument

from clinicapp.domain.protocol import View
from clinicapp.ui.diagram.words import count_words
from tests.factories import make_session
from tests.ui.diagram.conftest import give, mixed_session


def annotated():
    return make_session().annotate("TRA-L1", "sore, <b>gently</b>")


def cautious():
    session = make_session().add_extra("OCC-LX1", "tenderness", Decimal(5))
    return session.change_dose(["OCC-LX1"], Decimal("2.5"))


@pytest.mark.parametrize(
    ("session", "site_id", "name", "state"),
    [
        (make_session(), "TEM-L3", "Temporalis left 3", "planned, 5 units"),
        (mixed_session(), "TEM-L3", "Temporalis left 3", "given 5 units at 14:02"),
        (mixed_session(), "FRO-L2", "Frontalis left 2", "omitted: Prior brow ptosis"),
        (
            mixed_session(),
            "FRO-R2",
            "Frontalis right 2",
            "given 2.5 units at 14:02; dose changed by hand",
        ),
        (
            mixed_session(),
            "OCC-RX1",
            "Occipitalis right, extra 1",
            "extra, given 5 units at 14:02",
        ),
        (
            cautious(),
            "OCC-LX1",
            "Occipitalis left, extra 1",
            "extra, planned 2.5 units; dose changed by hand",
        ),
        (make_session(), "PRO-M1", "Procerus midline", "planned, 5 units"),
        (
            annotated(),
            "TRA-L1",
            "Trapezius left 1",
            "planned, 5 units; note: sore, <b>gently</b>",
        ),
    ],
)
def test_a_site_says_its_name_state_and_dose(views, session, site_id, name, state):
    views.show_session(session)
    button = views.site_button(site_id)
    assert button.accessibleName() == name
    assert button.accessibleDescription() == state
    spoken = QAccessible.queryAccessibleInterface(button)
    assert spoken.text(QAccessible.Text.Name) == name
    assert spoken.text(QAccessible.Text.Description) == state


def test_a_tooltip_tells_name_state_and_landmark_in_short_plain_lines(views):
    views.show_session(mixed_session())
    lines = tip_lines(views.site_button("TEM-L1"))
    assert lines == [
        "Temporalis left 1",
        "Planned, 5 units",
        "About 3 cm straight up from the tragus",
    ]
    for site in mixed_session().protocol.sites:
        assert all(len(n) <= 52 for n in tip_lines(views.site_button(site.id)))


def tip_lines(button):
    """What the tooltip shows, line by line, as Qt reads it."""
    document = QTextDocument()
    document.setHtml(button.toolTip())
    return document.toPlainText().split("\n")


def test_a_note_is_read_as_it_was_typed_and_never_as_markup(views):
    note = "<b>bled</b> <img src='x'> & pressed"
    views.show_session(make_session().annotate("TEM-L1", note))
    button = views.site_button("TEM-L1")
    assert "".join(tip_lines(button)).replace(" ", "").count(note.replace(" ", "")) == 1
    assert note in button.accessibleDescription()


def test_the_words_follow_the_session(views):
    session = give(make_session(), "COR-L1")
    views.show_session(session)
    assert views.site_button("COR-L1").accessibleDescription() == "given 5 units at 14:02"
    views.show_session(session.restore(["COR-L1"]))
    assert views.site_button("COR-L1").accessibleDescription() == "planned, 5 units"


def test_the_words_follow_the_clinics_time_zone(views):
    views.show_session(mixed_session())
    views.set_zone(ZoneInfo("Europe/Berlin"))
    assert views.site_button("TEM-L3").accessibleDescription() == "given 5 units at 21:02"


def test_panes_say_their_view_and_what_it_holds(views):
    views.show_session(mixed_session())
    told = {v: (p.accessibleName(), p.accessibleDescription()) for v, p in views.panes.items()}
    assert told[View.FRONT] == ("Front view", "2 given, 4 planned, 1 omitted")
    assert told[View.BACK] == ("Back view", "1 given, 16 planned")
    assert told[View.LEFT] == ("Left side view", "1 given, 4 planned")
    assert told[View.RIGHT] == ("Right side view", "0 given, 4 planned")


def test_an_empty_view_counts_nothing():
    assert count_words(()) == "0 given"


class Marked(QTranslator):
    """A language in which every text starts with an asterisk."""

    def translate(self, _context, text, *_more):
        return "*" + text

    def isEmpty(self):  # noqa: N802
        return False


def test_another_language_is_spoken_at_once(qapp, views):
    views.show_session(mixed_session())
    before = views.grab().toImage()
    language = Marked()
    qapp.installTranslator(language)
    try:
        qapp.processEvents()
        front = views.panes[View.FRONT]
        assert front.accessibleName() == "*Front view"
        assert front.zoom_button.accessibleName() == "*Enlarge front view"
        assert views.site_button("COR-R1").accessibleDescription() == "*planned, 5 units"
        assert views.strip.back_button.words == "*Four views"
        assert views.grab().toImage() != before
    finally:
        qapp.removeTranslator(language)
        qapp.processEvents()
    assert views.panes[View.FRONT].accessibleName() == "Front view"
    assert views.grab().toImage() == before
