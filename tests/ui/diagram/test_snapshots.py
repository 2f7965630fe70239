"""The diagram looks as it did: each view in each theme with all states, and a sheet of all marks.

After a wanted change renew the pictures with one command, look at each, and commit them:

    CLINICAPP_RENEW_SNAPSHOTS=1 python -m pytest tests/ui/diagram/test_snapshots.py

A picture fails where a block of it has another mean colour than before, so that another way of
smoothing edges passes and a mark that moved does not; what was seen is written beside the test's
other temporary files.
"""

import os
from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QCursor, QImage, QPainter

from clinicapp.domain.protocol import View
from clinicapp.domain.session import SiteRecord, SiteState
from clinicapp.ui.diagram import picture as picture_module
from clinicapp.ui.diagram.overlay import Placed, paint_sites
from clinicapp.ui.diagram.pane import SitePane
from clinicapp.ui.diagram.site_button import SiteButton
from clinicapp.ui.theme.tokens import c
from tests.factories import make_session
from tests.ui.diagram.conftest import CHICAGO, give, with_all_extras
from tests.ui.theme.dressing import THEMES, dress

FOLDER = Path(__file__).parent / "snapshots"
RENEWED = bool(os.environ.get("CLINICAPP_RENEW_SNAPSHOTS"))
SIZE = QSize(420, 420)
BLOCK = 6  # px: about as wide as the smallest mark
# Of 255. A ring or disc in the open that moves by 2 px changes a block by 31 and more, a ring that
# becomes a disc by more than 60; painting twice as fine and scaling down changes at most 25.
BLOCK_AT_MOST, MEAN_AT_MOST = 28, 1.0
RADII = (3.2, 5.2, 6.0, 7.5, 9.5, 12.0, 17.0)
RINGS = ("is_next", "is_selected", "is_chosen", "is_focused", "is_touched")


# what is shown --------------------------------------------------------------------------------


def all_states(view):
    """A session in which the sites of a view are in turn planned, given, omitted and changed."""
    session = with_all_extras(make_session())
    mine = [s.id for s in session.protocol.sites if s.view is view]
    extras = [s.id for s in session.protocol.suggested_extras if s.view is view]
    session = session.omit(mine[2::5], "prior-brow-ptosis")
    for start, units in ((3, "2.5"), (4, "7.5")):
        if mine[start::5]:
            session = session.change_dose(mine[start::5], Decimal(units))
    return give(session, *mine[1::5], *mine[4::5], *extras[::2]), mine


@pytest.fixture
def pane_of(qtbot, qapp):
    """One view in a window of its own, with its next, its chosen and its focused site."""

    mouse = QCursor.pos()

    def pane_of(view, theme):
        dress(qapp, theme)
        pane = SitePane(view, zone=CHICAGO)
        qtbot.addWidget(pane)
        session, mine = all_states(view)
        pane.resize(SIZE)
        pane.show_session(session)
        # Where a test before left the mouse, a site would be seen touched.
        QCursor.setPos(pane.mapToGlobal(pane.rect().bottomRight()) + QPoint(99, 99))
        pane.show()
        pane.activateWindow()
        qtbot.waitUntil(pane.isActiveWindow)
        assert not any(button.is_hovered for button in pane.findChildren(SiteButton))
        pane.set_next(mine[0])
        pane.set_selected(mine[3])
        pane.focus_site(mine[1])
        return pane

    yield pane_of
    QCursor.setPos(mouse)
    dress(qapp)


def drawn(pane, ratio=1):
    """A pane on the ground of its card, at a pixel ratio of the test's own."""
    image = QImage(pane.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(c("surface")))
    pane.render(image, renderFlags=SitePane.RenderFlag.DrawChildren)
    image.setDevicePixelRatio(1)
    return image


def sheet_of_marks():
    """Every state, without and with each ring, at every size that a mark has."""
    planned, given, omitted = SiteState
    kinds = [
        {"state": state, "is_extra": is_extra, "is_pinned": is_pinned}
        for state, is_extra, is_pinned in product((planned, given), (False, True), (False, True))
    ] + [{"state": omitted}]
    rings = [
        {"state": state, "is_pinned": state is given, ring: True}
        for ring, state in product(RINGS, (planned, given))
    ]
    cell = 68
    image = QImage(cell * (len(kinds) + len(rings)), cell * len(RADII), QImage.Format.Format_RGB32)
    image.fill(QColor(c("surface")))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for (row, radius), (column, kind) in product(enumerate(RADII), enumerate(kinds + rings)):
        look = {name: value for name, value in kind.items() if name in RINGS}
        record = {name: value for name, value in kind.items() if name not in RINGS}
        units = Decimal("2.5" if record.get("is_pinned") else 5)
        at = QPointF((column + 0.5) * cell, (row + 0.5) * cell)
        site = Placed(SiteRecord(site_id="TEM-L1", units=units, **record), at, **look)
        paint_sites(painter, [site], radius, numbers=radius > 5.2)
    painter.end()
    return image


# comparing ------------------------------------------------------------------------------------


def blocks(image):
    """The mean colour of each block."""
    size = QSize(-(-image.width() // BLOCK), -(-image.height() // BLOCK))
    # Smooth scaling to a whole share is the mean of what it covers.
    whole = image.copy(QRect(0, 0, size.width() * BLOCK, size.height() * BLOCK))
    small = whole.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_RGB888)
    return [
        tuple(small.pixelColor(x, y).getRgb()[:3])
        for y, x in product(range(size.height()), range(size.width()))
    ], size.width()


def differences(one, other):
    """How far the farthest channel of each block is off, and the blocks of a row."""
    (ours, width), (theirs, _) = blocks(one), blocks(other)
    pairs = zip(ours, theirs, strict=True)
    return [max(abs(a - b) for a, b in zip(x, y, strict=True)) for x, y in pairs], width


def fault(seen, kept):
    """What is wrong with a picture, or nothing."""
    if seen.size() != kept.size():
        return f"it is {seen.size().toTuple()}, not {kept.size().toTuple()}"
    off, width = differences(seen, kept)
    worst, mean = max(off), sum(off) / len(off)
    if worst > BLOCK_AT_MOST or mean > MEAN_AT_MOST:
        y, x = divmod(off.index(worst), width)
        return f"at {x * BLOCK}, {y * BLOCK} a block is off by {worst}; the mean is {mean:.2f}"
    return ""


def check(name, seen, folder):
    """Compare with the picture that is kept, or keep this one when pictures are renewed."""
    path = FOLDER / f"{name}.png"
    if RENEWED:
        FOLDER.mkdir(exist_ok=True)
        assert seen.convertToFormat(QImage.Format.Format_RGB888).save(str(path), "PNG", 0)
    kept = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
    assert not kept.isNull(), f"{path.name} is not there: renew the pictures"
    wrong = fault(seen, kept)
    if wrong:
        side_by_side = _beside(kept, seen)
        side_by_side.save(str(folder / f"{name}-diff.png"))
    assert not wrong, f"{name}: {wrong}; kept, seen and difference are in {folder}"


def _beside(kept, seen):
    """What was kept, what was seen, and where they differ, in one picture."""
    made = QImage(kept.width() * 3, kept.height(), QImage.Format.Format_RGB32)
    made.fill(QColor("black"))
    painter = QPainter(made)
    painter.drawImage(0, 0, kept)
    painter.drawImage(kept.width(), 0, seen)
    painter.drawImage(kept.width() * 2, 0, kept)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(kept.width() * 2, 0, seen)
    painter.end()
    return made


# the pictures ---------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("view", list(View))
def test_a_view_with_all_states_looks_as_it_did(pane_of, tmp_path, view, theme):
    check(f"{view}-{theme}", drawn(pane_of(view, theme)), tmp_path)


@pytest.mark.parametrize("theme", THEMES)
def test_every_mark_looks_as_it_did(qapp, tmp_path, theme):
    dress(qapp, theme)
    check(f"marks-{theme}", sheet_of_marks(), tmp_path)
    dress(qapp)


def test_all_pictures_together_are_small():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 2_500_000
    views = {f"{view}-{theme}.png" for view, theme in product(View, THEMES)}
    assert {path.name for path in FOLDER.iterdir()} == views | {f"marks-{t}.png" for t in THEMES}


# the comparison itself ------------------------------------------------------------------------


def test_another_smoothing_of_the_same_picture_passes(pane_of):
    pane = pane_of(View.FRONT, "light")
    finer = drawn(pane, ratio=2).scaled(
        SIZE, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    assert finer != drawn(pane)
    assert not fault(finer, drawn(pane))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("site_id", ["FRO-R1", "TRA-L2", "TEM-L4", "TEM-R4"])
def test_a_mark_that_moved_by_two_px_is_seen(pane_of, monkeypatch, theme, site_id):
    pane = pane_of(make_session().protocol.site(site_id).view, theme)
    before, where = drawn(pane), picture_module.place_of
    units = 2 / pane.backdrop().geometry.scale

    def moved(art, record):
        x, y = where(art, record)
        return x + units * (record.site_id == site_id), y

    monkeypatch.setattr(picture_module, "place_of", moved)
    assert fault(drawn(pane), before)


@pytest.mark.parametrize("theme", THEMES)
def test_states_that_changed_sides_are_seen(pane_of, theme):
    pane = pane_of(View.BACK, theme)
    before = drawn(pane)
    session, _ = all_states(View.BACK)
    pane.show_session(with_sides_swapped(session))
    assert fault(drawn(pane), before)
    assert fault(before.flipped(Qt.Orientation.Horizontal), before)


def with_sides_swapped(session):
    """What the left sites had, the right ones have, and the other way round."""
    swap = str.maketrans("LR", "RL")
    sites = {s.site_id: s for s in session.sites}
    twins = {i: i[:4] + i[4:].translate(swap) for i in sites}
    swapped = tuple(replace(sites[twins[i]], site_id=i) for i in sites)
    return replace(session, sites=swapped)
