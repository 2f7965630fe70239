import pytest
from PySide6.QtWidgets import QPushButton

from clinicapp.ui.dialogs.product_dialogs import EndProductDialog, ProductDialog
from tests.ui.pages.settings_hands import Answer, click, write


@pytest.fixture
def page(show_settings, staff):
    return show_settings(staff.administrator)


def test_the_catalogue_is_shown_with_what_is_refused_and_its_review(page, records):
    panel = page.products
    assert [r.product.ndc for r in panel.rows] == [p.ndc for p in records.catalogue.products]
    assert panel.version.text() == f"Version {records.catalogue.version}"
    assert panel.review.text() == "Not yet reviewed by a clinician"


@pytest.mark.parametrize("role", ["physician", "nurse"])
def test_others_read_and_cannot_change(show_settings, staff, role):
    page = show_settings(getattr(staff, role))
    assert not page.products.add.isVisible()
    assert not any(r.end.isVisible() for r in page.products.rows)


def test_a_product_is_added_with_the_gtin_of_its_ndc(qtbot, page, records):
    def fill(dialog):
        write(qtbot, dialog, product_name="BOTOX 50 units", product_ndc="0023-9999-01")
        click(qtbot, dialog.units.findChild(object, "50"))
        click(qtbot, dialog.save)

    Answer(ProductDialog, fill)
    click(qtbot, page.products.add)
    product = records.catalogue.of_ndc("0023-9999-01")
    assert (product.gtin, product.units, product.is_added) == ("00300239999015", 50, True)
    assert page.products.rows[-1].product == product


def test_a_refused_product_is_not_added(qtbot, page, records):
    seen = {}

    def fill(dialog):
        write(qtbot, dialog, product_name="Cosmetic", product_ndc="0023-9232-01")
        click(qtbot, dialog.units.findChild(object, "100"))
        click(qtbot, dialog.save)
        seen["title"] = dialog.notice.title
        click(qtbot, dialog.cancel)

    Answer(ProductDialog, fill)
    click(qtbot, page.products.add)
    assert seen["title"].startswith("This is BOTOX Cosmetic.")
    assert records.catalogue.of_ndc("0023-9232-01") is None


def test_another_toxin_is_not_added_by_its_name(qtbot, page, records):
    seen = {}

    def fill(dialog):
        write(qtbot, dialog, product_name="Dysport 200", product_ndc="15054-0530-6")
        click(qtbot, dialog.units.findChild(object, "200"))
        click(qtbot, dialog.save)
        seen["title"] = dialog.notice.title
        click(qtbot, dialog.cancel)

    Answer(ProductDialog, fill)
    click(qtbot, page.products.add)
    assert seen["title"].startswith("This is Dysport")
    assert records.catalogue.of_ndc("15054-0530-6") is None


def test_a_product_is_ended_on_a_day(qtbot, page, records):
    def fill(dialog):
        write(qtbot, dialog, product_until="2026-11-21")
        click(qtbot, dialog.save)

    Answer(EndProductDialog, fill)
    click(qtbot, page.products.rows[0].findChild(QPushButton, "end_product"))
    ended = records.catalogue.products[0]
    assert f"{ended.effective_to}" == "2026-11-21"
    assert page.products.rows[0].state.text() == "Ended"
