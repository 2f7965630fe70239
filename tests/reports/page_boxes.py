"""Where the runs of text of a PDF are, and which of them cover others."""

from pypdfium2 import PdfDocument


def boxes_of(pdf):
    """For each page the boxes of its runs of text as left, bottom, right, top, and its size."""
    with PdfDocument(pdf) as document:
        for page in document:
            words = page.get_textpage()
            yield [words.get_rect(n) for n in range(words.count_rects())], page.get_size()


def covering(boxes):
    """Pairs of boxes that share more than a hair."""
    return [
        (a, b)
        for n, a in enumerate(boxes)
        for b in boxes[n + 1 :]
        if min(a[2], b[2]) - max(a[0], b[0]) > 0.6 and min(a[3], b[3]) - max(a[1], b[1]) > 0.6
    ]
