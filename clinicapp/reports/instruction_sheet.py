"""The instruction sheet: one page that a nurse hands over after a treatment."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from clinicapp.domain.artwork import Artwork
from clinicapp.domain.instruction_texts import InstructionTexts
from clinicapp.reports import style
from clinicapp.reports.fonts import register_faces
from clinicapp.reports.letters import PaperError
from clinicapp.reports.parts import Space, Stack
from clinicapp.reports.pen import Pen
from clinicapp.reports.sheet_columns import Columns, columns, loose_ends
from clinicapp.reports.sheet_facts import SheetFacts
from clinicapp.reports.sheet_foot import Footer, last_words, treatment
from clinicapp.reports.sheet_head import Header, hero
from clinicapp.reports.sheet_words import SheetWords
from clinicapp.reports.site_map import map_height
from clinicapp.reports.style import Scale
from clinicapp.reports.tagged_canvas import DocumentWords

SCALES = tuple(Scale(quarters / 4) for quarters in range(48, 37, -1))
SHRINK = (1.0, 0.97, 0.94, 0.91)


def render_instruction_sheet(
    facts: SheetFacts,
    texts: InstructionTexts,
    artwork: Artwork,
    fonts: Path,
    paper: str = "Letter",
) -> bytes:
    """The sheet as a one-page PDF; the same facts give the same bytes.

    Paper is "Letter" or "A4". The text is as large as the page allows, from 12 down to 9.5
    points; a sheet that would not fit even so is refused, never cropped.
    """
    register_faces(fonts)
    size = style.PAGE_SIZES[paper]
    words = SheetWords(facts, texts)
    width = size[0] - 2 * style.SIDE_MARGIN
    footer = Footer(words, page=1, pages=1)
    end = size[1] - style.FOOT_MARGIN - footer.measure(width)
    room = end - 4 - style.TOP_MARGIN
    page = _fitting_page(words, artwork, width, room)
    pen = Pen(size, _document(facts, texts))
    page.draw_to(pen, style.SIDE_MARGIN, style.TOP_MARGIN, width, room)
    footer.draw(pen, style.SIDE_MARGIN, end, width)
    return pen.finish()


@dataclass(frozen=True, slots=True)
class _Draft:
    """The sheet at one size of text, before the size of the map is settled."""

    words: SheetWords
    artwork: Artwork
    scale: Scale
    columns: Columns
    width: float

    def page(self, map_high: float) -> Stack:
        """All bands from the clinic's name to the last words."""
        words, scale = self.words, self.scale
        gap = scale.body * 0.6
        return Stack(
            (
                Header(words),
                hero(words, self.width),
                Space(gap, stretches=True),
                self.columns,
                Space(gap, stretches=True),
                treatment(words, self.artwork, scale, map_high),
                Space(gap * 0.7, stretches=True),
                last_words(words, scale),
                Space(0, stretches=True),
            )
        )

    def fits(self, map_high: float, room: float) -> bool:
        """Whether the page is no higher than the room."""
        return self.page(map_high).measure(self.width) <= room

    @property
    def loose_ends(self) -> int:
        return loose_ends(self.words, self.scale, self.columns)


def _fitting_page(words: SheetWords, artwork: Artwork, width: float, room: float) -> Stack:
    """The largest text that fits above the smallest map, then the largest map beside it."""
    tallest = map_height(artwork, width)
    drafts = (_Draft(words, artwork, s, columns(words, s, width), width) for s in SCALES)
    fitting = list(islice((d for d in drafts if d.fits(tallest * SHRINK[-1], room)), 3))
    if not fitting:
        raise PaperError(
            "The instruction sheet does not fit on one page.",
            remedy="Shorten the clinic's name or hours, or the record number, and print again.",
        )
    # A little less size is worth it where it saves a word alone on a line.
    draft = min(fitting, key=lambda d: d.loose_ends)
    return draft.page(next(h for s in SHRINK if draft.fits(h := tallest * s, room)))


def _document(facts: SheetFacts, texts: InstructionTexts) -> DocumentWords:
    return DocumentWords(
        title=texts.title,
        subject=facts.product,
        author=facts.clinic_name,
        locale=texts.locale,
        made_at=facts.recorded_at,
    )
