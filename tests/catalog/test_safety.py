from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from clinicapp.catalog.safety import load_care, load_diagnoses, load_questions
from clinicapp.domain.consent_form import risks_digest
from clinicapp.domain.errors import CatalogError
from clinicapp.domain.safety import Choice, label_of
from tests.case_factory import make_diagnoses, make_lists, make_questions
from tests.factories import RESOURCES

READERS = {
    "safety/questions.toml": load_questions,
    "codes/diagnoses.toml": load_diagnoses,
    "codes/care.toml": load_care,
}
# The 12 risks word for word as the patient information has them.
LISTED = (
    "neck pain, headache, migraine, slight or partial facial paralysis, eyelid drooping, "
    "bronchitis, muscle stiffness, loss of strength and muscle weakness all over the body, "
    "pain in one or more muscles, muscle spasms, injection site pain, high blood pressure"
)


def test_the_screen_asks_what_the_label_warns_of():
    asked = {q.code: (q.severity, q.unknown_severity) for q in make_questions().questions}
    assert asked == {
        "hypersensitivity": ("block", "hold"),
        "site-infection": ("block", "hold"),
        "pregnancy": ("hold", "hold"),
        "breastfeeding": ("hold", "hold"),
        "neuromuscular-disease": ("hold", "hold"),
        "swallowing-breathing": ("hold", "hold"),
        "interacting-drug": ("hold", "hold"),
        "anticoagulant": ("warn", "warn"),
        "weakness-before": ("warn", "warn"),
        "albumin-refusal": ("hold", "hold"),
        "albumin-objection": ("warn", ""),
        "toxin-elsewhere": ("", "warn"),
    }


def test_only_allergy_and_infection_stop_the_first_dose():
    stopping = {q.code for q in make_questions().questions if q.stops_first_dose}
    assert stopping == {"hypersensitivity", "site-infection"}
    tied = {q.code for q in make_questions().questions if q.asks_outside_doses}
    assert tied == {"toxin-elsewhere"}
    open_to_na = {q.code for q in make_questions().questions if q.may_be_na}
    assert open_to_na == {"pregnancy", "breastfeeding"}


def test_each_question_is_short_and_read_aloud_in_one_breath():
    for question in make_questions().questions:
        assert question.text.endswith("?")
        assert question.text.count("?") == 1
        assert len(question.text.split()) <= 15, question.text
        assert question.source.startswith("domain 4")


@pytest.mark.parametrize(
    ("code", "three"),
    [
        ("G43.701", (False, False, True)),
        ("G43.709", (False, False, False)),
        ("G43.711", (False, True, True)),
        ("G43.719", (False, True, False)),
        ("G43.E01", (True, False, True)),
        ("G43.E09", (True, False, False)),
        ("G43.E11", (True, True, True)),
        ("G43.E19", (True, True, False)),
    ],
)
def test_a_code_stands_for_its_three_attributes_and_says_so_in_words(code, three):
    aura, intractable, status = three
    found = make_diagnoses().derive(
        aura=aura, intractable=intractable, status_migrainosus=status, day=date(2026, 11, 22)
    )
    assert found.code == code
    assert f"{'with' if aura else 'without'} aura" in found.label
    assert found.label.count("not intractable") == (not intractable)
    assert found.label.endswith(f"{'with' if status else 'without'} status migrainosus")


def test_a_code_is_valid_from_its_first_day():
    def codes_on(day):
        found = (
            make_diagnoses().derive(aura=a, intractable=i, status_migrainosus=s, day=day)
            for a, i, s in product((True, False), repeat=3)
        )
        return {c.code for c in found if c}

    assert codes_on(date(2015, 9, 30)) == set()
    assert {c[4] for c in codes_on(date(2015, 10, 1))} == {"7"}
    assert {c[4] for c in codes_on(date(2023, 9, 30))} == {"7"}
    assert len(codes_on(date(2023, 10, 1))) == 8


def test_the_12_risks_are_those_of_the_patient_information():
    labels = [c.label.lower().removesuffix(" (most common)") for c in make_lists().risks]
    assert ", ".join(labels) == LISTED
    assert make_lists().risks[0].label == "Neck pain (most common)"


def test_any_changed_word_of_a_risk_changes_the_digest():
    lists = make_lists()
    assert risks_digest(lists) == risks_digest(replace(lists, version="other"))
    for n, risk in enumerate(lists.risks):
        others = (*lists.risks[:n], replace(risk, label=risk.label + "."), *lists.risks[n + 1 :])
        fewer = (*lists.risks[:n], *lists.risks[n + 1 :])
        for risks in (others, fewer):
            assert risks_digest(replace(lists, risks=risks)) != risks_digest(lists)


def test_a_code_that_is_gone_from_a_list_is_shown_as_it_is():
    assert label_of((Choice(code="a", label="A"),), "a") == "A"
    assert label_of((Choice(code="a", label="A"),), "b") == "b"
    assert label_of(make_lists().complications, "vasovagal") == "Faintness (vasovagal)"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("safety/questions.toml", "schema = 1", "schema = 2"),
        ("safety/questions.toml", 'code = "breastfeeding"', 'code = "pregnancy"'),
        ("safety/questions.toml", 'yes = "block"', 'yes = "stop"'),
        ("safety/questions.toml", 'yes = "block"', 'yes = "hold"'),
        ("safety/questions.toml", "may_be_na = false\n", ""),
        ("safety/questions.toml", "may_be_na = false", 'may_be_na = "no"'),
        ("safety/questions.toml", "may_be_na = false", "may_be_na = false\ncolour = 1"),
        ("codes/diagnoses.toml", 'code = "G43.701"', 'code = "G43.709"'),
        ("codes/diagnoses.toml", 'code = "G43.701"', 'code = "G43.70"'),
        ("codes/diagnoses.toml", "aura = false", "aura = true"),
        ("codes/diagnoses.toml", "effective_from = 2015-10-01", 'effective_from = "2015-10-01"'),
        ("codes/diagnoses.toml", "= 2015-10-01", "= 2015-10-01T00:00:00"),
        ("codes/diagnoses.toml", "= 2015-10-01", "= 2015-10-01\neffective_to = 2015-09-30"),
        ("codes/diagnoses.toml", "codes = 8", "codes = 9"),
        ("codes/care.toml", 'bronchitis = "Bronchitis"\n', ""),
        ("codes/care.toml", "[aspiration]", "[aspirations]"),
        ("codes/care.toml", 'well = "Tolerated well"', 'well = ""'),
        ("codes/care.toml", 'risks = "patient-information.txt; domain 5.3"\n', ""),
        ("codes/care.toml", "[sources]\n", '[sources]\ncolour = "x"\n'),
    ],
)
def test_a_damaged_list_is_refused(tmp_path, name, old, new):
    text = (RESOURCES / name).read_text("utf-8")
    path = tmp_path / name.split("/")[1]
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CatalogError, match=path.name):
        READERS[name](path)


def test_rows_of_one_code_follow_each_other_without_sharing_a_day(tmp_path):
    text = (RESOURCES / "codes/diagnoses.toml").read_text("utf-8")
    path = tmp_path / "diagnoses.toml"
    row = text[text.index("[[code]]") : text.index("[[code]]", text.index("[[code]]") + 1)]
    ended = text.replace("= 2015-10-01", "= 2015-10-01\neffective_to = 2026-09-30", 1)
    path.write_text(ended + "\n" + row.replace("2015-10-01", "2026-10-01"), "utf-8")
    assert len(load_diagnoses(path).codes) == 9
    path.write_text(ended + "\n" + row.replace("2015-10-01", "2026-09-30"), "utf-8")
    with pytest.raises(CatalogError, match=r"G43\.701 stands there twice"):
        load_diagnoses(path)


def test_an_empty_screen_and_an_empty_list_are_refused(tmp_path):
    path = tmp_path / "questions.toml"
    path.write_text('schema = 1\nversion = "1"\nclinician_review = "no"\nquestion = []\n', "utf-8")
    with pytest.raises(CatalogError, match="no question"):
        load_questions(path)
    text = (RESOURCES / "codes/care.toml").read_text("utf-8")
    path = tmp_path / "care.toml"
    start = text.index('no = "No"')
    path.write_text(text[:start] + text[text.index("[identifiers]") :], "utf-8")
    with pytest.raises(CatalogError, match="nothing to choose"):
        load_care(path)
