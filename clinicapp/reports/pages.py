"""Blocks set onto as many pages as they need: kept whole and together, never cropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Protocol

from clinicapp.reports import style
from clinicapp.reports.breaking import broken
from clinicapp.reports.letters import PaperError
from clinicapp.reports.parts import Part
from clinicapp.reports.pen import Pen
from clinicapp.reports.tagged_canvas import DocumentWords

AIR = 6.0  # between the blocks and what stands below them
LEAST = 60.0  # no part is broken for less than so many points at the foot of a page


class Tie(IntEnum):
    """How firmly a block stays on the page of the next one."""

    LOOSE = 0
    WISH = 1
    FIRM = 2


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Blocks that a reader is told as one, such as the rows of a table."""

    role: str


@dataclass(frozen=True, slots=True)
class Block:
    """One part in the flow, with air above where it does not start a page.

    `repeated` is drawn above a block that starts a page, such as the heads of its columns.
    """

    part: Part
    gap: float = 0.0
    tie: Tie = Tie.LOOSE
    group: Group | None = None
    repeated: Part | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A part at its height below the top of the page's room."""

    part: Part
    y: float
    group: Group | None = None


class Furniture(Protocol):
    """What stands above and below every page."""

    def measure_top(self, width: float) -> float:
        """The height of what stands above."""
        ...

    def measure_foot(self, width: float) -> float:
        """The height of what stands below."""
        ...

    def draw_top(self, pen: Pen, x: float, y: float, width: float, page: int) -> None:
        """Draw what stands above."""
        ...

    def draw_foot(self, pen: Pen, x: float, y: float, width: float, page: int, pages: int) -> None:
        """Draw what stands below."""
        ...


class _Setter:
    """Fills page after page."""

    def __init__(self, width: float, room: float) -> None:
        self.width, self.room = width, room
        self.pages: list[list[Placed]] = [[]]
        self.y = 0.0
        self.parted = 0

    def place(self, blocks: Sequence[Block], tie: Tie) -> None:
        """Place blocks together where a page can hold them, else as few together as must be."""
        if self.y + self._height(blocks, at_top=not self.pages[-1]) <= self.room:
            self._put(blocks)
        elif self.pages[-1] and self._height(blocks, at_top=True) <= self.room:
            self._turn()
            self._put(blocks)
        elif len(blocks) > 1:
            finer = Tie.FIRM if tie is Tie.WISH else Tie.LOOSE
            self.parted += 1
            for run in _runs(blocks, finer):
                self.place(run, finer)
        else:
            self._break_up(blocks[0])

    def _height(self, blocks: Sequence[Block], *, at_top: bool) -> float:
        high = 0.0
        for block in blocks:
            high += self._above(block, at_top=at_top) + block.part.measure(self.width)
            at_top = False
        return high

    def _above(self, block: Block, *, at_top: bool) -> float:
        if not at_top:
            return block.gap
        return block.repeated.measure(self.width) if block.repeated else 0.0

    def _put(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            at_top = not self.pages[-1]
            above = self._above(block, at_top=at_top)
            if at_top and block.repeated:
                self.pages[-1].append(Placed(block.repeated, self.y, block.group))
            self.pages[-1].append(Placed(block.part, self.y + above, block.group))
            self.y += above + block.part.measure(self.width)

    def _turn(self) -> None:
        self.pages.append([])
        self.y = 0.0

    def _break_up(self, block: Block) -> None:
        above = self._above(block, at_top=not self.pages[-1])
        left = self.room - self.y - above
        halves = broken(block.part, self.width, left) if left >= LEAST else None
        if halves:
            first, rest = halves
            self._put((replace(block, part=first),))
            self._turn()
            self.place((replace(block, part=rest),), Tie.LOOSE)
        elif self.pages[-1]:
            self._turn()
            self.place((block,), Tie.LOOSE)
        else:
            raise PaperError(
                "A line of this paper is higher than a page.",
                remedy="Shorten the longest name or text on it, and print again.",
            )


def _set_pages(blocks: Sequence[Block], width: float, room: float) -> _Setter:
    setter = _Setter(width, room)
    for run in _runs(blocks, Tie.WISH):
        setter.place(run, Tie.WISH)
    return setter


def wishing(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same blocks, all of them on one page with the next one if they can be."""
    return (replace(b, tie=max(b.tie, Tie.WISH)) for b in blocks)


def print_pages(
    drafts: Iterable[Sequence[Block]],
    furniture: Furniture,
    about: DocumentWords,
    paper: tuple[float, float],
) -> bytes:
    """A PDF of the draft with the fewest pages, then with the fewest blocks parted by them."""
    width = paper[0] - 2 * style.SIDE_MARGIN
    top = style.TOP_MARGIN + furniture.measure_top(width)
    room = paper[1] - top - furniture.measure_foot(width) - style.FOOT_MARGIN - AIR
    set_drafts = (_set_pages(blocks, width, room) for blocks in drafts)
    pages = min(set_drafts, key=lambda s: (len(s.pages), s.parted)).pages
    pen = Pen(paper, about)
    frame = _Frame(style.SIDE_MARGIN, top, width, room)
    _draw_pages(pen, pages, furniture, frame)
    return pen.finish()


@dataclass(frozen=True, slots=True)
class _Frame:
    """The room for blocks on every page."""

    x: float
    y: float
    width: float
    room: float


def _draw_pages(
    pen: Pen, pages: Sequence[Sequence[Placed]], furniture: Furniture, frame: _Frame
) -> None:
    x, width = frame.x, frame.width
    with ExitStack() as groups:
        open_group: Group | None = None
        for number, page in enumerate(pages, 1):
            if number > 1:
                pen.canvas.showPage()
            furniture.draw_top(pen, x, style.TOP_MARGIN, width, number)
            for placed in page:
                if placed.group is not open_group:
                    groups.close()
                    open_group = placed.group
                    if open_group:
                        groups.enter_context(pen.canvas.grouped(open_group.role))
                placed.part.draw(pen, x, frame.y + placed.y, width)
            foot = frame.y + frame.room + AIR
            furniture.draw_foot(pen, x, foot, width, number, len(pages))


def _runs(blocks: Sequence[Block], tie: Tie) -> Iterator[Sequence[Block]]:
    """Blocks that are tied at least so firmly, each with its next."""
    run: list[Block] = []
    for block in blocks:
        run.append(block)
        if tie is Tie.LOOSE or block.tie < tie:
            yield run
            run = []
    if run:
        yield run
