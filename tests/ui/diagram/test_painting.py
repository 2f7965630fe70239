"""What is seen: themes, sharpness, names beside the drawing, the next site, rings."""

from collections import Counter
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainterPath, QTransform

from clinicapp.domain.protocol import View
from clinicapp.ui.diagram.backdrop import PILL_OVERLAP
from clinicapp.ui.diagram.lens import Lens
from clinicapp.ui.diagram.pane import SitePane
from clinicapp.ui.diagram.paths import painter_path
from clinicapp.ui.diagram.source import artwork
from clinicapp.ui.diagram.thumbs import ThumbStrip
from clinicapp.ui.theme import style
from clinicapp.ui.theme.tokens import THEMES, c
from tests.factories import make_session
from tests.ui.diagram.conftest import LARGE, SMALL, give, mixed_session
from tests.ui.theme.dressing import dress


def colours(widget):
    picture = widget.grab().toImage()
    picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    return {f"#{rgb & 0xFFFFFF:06x}" for rgb in set(memoryview(picture.constBits()).cast("I"))}


def differs(one, other, box):
    """Whether two pictures differ inside a box."""
    return any(
        one.pixel(x, y) != other.pixel(x, y)
        for x in range(int(box.left()), int(box.right()))
        for y in range(int(box.top()), int(box.bottom()))
    )


def around(point, reach):
    return QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach)


def test_every_theme_has_its_palette():
    assert set(THEMES) <= set(artwork().palettes)


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("alone", [None, View.FRONT])
def test_the_drawing_lies_where_its_landmarks_say(views, size, alone):
    views.resize(*size)
    views.show_view(alone)
    pane = views.panes[View.FRONT]
    still = pane.backdrop()
    picture = pane.grab().toImage()
    for side in "LR":
        at = still.geometry.to_px(still.art.landmarks[f"mid_pupil_{side}"]).toPoint()
        assert QColor(picture.pixel(at)).name() == artwork().palettes["light"].pupil


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_each_theme_paints_its_own_skin_and_marks(qapp, views, theme):
    views.show_session(mixed_session())
    style.apply(qapp, theme)
    seen = colours(views.panes[View.FRONT])
    palette = artwork().palettes[theme]
    assert {c("planned"), c("given"), palette.skin} <= seen
    if theme == "contrast":
        assert palette.lines["outline"] == "#000000"


def test_a_theme_put_on_later_repaints_everything(qapp, views):
    light = views.grab().toImage()
    style.apply(qapp, "dark")
    assert views.grab().toImage() != light
    style.apply(qapp, "light")
    assert views.grab().toImage() == light


def test_the_still_picture_is_drawn_once_and_kept_while_doses_are_given(views):
    pane = views.panes[View.BACK]
    pane.grab()

    def kept():
        return [picture.cacheKey() for _, picture in (*pane._still._drawings, pane._still._words)]

    before = kept()
    views.show_session(give(make_session(), "OCC-L1"))
    views.set_next("OCC-L2")
    pane.grab()
    assert kept() == before
    views.show_view(View.BACK)
    pane.grab()
    assert kept() != before


@pytest.mark.parametrize("ratio", [1.25, 2.0])
def test_on_a_dense_screen_the_drawing_is_drawn_dense_not_stretched(views, ratio):
    still = views.panes[View.FRONT].backdrop()
    plain = replace(still, ratio=1.0).picture().toImage()
    dense = replace(still, ratio=ratio).picture()
    assert dense.devicePixelRatio() == ratio
    assert dense.size() == (still.size.toSizeF() * ratio).toSize()
    stretched = plain.scaled(
        dense.size(),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    assert _sharpness(dense.toImage()) > 1.2 * _sharpness(stretched)


def _sharpness(picture):
    """The largest steps between neighbouring px along one row through the eyes."""
    y = picture.height() * 55 // 100
    row = [QColor(picture.pixel(x, y)).lightness() for x in range(picture.width())]
    return sum((a - b) ** 2 for a, b in pairwise(row))


@pytest.mark.parametrize("size", [SMALL, (938, 660), LARGE])
@pytest.mark.parametrize("alone", [None, *View])
def test_names_stand_beside_the_drawing_and_touch_nothing(views, size, alone):
    views.resize(*size)
    views.show_view(alone)
    for pane in [views.panes[alone]] if alone else views.panes.values():
        still = pane.backdrop()
        names = [box for _, box, _ in still.label_places()]
        pills = [box for _, _, box in still.pill_boxes()]
        taken = [*names, *pills, still.head_box()]
        for one, other in combinations(taken, 2):
            assert not one.intersects(other)
        for box in taken:
            assert QRectF(pane.rect()).contains(box)
        for box in names:
            # Seen closer than whole the head is everywhere: then a name keeps off every mark.
            marks = [around(pane.site_point(i), still.radius) for i in pane.site_ids()]
            in_the_way = marks if still.zoom > 1.0 else [_drawn(still)]
            assert not any(other.intersects(box) for other in in_the_way)
            assert not QRectF(pane.zoom_button.geometry()).intersects(box) or alone


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_every_treated_muscle_is_named_except_procerus_where_its_margin_is_too_small(views, size):
    views.resize(*size)
    named = {n for p in views.panes.values() for n, _, _ in p.backdrop().label_places()}
    every = {m.name for m in make_session().protocol.muscles}
    assert named == (every - {"Procerus"} if size == SMALL else every)


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_alone_a_view_names_all_its_muscles(views, view, size):
    views.resize(*size)
    views.show_view(view)
    still = views.panes[view].backdrop()
    assert len(list(still.label_places())) == len(still.art.labels)


def test_a_leader_ends_at_the_edge_of_its_mark(views):
    views.resize(*LARGE)
    still = views.panes[View.FRONT].backdrop()
    for name, _, (_, _, tip) in still.label_places():
        label = next(a for a in still.art.labels if dict(still.muscle_names)[a.muscle] == name)
        gap = tip - still.site_point(label.site_id)
        assert (gap.x() ** 2 + gap.y() ** 2) ** 0.5 == pytest.approx(still.radius + 2)


def test_a_cramped_pane_leaves_words_out_before_it_covers_sites(qapp, views):
    style.apply(qapp, "light", 2.0)
    views.resize(500, 420)
    still = views.panes[View.FRONT].backdrop()
    assert still.is_cramped
    assert not list(still.label_places())
    assert [words for _, words, _ in still.pill_boxes()] == ["", ""]


def test_the_next_site_alone_is_pointed_out(views):
    pane = views.panes[View.FRONT]
    before = pane.grab().toImage()
    views.set_next("FRO-R1")
    after = pane.grab().toImage()
    assert differs(before, after, around(pane.site_point("FRO-R1"), 40))
    assert not differs(before, after, around(pane.site_point("COR-L1"), 10))
    views.set_next("OCC-L1")
    assert pane.grab().toImage() == before
    views.set_next(None)


def test_the_pane_of_the_next_site_offers_to_enlarge_while_sites_are_small(views):
    views.set_next("OCC-L1")
    back, front = (views.panes[v].zoom_button for v in (View.BACK, View.FRONT))
    assert c("accent_soft") in colours(back)
    assert c("accent_soft") not in colours(front)
    views.set_next("TEM-L1")
    assert c("accent_soft") not in colours(back)
    left = views.panes[View.LEFT].zoom_button
    assert left.width() > left.height(), "it says its word where there is room"


def test_focus_and_selection_are_rings_of_their_own(views):
    pane = views.panes[View.RIGHT]
    views.focus_site("COR-L1")
    plain = colours(pane)
    assert c("focus") not in plain
    assert c("accent") not in plain
    views.set_selected("TEM-R1")
    assert c("accent") in colours(pane)
    views.focus_site("TEM-R1")
    assert c("focus") in colours(pane)
    views.set_selected(None)
    views.focus_site("COR-L1")
    assert colours(pane) == plain


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_the_rings_of_a_dose_changed_by_hand_stay_apart(views, size):
    views.resize(*size)
    views.show_session(mixed_session())
    pane = views.panes[View.FRONT]

    def near(role):
        """How many px are nearly of a role's colour: edges are blended."""
        picture = pane.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        wanted = QColor(c(role)).getRgb()[:3]
        seen = Counter(memoryview(picture.constBits()).cast("I"))
        return sum(
            times
            for rgb, times in seen.items()
            if all(
                abs((rgb >> shift & 255) - part) < 50
                for shift, part in zip((16, 8, 0), wanted, strict=True)
            )
        )

    def rings():
        views.focus_site("TRA-R1")
        bare = near("accent"), near("focus")
        views.set_selected("FRO-R2")
        selected = near("accent") - bare[0]
        views.set_selected(None)
        views.focus_site("FRO-R2")
        return selected, near("focus") - bare[1]

    changed = rings()
    views.show_session(give(make_session(), "FRO-R2"))
    plain = rings()
    # Where between two px a line falls costs a tenth of the count; a ring under another, half.
    assert all(one > 0.8 * other > 50 for one, other in zip(changed, plain, strict=True))


def test_no_ring_hides_the_mark_of_a_neighbour(views):
    pane = views.panes[View.BACK]
    before = pane.grab().toImage()
    views.focus_site("OCC-L1")
    after = pane.grab().toImage()
    for neighbour in ("OCC-L2", "OCC-L3"):
        inside = around(pane.site_point(neighbour), pane.backdrop().radius * 0.6)
        assert not differs(before, after, inside)


def test_a_strip_of_thumbs_shows_four_views_without_controls(qtbot):
    strip = ThumbStrip()
    qtbot.addWidget(strip)
    strip.resize(860, 120)
    strip.show_session(mixed_session())
    assert [p.view for p in strip.panes.values()] == ["front", "back", "right", "left"]
    assert c("given") in colours(strip.panes[View.FRONT])
    assert strip.panes[View.FRONT].accessibleDescription() == "2 given, 4 planned, 1 omitted"
    assert not strip.findChildren(object, "COR-L1")
    before = strip.grab().toImage()
    strip.show_session(give(make_session(), "COR-L1"))
    assert strip.grab().toImage() != before


@pytest.mark.parametrize("view", View)
def test_a_drawing_ends_in_nothing_so_that_any_ground_and_corner_shows(views, view):
    views.show_view(view)
    still = replace(views.panes[view].backdrop(), lens=Lens(1.0, (500.0, 500.0)))
    picture = still.picture().toImage()
    assert picture.hasAlphaChannel()
    foot = picture.height() - 1
    assert {picture.pixelColor(x, foot).alpha() for x in range(picture.width())} == {0}
    assert max(picture.pixelColor(x, foot // 2).alpha() for x in range(picture.width())) == 255


@pytest.mark.parametrize("alone", [None, View.BACK])
def test_small_repaints_leave_the_same_screen_as_painting_everything(qapp, views, alone):
    session = mixed_session()
    views.show_session(session)
    views.show_view(alone)
    changed = []
    for step in (
        lambda: views.set_next("CPS-R1"),
        lambda: views.focus_site("CPS-R1"),
        lambda: views.show_session(give(session, "CPS-R1")),
        lambda: views.set_next("TRA-L1"),
        lambda: views.set_selected("OCC-L1"),
        lambda: views.focus_site("TRA-R2"),
        lambda: views.show_session(session),
        lambda: views.set_next(None),
        lambda: views.set_selected(None),
    ):
        step()
        qapp.processEvents()
        on_screen = views.screen().grabWindow(views.winId()).toImage()
        whole = views.grab().toImage().convertToFormat(on_screen.format())
        assert on_screen == whole
        changed.append(on_screen.bits().tobytes())
    assert len(set(changed)) == len(changed)


def _drawn(still):
    """The head of a view in px."""
    to_px = QTransform.fromTranslate(still.geometry.x, still.geometry.y)
    to_px.scale(still.geometry.scale, still.geometry.scale)
    drawn = QPainterPath()
    for name, path in still.art.fills.items():
        if name == "skin" or name.startswith("ear"):
            drawn.addPath(to_px.map(painter_path(path)))
    return drawn


def test_a_pane_of_no_size_paints_nothing_and_does_not_fail(views):
    still = replace(views.panes[View.FRONT].backdrop(), size=QSize(0, 0))
    assert still.picture().size() == QSize(1, 1)


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("size", [(320, 230), (390, 300), (480, 360), (700, 520)])
def test_no_words_lie_on_the_drawing(qapp, qtbot, scale, view, size):
    dress(qapp, "light", scale)
    pane = SitePane(view)
    qtbot.addWidget(pane)
    pane.resize(*(round(side * scale) for side in size))
    pane.show_session(make_session())
    still = pane.backdrop()
    inset = PILL_OVERLAP * scale
    for _, words, box in still.pill_boxes():
        assert not words or not still._lies_on_head(box.adjusted(inset, 0, -inset, -inset))
    for name, box, _ in still.label_places():
        assert not still._lies_on_head(box), name
        assert not box.intersects(QRectF(pane.zoom_button.geometry())), name
    dress(qapp)
