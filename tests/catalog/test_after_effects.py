import pytest

from clinicapp.catalog.after_effects import load_after_effects, require_muscles
from clinicapp.domain.errors import CatalogError
from tests.factories import RESOURCES, make_effect_kinds, make_protocol

FILE = RESOURCES / "codes" / "after_effects.toml"
TEXT = FILE.read_text("utf-8")
# domain.md 5.3: the risks that are listed for a session, by their codes here.
LISTED = {
    "neck-pain", "headache", "migraine-worse", "facial-paresis", "eyelid-ptosis", "bronchitis",
    "neck-stiffness", "muscular-weakness", "muscle-pain", "muscle-spasms", "injection-site-pain",
    "high-blood-pressure",
}  # fmt: skip


def test_every_listed_risk_can_be_recorded():
    assert {k.code for k in make_effect_kinds().kinds} >= LISTED
    assert all(k.source for k in make_effect_kinds().kinds)
    assert make_effect_kinds().clinician_review == "not yet reviewed by a clinician"


def test_effects_of_the_neck_point_at_the_neck_and_of_the_lid_at_the_brow():
    kinds = make_effect_kinds()
    assert set(kinds.muscles_of("neck-pain")) == {"OCC", "CPS", "TRA"}
    assert set(kinds.muscles_of("eyelid-ptosis")) == {"COR", "PRO", "FRO"}
    assert kinds.muscles_of("headache") == kinds.muscles_of("unheard-of") == ()


def test_the_muscles_are_those_of_the_protocol(tmp_path):
    require_muscles(make_effect_kinds(), make_protocol())
    path = tmp_path / "after_effects.toml"
    path.write_text(TEXT.replace('"TRA"', '"XYZ"', 1), "utf-8")
    with pytest.raises(CatalogError, match="no muscle XYZ"):
        require_muscles(load_after_effects(path), make_protocol())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("schema = 1", "schema = 2"),
        ('code = "neck-stiffness"', 'code = "neck-pain"'),
        ('note = "required"', 'note = "wanted"'),
        ('note = "optional"', ""),
        ('label = "Neck pain"', 'label = ""'),
        ('muscles = ["TEM"]', 'muscles = "TEM"'),
        ('muscles = ["TEM"]', 'muscles = ["TEM"]\ncolour = "red"'),
    ],
)
def test_a_damaged_list_is_refused(tmp_path, old, new):
    path = tmp_path / "after_effects.toml"
    assert old in TEXT
    path.write_text(TEXT.replace(old, new, 1), "utf-8")
    with pytest.raises(CatalogError, match=r"after_effects\.toml"):
        load_after_effects(path)
