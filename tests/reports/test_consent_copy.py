from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from clinicapp.domain.consent.record import (
    ConsentStatus,
    CopyGiven,
    Interpreter,
    RiskReply,
    SignerRole,
)
from clinicapp.domain.consent.texts import digest_of_texts
from clinicapp.domain.errors import ClinicError, RuleError
from clinicapp.reports.style import PAGE_SIZES
from tests.factories import AT, make_clinic, make_patient
from tests.reports.consent_samples import (
    CHICAGO,
    DIGEST,
    DOCTOR,
    LANGUAGES,
    NURSE,
    asked,
    consent_texts,
    copy,
    copy_words,
    facts_of,
    make_confirmation,
    make_everyone,
    make_signed,
    read_all,
    read_pages,
    risk_rows,
)
from tests.reports.sheet_samples import SIXTY_LETTERS, plain

every_language = pytest.mark.parametrize("language", LANGUAGES)
LONG = "Why does it hurt so much after the shots, and what can I do when it is night? " * 6


# what is said ----------------------------------------------------------------------------------
@every_language
def test_every_word_that_was_shown_is_on_the_paper(language):
    texts, conditions = consent_texts(language), ("extras_planned",)
    words = read_all(copy(make_signed(language, conditions=conditions)))
    for section in texts.sections:
        assert section.heading in words, section.id
        for item in texts.shown(section.id, conditions):
            assert item.text in words, item.id
        assert f"{section.id}.hidden" not in words
    for risk in texts.risks:
        assert risk.name in words
        assert risk.text in words
    assert f"({texts.answers.most_common})" in words
    assert texts.title in words


def test_what_was_not_shown_is_not_on_the_paper():
    texts, words = consent_texts(), read_all(copy(make_signed()))
    hidden = {i.text for s in texts.sections for i in s.items} - {
        i.text for s in texts.sections for i in texts.shown(s.id)
    }
    assert len(hidden) == 20
    assert all(text not in words for text in hidden)


@every_language
@pytest.mark.parametrize("paper", PAGE_SIZES)
def test_each_page_says_whose_it_is_and_of_which_words_and_record(language, paper):
    pages = read_pages(copy(make_everyone(language), paper))
    word, texts = copy_words(language).word, consent_texts(language)
    assert len(pages) in (3, 4)
    for number, page in enumerate(pages, 1):
        for fact in (
            "Elena María Vasquez",
            copy_words(language).dates.show_date(make_patient().birth_date),
            "HC-20418",
            "Westlake Headache Clinic",
            "(555) 010-0142",
            word("page", page=number, pages=len(pages)),
            word("version", version="2026.1", language=language),
            digest_of_texts(texts),
            DIGEST,
        ):
            assert plain(fact) in page, fact


@every_language
def test_a_plain_consent_has_all_risks_and_the_serious_warnings_on_the_second_of_three_pages(
    language,
):
    texts = consent_texts(language)
    first, second, third = read_pages(copy(make_signed(language)))
    assert texts.section("tell").heading in first
    assert all(risk.text in second for risk in texts.risks)
    assert texts.section("agree").heading in third


def test_the_twelve_answers_stand_in_their_rows_with_figures_and_times():
    rows = risk_rows(copy(make_signed()))
    assert len(rows) == 12
    for n, row in enumerate(rows, 1):
        at = (AT + timedelta(minutes=4, seconds=17 * (n - 1))).astimezone(CHICAGO)
        share = "fewer than 1" if n % 3 else "none"
        part = " (near the shots)" if n == 8 else ""
        told = f"{n}{part} {share}{part} I understand {at:%H:%M:%S}"
        assert row.endswith(told), row


def test_an_answer_of_another_day_has_its_date():
    consent = make_signed()
    first = replace(consent.answers[0], at=AT - timedelta(days=1))
    consent = replace(consent, answers=(first, *consent.answers[1:]))
    assert "I understand November 21, 2026, 14:02:07" in read_all(copy(consent))


def test_a_question_stands_in_the_row_of_its_risk_with_its_answer():
    row = risk_rows(copy(make_everyone()))[4]
    assert "Question, 14:07:07: I had a droopy lid once. Will it come back?" in row
    assert "Answer of Mara Okafor, MD, 14:11:07: It can. We leave out one spot" in row


def test_a_bare_mark_below_a_section_is_told():
    words = read_all(copy(make_everyone()))
    assert "Question, 14:07:07: (marked as a question, without words)" in words
    assert "Answer of Mara Okafor, MD, 14:11:07: She saw the needles." in words


@pytest.mark.parametrize("section", ["risks", "serious", "rights", "agree", "tell"])
def test_a_question_about_any_section_is_printed(section):
    consent = make_signed(questions=(asked(section, "Is this so?", "It is so."),))
    words = read_all(copy(consent))
    assert "Is this so?" in words
    assert "It is so." in words


def test_a_refused_risk_is_told_in_its_row_and_above_the_signatures():
    pdf = copy(make_everyone())
    assert "I do not accept this risk" in risk_rows(pdf)[4]
    words = read_all(pdf)
    assert "Risks that the patient does not accept: 5. Drooping eyelid" in words
    assert words.count("I understand") == 11
    assert "does not accept" not in read_all(copy(make_signed()))


def test_who_else_was_there_is_told():
    words = read_all(copy(make_everyone()))
    assert (
        "Lucía Vasquez decides for the patient. Relationship: Daughter. "
        "By what right: Power of attorney." in words
    )
    assert "Interpreter: Rosa Quintero. ID number: 30417. Language: Spanish." in words
    assert "In the patient’s own words: “You put Botox in my head" in words


def test_an_interpreter_known_by_number_alone_is_named_once():
    nameless = Interpreter(name="", number="30417", language="Spanish")
    words = read_all(copy(make_everyone(interpreter=nameless)))
    assert "Interpreter: 30417. Language: Spanish." in words


def test_each_signature_has_role_name_meaning_and_time_with_its_offset():
    words = read_all(copy(make_everyone()))
    for told in (
        "Patient Elena María Vasquez I agree, as “What your signature means” says. "
        "November 22, 2026, 14:13:07 (UTC-06:00)",
        "Who decides for the patient Lucía Vasquez I agree for the patient, as “What your "
        "signature means” says. November 22, 2026, 14:14:07 (UTC-06:00)",
        "Doctor who explained it Mara Okafor, MD I explained the treatment and its risks. "
        "November 22, 2026, 14:15:07 (UTC-06:00)",
        "Interpreter Rosa Quintero I interpreted all of this. "
        "November 22, 2026, 14:16:07 (UTC-06:00)",
        "Witness Ruth Adeyemi, RN I saw the patient sign. November 22, 2026, 14:17:07 (UTC-06:00)",
    ):
        assert told in words, told
    assert "Times are those of America/Chicago" in words


def test_a_typed_name_stands_with_the_words_that_attest_it():
    consent = make_signed()
    typed = replace(consent.signatures[0], strokes=(), typed="E. M. Vasquez")
    words = read_all(copy(replace(consent, signatures=(typed, consent.signatures[1]))))
    assert "Typed instead of drawn: E. M. Vasquez" in words
    assert words.count("This typed name is my signature.") == 1


def test_a_signature_on_paper_says_who_saw_it():
    consent = make_signed(closed_by=NURSE.id)
    seen = tuple(replace(s, strokes=(), is_on_paper=True) for s in consent.signatures)
    words = read_all(copy(replace(consent, signatures=seen)))
    told = "Signed by hand on the paper form. Seen there by Ruth Adeyemi, RN."
    assert words.count(told) == 2


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("printed", "Copy printed for the patient: November 22, 2026, 14:22:07 (UTC-06:00)."),
        ("saved", "Copy saved for the patient: November 22, 2026, 14:22:07 (UTC-06:00)."),
        ("declined", "The patient did not want a copy: November 22, 2026, 14:22:07 (UTC-06:00)."),
    ],
)
def test_that_a_copy_was_given_is_told(how, told):
    given = CopyGiven(how=how, at=AT + timedelta(minutes=20), by=NURSE.id)
    assert told in read_all(copy(make_signed(copy_given=given)))
    assert "The record says when it was handed over." in read_all(copy(make_signed()))


# the short one ---------------------------------------------------------------------------------
@every_language
def test_a_confirmation_is_one_page_that_names_its_consent(language):
    course, answers = make_signed(language), consent_texts(language).answers
    (page,) = read_pages(copy(make_confirmation(language), course=course))
    day = copy_words(language).dates.show_date(AT)
    assert plain(f"{day}, 14:15:07 (UTC-06:00)") in page
    assert answers.still_agree in page
    assert answers.nothing_changed in page
    assert consent_texts(language).risks[0].name not in page
    assert plain(f"{day}, 14:03:07 (UTC-06:00)") in page


def test_a_confirmation_tells_what_changed_and_of_a_consent_on_paper():
    consent = make_confirmation(nothing_changed=False, change="I take a new pill.")
    consent = replace(consent, questions=(asked("what", "Is the pill fine?", "It is."),))
    (page,) = read_pages(copy(consent))
    assert "What has changed: I take a new pill." in page
    assert consent_texts().answers.nothing_changed not in page
    assert "Is the pill fine?" in page
    assert "This belongs to a consent on paper" in page


# what people write -----------------------------------------------------------------------------
def test_no_letter_of_a_patient_stops_the_copy():
    consent = make_everyone(teach_back="I get it 😀\nللمريض", change="")
    question = asked("risk-2", "مرحبا?", "Sí, 王.")
    words = read_all(copy(replace(consent, questions=(question,))))
    assert "“I get it [U+1F600] [U+0644]" in words
    assert "[U+0645][U+0631]" in words.replace(" ", "")
    assert "Sí, [U+738B]." in words


def test_a_name_nobody_can_print_is_refused():
    with pytest.raises(ClinicError, match="This patient's name"):
        copy(make_signed(), patient=make_patient(family_name="王", given_name=""))


def test_twelve_long_questions_go_on_more_pages_and_lose_no_word():
    questions = tuple(asked(f"risk-{n}", f"{n}: {LONG}", f"{n}! {LONG}") for n in range(1, 13))
    pages = read_pages(copy(make_signed(questions=questions)))
    words = " ".join(pages)
    assert len(pages) > 4
    assert words.count("it is night?") == 12 * 2 * 6
    assert all(plain(f"{n}: {LONG}") in words for n in range(1, 13))


def test_a_question_longer_than_a_page_goes_on_over_the_page():
    question = asked("risk-3", "word " * 800, "answer " * 570)
    words = read_all(copy(make_signed(questions=(question,)))).split()
    assert (words.count("word"), words.count("answer")) == (800, 570)


def test_sixty_letters_stand_on_each_page_in_one_piece():
    patient = make_patient(given_name="", family_name=SIXTY_LETTERS)
    consent = make_signed(patient=patient)
    for page in read_pages(copy(consent, patient=patient)):
        assert SIXTY_LETTERS in page


def test_a_clinic_and_names_without_end_are_broken_into_lines():
    clinic = make_clinic(name="The Northern Springfield Regional Center for Headache " * 4)
    patient = make_patient(family_name="Lopado" * 20, given_name="Elena " * 20)
    pages = read_pages(copy(make_everyone(), clinic=clinic, patient=patient))
    assert all("Lopado" * 20 in page.replace(" ", "") for page in pages)


# what is refused -------------------------------------------------------------------------------
@pytest.mark.parametrize("status", [s for s in ConsentStatus if s is not ConsentStatus.SIGNED])
def test_a_consent_that_is_not_signed_has_no_copy(status):
    with pytest.raises(RuleError, match="signed consent"):
        facts_of(make_signed(status=status))


def test_words_that_were_not_signed_are_not_printed():
    with pytest.raises(RuleError, match="not the words"):
        facts_of(make_signed(texts_digest="0" * 64))


# what kind of file it is -----------------------------------------------------------------------
def test_the_same_facts_give_the_same_bytes():
    consent, patient = make_everyone(), make_patient(record_number="HC-1")
    first = copy(consent, patient=patient)
    assert copy(make_signed(), patient=patient) != first
    assert copy(consent, patient=patient) == first


def test_the_file_is_dated_by_the_record_and_names_no_patient():
    consent = make_signed()
    about = PdfReader(BytesIO(copy(consent))).metadata
    assert about.creation_date == about.modification_date == consent.closed_at
    assert about.title == consent_texts().title
    assert "Vasquez" not in "".join(str(value) for value in about.values())


def test_the_clock_is_that_of_the_zone_when_it_was_signed():
    july = AT.replace(month=7)
    consent = make_signed(closed_at=july)
    moved = tuple(replace(s, signed_at=july) for s in consent.signatures)
    assert "July 22, 2026, 15:02:07 (UTC-05:00)" in read_all(
        copy(replace(consent, signatures=moved))
    )


def test_only_who_has_signed_stands_there():
    consent = make_everyone()
    open_one = replace(consent.signatures[-1], signed_at=None)
    facts = facts_of(replace(consent, signatures=(*consent.signatures[:-1], open_one)))
    assert [s.role for s in facts.signatures] == list(SignerRole)[:-1]
    assert facts.clinician == DOCTOR.signed_name
    assert {a.reply for a in facts.answers} == set(RiskReply)
