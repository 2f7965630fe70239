"""How the papers of a consent lie on their pages, read back from the PDF."""

import re
from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from pypdf import PdfReader

from clinicapp.domain.consent.record import SignerRole
from clinicapp.domain.consent.strokes import PAD_WIDTH, Stroke
from clinicapp.reports.fonts import register_faces
from clinicapp.reports.ink import BROADEST, FINEST, draw_ink, ink_scale
from clinicapp.reports.pen import Pen
from clinicapp.reports.style import PAGE_SIZES
from clinicapp.reports.tagged_canvas import DocumentWords
from tests.factories import AT, make_clinic, make_patient
from tests.reports.consent_samples import (
    LANGUAGES,
    asked,
    copy,
    form,
    make_confirmation,
    make_everyone,
    make_signed,
    preview,
    strokes,
)
from tests.reports.page_boxes import boxes_of, covering
from tests.reports.sheet_samples import FONTS, SIXTY_LETTERS

LONG = "Why does it hurt so much after the shots, and what can I do when it is night? " * 6
WIDTH, HEIGHT = 220.0, 40.0
MOVE = re.compile(r"^([\d.]+) ([\d.]+) ([ml])$|^([\d.]+) w$", re.MULTILINE)


def longest(language, paper):
    patient = make_patient(given_name="", family_name=SIXTY_LETTERS, record_number="SP-" * 10)
    clinic = make_clinic(name="The Northern Springfield Regional Center for Headache and Pain")
    consent = make_everyone(language, conditions=("extras_planned",), teach_back=LONG * 4)
    questions = tuple(asked(f"risk-{n}", LONG, LONG) for n in range(1, 13))
    typed = tuple(replace(s, strokes=(), typed=SIXTY_LETTERS) for s in consent.signatures)
    consent = replace(consent, questions=questions, signatures=typed)
    return copy(consent, paper, patient=patient, clinic=clinic)


def on_paper(language, paper):
    consent = make_everyone(language)
    seen = tuple(replace(s, strokes=(), is_on_paper=True) for s in consent.signatures)
    return copy(replace(consent, signatures=seen), paper)


def long_form(language, paper):
    patient = make_patient(given_name="", family_name=SIXTY_LETTERS, record_number="SP-" * 10)
    return form(language, tuple(SignerRole), paper, patient=patient)


PAPERS = {
    "plain": lambda language, paper: copy(make_signed(language), paper),
    "everyone": lambda language, paper: copy(make_everyone(language), paper),
    "longest": longest,
    "on paper": on_paper,
    "confirmation": lambda language, paper: copy(make_confirmation(language), paper),
    "form": lambda language, paper: form(language, paper=paper),
    "long form": long_form,
    "preview": lambda language, paper: preview(language),
}


@cache
def made(kind, language, paper):
    return PAPERS[kind](language, paper)


every_paper = pytest.mark.parametrize(
    ("kind", "language", "paper"),
    [(k, lang, p) for k in PAPERS for lang in LANGUAGES for p in PAGE_SIZES],
)


# words -----------------------------------------------------------------------------------------
@every_paper
def test_nothing_is_cropped_and_no_words_cover_others(kind, language, paper):
    for boxes, (width, height) in boxes_of(made(kind, language, paper)):
        if kind != "preview":
            assert (width, height) == pytest.approx(PAGE_SIZES[paper], abs=0.01)
        assert len(boxes) > 5
        for left, bottom, right, top in boxes:
            assert 35 < left < right < width - 35
            assert 20 < bottom < top < height - 20
        assert covering(boxes) == []


@every_paper
def test_every_font_is_embedded_and_no_picture_is_in_it(kind, language, paper):
    for page in PdfReader(BytesIO(made(kind, language, paper))).pages:
        assert "/XObject" not in page["/Resources"]
        assert "BI" not in page.get_contents().get_data().decode("latin-1").split()
        for reference in page["/Resources"]["/Font"].get_object().values():
            font = reference.get_object()
            assert "NotoSans" in font["/BaseFont"]
            assert "/FontFile2" in font["/FontDescriptor"].get_object()


# tags ------------------------------------------------------------------------------------------
ALLOWED = {
    "/Table": {"/TR"},
    "/TR": {"/TH", "/TD"},
    "/L": {"/LI"},
    "/LI": {"/Lbl", "/LBody"},
    "/Document": {"/H1", "/H2", "/P", "/L", "/Table", "/Figure"},
}


@every_paper
def test_a_screen_reader_is_told_tables_lists_and_headings(kind, language, paper):
    root = PdfReader(BytesIO(made(kind, language, paper))).trailer["/Root"]
    assert root["/Lang"] == {"en": "en-US", "es": "es-US"}[language]
    assert root["/MarkInfo"]["/Marked"].value is True
    elements = list(walk(root["/StructTreeRoot"]["/K"][0].get_object()))
    for element, children in elements:
        roles = {c["/S"] for c in children}
        assert roles <= ALLOWED.get(element["/S"], {"/P", "/Figure"}), element["/S"]
        if element["/S"] == "/TH":
            assert element["/A"]["/Scope"] == "/Column"
        if element["/S"] == "/Figure":
            assert element["/Alt"]
    rows = [len(children) for element, children in elements if element["/S"] == "/TR"]
    if kind in ("plain", "everyone"):
        assert rows == [4] * 13
    elif "form" in kind or kind == "preview":
        assert rows == [6] * 13


def walk(element):
    children = [c.get_object() for c in element["/K"]]
    inside = [c for c in children if c.get("/Type") == "/StructElem"]
    yield element, inside
    for child in inside:
        yield from walk(child)


@every_paper
def test_every_mark_is_either_told_or_decoration(kind, language, paper):
    reader = PdfReader(BytesIO(made(kind, language, paper)))
    for page in reader.pages:
        code = page.get_contents().get_data().decode("latin-1")
        opened = len(re.findall(r"\b(?:BDC|BMC)\b", code))
        assert opened == len(re.findall(r"\bEMC\b", code))
        depth = 0
        for word in re.findall(r"\b(?:BDC|BMC|EMC|Tj)\b", code):
            depth += {"BDC": 1, "BMC": 1, "EMC": -1, "Tj": 0}[word]
            assert depth == 1 or word == "EMC"


# ink -------------------------------------------------------------------------------------------
def inked(drawn, width=WIDTH, height=HEIGHT):
    """The breadth and the points of every path that strokes are drawn with, measured from above."""
    register_faces(FONTS)
    words = DocumentWords(title="Ink", subject="", author="", locale="en-US", made_at=AT)
    pen = Pen(PAGE_SIZES["Letter"], words)
    with pen.canvas.tagged("Figure", alt="ink"):
        draw_ink(pen, drawn, 100, 200, width, height)
    return paths_of(PdfReader(BytesIO(pen.finish())).pages[0])


def paths_of(page):
    code, paths, broad = page.get_contents().get_data().decode("latin-1"), [], 0.0
    for x, y, how, breadth in MOVE.findall(code):
        if breadth:
            broad = float(breadth)
            continue
        if how == "m":
            paths.append((broad, []))
        paths[-1][1].append((float(x), float(page.mediabox.height) - float(y)))
    return paths


def joined(paths):
    """Points in the order they were drawn; where the breadth changes a point stands once."""
    points = []
    for _broad, path in paths:
        points += path[1:] if points and points[-1] == path[0] else path
    return points


def test_the_path_on_paper_is_the_strokes_scaled_alike_in_both_directions():
    drawn = strokes()
    scale, points = ink_scale(drawn, WIDTH, HEIGHT), joined(inked(drawn))
    signed = [p for s in drawn for p in s.points]
    left, bottom = min(p[0] for p in signed), max(p[1] for p in signed)
    assert len(points) == len(signed)
    for (x, y), (pad_x, pad_y, _ms, _pressure) in zip(points, signed, strict=True):
        assert x == pytest.approx(100 + (pad_x - left) * scale, abs=0.002)
        assert y == pytest.approx(200 + HEIGHT - (bottom - pad_y) * scale, abs=0.002)


@pytest.mark.parametrize(("width", "height"), [(220, 40), (60, 40), (220, 9), (500, 125)])
def test_ink_fills_its_box_as_far_as_it_can_and_never_leaves_it(width, height):
    points = joined(inked(strokes(), width, height))
    across, down = [p[0] for p in points], [p[1] for p in points]
    assert min(across) >= 100 - 0.01
    assert max(across) <= 100 + width + 0.01
    assert min(down) >= 200 - 0.01
    assert max(down) == pytest.approx(200 + height, abs=0.01)


def test_a_small_signature_is_not_blown_up():
    assert ink_scale(strokes(size=0.02)[:1], WIDTH, HEIGHT) == WIDTH / PAD_WIDTH


def test_a_line_is_as_broad_as_the_pen_was_pressed():
    soft, hard = (
        Stroke(points=((0, 0, 0, p), (900, 0, 9, p)), began_at=AT, device="pen") for p in (0, 1000)
    )
    assert [broad for broad, _path in inked((soft, hard))] == [FINEST, BROADEST]


def test_a_dot_is_drawn_as_a_dot():
    dot = Stroke(points=((500, 500, 0, 500),), began_at=AT, device="touch")
    ((broad, path),) = inked((dot,))
    assert path == [(100, 240), (100, 240)]
    assert FINEST < broad < BROADEST


@pytest.mark.parametrize("paper", PAGE_SIZES)
def test_every_signature_of_a_copy_is_on_its_last_page(paper):
    consent = make_everyone()
    page = PdfReader(BytesIO(copy(consent, paper))).pages[-1]
    code = page.get_contents().get_data().decode("latin-1")
    figures = re.findall(r"/Figure <</MCID \d+>> BDC(.*?)EMC", code, re.DOTALL)
    drawn = [len(re.findall(r"^[\d.]+ [\d.]+ [ml]$", f, re.MULTILINE)) for f in figures]
    assert len(drawn) == 5
    assert all(count >= 190 for count in drawn)
    assert re.findall(r"Do$", code, re.MULTILINE) == []
