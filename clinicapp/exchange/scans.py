"""A scan of a signed paper, looked at before it is kept: PDF, JPEG or PNG that really opens."""

from __future__ import annotations

from io import BytesIO
from warnings import catch_warnings, simplefilter

from clinicapp.domain.consent.documents import JPEG, PDF, PNG
from clinicapp.domain.errors import FileError

MEGABYTE = 1_000_000
PAGES_MOST = 40
PIXELS_MOST = 100_000_000
_STARTS = {b"%PDF-": PDF, b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG}
_PICTURES = {JPEG: "JPEG", PNG: "PNG"}
_KEPT = "No scan was attached."


def check_scan(content: bytes, megabytes_most: int) -> str:
    """The media type of a scan; refused when it is too large, of another kind, or damaged."""
    if not content:
        raise _refusal("This file is empty.", "Scan the paper again.")
    if len(content) > megabytes_most * MEGABYTE:
        raise _refusal(
            f"This file is larger than {megabytes_most} MB.",
            "Scan in grey, or with fewer dots to the inch.",
        )
    media = next((m for start, m in _STARTS.items() if content.startswith(start)), None)
    if media is None:
        raise _refusal("This file is no PDF, JPEG or PNG.", "Choose the file of the scan.")
    if media == PDF:
        _require_pages(content)
    else:
        _require_picture(content, _PICTURES[media])
    return media


def _require_pages(content: bytes) -> None:
    from pypdfium2 import (  # type: ignore[import-untyped]
        PdfDocument,
        PdfiumError,
    )

    try:
        document = PdfDocument(content)
        try:
            pages = len(document)
            if 0 < pages <= PAGES_MOST:
                document[0].render(scale=0.1)
        finally:
            document.close()
    except PdfiumError as error:
        raise _refusal("This PDF cannot be opened.", "Scan the paper again.") from error
    if not 0 < pages <= PAGES_MOST:
        raise _refusal(
            f"This PDF has {pages} pages; a scan has 1 to {PAGES_MOST}.",
            "Choose the file of the scan.",
        )


def _require_picture(content: bytes, kind: str) -> None:
    from PIL import Image

    try:
        with catch_warnings():
            # The limit below is ours; what is past twice Pillow's own is refused by Pillow.
            simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(content), formats=[kind])
        with picture:
            if picture.width * picture.height > PIXELS_MOST:
                raise _refusal("This picture is too large.", "Scan with fewer dots to the inch.")
            picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise _refusal("This picture cannot be opened.", "Scan the paper again.") from error


def _refusal(happened: str, remedy: str) -> FileError:
    return FileError(happened, unchanged=_KEPT, remedy=remedy)
