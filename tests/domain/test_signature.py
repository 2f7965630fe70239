"""What a signature says depends on who gave the doses."""

from clinicapp.catalog.signature import load_signature
from tests.factories import AT, RESOURCES, make_person, make_session

WORDS = load_signature(RESOURCES / "notes" / "signature.toml")
MARA = make_person(user_name="mara", name="Mara Okafor", credentials="MD")
BO = make_person(user_name="bo", name="Bo Two", credentials="")


def given(*site_ids, by):
    return make_session().give(site_ids, at=AT, by=by.id)


def test_one_injection_is_told_as_one():
    session = given("TEM-L1", by=MARA)
    assert WORDS.of(session, MARA.id, (MARA, BO)) == WORDS.meaning_of_one
    assert WORDS.of(session, BO.id, (MARA, BO)) == (
        "I reviewed this injection, given by Mara Okafor, MD, and this record is complete."
    )


def test_who_gave_every_dose_says_so():
    session = given("TEM-L1", "TEM-R1", by=BO)
    words = "I gave these 2 injections and this record is complete."
    assert WORDS.of(session, BO.id, (BO,)) == words


def test_while_nobody_is_named_the_performers_are():
    assert "given by Bo Two," in WORDS.of(given("TEM-L1", by=BO), None, (BO,))
    assert "given by a person not known," in WORDS.of(given("TEM-L1", by=BO), MARA.id, (MARA,))
