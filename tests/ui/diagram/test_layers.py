"""The layers of a view: sharp at every ratio, kept for each look, and without a rainbow."""

from dataclasses import replace
from itertools import pairwise
from math import atan2, degrees, dist, hypot
from statistics import median

import pytest
from PySide6.QtGui import QColor, QImage

from clinicapp.domain.drawing import drawing_of, lines_of, muscles_of, skin_of
from clinicapp.domain.protocol import View
from clinicapp.ui.diagram.layers import KEPT_BYTES, Sheet, _shelf, drawn, whole_part
from clinicapp.ui.diagram.source import artwork, drawn_muscles, hidden_muscles
from clinicapp.ui.theme.tokens import THEMES
from tests.ui.diagram.eyes import seen_as

RATIOS = (1.0, 1.25, 1.5, 2.0, 3.0)


def sheet_of(view, *, theme="light", scale=0.4, ratio=1.0, hidden=frozenset()):
    crop = artwork().views[view].crops["pane"]
    dots = whole_part(crop, scale, ratio)
    return Sheet(view, "pane", theme, ratio, scale, hidden, dots)


def px_of(picture):
    image = picture.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(1)
    return image


def worst(one, other):
    """The largest difference of two pictures in any channel, of 255."""
    pairs = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return max(abs(a - b) for a, b in pairs)


def lab(rgb):
    return seen_as("usual", rgb & 0xFFFFFF)


# sharp ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", list(THEMES))
@pytest.mark.parametrize("ratio", RATIOS)
def test_on_a_dense_screen_a_drawing_is_the_one_of_a_pane_so_much_larger(ratio, theme):
    dense = sheet_of(View.FRONT, theme=theme, ratio=ratio)
    large = sheet_of(View.FRONT, theme=theme, scale=0.4 * ratio)
    assert dense.dots == large.dots
    assert drawn(dense).devicePixelRatio() == ratio
    assert worst(px_of(drawn(dense)), px_of(drawn(large))) <= 1


@pytest.mark.parametrize("enlarged", [1.0, 1.5, 2.0, 3.0])
def test_a_drawing_has_as_many_dots_as_it_is_wide(enlarged):
    sheet = sheet_of(View.BACK, scale=0.4 * enlarged, ratio=1.5)
    assert drawn(sheet).width() == pytest.approx(1000 * 0.4 * enlarged * 1.5, abs=2)


# kept -----------------------------------------------------------------------------------------


def test_a_look_is_drawn_once_and_every_other_look_anew():
    sheet = sheet_of(View.LEFT)
    first = drawn(sheet).cacheKey()
    others = (
        replace(sheet, theme="dark"),
        replace(sheet, ratio=2.0),
        replace(sheet, view=View.RIGHT),
        replace(sheet, hidden=frozenset({"TEM"})),
    )
    assert len({drawn(other).cacheKey() for other in others} - {first}) == len(others)
    assert drawn(sheet_of(View.LEFT)).cacheKey() == first


def test_what_is_kept_is_bounded_and_what_was_used_last_stays():
    first = sheet_of(View.BACK, scale=0.51)
    drawn(first)
    for n in range(40):
        drawn(sheet_of(View.BACK, scale=1.0 + n / 1000, ratio=1.0))
        last = drawn(first).cacheKey()
    assert _shelf._bytes <= KEPT_BYTES
    assert _shelf._bytes == sum(p.width() * p.height() * 4 for p in _shelf._kept.values())
    assert drawn(first).cacheKey() == last


def test_a_drawing_of_the_same_scale_stands_in_for_every_part_of_itself():
    whole = sheet_of(View.BACK)
    left, top, width, height = whole.dots
    part = replace(whole, dots=(left + 10, top + 5, width - 60, height - 40))
    assert whole.covers(part)
    assert not part.covers(whole)
    assert not whole.covers(replace(part, scale=0.41))
    assert not whole.covers(replace(part, theme="dark"))


def test_a_part_of_a_drawing_is_what_the_whole_shows_there():
    whole = sheet_of(View.LEFT, scale=0.8)
    part = replace(whole, dots=(200, 150, 240, 180))
    cut = px_of(drawn(whole).copy(200, 150, 240, 180))
    assert worst(px_of(drawn(part)), cut) <= 1


# muscles --------------------------------------------------------------------------------------


def changed(one, other):
    """Where two pictures differ, as px."""
    return [
        (x, y)
        for y in range(one.height())
        for x in range(one.width())
        if one.pixel(x, y) != other.pixel(x, y)
    ]


def test_hiding_one_muscle_changes_its_own_region_only():
    every = px_of(drawn(sheet_of(View.BACK)))
    without = px_of(drawn(sheet_of(View.BACK, hidden=frozenset({"OCC"}))))
    spots = changed(every, without)
    assert len(spots) > 500
    assert min(y for _, y in spots) / 0.4 > 270
    assert max(y for _, y in spots) / 0.4 < 460
    bare = px_of(drawn(sheet_of(View.BACK, hidden=drawn_muscles())))
    assert len(changed(every, bare)) > len(spots) + 5000


def test_high_contrast_outlines_a_muscle_that_is_asked_for():
    hidden = hidden_muscles("contrast")
    assert hidden == drawn_muscles()
    assert hidden_muscles("light") == hidden_muscles("dark") == frozenset()
    bare = px_of(drawn(sheet_of(View.BACK, theme="contrast", hidden=hidden)))
    neck = hidden - {"CPS"}
    spots = changed(bare, px_of(drawn(sheet_of(View.BACK, theme="contrast", hidden=neck))))
    assert 300 < len(spots) < 4000, "a line, not a fill"


@pytest.mark.parametrize("theme", list(THEMES))
def test_the_layers_one_over_the_other_are_the_drawing_of_every_output(theme):
    art, palette = artwork().views[View.FRONT], artwork().palettes[theme]
    muscles = list(muscles_of(art, palette)) if palette.muscle_opacity else []
    layers = [*skin_of(art, palette), *muscles, *lines_of(art, palette)]
    assert layers == list(drawing_of(art, palette))


# calm -----------------------------------------------------------------------------------------


def ramp(theme):
    palette = artwork().palettes[theme]
    return [lab(int(colour[1:], 16)) for colour in (palette.skin, *palette.tones)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_tone_is_a_small_step_darker_than_the_one_before_and_of_the_same_hue(theme):
    tones = ramp(theme)
    for one, other in pairwise(tones):
        assert other[0] < one[0]
        assert 0.3 < dist(one, other) < 1.6
    hues = [degrees(atan2(b, a)) % 360 for _, a, b in tones]
    assert max(hues) - min(hues) < 25
    assert max(hypot(a, b) for _, a, b in tones) < 9, "nearly grey: no rainbow"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", list(View))
def test_the_painted_tone_is_the_ramp_and_nothing_beside_it(view, theme):
    """Along rows across bare skin every px is a tone of the ramp, one small step after another."""
    sheet = sheet_of(view, theme=theme, scale=0.8, hidden=drawn_muscles())
    image = px_of(drawn(sheet))
    palette = artwork().palettes[theme]
    known = {QColor(colour).rgb() for colour in (palette.skin, *palette.tones)}
    rows = {View.FRONT: 620, View.BACK: 620, View.LEFT: 560, View.RIGHT: 560}
    runs, steps = 0, []
    for row in range(rows[view], rows[view] + 40, 8):
        y = round(row * 0.8)
        line = [image.pixel(x, y) for x in range(image.width())]
        for one, other in pairwise(line):
            if one in known and other in known and one != other:
                steps.append(dist(lab(one), lab(other)))
        runs += sum(rgb in known for rgb in line)
    assert runs > 400, "there is bare skin on these rows"
    assert median(steps) < 1.6, "one step at a time"
    assert max(steps) < 6, "where shade is steep, a few at once"
