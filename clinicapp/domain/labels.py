"""Which product a label names, and why another is refused; lots, strengths, carton against vial.

A vial that may not be used is refused here once, whether it was scanned or typed (domain.md 3.3).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import NoReturn

from clinicapp.domain.errors import InputError, RuleError
from clinicapp.domain.expiry import read_expiry
from clinicapp.domain.product_numbers import claim_forms, gtin_of, is_gtin, is_ndc, tidy_number
from clinicapp.domain.products import Product, ProductCatalogue, RefusedProduct
from clinicapp.domain.vials import VialLabel

_LOT = re.compile(r"[A-Z0-9-]{3,20}")
_SERIAL = re.compile(r"[A-Za-z0-9-]{0,20}")
_SET_ASIDE = "Set the vial aside and take a vial of therapeutic BOTOX."
_SUSPECT = (
    "Set both aside and do not use them. Tell the physician, and ask the manufacturer "
    "whether they are genuine."
)


def product_for(number: str, catalogue: ProductCatalogue, day: date) -> Product:
    """The product of a typed or scanned NDC or GTIN that may be used on a day.

    Raises InputError for a number of no shape or with a wrong check digit, RuleError for a refused
    product, one the catalogue does not know, and one that is not effective on that day.
    """
    typed = tidy_number(number)
    if refused := refused_by_name(typed, catalogue):
        _refuse(refused)
    if re.fullmatch(r"[0-9]{14}", typed):
        check_gtin(typed)
        if refused := catalogue.refusal_of(typed):
            _refuse(refused)
        found = [p for p in catalogue.products if p.gtin == typed]
    else:
        forms = claim_forms(typed)
        for each in catalogue.refused:
            if any(claim_forms(ndc) <= forms for ndc in each.ndcs):
                _refuse(each)
        found = [p for p in catalogue.products if p.ndc11 in forms]
    return _effective(_only(found, typed), day)


def product_of_label(label: VialLabel, catalogue: ProductCatalogue, day: date) -> Product:
    """The product of a label whose NDC, GTIN and strength agree; refused like `product_for`."""
    check_strength(label.units, catalogue)
    product = product_for(label.ndc, catalogue, day)
    if label.gtin and product_for(label.gtin, catalogue, day) != product:
        raise RuleError("NDC and GTIN of the label are of two products.", remedy=_SET_ASIDE)
    if label.units != product.units:
        _refuse_strength(label.units, product)
    return product


def read_label(
    number: str,
    lot: str,
    expiry: str,
    serial: str = "",
    units: str = "",
    *,
    catalogue: ProductCatalogue,
    day: date,
) -> VialLabel:
    """A label typed by hand; `units`, if typed, must be the strength of its product.

    Raises InputError or RuleError, naming the field that cannot be used and why.
    """
    printed = _typed_units(units, catalogue)
    product = product_for(number, catalogue, day)
    if printed is not None and printed != product.units:
        _refuse_strength(printed, product)
    typed = tidy_number(number)
    return VialLabel(
        ndc=product.ndc,
        units=product.units,
        lot_number=check_lot(lot),
        expiration_date=read_expiry(expiry),
        serial=check_serial(serial),
        gtin=typed if is_gtin(typed) else "",
    )


def check_carton(carton: VialLabel, vial: VialLabel) -> None:
    """Refuse a vial that is not the one its carton names (domain.md 3.3): a counterfeit sign.

    Serials are not compared: a carton has one of its own.
    """
    facts = (
        ("product", carton.ndc, vial.ndc),
        ("strength", f"{carton.units:f} units", f"{vial.units:f} units"),
        ("lot", carton.lot_number, vial.lot_number),
        ("expiry", carton.expiration_date.isoformat(), vial.expiration_date.isoformat()),
    )
    for what, printed, found in facts:
        if printed != found:
            raise RuleError(
                f"Stop: the {what} on the carton is {printed}, and on the vial {found}.",
                unchanged="The vial was not entered.",
                remedy=_SUSPECT,
            )


def require_unexpired(label: VialLabel, day: date) -> None:
    """Refuse a vial for the stock whose printed expiry lies before a day (domain.md 9, 9)."""
    if label.expiration_date < day:
        raise RuleError(
            f"This vial expired on {label.expiration_date.isoformat()}.",
            unchanged="It was not taken into stock.",
            remedy="Set it aside, and take one that has not expired.",
        )


def refuse_stopped() -> NoReturn:
    """Refuse a vial whose carton said something else, whatever is typed over it afterwards."""
    raise RuleError(
        "Stop: carton and vial were scanned, and they differ.",
        unchanged="The vial was not entered.",
        remedy=_SUSPECT,
    )


def check_gtin(gtin: str) -> None:
    """Refuse a GTIN that is not 14 digits with their check digit."""
    if not is_gtin(gtin):
        raise InputError(
            "The product number (GTIN) has a wrong check digit.",
            remedy="Scan the code again, or type the NDC of the carton.",
        )


def check_lot(text: str) -> str:
    """A lot number in capitals: 3 to 20 letters, digits and hyphens (domain.md 3.3)."""
    lot = text.strip().upper()
    # Before capitals are made, so that a letter such as ſ cannot become an S.
    if not text.isascii() or not _LOT.fullmatch(lot):
        raise InputError(
            "This is not a lot number.",
            remedy="A lot number has 3 to 20 letters, digits and hyphens. Copy it from the vial.",
        )
    return lot


def check_serial(text: str) -> str:
    """A serial number as it stands there; it may be empty, and is never shown in a refusal."""
    serial = text.strip()
    if not _SERIAL.fullmatch(serial):
        raise InputError(
            "This is not a serial number.",
            remedy="A serial number has at most 20 letters, digits and hyphens. "
            "It may be left empty.",
        )
    return serial


def check_strength(units: Decimal, catalogue: ProductCatalogue) -> None:
    """Refuse a strength in which BOTOX is not made (domain.md 3.1)."""
    if units not in catalogue.vial_units:
        made = ", ".join(f"{u:f}" for u in catalogue.vial_units)
        raise RuleError(
            f"BOTOX is not made in vials of {units:f} units, only of {made}.",
            remedy="This can be a counterfeit. Set the vial aside and do not use it. Tell the "
            "physician, and ask the manufacturer whether it is genuine.",
        )


def check_product(product: Product, catalogue: ProductCatalogue) -> None:
    """Refuse a product for the catalogue whose name, numbers, strength or dates cannot be right.

    `catalogue` is the shipped one: nobody vouches for a product by one that was added before.
    """
    if not is_ndc(product.ndc):
        raise InputError(f"{product.ndc} is not an NDC.", remedy="Write it as 0023-1145-01.")
    check_gtin(product.gtin)
    if product.gtin != gtin_of(product.ndc):
        raise InputError(
            f"GTIN {product.gtin} does not belong to NDC {product.ndc}.",
            remedy="Copy both from the carton.",
        )
    _check_name(product, catalogue)
    check_strength(product.units, catalogue)
    _check_code(product, catalogue)
    if product.effective_to is not None and product.effective_to < product.effective_from:
        raise InputError("It ends before it begins.", remedy="Check the two dates.")


def check_only_dates(product: Product, known: Product) -> None:
    """Refuse another strength, name or code for an NDC that is known already."""
    kept = ("ndc", "gtin", "name", "generic_name", "units", "hcpcs")
    if any(getattr(product, name) != getattr(known, name) for name in kept):
        raise RuleError(
            f"NDC {known.ndc} is {known.name}. Only its dates can be changed.",
            remedy="Compare the number with the carton.",
        )


def refused_by_name(text: str, catalogue: ProductCatalogue) -> RefusedProduct | None:
    """The refused product whose brand or generic name stands in a text, however it is spaced."""
    folded = _letters(text)
    for refused in catalogue.refused:
        names = (_letters(name) for name in re.split(r"[()]", refused.name))
        if any(name and name in folded for name in names):
            return refused
    return None


def words_of(text: str) -> frozenset[str]:
    """The words of a product's name, for comparing them whole, whatever their capitals."""
    return frozenset(re.findall(r"\w+", text.casefold()))


def _check_name(product: Product, catalogue: ProductCatalogue) -> None:
    """Refuse another toxin by number or name, and whatever is not called like what is shipped."""
    for each in catalogue.refused:
        if any(claim_forms(ndc) == {product.ndc11} for ndc in each.ndcs):
            _refuse(each)
    if refused := refused_by_name(f"{product.name} {product.generic_name}", catalogue):
        _refuse(refused)
    generic = {p.generic_name for p in catalogue.products}
    if product.generic_name not in generic:
        raise RuleError(
            f"{product.generic_name or 'A product without a generic name'} is not "
            f"{' or '.join(sorted(generic))}.",
            remedy="Other toxins are never added.",
        )
    brands = {p.name.split()[0] for p in catalogue.products}
    if not words_of(product.name) & {brand.casefold() for brand in brands}:
        raise RuleError(
            f"{product.name or 'A product without a name'} is not {' or '.join(sorted(brands))}.",
            remedy="Write the name as on the carton. Other toxins are never added.",
        )


def _check_code(product: Product, catalogue: ProductCatalogue) -> None:
    if not re.fullmatch(r"[A-Z][0-9]{4}", product.hcpcs):
        raise InputError(f"{product.hcpcs} is not an HCPCS code.", remedy="Write it as J0585.")
    like = {p.hcpcs for p in catalogue.products if p.generic_name == product.generic_name}
    if product.hcpcs not in like:
        codes = " or ".join(sorted(like))
        raise RuleError(
            f"{product.hcpcs} is not the HCPCS code of {product.generic_name}.",
            remedy=f"Write {codes}.",
        )


def _letters(text: str) -> str:
    """Letters and digits only, so that a hyphen or a wide letter hides no name."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def _refuse(refused: RefusedProduct) -> NoReturn:
    raise RuleError(f"This is {refused.name}. {refused.reason}", remedy=_SET_ASIDE)


def _refuse_strength(units: Decimal, product: Product) -> NoReturn:
    raise RuleError(
        f"The label says {units:f} units, but NDC {product.ndc} is {product.name}.",
        remedy="Compare both with the vial. If they stand there so, set it aside: it can be a "
        "counterfeit.",
    )


def _only(found: list[Product], typed: str) -> Product:
    if not found:
        raise RuleError(
            f"The product number {typed} is not in the catalogue.",
            remedy="Compare it with the carton. An administrator can add a product.",
        )
    if len(found) > 1:
        raise InputError(
            "Without hyphens, this NDC can be two products.",
            remedy="Type it with its hyphens, as on the carton.",
        )
    return found[0]


def _effective(product: Product, day: date) -> Product:
    if not product.is_effective(day):
        last = product.effective_to
        ended = last is not None and last < day
        when = f"until {last:%Y-%m-%d}" if ended else f"from {product.effective_from:%Y-%m-%d}"
        raise RuleError(
            f"{product.name}, NDC {product.ndc}, may be used {when}.",
            remedy="Compare the number with the carton, and ask an administrator.",
        )
    return product


def _typed_units(text: str, catalogue: ProductCatalogue) -> Decimal | None:
    if not text.strip():
        return None
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,2})?", text.strip()):
        raise InputError("This is not a number of units.", remedy="Write it as 100 or 200.")
    units = Decimal(text.strip())
    check_strength(units, catalogue)
    return units
