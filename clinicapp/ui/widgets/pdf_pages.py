"""The pages of a PDF as pictures and as text, read with pdfium."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from PySide6.QtGui import QImage

POINTS_PER_INCH = 72
HAIR = 1e-9  # pdfium rounds up: without this, 3300.0000000001 dots would become 3301


class PdfPages:
    """A PDF in memory; sizes in points. It is opened for each question and closed again."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        with self._opened() as document:
            self.sizes: tuple[tuple[float, float], ...] = tuple(p.get_size() for p in document)

    def __len__(self) -> int:
        return len(self.sizes)

    def image(self, number: int, pixels_per_point: float) -> QImage:
        """A page on white, as large as asked."""
        with self._opened() as document, closing(document[number]) as page:
            bitmap = page.render(scale=pixels_per_point - HAIR, prefer_bgrx=True)
            shown = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGB32,
            ).copy()
            bitmap.close()
        return shown

    def images(self, dots_per_inch: int) -> list[QImage]:
        """All pages, as for a printer."""
        scale = dots_per_inch / POINTS_PER_INCH
        return [self.image(n, scale) for n in range(len(self))]

    def text(self) -> str:
        """Every word of every page, in reading order."""
        found = []
        with self._opened() as document:
            for page in document:
                with closing(page), closing(page.get_textpage()) as words:
                    found.append(words.get_text_bounded())
        return "\n".join(found)

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        # Imported with the first paper: it is not needed to start the program.
        from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

        with closing(PdfDocument(self._pdf)) as document:
            yield document
