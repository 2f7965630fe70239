"""What an administrator can do with the product catalogue."""

from __future__ import annotations

from clinicapp.commands.records import Act, Change, Records
from clinicapp.domain.labels import check_only_dates, check_product
from clinicapp.domain.people import Permission
from clinicapp.domain.products import Product


def save_product(records: Records, product: Product, *, act: Act) -> Change[Product]:
    """Add a therapeutic product, or change the dates of a known one, shipped or added before."""
    label = "Save a product"
    records.require(act, Permission.MANAGE_PRODUCTS, label)
    shipped = records.shipped_catalogue
    check_product(product, shipped)
    ndc11 = product.ndc11
    if known := shipped.of_ndc11(ndc11) or records.catalogue.of_ndc11(ndc11):
        check_only_dates(product, known)
    return records.save_product(act, label, product)
