from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from clinicapp.catalog.instructions import instruction_languages
from clinicapp.domain.errors import CatalogError, ClinicError
from clinicapp.domain.instruction_texts import ALWAYS_PRINTED
from clinicapp.reports.fonts import register_faces
from clinicapp.reports.instruction_sheet import render_instruction_sheet
from clinicapp.reports.sheet_words import SheetWords
from clinicapp.reports.style import PAGE_SIZES
from tests.factories import RESOURCES, make_clinic, make_person
from tests.reports.page_boxes import boxes_of, covering
from tests.reports.sheet_samples import (
    CHICAGO,
    SIXTY_LETTERS,
    artwork,
    exceptions_session,
    longest_facts,
    make_facts,
    plain,
    read,
    sheet,
    standard_session,
    texts,
)

LANGUAGES = instruction_languages(RESOURCES / "instructions")
KINDS = {
    "standard": make_facts,
    "exceptions": lambda: make_facts(exceptions_session()),
    "longest": longest_facts,
    "bare": lambda: make_facts(clinic=make_clinic(phone="")),
}
every_sheet = pytest.mark.parametrize(
    ("kind", "language", "paper"),
    [(k, lang, p) for k in KINDS for lang in LANGUAGES for p in PAGE_SIZES],
)


# what is said ----------------------------------------------------------------------------------
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_says_what_the_record_says(language):
    facts = make_facts(exceptions_session(), record_number="HC-20418")
    words, dates = read(sheet(facts, language)), texts(language).dates
    for fact in (
        "Westlake Headache Clinic",
        "(555) 010-0142",
        "Mon to Fri, 8 AM to 5 PM",
        "(555) 010-0199",
        "Elena María Vasquez",
        dates.show_date(facts.birth_date),
        "HC-20418",
        dates.show_date(facts.ended_at),
        "Mara Okafor, MD",
        dates.show_weekday(facts.restriction_end),
        dates.show_time(facts.restriction_end),
        dates.show_weekday(facts.next_date),
        "152.5",
        "BOTOX (onabotulinumtoxinA)",
        "1-800-FDA-1088",
        "82.5",
        texts(language).words["page"].format(page=1, pages=1),
    ):
        assert plain(fact) in words, fact


def test_the_standard_sheet_in_plain_words():
    words = read(sheet(make_facts()))
    assert "No strenuous activity until Monday, November 23, 2026, 2:07 PM" in words
    assert "Normal daily activities are fine." in words
    assert "Not before Sunday, February 14, 2027" in words
    assert "Your treatment today: 155 units of BOTOX (onabotulinumtoxinA) in 31 shots" in words
    assert "Your right side: 20 units Front: 35 units Your left side: 20 units" in words


def test_two_readers_find_the_same_words():
    pdf = sheet(make_facts(exceptions_session()))
    other = plain(PdfReader(BytesIO(pdf)).pages[0].extract_text())
    assert sorted(read(pdf).split()) == sorted(other.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_warning_is_ever_left_out(language):
    words = read(sheet(longest_facts(), language))
    for line_id in ALWAYS_PRINTED:
        said = texts(language).text_of(line_id).split("{")[0]
        assert plain(said) in words, line_id


def test_over_the_clock_change_the_wall_time_is_right():
    end = datetime(2026, 3, 7, 15, 40, tzinfo=CHICAGO).astimezone(UTC)
    facts = make_facts(standard_session(end - timedelta(minutes=5)))
    assert "until Sunday, March 8, 2026, 4:40 PM" in read(sheet(facts))


def test_the_key_names_only_marks_that_are_there():
    standard, exceptions = read(sheet(make_facts())), read(sheet(make_facts(exceptions_session())))
    assert "number = units given" in standard
    assert "diamond" not in standard
    assert "crossed" not in standard
    assert "diamond = extra shot · crossed = not given" in exceptions


def test_what_the_clinic_did_not_fill_in_leaves_no_trace():
    words = read(sheet(make_facts(clinic=make_clinic(phone=""))))
    assert "After hours" not in words
    assert "Questions?" not in words
    assert "Call us right away if you have: Weakness that spreads" in words


def test_the_code_holds_the_same_facts_for_any_telephone():
    facts = make_facts(exceptions_session())
    assert SheetWords(facts, texts()).code_text.splitlines() == [
        "Elena María Vasquez",
        "Born 1984-03-14",
        "152.5 units of BOTOX (onabotulinumtoxinA) in 31 shots, 2026-11-22",
        "No strenuous activity until 2026-11-23 14:07",
        "Next treatment: Not before 2027-02-14",
        "Westlake Headache Clinic (555) 010-0142",
    ]


def test_one_shot_is_not_called_shots():
    facts = replace(make_facts(), shots=1)
    assert "in 1 shot " in read(sheet(facts)) + " "
    assert "en 1 inyección " in read(sheet(facts, "es")) + " "


def test_a_name_in_another_alphabet_is_printed_whole():
    for given, family in (("Ольга", "Щербакова"), ("Նինա", "Հակոբյան"), ("Nguyễn", "Ánh Tuyết")):
        words = read(sheet(make_facts(given_name=given, family_name=family)))
        assert f"{given} {family}" in words


# how it looks ----------------------------------------------------------------------------------
def segments(pdf):
    """The boxes of the first page, and its size."""
    return next(boxes_of(pdf))


@every_sheet
def test_nothing_is_cropped_and_no_words_cover_others(kind, language, paper):
    boxes, (width, height) = segments(sheet(KINDS[kind](), language, paper))
    assert (width, height) == pytest.approx(PAGE_SIZES[paper], abs=0.01)
    assert len(boxes) > 80
    for left, bottom, right, top in boxes:
        assert 30 < left < right < width - 30
        assert 18 < bottom < top < height - 18
    assert covering(boxes) == []


def test_covered_words_would_be_noticed():
    boxes, _size = segments(sheet(make_facts()))
    left, bottom, right, top = boxes[0]
    assert covering([*boxes, (left + 1, bottom + 1, right + 1, top + 1)]) != []


@every_sheet
def test_it_is_one_page_with_every_font_embedded(kind, language, paper):
    reader = PdfReader(BytesIO(sheet(KINDS[kind](), language, paper)))
    assert len(reader.pages) == 1
    fonts = reader.pages[0]["/Resources"]["/Font"].get_object()
    names = {}
    for reference in fonts.values():
        font = reference.get_object()
        names[font["/BaseFont"]] = "/FontFile2" in font["/FontDescriptor"].get_object()
    assert len(names) >= 4
    assert all(names.values())
    assert all("NotoSans" in name for name in names)


def test_sixty_letters_stand_on_the_paper_in_one_piece():
    assert len(SIXTY_LETTERS) == 60
    assert SIXTY_LETTERS in read(sheet(longest_facts()))


def test_what_does_not_fit_is_refused_before_printing():
    clinic = make_clinic(name="Clinic " * 150)
    with pytest.raises(ClinicError, match="does not fit on one page") as refusal:
        sheet(make_facts(clinic=clinic))
    assert "Shorten" in refusal.value.remedy


def test_a_word_without_spaces_is_broken_rather_than_cropped():
    name = "Lopado" * 40
    pdf = sheet(make_facts(family_name=name, given_name=""))
    assert name in read(pdf).replace(" ", "")
    assert all(box[2] < PAGE_SIZES["Letter"][0] - 30 for box in segments(pdf)[0])


# what kind of file it is -----------------------------------------------------------------------
def test_the_same_record_gives_the_same_bytes():
    facts, other = make_facts(), make_facts(exceptions_session())
    first = sheet(facts)
    assert sheet(other) != first
    assert sheet(facts) == first


def test_the_file_is_dated_by_the_record_and_names_no_patient():
    facts = make_facts()
    about = PdfReader(BytesIO(sheet(facts))).metadata
    assert about.creation_date == facts.recorded_at
    assert about.modification_date == facts.recorded_at
    assert about.title == "After your Botox treatment"
    assert "Vasquez" not in "".join(str(value) for value in about.values())


def test_a_screen_reader_is_told_language_order_and_pictures():
    root = PdfReader(BytesIO(sheet(make_facts(exceptions_session()), "es"))).trailer["/Root"]
    assert root["/Lang"] == "es-US"
    assert root["/MarkInfo"]["/Marked"].value is True
    elements = list(walk(root["/StructTreeRoot"]["/K"][0].get_object()))
    roles = [e["/S"] for e in elements]
    assert roles[0] == "/Document"
    assert [r for r in roles if r.startswith("/H")][:2] == ["/H1", "/H2"]
    assert roles.count("/L") == 5
    figures = [e["/Alt"] for e in elements if e["/S"] == "/Figure"]
    assert len(figures) == 2
    assert "FRO-L2 no se puso" in figures[1]
    assert "TRA-R2 2.5 unidades" in figures[1]
    bullets = {e.get("/ActualText") for e in elements if e["/S"] == "/Lbl"}
    assert "de la etiqueta del medicamento" in bullets


def walk(element):
    yield element
    for child in element["/K"]:
        child = child.get_object()
        if child.get("/Type") == "/StructElem":
            yield from walk(child)


def test_a_missing_font_is_refused(tmp_path):
    with pytest.raises(CatalogError, match="paper font NotoSans-Regular"):
        register_faces(tmp_path)


def test_an_unknown_paper_is_a_bug():
    with pytest.raises(KeyError):
        render_instruction_sheet(make_facts(), texts(), artwork(), RESOURCES / "fonts", "A3")


def test_the_clinician_is_named_as_on_papers():
    facts = make_facts(clinician=make_person(name="Jo Li", credentials="DO"))
    assert "By Jo Li, DO" in read(sheet(facts))
