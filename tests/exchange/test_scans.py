"""A scan is kept only when it is a PDF, JPEG or PNG that really opens."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from clinicapp.domain.consent.documents import JPEG, PDF, PNG
from clinicapp.domain.errors import FileError
from clinicapp.exchange.scans import PAGES_MOST, check_scan


def picture(kind, size=(60, 80), mode="RGB"):
    made = BytesIO()
    Image.new(mode, size).save(made, kind)
    return made.getvalue()


def pdf(pages=1):
    made = BytesIO()
    canvas = Canvas(made)
    for _ in range(pages):
        canvas.drawString(72, 700, "Signed")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


WHOLE = {PDF: pdf(), JPEG: picture("JPEG"), PNG: picture("PNG")}


@pytest.mark.parametrize("media", WHOLE)
def test_a_scan_that_opens_is_taken_for_what_it_is(media):
    assert check_scan(WHOLE[media], 1) == media


def test_the_size_is_limited_to_the_byte():
    content = pdf().ljust(1_000_000, b"\n")
    assert check_scan(content, 1) == PDF
    with pytest.raises(FileError, match="larger than 1 MB"):
        check_scan(content + b"\n", 1)


@pytest.mark.parametrize(
    "content",
    [b"Dear patient", b"\xff\xd8", b"%PDF", picture("GIF"), picture("BMP"), picture("TIFF")],
)
def test_another_kind_of_file_is_refused(content):
    with pytest.raises(FileError, match="no PDF, JPEG or PNG"):
        check_scan(content, 1)


def test_an_empty_file_is_refused():
    with pytest.raises(FileError, match="empty"):
        check_scan(b"", 1)


@pytest.mark.parametrize("media", WHOLE)
def test_a_file_that_is_cut_off_is_refused(media):
    with pytest.raises(FileError, match="cannot be opened"):
        check_scan(WHOLE[media][: len(WHOLE[media]) // 2], 1)


def test_a_file_of_one_kind_under_the_head_of_another_is_refused():
    with pytest.raises(FileError, match="cannot be opened"):
        check_scan(b"\x89PNG\r\n\x1a\n" + WHOLE[JPEG], 1)


def test_as_many_pages_as_a_consent_can_have_are_taken():
    assert check_scan(pdf(PAGES_MOST), 1) == PDF
    with pytest.raises(FileError, match="41 pages"):
        check_scan(pdf(PAGES_MOST + 1), 1)


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_read():
    with pytest.raises(FileError, match="too large"):
        check_scan(picture("PNG", (12_000, 9_000), "1"), 1)
    with pytest.raises(FileError, match="cannot be opened"):
        check_scan(picture("PNG", (20_000, 10_000), "1"), 1)


def test_a_fine_scan_of_one_sheet_is_taken_without_a_word():
    assert check_scan(picture("PNG", (9_900, 9_900), "1"), 1) == PNG


def test_a_refusal_says_that_nothing_was_attached():
    with pytest.raises(FileError) as refused:
        check_scan(b"x", 1)
    assert refused.value.unchanged == "No scan was attached."
    assert refused.value.remedy


@given(st.binary(max_size=400), st.sampled_from([b"", b"%PDF-", b"\xff\xd8\xff", WHOLE[PNG][:8]]))
def test_any_bytes_are_refused_in_words(noise, head):
    with pytest.raises(FileError):
        check_scan(head + noise, 1)
