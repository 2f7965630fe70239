import pytest

from clinicapp.domain.consent.syllables import english_syllables, spanish_syllables

# Counted by hand, as a dictionary divides them.
ENGLISH = {
    "a": 1, "the": 1, "she": 1, "neck": 1, "pain": 1, "headache": 2, "headaches": 2, "migraine": 2,
    "migraines": 2, "muscle": 2, "muscles": 2, "needle": 2, "nerve": 1, "breathe": 1,
    "breathing": 2, "swallowing": 3, "being": 2, "trying": 2, "treated": 2, "treatment": 2,
    "called": 1, "used": 1, "settled": 2, "blurred": 1, "takes": 1, "doses": 2, "places": 2,
    "watches": 2, "diseases": 3, "sometimes": 2, "something": 2, "movement": 2, "safely": 2,
    "diary": 3, "serious": 3, "period": 3, "opinion": 3, "special": 2, "vision": 2,
    "injection": 3, "reaction": 3, "reaches": 2, "usual": 3, "usually": 4, "language": 2,
    "strenuous": 3, "quiet": 2, "diet": 2, "client": 2, "patient": 2, "science": 2, "people": 2,
    "video": 3, "create": 2, "creature": 2, "area": 3, "idea": 3, "spasms": 2, "didn’t": 2,
    "don’t": 1, "antibiotic": 5, "bronchitis": 3, "albumin": 3, "whole": 1, "medium": 3,
    "onabotulinumtoxinA": 9, "breastfeeding": 3, "eyelids": 2, "choose": 1,
}  # fmt: skip
SPANISH = {
    "a": 1, "y": 1, "el": 1, "muy": 1, "cuello": 2, "dolor": 2, "cabeza": 3, "migraña": 3,
    "crónica": 3, "día": 2, "días": 2, "músculo": 3, "músculos": 3, "inyección": 3,
    "inyecciones": 4, "aguja": 3, "agujas": 3, "que": 1, "quiere": 2, "quién": 1, "seguir": 2,
    "alguien": 2, "sangre": 2, "agua": 2, "lengua": 2, "vergüenza": 3, "pingüino": 3, "río": 2,
    "frío": 2, "oído": 3, "caída": 3, "país": 2, "raíz": 2, "aéreo": 4, "leer": 2, "creer": 2,
    "poeta": 3, "teatro": 3, "cooperar": 4, "ciudad": 2, "cuidado": 3, "cuídese": 3, "viuda": 2,
    "muerte": 2, "puede": 2, "puedo": 2, "aire": 2, "seis": 1, "hoy": 1, "ley": 1, "estudiáis": 3,
    "médico": 3, "hinchazón": 3, "parálisis": 4, "bronquitis": 3, "presión": 2, "alergia": 3,
    "botulínica": 5, "leche": 2, "cirugía": 4, "envío": 3, "actúa": 3, "continúe": 4,
    "proteína": 4, "debilidad": 4, "etiqueta": 4, "embarazada": 5, "párpado": 3, "ayuda": 3,
}  # fmt: skip


@pytest.mark.parametrize(("word", "syllables"), ENGLISH.items())
def test_english_syllables(word, syllables):
    assert english_syllables(word) == syllables


@pytest.mark.parametrize(("word", "syllables"), SPANISH.items())
def test_spanish_syllables(word, syllables):
    assert spanish_syllables(word) == syllables


def test_capitals_and_marks_change_nothing():
    assert english_syllables("BREATHING,") == 2
    assert spanish_syllables("INYECCIÓN.") == 3


def test_no_letters_have_no_syllables():
    assert (english_syllables("—"), spanish_syllables("15")) == (0, 0)
