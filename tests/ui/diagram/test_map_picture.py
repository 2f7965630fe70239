"""The picture of the map: what it says, what it leaves out, and that a drawing is as the image."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage

from clinicapp.domain.session import Addendum
from clinicapp.ui.diagram.map_picture import SIZE, MapPicture
from clinicapp.ui.diagram.picture_files import image_of, png_of, svg_of
from clinicapp.ui.diagram.words import state_words
from clinicapp.ui.theme import style, tokens
from clinicapp.ui.theme.tokens import THEMES
from tests.factories import AT, make_patient, make_session, new_id
from tests.ui.diagram.conftest import CHICAGO, give, mixed_session

SVG = "{http://www.w3.org/2000/svg}"


def picture(session):
    return MapPicture(session, CHICAGO)


def drawing(session):
    return ElementTree.fromstring(svg_of(picture(session)))


def texts(session):
    return [text.text for text in drawing(session).iter(f"{SVG}text")]


@pytest.mark.parametrize(("theme", "scale"), [("dark", 1.5), ("contrast", 1.0)])
def test_it_looks_the_same_whatever_the_screen_looks_like(qapp, theme, scale):
    usual = image_of(picture(mixed_session()))
    style.apply(qapp, theme, scale)
    assert image_of(picture(mixed_session())) == usual
    assert (tokens.current().name, tokens.scale()) == (theme, scale)


def test_it_stands_on_white_and_has_twice_the_px():
    image = QImage.fromData(png_of(image_of(picture(make_session()))))
    assert image.size() == SIZE * 2
    edges = {image.pixelColor(x, y).name() for x in (0, 2399) for y in (0, 2259)}
    assert edges == {"#ffffff"}
    assert round(image.dotsPerMeterX() * 0.0254) == 192


def test_it_says_what_was_given_what_was_not_and_when():
    session = mixed_session()
    said = texts(session)
    assert "Injection map" in said
    assert "22 Nov 2026  ·  In progress" in said
    assert "17.5 units at 3 sites and 1 extra" in said
    assert "137.5 units at 28 sites planned, 1 site omitted" in said
    assert "Left and right are the patient’s." in said


def test_its_day_is_the_clinics(qapp):
    late = make_session(started_at=datetime(2026, 11, 23, 5, 50, tzinfo=UTC))
    assert "22 Nov 2026  ·  In progress" in texts(late)


def test_a_record_that_is_void_or_amended_says_so():
    void = replace(make_session(), status="entered-in-error", void_reason="wrong patient")
    assert "22 Nov 2026  ·  Entered in error" in texts(void)
    done = make_session(complete=True)
    note = Addendum(id=new_id(), recorded_at=AT, author_id=new_id(), reason="Slip", text="2.5")
    assert "22 Nov 2026  ·  Completed, amended: read the addendum" in texts(done.amend(note))


def test_each_view_that_shows_both_sides_names_them_and_a_profile_names_its_own():
    made, said = picture(make_session()), texts(make_session())
    assert said.count("Patient’s left") == said.count("Patient’s right") == 3
    named = {view: [words for _, words, _ in s.pill_boxes()] for view, (_, s) in made.panes.items()}
    assert named == {
        "front": ["Patient’s right", "Patient’s left"],
        "back": ["Patient’s left", "Patient’s right"],
        "right": ["Patient’s right"],
        "left": ["Patient’s left"],
    }
    assert {"Front", "Back", "Right side", "Left side"} <= set(said)


def test_every_mark_but_an_omitted_one_has_its_dose():
    session = mixed_session()
    doses = [text for text in texts(session) if text.replace(".", "").isdigit()]
    assert sorted(doses) == sorted(["2.5", "2.5"] + ["5"] * (len(session.sites) - 3))


def test_the_legend_has_the_shapes_that_occur_and_no_other():
    kinds = {"Planned", "Given", "Changed", "Omitted", "Extra", "Moved from its planned place"}
    assert kinds.intersection(texts(make_session())) == {"Planned"}
    assert kinds.intersection(texts(make_session(give_all=True))) == {"Given"}
    moved = give(mixed_session(), "TEM-L1").shift("TEM-L1", Decimal(1), Decimal(0))
    assert kinds.intersection(texts(moved)) == kinds


def test_it_names_nobody_and_keeps_notes_to_the_record():
    patient = make_patient()
    session = mixed_session().annotate("COR-L1", "Elena Vasquez flinched")
    svg, png = svg_of(picture(session)), png_of(image_of(picture(session)))
    for name in (patient.family_name, "Elena", "flinched", str(session.patient_id)):
        assert name.encode() not in svg + png
    assert not set(QImage.fromData(png).textKeys()) - {"Title", "Description"}


def test_a_drawing_is_said_aloud_site_by_site():
    root = drawing(mixed_session())
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "Injection map"
    told = root.find(f"{SVG}desc").text
    assert "Corrugator left 1: 5 units given" in told
    assert "Frontalis left 2: omitted" in told
    assert "Temporalis left, extra 1: 2.5 units planned" in told
    assert told.count("units") - 2 == len(mixed_session().sites) - 1
    assert QImage.fromData(png_of(image_of(picture(mixed_session())))).text("Description")


def test_a_drawing_says_what_was_moved_and_what_was_put_by_hand_as_the_tooltip_does():
    at = (Decimal("0.45"), Decimal("0.3"))
    session = give(make_session().add_extra("TEM-LX1", "tenderness", Decimal(5), at), "FRO-L1")
    session = session.shift("FRO-L1", Decimal("0.3"), Decimal(0))
    told = drawing(session).find(f"{SVG}desc").text
    assert "Frontalis left 1: 5 units given; moved 0.3 cm lateral" in told
    put = "put 1.4 cm from TEM-L2"
    assert f"Temporalis left, extra 1: 5 units planned; {put}." in told
    for site_id, words in (("FRO-L1", "moved 0.3 cm lateral"), ("TEM-LX1", put)):
        assert state_words(session.site(site_id), session, CHICAGO).endswith(f"; {words}")
    assert told.count("; moved") == told.count("; put") == 1


def test_a_drawing_has_words_as_words_in_a_font_that_anybody_has():
    root = drawing(mixed_session())
    assert not list(root.iter(f"{SVG}image"))
    words = list(root.iter(f"{SVG}text"))
    assert words
    for text in words:
        assert text.get("font-family").endswith(", Arial, Liberation Sans, DejaVu Sans, sans-serif")
        assert float(text.get("textLength")) > 0


def test_a_drawing_stays_inside_its_views_without_what_other_programs_cannot_do():
    svg = svg_of(picture(mixed_session())).decode()
    assert svg.count("<clipPath") == 4
    for trick in ("filter", "mask", "mix-blend", "comp-op", "<style", "<pattern"):
        assert trick not in svg


def test_a_site_put_beyond_the_usual_crop_is_not_cut_off():
    at = (Decimal("0.3"), Decimal("0.87"))
    session = make_session().add_extra("TRA-LX1", "tenderness", Decimal(5), at)
    made = picture(session)
    box, still = made.panes["back"]
    reach = still.radius * 2
    assert box.adjusted(reach, reach, -reach, -reach).contains(made.site_point("TRA-LX1"))
    usual = picture(make_session()).panes["back"][1]
    assert still.geometry.scale < usual.geometry.scale


@pytest.mark.parametrize("theme", THEMES)
def test_after_a_picture_the_screen_is_as_it_was(qapp, views, theme):
    style.apply(qapp, theme)
    before = views.grab().toImage()
    image_of(picture(make_session()))
    assert views.grab().toImage() == before
