from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinicapp.domain.patient import Sex
from clinicapp.ui.frame import PatientBanner
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import TYPE, px
from tests.factories import make_patient
from tests.ui.theme.dressing import dress, has_colour

TODAY = date(2026, 11, 22)
IN_PROGRESS = ("In progress", "accent", "circle-dot")
LONG = "Fernández de la Vega y Montenegro de Guzmán Sotomayor y Rivas"
LONG_ALLERGIES = (
    "penicillin, rash; latex; adhesive tape; ibuprofen, breathing trouble in 2019; " * 3
)
NAMES = {
    "short": {"family_name": "Vasquez", "given_name": "Elena María"},
    "single": {"family_name": "Smith", "given_name": ""},
    "sixty letters": {"family_name": LONG, "given_name": ""},
    "sixty letters without a space": {
        "family_name": "Wolfeschlegelsteinhausen" * 3,
        "given_name": "",
    },
    "Arabic": {"family_name": "الخطيب", "given_name": "عبد الرحمن محمد"},
    "Chinese": {"family_name": "王", "given_name": "小明"},
    "Vietnamese": {"family_name": "Nguyễn", "given_name": "Thị Hạnh"},
}


@pytest.fixture
def make_banner(qtbot):
    def make(width=1204, state=IN_PROGRESS, **changes):
        page = QWidget()
        qtbot.addWidget(page)
        made = PatientBanner()
        box = QHBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(made)
        patient = make_patient(
            birth_date=date(1984, 3, 14), sex=Sex.FEMALE, language="es", **changes
        )
        made.show_patient(patient, TODAY, "Session 6", state)
        page.resize(width, px(64))
        page.show()
        made.page = page
        return made

    return make


def parts(banner):
    shown = (banner.avatar, banner.name, banner.born, banner.record, banner.language)
    return [p for p in (*shown, banner.allergy, banner.state) if p.isVisible()]


def assert_name_is_whole(banner):
    fitting = banner.name.fitting()
    shown, meant = "".join(fitting.lines), banner.name.name
    assert fitting.is_whole
    assert shown.replace(" ", "") == meant.replace(" ", "")
    metrics = QFontMetricsF(font(fitting.step, weight=600))
    assert max(map(metrics.horizontalAdvance, fitting.lines)) <= banner.name.width() + 1
    assert px(TYPE[fitting.step].line) * len(fitting.lines) <= banner.height()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [1204, 1364, 1844])
def test_a_name_is_shown_whole(make_banner, name, width):
    banner = make_banner(width, **NAMES[name])
    assert_name_is_whole(banner)
    assert banner.name.accessibleName() == banner.name.name


def test_a_short_name_stands_in_the_large_type(make_banner):
    fitting = make_banner(**NAMES["short"]).name.fitting()
    assert (fitting.step, fitting.lines) == ("title2", ("Vasquez, Elena María",))


def test_a_name_no_room_can_hold_is_cut_with_a_sign_and_told_in_full(make_banner):
    name = "Ungewöhnlich" * 10
    banner = make_banner(880, family_name=name, given_name="")
    fitting = banner.name.fitting()
    assert not fitting.is_whole
    assert fitting.lines[-1].endswith("…")
    assert name in banner.name.toolTip()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [880, 960, 1204, 1844])
@pytest.mark.parametrize("name", ["short", "sixty letters"])
def test_nothing_overlaps_and_nothing_leaves_the_banner(qapp, make_banner, scale, width, name):
    dress(qapp, "light", scale)
    banner = make_banner(round(width * scale), allergies=LONG_ALLERGIES, **NAMES[name])
    row = parts(banner)
    for left, right in pairwise(row):
        assert left.geometry().right() < right.geometry().left()
    assert row[-1].geometry().right() <= banner.width()
    assert banner.width() == round(width * scale)


@pytest.mark.parametrize("width", [880, 1204, 1844])
@pytest.mark.parametrize("name", ["short", "sixty letters"])
def test_birth_date_and_record_number_are_never_cut(make_banner, width, name):
    banner = make_banner(width, allergies=LONG_ALLERGIES, record_number="HC-20418", **NAMES[name])
    for fact in (banner.born, banner.record):
        assert fact.isVisible()
        assert fact.width() >= fact.sizeHint().width()
    assert banner.born.value.startswith("14 Mar 1984 · 42 y")
    assert banner.record.value == "HC-20418"


def test_with_room_everything_is_told(make_banner):
    banner = make_banner(1364, **NAMES["short"])
    assert banner.born.value == "14 Mar 1984 · 42 y · female"
    assert banner.language.isVisible()
    assert banner.language.value == "Spanish"
    assert banner.session_words == "Session 6"


def test_what_was_left_out_comes_back_with_room(make_banner):
    banner = make_banner(880, allergies=LONG_ALLERGIES, **NAMES["sixty letters"])
    assert not banner.language.isVisible()
    banner.page.resize(1844, 64)
    assert banner.language.isVisible()
    assert banner.born.value.endswith("female")


def test_the_banner_never_asks_for_more_than_a_small_window_has(make_banner):
    banner = make_banner(1844, allergies=LONG_ALLERGIES, **NAMES["sixty letters"])
    assert banner.minimumSizeHint().width() <= 1204


def test_no_recorded_allergies_are_said_quietly(make_banner):
    banner = make_banner(allergies="")
    assert banner.allergy.text() == "Allergies: none recorded"
    assert banner.allergy.tone == ""
    assert not banner.allergy.is_cut


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [880, 1204])
def test_an_allergy_is_spelled_out_whatever_the_name(make_banner, name, width):
    banner = make_banner(width, allergies="penicillin, rash", **NAMES[name])
    assert banner.allergy.text() == "Allergy: penicillin, rash"
    assert banner.allergy.tone == "danger"
    assert not banner.allergy.is_cut


def test_long_allergies_are_told_in_full(make_banner):
    banner = make_banner(allergies=LONG_ALLERGIES, **NAMES["sixty letters"])
    assert banner.allergy.is_cut
    assert LONG_ALLERGIES in banner.allergy.toolTip()
    assert LONG_ALLERGIES in banner.allergy.accessibleName()
    assert banner.allergy.width() >= 200


def test_the_next_patient_replaces_the_last(make_banner):
    banner = make_banner(allergies="latex", **NAMES["short"])
    banner.show_patient(make_patient(family_name="Smith", given_name=""), TODAY)
    assert banner.name.name == "Smith"
    assert banner.allergy.text() == "Allergies: none recorded"
    assert not banner.state.isVisible()
    assert banner.session_words == ""


def test_the_banner_wears_the_new_theme_and_scale(qapp, make_banner):
    banner = make_banner(1844, allergies="latex")
    dress(qapp, "dark", 1.5)
    assert banner.height() == 96
    assert has_colour(banner.grab(), "danger_soft")
    assert has_colour(banner.grab(), "text")


@pytest.mark.parametrize(("width", "scale"), [(1128, 2.0), (1288, 2.0), (1166, 1.5), (948, 1.0)])
def test_at_the_largest_sizes_name_age_and_allergy_are_still_read(qapp, make_banner, width, scale):
    dress(qapp, "light", scale)
    banner = make_banner(width, allergies="penicillin, latex")
    assert banner.minimumSizeHint().width() <= width
    assert banner.name.fitting().is_whole
    assert not banner.allergy.is_cut
    assert "y" in banner.born.value
    right = banner.allergy.mapTo(banner, banner.allergy.rect().topRight()).x()
    assert right < banner.width()
    for one, other in pairwise(parts(banner)):
        assert one.geometry().right() < other.geometry().left()
    dress(qapp)


def test_the_record_gives_way_before_the_birth_date_and_both_before_the_allergy(qapp, make_banner):
    dress(qapp, "light", 2.0)
    gone = []
    banner = make_banner(1800, allergies="penicillin, latex")
    for width in range(1800, 900, -10):
        banner.page.resize(width, px(64))
        if not banner.record.isVisible() and "record" not in gone:
            gone.append("record")
        if "·" not in banner.born.value and "birth" not in gone:
            gone.append("birth")
        if banner.allergy.is_cut and "allergy" not in gone:
            gone.append("allergy")
    dress(qapp)
    assert gone[:2] == ["record", "birth"]
