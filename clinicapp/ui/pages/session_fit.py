"""What fits on the session page: the panel's width, row heights, which tools wear their words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from clinicapp.ui.diagram.four_views import has_room_for_four
from clinicapp.ui.theme.tokens import SIZE, px
from clinicapp.ui.widgets.badges import Legend
from clinicapp.ui.widgets.buttons import Button
from clinicapp.ui.widgets.choices import Segmented

PANEL_SHARE = 0.46  # of the page: the diagram is never the smaller part
GUTTER, TOOLBAR, EDGE = 12, 60, 1
TIGHT_BELOW, WIDE_FROM, WIDE_PANEL = 1320, 1720, 420
LOW_BELOW, NARROW_BELOW = 440, 300  # at 100 %
ROWS = ((660, "tiny"), (760, "dense"), (900, "normal"))  # below a height at 100 %
FULL_WORDS = "full_words"


@dataclass(frozen=True, slots=True)
class Room:
    """How the parts of a session page of one size stand; lengths in px."""

    panel: int
    diagram: QSize
    density: str
    is_tight: bool
    is_bare: bool


def room_in(page: QSize, above: int = 0) -> Room:
    """The room there is on a page at the chosen scale, under what stands `above` in px."""
    width, height = page.width(), page.height() - above
    is_tight = width < px(TIGHT_BELOW)
    wanted = SIZE["panel_small"] if is_tight else SIZE["panel"]
    panel = min(px(WIDE_PANEL if width >= px(WIDE_FROM) else wanted), int(width * PANEL_SHARE))
    rest = width - panel - 3 * px(GUTTER) - 2 * px(EDGE)
    high = height - 2 * px(GUTTER) - px(TOOLBAR) - 3 * px(EDGE)
    return Room(
        panel=panel,
        diagram=QSize(rest, high),
        density=next((name for below, name in ROWS if height < px(below)), "roomy"),
        is_tight=is_tight,
        is_bare=height < px(LOW_BELOW) or panel < px(NARROW_BELOW),
    )


def place_over(notice: QWidget, width: int, top: int) -> None:
    """Put a notice over what lies at the left of its parent, so far from its top."""
    height = notice.heightForWidth(width)
    if height < 0:
        height = notice.sizeHint().height()
    notice.setGeometry(px(GUTTER), top, width, height)
    notice.raise_()


def fit_toolbar(toolbar: QWidget, room: QSize) -> bool:
    """Leave out what helps least: words of the view switch, the legend, words of the tools.

    Whether the legend stands there; else its place is beside the diagram. Where one view fits
    only, there is nothing to choose between one and four.
    """
    legend, views = toolbar.findChild(Legend), toolbar.findChild(Segmented)
    if not isinstance(legend, Legend) or not isinstance(views, Segmented):
        return False
    tools = [t for t in toolbar.findChildren(Button) if isinstance(t, Button) and not t.isHidden()]
    has_four = has_room_for_four(room)
    views.setVisible(has_four)
    for tool in tools:
        _show_words(tool, True)
    words = px(40) + sum(tool.sizeHint().width() + px(4) for tool in tools)

    needed = legend.sizeHint().width() + px(4)
    for compact in (False, True):
        views.set_compact(compact)
        taken = words + (views.sizeHint().width() if has_four else 0)
        if taken + needed <= room.width():
            break
    has_legend = taken + needed <= room.width()
    legend.setVisible(has_legend)
    if taken > room.width():
        for tool in tools:
            _show_words(tool, False)
    return has_legend


def _show_words(tool: Button, shown: bool) -> None:
    """Show a tool with its words, or its icon alone with the words as a tooltip."""
    if tool.words:
        tool.setProperty(FULL_WORDS, tool.words)
    full = str(tool.property(FULL_WORDS) or "")
    if shown and not tool.words:
        # A tool may say more to a screen reader than its few words.
        said = tool.accessibleName()
        tool.set_words(full)
        tool.setAccessibleName(said)
    elif not shown and tool.words:
        tool.set_words("")
        if not tool.toolTip():
            tool.setToolTip(full)
