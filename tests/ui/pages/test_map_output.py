"""The picture of the map on its way out: clipboard, files, and what the trail keeps of it."""

from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QGuiApplication, QImage

from clinicapp.ui.pages.session_page import SessionPage
from clinicapp.ui.theme import style


class Desk:
    """Where pictures go in these tests, and what was asked for."""

    def __init__(self):
        self.path = None
        self.asked = []

    def choose(self, _parent, suggested):
        self.asked.append(suggested)
        return self.path


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def page(qtbot, qapp, hub, session, desk):
    style.start(qapp)
    style.apply(qapp, "light")
    page = SessionPage(hub, choose_picture=desk.choose)
    qtbot.addWidget(page)
    page.resize(1364, 804)
    page.show()
    qtbot.waitExposed(page)
    assert page.open_session(session.id)
    return page


def act_named(page, words):
    return next(a for a in page.toolbar.show_menu.actions() if a.text().startswith(words))


def newest(records):
    return records.newest_events(1)[0]


def test_copying_puts_an_image_and_a_drawing_on_the_clipboard(page, records, session):
    act_named(page, "Copy picture").trigger()
    held = QGuiApplication.clipboard().mimeData()
    assert QGuiApplication.clipboard().image().size().width() == 2400
    svg = held.data("image/svg+xml").data()
    assert ElementTree.fromstring(svg).tag.endswith("svg")
    assert not held.hasText(), "what asks for words would get them instead of the picture"
    assert (page.notice.kind, page.notice.title) == (
        "ok",
        "The picture was copied. It names no patient.",
    )
    assert page.notice.isVisible()
    assert (newest(records).act, newest(records).entity_id) == ("injection_map_copied", session.id)


@pytest.mark.parametrize("name", ["map.png", "MAP.PNG"])
def test_saving_writes_an_image_under_a_name_without_a_name(page, desk, records, tmp_path, name):
    desk.path = tmp_path / name
    act_named(page, "Save picture…").trigger()
    assert desk.asked == ["injection-map-2026-11-22.png"]
    image = QImage(str(desk.path))
    assert (image.width(), image.height()) == (2400, 2260)
    assert page.notice.title.startswith(f"Saved as {name} in ")
    assert newest(records).act == "injection_map_saved"


def test_a_name_that_ends_in_svg_is_saved_as_a_drawing(page, desk, tmp_path):
    desk.path = tmp_path / "map.svg"
    page.save_picture()
    assert ElementTree.parse(desk.path).getroot().get("role") == "img"
    assert page.notice.kind == "ok"


def test_saving_nowhere_says_nothing_and_keeps_nothing(page, desk, records):
    before = newest(records)
    page.save_picture()
    assert desk.asked
    assert page.notice.isHidden()
    assert newest(records) == before


@pytest.mark.parametrize("name", ["map.jpg", "map", "nowhere/map.png"])
def test_a_file_that_cannot_be_written_is_refused_aloud(page, desk, records, tmp_path, name):
    before = newest(records)
    desk.path = tmp_path / name
    page.save_picture()
    assert page.notice.kind == "danger"
    assert "No file was written" in page.notice.body
    assert not [p for p in tmp_path.rglob("*map*") if p.is_file()]
    assert newest(records) == before


@pytest.mark.parametrize("role", ["nurse", "administrator"])
def test_whoever_may_read_the_session_may_copy_it(page, hub, staff, records, role):
    hub.use_person(getattr(staff, role))
    page.copy_picture()
    assert page.notice.kind == "ok"
    assert newest(records).person_id == getattr(staff, role).id


def test_a_picture_is_no_act_on_the_record(page, records, session):
    page.acts.give(["COR-L1"])
    page.copy_picture()
    assert [s.label for s in records.history(session.id).undo] == ["Give COR-L1"]
    assert page.acts.undo()
    assert not records.session(session.id).given


def test_the_picture_is_of_what_is_recorded_now(page):
    page.copy_picture()
    untouched = QGuiApplication.clipboard().image()
    page.acts.give(["COR-L1"])
    page.copy_picture()
    assert QGuiApplication.clipboard().image() != untouched


def test_without_a_session_there_is_nothing_to_copy(qtbot, hub, desk):
    page = SessionPage(hub, choose_picture=desk.choose)
    qtbot.addWidget(page)
    before = len(hub.records.newest_events())
    page.copy_picture()
    page.save_picture()
    assert not desk.asked
    assert len(hub.records.newest_events()) == before
