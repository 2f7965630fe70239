"""The vials that may be charted, and what is refused, read from their TOML file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from clinicapp.catalog.toml_file import Table, read_toml
from clinicapp.domain.errors import ClinicError
from clinicapp.domain.labels import check_product
from clinicapp.domain.product_numbers import gtin_of, is_ndc
from clinicapp.domain.products import Diluent, Product, ProductCatalogue, RefusedProduct, Toxin

SCHEMA = 1


def load_catalogue(path: Path) -> ProductCatalogue:
    """Read the catalogue; a wrong file is refused with the place and the reason."""
    top = read_toml(path, schema=SCHEMA)
    made = ProductCatalogue(
        version=top.text("version"),
        source=top.text("source"),
        clinician_review=top.text("clinician_review"),
        vial_units=top.units_list("vial_units"),
        products=tuple(_product(t) for t in top.tables("product")),
        refused=tuple(_refused(t) for t in top.tables("refused")),
        toxins=tuple(_toxin(t) for t in top.tables("toxin")),
        diluents=tuple(_diluent(t) for t in top.tables("diluent")),
    )
    top.done()
    _check(made, top)
    return made


def _product(table: Table) -> Product:
    made = Product(
        ndc=table.text("ndc"),
        name=table.text("name"),
        generic_name=table.text("generic_name"),
        units=table.units("units"),
        gtin=table.text("gtin"),
        hcpcs=table.text("hcpcs"),
        effective_from=table.day("effective_from"),
        effective_to=table.day_or_none("effective_to"),
        source=table.text("source"),
    )
    table.done()
    return made


def _refused(table: Table) -> RefusedProduct:
    ndcs = table.texts("ndcs")
    for ndc in ndcs:
        if not is_ndc(ndc):
            table.refuse(f"{ndc} is not an NDC.")
    made = RefusedProduct(
        ndcs=ndcs,
        gtins=tuple(gtin_of(ndc) for ndc in ndcs),
        name=table.text("name"),
        reason=table.text("reason"),
    )
    table.text("source")  # for those who check the file; nobody is shown it
    table.done()
    return made


def _toxin(table: Table) -> Toxin:
    made = Toxin(code=table.text("code"), name=table.text("name"), counts=table.flag("counts"))
    table.done()
    return made


def _diluent(table: Table) -> Diluent:
    code, name = table.text("code"), table.text("name")
    made = Diluent(code=code, name=name, is_label=table.flag("is_label"))
    table.done()
    return made


def _check(catalogue: ProductCatalogue, top: Table) -> None:
    """Refuse a file whose numbers are wrong or whose parts contradict each other."""
    for what in ("products", "refused", "toxins", "diluents", "vial_units"):
        if not getattr(catalogue, what):
            top.refuse(f"there are no {what}.")
    for product in catalogue.products:
        try:
            check_product(product, catalogue)
        except ClinicError as error:
            top.refuse(f"{product.name}: {error.happened}")
    for codes in (
        [p.ndc11 for p in catalogue.products],
        [ndc for r in catalogue.refused for ndc in r.ndcs],
        [t.code for t in catalogue.toxins],
        [d.code for d in catalogue.diluents],
    ):
        twice = [code for code, n in Counter(codes).items() if n > 1]
        if twice:
            top.refuse(f"{twice[0]} stands there twice.")
    if [d.is_label for d in catalogue.diluents].count(True) != 1:
        top.refuse("one diluent must be the one of the label.")
