import pytest

from clinicapp.catalog.access import load_access
from clinicapp.domain.errors import AccessError, CatalogError
from clinicapp.domain.people import Permission, Role
from tests.factories import RESOURCES, make_access, make_person

TEXT = (RESOURCES / "access" / "roles.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("role", "may_not"),
    [
        (
            Role.PHYSICIAN,
            {"manage_people", "change_settings", "export_records", "manage_products"}
            | {"change_consent_texts"},
        ),
        (
            Role.NURSE,
            {"chart_dose", "sign_session", "void_session", "add_addendum", "answer_hold"}
            | {"explain_consent", "change_consent_texts"}
            | {"manage_people", "change_settings", "export_records", "manage_products"},
        ),
        (
            Role.ADMINISTRATOR,
            {"register_patient", "correct_patient", "start_session", "plan_session", "chart_dose"}
            | {"sign_session", "void_session", "add_addendum", "record_after_effect"}
            | {"print_sheet", "record_facts", "answer_hold", "take_consent", "explain_consent"},
        ),
    ],
)
def test_each_role_holds_exactly_its_permissions(role, may_not):
    person = make_person(role)
    refused = {p.value for p in Permission if not make_access().may(person, p)}
    assert refused == may_not


def test_a_refusal_says_who_may():
    nurse = make_person(Role.NURSE)
    with pytest.raises(AccessError) as refusal:
        make_access().require(nurse, Permission.CHART_DOSE, "Give TEM-L3")
    assert refusal.value.happened == (
        "Give TEM-L3: this is for a physician; Ruth Adeyemi is signed in as nurse."
    )
    assert refusal.value.remedy == "Change person to a physician."


def test_a_person_whose_account_is_closed_may_nothing():
    closed = make_person(Role.PHYSICIAN, is_active=False)
    assert not any(make_access().may(closed, p) for p in Permission)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('chart_dose = ["physician"]', 'chart_dose = ["surgeon"]'),
        ('chart_dose = ["physician"]', "chart_dose = []"),
        ('chart_dose = ["physician"]', ""),
        ("[labels]", 'fly = ["nurse"]\n[labels]'),
        ('nurse = "Nurse"', ""),
    ],
)
def test_a_damaged_matrix_is_refused(tmp_path, old, new):
    path = tmp_path / "roles.toml"
    path.write_text(TEXT.replace(old, new, 1), "utf-8")
    with pytest.raises(CatalogError, match=r"roles\.toml"):
        load_access(path)
