import unicodedata

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from clinicapp.domain.errors import ClinicError
from clinicapp.reports.fonts import FILES
from clinicapp.reports.letters import (
    needs_second_face,
    printable,
    require_printable,
    require_printable_name,
    unprintable,
)
from clinicapp.reports.style import SECOND
from tests.factories import RESOURCES, make_patient

PRINTABLE = (
    "Elena María Vasquez",
    "O’Connor-Šimůnková",
    "Łukasz Żółć",
    "Nguyễn Thị Ánh Tuyết",
    "Ольга Щербакова",
    "Ελένη Παπαδοπούλου",
    "Նինա Հակոբյան",
    "ნინო ბერიძე",
    "Þórunn Ðæfsdóttir",
)
FOREIGN = ("محمد", "שרה", "王小明", "नेहा", "สมชาย", "김민준", "さくら", "ደስታ", "தமிழ்", "😀")


@pytest.mark.parametrize("name", PRINTABLE)
def test_names_in_alphabets_of_single_letters_are_printed(name):
    assert unprintable(name) == ""
    assert unprintable(unicodedata.normalize("NFD", name)) == ""


@pytest.mark.parametrize("name", FOREIGN)
def test_names_that_join_stack_or_run_from_right_to_left_are_not(name):
    assert set(unprintable(f"Anna {name}")) == set(name)


def test_marks_that_no_letter_takes_up_and_unseen_characters_are_not_printed():
    assert unprintable("A\u0301") == ""
    assert unprintable("q\u0301") == "\u0301"
    assert unprintable("a\u200db\u00ad") == "\u00ad\u200d"


def test_every_letter_said_to_be_printable_has_a_glyph_in_every_paper_face():
    faces = {name: TTFont(name, RESOURCES / "fonts" / file).face for name, file in FILES.items()}
    second = faces.pop(SECOND).charToGlyph
    checked = 0
    for code in range(0x20, 0x30000):
        char = chr(code)
        if unprintable(char):
            continue
        checked += 1
        if needs_second_face(char):
            assert code in second, hex(code)
        else:
            assert all(code in face.charToGlyph for face in faces.values()), hex(code)
    assert checked > 1500


def test_the_full_name_is_printed_where_it_can_be():
    patient = make_patient(given_name="Ольга", family_name="Иванова", latin_name="Olga Ivanova")
    assert require_printable_name(patient) == "Ольга Иванова"


def test_the_latin_name_is_printed_where_the_script_cannot_be():
    patient = make_patient(given_name="小明", family_name="王", latin_name="Wang Xiaoming")
    assert require_printable_name(patient) == "Wang Xiaoming"


@pytest.mark.parametrize("latin_name", ["", "王"])
def test_a_name_nobody_can_print_is_refused_with_its_letters_and_the_way_out(latin_name):
    patient = make_patient(given_name="小明", family_name="王", latin_name=latin_name)
    with pytest.raises(ClinicError, match="小 明 王") as refusal:
        require_printable_name(patient)
    assert "Name in Latin letters" in refusal.value.remedy
    assert "小明" not in str(refusal.value)


def test_many_letters_are_not_all_listed():
    with pytest.raises(ClinicError, match="and more"):
        require_printable("ابتثجحخدذرز", "The clinic's name")


def test_what_somebody_wrote_is_printed_with_a_sign_for_each_foreign_letter():
    assert printable("Will it hurt 😀?") == "Will it hurt [U+1F600]?"
    assert printable("two\n\tlines  here") == "two lines here"
    assert printable("e\u0301 \u0627") == "é [U+0627]"
    assert unprintable(printable("".join(FOREIGN) + "a\u200db")) == ""
