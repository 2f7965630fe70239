from io import BytesIO

import pytest
from pypdf import PdfReader

from clinicapp.domain.consent.paper_code import is_paper_code, paper_code
from clinicapp.domain.consent.record import SignerRole
from clinicapp.domain.consent.texts import digest_of_texts
from clinicapp.reports.consent_facts import form_facts
from clinicapp.reports.consent_form import render_consent_form
from clinicapp.reports.style import PAGE_SIZES
from tests.factories import make_clinic, make_patient
from tests.reports.consent_samples import (
    DOCTOR,
    LANGUAGES,
    consent_texts,
    copy_words,
    form,
    make_everyone,
    preview,
    read_all,
    read_pages,
)
from tests.reports.sheet_samples import FONTS, plain

every_language = pytest.mark.parametrize("language", LANGUAGES)


def facts(consent=None, roles=(SignerRole.PATIENT, SignerRole.CLINICIAN)):
    patient = make_patient(record_number="HC-20418")
    return form_facts(consent or make_everyone(), patient, make_clinic(), DOCTOR, roles)


def printed(known, paper="Letter"):
    return render_consent_form(known, consent_texts(), copy_words(), FONTS, paper)


def codes_of(pdf):
    return [p.get_contents().get_data().decode("latin-1") for p in PdfReader(BytesIO(pdf)).pages]


@every_language
def test_the_form_has_every_word_that_the_screen_shows(language):
    texts, words = consent_texts(language), read_all(form(language))
    for section in texts.sections:
        assert section.heading in words
        for item in texts.shown(section.id):
            assert item.text in words, item.id
    assert all(risk.text in words for risk in texts.risks)
    answers = texts.answers
    for said in (answers.understand, answers.question, answers.refuse, answers.decline):
        assert said in words
    assert answers.later in words


@every_language
@pytest.mark.parametrize("paper", PAGE_SIZES)
def test_each_page_has_patient_code_version_and_hash(language, paper):
    pages = read_pages(form(language, paper=paper))
    code = next(w for w in pages[0].split() if w.startswith("CF-"))
    assert is_paper_code(code)
    for number, page in enumerate(pages, 1):
        assert page.count(code) == 1
        assert "Elena María Vasquez" in page
        assert "HC-20418" in page
        assert "(555) 010-0142" in page
        assert digest_of_texts(consent_texts(language)) in page
        assert plain(copy_words(language).word("page", page=number, pages=len(pages))) in page


def test_the_code_is_that_of_the_consent_and_drawn_on_each_page():
    consent = make_everyone()
    known = facts(consent)
    assert known.code == paper_code(consent.id)
    for code in codes_of(printed(known)):
        squares = [line for line in code.splitlines() if line.endswith(" re")]
        assert len(squares) > 100


def test_two_consents_have_two_square_codes():
    one, other = (codes_of(printed(facts()))[-1] for _ in range(2))
    squares = [[s for s in c.splitlines() if s.endswith(" re")] for c in (one, other)]
    assert squares[0] != squares[1]


def test_each_risk_has_three_boxes_to_tick_and_the_decision_three():
    alts = figures(form())
    answers = consent_texts().answers
    for number in range(1, 13):
        for answer in (answers.understand, answers.question, answers.refuse):
            assert alts.count(f"Box to tick: {number}. {answer}") == 1
    for answer in ("I agree, and sign below", answers.decline, answers.later):
        assert alts.count(f"Box to tick: {answer}") == 1
    assert len(alts) == 12 * 3 + 3 + 1


def figures(pdf):
    root = PdfReader(BytesIO(pdf)).trailer["/Root"]
    return list(alts_in(root["/StructTreeRoot"]["/K"][0].get_object()))


def alts_in(element):
    if element.get("/S") == "/Figure":
        yield element["/Alt"]
    for child in element.get("/K", ()):
        child = child.get_object()
        if hasattr(child, "get"):
            yield from alts_in(child)


def test_who_must_sign_has_the_lines_that_the_role_needs():
    words = read_all(form(roles=tuple(SignerRole)))
    assert words.count("Signature ") == 5
    assert words.count("Date and time") == 5
    assert "Name Daughter Relationship Power of attorney By what right" in words
    assert "Name 30417 ID number Spanish Language" in words
    assert "Mara Okafor, MD Name" in words
    few = read_all(form())
    assert few.count("Date and time") == 2
    assert "By what right" not in few
    assert "ID number" not in few


def test_each_signature_has_its_meaning():
    words, answers = read_all(form(roles=tuple(SignerRole))), consent_texts().answers
    for meaning in (
        "I agree, as “What your signature means” says.",
        "I agree for the patient, as “What your signature means” says.",
        *(answers.explained, answers.interpreted, answers.witnessed),
    ):
        assert meaning in words


def test_there_are_lines_for_questions_answers_own_words_and_why():
    words = read_all(form())
    for heading in (
        "My questions (write the number of the risk)",
        "Answers of the doctor",
        "In my own words",
        "Why (only if you want to say)",
    ):
        assert heading in words


def test_what_the_consent_covers_stands_on_its_form():
    extra = consent_texts().section("happens").items[-2].text
    assert extra in read_all(form(conditions=("extras_planned",)))
    assert extra not in read_all(form())


@every_language
def test_a_preview_says_so_on_each_page_and_has_neither_patient_nor_code(language):
    pages = read_pages(preview(language))
    for page in pages:
        assert copy_words(language).word("preview") in page
        assert "CF-" not in page
        assert "Vasquez" not in page
    words = " ".join(pages)
    texts = consent_texts(language)
    assert texts.section("happens").items[-2].text in words
    for role in SignerRole:
        assert copy_words(language).word(f"role_{role}") in words


def test_the_same_facts_give_the_same_bytes():
    known = facts()
    first = printed(known)
    assert printed(facts()) != first
    assert printed(known) == first
    assert preview() == preview()


def test_the_file_is_dated_by_the_record():
    known = facts()
    about = PdfReader(BytesIO(printed(known))).metadata
    assert about.creation_date == known.begun_at
    assert about.author == "Westlake Headache Clinic"
