import pytest

from clinicapp.ui.theme import tokens
from clinicapp.ui.theme.tokens import THEMES, contrast, px

TEXT_ON_GROUND = [
    *[(ink, ground) for ink in ("text", "text_2", "text_3") for ground in ("window", "surface")],
    *[("text", ground) for ground in ("raised", "sunken", "hover", "pressed", "accent_soft")],
    *[("text_2", ground) for ground in ("accent_soft", "danger_soft", "warn_soft", "ok_soft")],
    ("text_2", "hover"),
    ("text_3", "hover"),
    ("text_3", "sunken"),
    ("accent_text", "surface"),
    ("accent_text", "accent_soft"),
    ("accent_text", "sunken"),
    ("accent_text", "raised"),
    *[("on_accent", ground) for ground in ("accent", "accent_hover", "accent_pressed")],
    ("on_danger", "danger"),
    *[(tone, "surface") for tone in ("ok", "warn", "danger", "extra", "given", "planned")],
    *[(tone, f"{tone}_soft") for tone in ("ok", "warn", "danger")],
    *[(mark, "halo") for mark in ("planned", "given", "omitted", "extra")],
]
SEEN_AS_CONTROL = [("line_strong", "surface"), ("focus", "surface"), ("focus", "window")]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read_on_every_ground_it_stands_on(theme, ink, ground):
    assert contrast(THEMES[theme][ink], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "ground"), SEEN_AS_CONTROL)
def test_edges_of_controls_can_be_seen(theme, edge, ground):
    assert contrast(THEMES[theme][edge], THEMES[theme][ground]) >= 3


def test_high_contrast_text_reaches_seven_to_one():
    theme = THEMES["contrast"]
    for ink, ground in TEXT_ON_GROUND:
        assert contrast(theme[ink], theme[ground]) >= 7, (ink, ground)


def test_every_theme_names_the_same_roles():
    assert {frozenset(t.colour) for t in THEMES.values()} == {frozenset(THEMES["light"].colour)}


def test_contrast_is_wcags_ratio():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_lengths_follow_the_scale():
    assert px(44) == 44
    tokens.use("light", 1.5)
    assert (px(44), px(1), px(0), px(-12)) == (66, 2, 0, -18)


def test_a_length_never_vanishes():
    assert px(0.2) == 1


def test_the_scale_stays_between_100_and_200_percent():
    tokens.use("light", 7)
    assert tokens.scale() == 2.0
    tokens.use("light", 0.1)
    assert tokens.scale() == 1.0


def test_using_a_theme_without_a_scale_keeps_the_scale():
    tokens.use("light", 1.25)
    tokens.use("dark")
    assert tokens.scale() == 1.25
