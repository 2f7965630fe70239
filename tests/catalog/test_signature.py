import pytest

from clinicapp.catalog.signature import load_signature
from clinicapp.domain.errors import CatalogError
from tests.factories import RESOURCES

FILE = RESOURCES / "notes" / "signature.toml"
TEXT = FILE.read_text("utf-8")


def test_the_words_say_that_nobody_has_reviewed_them():
    assert load_signature(FILE).clinician_review == "not yet reviewed by a clinician"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("these {injections} injections and", "these injections and"),
        ("these {injections} injections and", "{injections} of {injections} injections and"),
        ("these {injections} injections and", "these {injections} injections by {names} and"),
        ("these {injections} injections and", "these {injections:03} injections and"),
        ("these {injections} injections and", "these {injections!r} injections and"),
        ("these {injections} injections and", "these {injections injections and"),
        ("I gave this injection", "I gave {injections} injection"),
        ("injections, given by {names},", "injections,"),
        ("injections, given by {names},", "injections, given by {name},"),
        ("this injection, given by {names},", "this injection,"),
        ('reviewed_one = "', 'reviewed_two = "'),
        ("schema = 1", 'schema = 1\nother = "x"'),
    ],
)
def test_words_that_would_not_tell_the_truth_are_refused(tmp_path, old, new):
    assert TEXT.count(old) == 1
    path = tmp_path / "signature.toml"
    path.write_text(TEXT.replace(old, new), "utf-8")
    with pytest.raises(CatalogError, match=r"signature\.toml"):
        load_signature(path)
