"""What an administrator can do with the product catalogue."""

from __future__ import annotations

from clinicapp.commands.records import Act, Change, Records
from clinicapp.domain.labels import check_product
from clinicapp.domain.people import Permission
from clinicapp.domain.products import Product


def save_product(records: Records, product: Product, *, act: Act) -> Change[Product]:
    """Add a therapeutic product, or change the dates of a known one."""
    label = "Save a product"
    records.require(act, Permission.MANAGE_PRODUCTS, label)
    check_product(product, records.catalogue)
    return records.save_product(act, label, product)
