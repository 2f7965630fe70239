from dataclasses import replace

from clinicapp.domain.consent.readability import Measure, Reading
from clinicapp.ui.models.consent_version_words import figure_words, reading_tag, review_tag
from clinicapp.ui.models.reading import judge, reading
from tests.consent_factory import make_texts

EASY = "You may need 2 or 3 treatments to know if it helps you."
HARD = "Administration of this substance may precipitate considerable localised discomfort."


def test_a_line_is_judged_only_where_it_became_harder_than_the_limit():
    assert judge("en", EASY, HARD).startswith("Hard to read: grade ")
    assert judge("en", EASY, EASY) == ""
    assert judge("en", HARD, HARD) == ""
    assert judge("en", HARD, "It may hurt where you get the shots for a day or two.") == ""


def test_short_lines_and_other_languages_are_not_judged():
    assert judge("en", EASY, "Bronchitis") == ""
    assert judge("fr", EASY, HARD) == ""


def test_a_spanish_line_is_judged_by_its_ease():
    easy = "Tarda semanas en hacer efecto y no ayuda a todas las personas."
    hard = (
        "La administración requiere la consideración exhaustiva de las contraindicaciones "
        "neuromusculares concomitantes."
    )
    assert judge("es", easy, hard).startswith("Hard to read: ease ")


def test_the_figure_is_told_with_its_limit():
    grade = Reading(measure=Measure.FLESCH_KINCAID_GRADE, figure=9.25, limit=8, is_within=False)
    assert reading_tag(grade) == ("Reading grade 9.2, at most 8", "warn", "triangle-alert")
    ease = Reading(measure=Measure.FERNANDEZ_HUERTA, figure=76.7, limit=60, is_within=True)
    assert reading_tag(ease) == ("Reading ease 76.7, at least 60", "ok", "circle-check")
    foreign = reading(replace(make_texts(), language="fr"))
    assert reading_tag(foreign)[0] == "No reading measure for this language"


def test_a_review_that_the_file_tells_of_counts_for_the_shipped_words_only():
    assert review_tag(None, "not yet reviewed")[1] == "warn"
    assert review_tag(None, "")[1] == "warn"
    assert review_tag(None, "Reviewed by M. Okafor") == (
        "Reviewed by M. Okafor",
        "ok",
        "circle-check",
    )


def test_figures_are_told_in_the_language_of_the_consent():
    texts = make_texts("es")
    assert figure_words(texts.risk("muscle-pain"), texts).splitlines() == [
        "Myalgia: 3 de cada 100 personas con Botox, 1 sin medicina",
        "Musculoskeletal pain: 3 de cada 100 personas con Botox, 1 sin medicina",
    ]
