"""What a scanner types when it reads the GS1 DataMatrix of a vial or its carton (domain.md 3.3).

The library biip knows the application identifiers (AIs) and their patterns. Our own rules stand
around it, because it
- cuts a field without separator at its greatest length and reads the rest as another field;
- takes a repeated AI, any symbology, and a GTIN with a wrong check digit;
- takes digits of every script, strips separators as if they were spaces, reads the century off the
  clock, and writes the whole code, with its serial number, into its refusals.

What no rule can find: a wrong letter or digit in a lot or a serial (they have no check digit), one
that turns an expiry into another date, and a scan cut short inside a lot or a serial when nothing
that is needed came after it. The person compares them with the vial.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import NoReturn

from clinicapp.domain.errors import InputError
from clinicapp.domain.expiry import month_end
from clinicapp.domain.labels import check_gtin, check_lot, check_serial, product_for
from clinicapp.domain.products import ProductCatalogue
from clinicapp.domain.vials import VialLabel

_GTIN, _EXPIRY, _LOT, _SERIAL, _MADE_ON = "01", "17", "10", "21", "11"
# What may follow one another without a separator: a slip can make any other AI out of the end of
# a field that lost a digit, so other fields must stand alone between separators.
_TOGETHER = {_GTIN, _EXPIRY, _LOT, _SERIAL, _MADE_ON}
_NEEDED = {_GTIN: "product number", _EXPIRY: "expiry", _LOT: "lot number"}
_LONGEST = 300
_GS = "\x1d"
# How scanners type the separator (GS, FNC1). None of these can be part of a number, lot or serial.
_SEPARATOR = re.compile(r"\x1d|␝|↔|\{GS\}|\[GS\]|<GS>|\^\]|\||~", re.IGNORECASE)
# GS1 DataMatrix, GS1-128, GS1 QR, GS1 DotCode and GS1 DataBar, in either case of a caps lock.
_PREFIX = re.compile(r"\](d2|C1|Q3|J1|e0)", re.IGNORECASE)
_PRINTED = re.compile(r"(\([0-9]{2,4}\)[^()]+)+")
_AGAIN = "Scan the square code again, or type the label by hand."


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedCode:
    """What a code says; `serial` is empty when it holds none, and stays out of logs."""

    gtin: str
    lot: str
    expiration_date: date
    serial: str = field(default="", repr=False)


def parse_scan(text: str, *, today: date | None = None) -> ScannedCode:
    """What a scanner typed, or what stands in brackets below a code; today's century rule applies.

    Raises InputError for whatever is cut short, damaged or can be read in two ways. No refusal
    holds a serial number.
    """
    # Not strip(): Python takes the separator for a space.
    body = text.strip(" \r\n\t")
    if not body:
        _refuse("Nothing was scanned.")
    if len(body) > _LONGEST:
        _refuse("This is too long for the code of a vial.")
    if body.startswith("]"):
        body, n = _PREFIX.subn("", body, count=1)
        if not n:
            _refuse("This is not a GS1 code.")
    if body.startswith("("):
        fields = _collect(_printed(body))
        _check_complete(fields, is_delimited=True)
    else:
        segments = _segments(body)
        fields = _collect(element for each in segments for element in _together(each))
        _check_complete(fields, is_delimited=len(segments) > 1)
        _check_unmistakable(fields)
    return _code(fields, today or datetime.now(UTC).date())


def label_of(scanned: ScannedCode, catalogue: ProductCatalogue, day: date) -> VialLabel:
    """The label of a scanned code, refused when its product may not be used on a day."""
    product = product_for(scanned.gtin, catalogue, day)
    return VialLabel(
        ndc=product.ndc,
        units=product.units,
        lot_number=scanned.lot,
        expiration_date=scanned.expiration_date,
        serial=scanned.serial,
        gtin=scanned.gtin,
    )


def _segments(body: str) -> list[str]:
    """The stretches between separators; one before and one after them all mean nothing."""
    kinds = set(_SEPARATOR.findall(body))
    plain = _SEPARATOR.sub(_GS, body)
    if len(kinds) > 1 or not re.fullmatch(r"[\x1d\x21-\x7e]*", plain):
        _refuse("The scan holds characters that are not of one GS1 code.")
    if re.fullmatch(r"[0-9]{8,14}", plain):
        _refuse("This is the line code of a package: it holds no lot and no expiry.")
    # A letter typed wrongly could look like a substitute at the end, and shorten a lot.
    if plain.endswith(_GS) and kinds != {_GS}:
        _refuse("The scan ends with a separator.")
    segments = plain.removeprefix(_GS).removesuffix(_GS).split(_GS)
    if not all(segments):
        _refuse("The scan holds an empty field.")
    return segments


def _elements(segment: str) -> Iterator[tuple[str, str]]:
    """AI and value of each field of a stretch; a field of variable length must be its last."""
    from biip import ParseError  # here, since it takes a tenth of a second to load
    from biip.gs1_element_strings import GS1ElementString

    rest = segment
    while rest:
        try:
            element = GS1ElementString.extract(rest)
        except (ParseError, ValueError):
            element = None
        if element is None:
            _refuse("The scan is cut short or damaged.")
        if element.ai.separator_required and len(element) != len(rest):
            _refuse("The scan holds a field that is too long or has wrong characters.")
        yield element.ai.ai, element.value
        rest = rest[len(element) :]


def _together(segment: str) -> list[tuple[str, str]]:
    """The fields of a stretch: those of a vial, or a single other one."""
    found = list(_elements(segment))
    if len(found) > 1 and any(ai not in _TOGETHER for ai, _ in found):
        _refuse("The scan holds a field that the code of a vial does not have.")
    return found


def _printed(body: str) -> Iterator[tuple[str, str]]:
    """AI and value of each field written as "(17)280531"."""
    if not body.isascii() or not _PRINTED.fullmatch(body):
        _refuse("This is not a GS1 code in brackets.")
    for ai, written in re.findall(r"\(([0-9]+)\)([^()]+)", body):
        value = written.strip(" ")
        found = list(_elements(ai + value))
        # Otherwise "(1)0ABC" would be a lot, and "(17)28053110ABC" an expiry and a lot.
        if found != [(ai, value)]:
            _refuse("The code in brackets is cut short or damaged.")
        yield ai, value


def _collect(elements: Iterable[tuple[str, str]]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for ai, value in elements:
        if ai in fields:
            _refuse("The scan holds a field twice.")
        fields[ai] = value
    return fields


def _check_complete(fields: dict[str, str], *, is_delimited: bool) -> None:
    """Refuse a code without product, expiry or lot, and say if that may be for want of marks."""
    missing = [ai for ai in _NEEDED if ai not in fields]
    if not missing:
        return
    if not is_delimited and any(ai in value for value in _variable(fields) for ai in missing):
        _refuse_mistakable()
    _refuse(f"The scan holds no {' and no '.join(_NEEDED[ai] for ai in missing)}.")


def _check_unmistakable(fields: dict[str, str]) -> None:
    """Refuse a lot that can hold the serial too: the scanner may have left a separator out.

    With all four fields there, none can be hidden in another, since each stands there once. The
    day of production may follow too, and nobody would miss it: then the last field ends in it.
    """
    last, value = next(reversed(fields.items()))
    if last in (_LOT, _SERIAL) and _MADE_ON not in fields and _ends_in_day(value):
        _refuse_mistakable()
    if _SERIAL not in fields and any(re.search(r".21.", value) for value in _variable(fields)):
        _refuse_mistakable()


def _ends_in_day(value: str) -> bool:
    """Whether the end of a value can be another field: a day of production."""
    found = re.search(f".{_MADE_ON}([0-9]{{6}})$", value)
    return found is not None and _day_of(found[1]) is not None


def _variable(fields: dict[str, str]) -> Iterator[str]:
    return (value for ai, value in fields.items() if ai not in (_GTIN, _EXPIRY))


def _code(fields: dict[str, str], today: date) -> ScannedCode:
    check_gtin(fields[_GTIN])
    return ScannedCode(
        gtin=fields[_GTIN],
        lot=check_lot(fields[_LOT]),
        expiration_date=_expiry(fields[_EXPIRY], today),
        serial=check_serial(fields.get(_SERIAL, "")),
    )


def _expiry(digits: str, today: date) -> date:
    """YYMMDD; day 00 is the month's last; the year is 49 before to 50 after today's (GS1 7.12)."""
    century = today.year - today.year % 100
    year = century + int(digits[:2])
    if year - today.year > 50:
        century -= 100
    elif year - today.year < -49:
        century += 100
    found = _day_of(digits, century)
    if found is None:
        _refuse("The expiry in the scan is not a date.")
    return found


def _day_of(digits: str, century: int = 2000) -> date | None:
    """The day that YYMMDD names in a century; None when there is none."""
    year, month, day = (int(digits[n : n + 2]) for n in (0, 2, 4))
    try:
        return date(century + year, month, day) if day else month_end(century + year, month)
    except ValueError:
        return None


def _refuse_mistakable() -> NoReturn:
    _refuse(
        "The scanner leaves out the mark between two fields, so the scan can be read in two ways.",
        "Type the label by hand, and set the scanner to send GS (ASCII 29).",
    )


def _refuse(happened: str, remedy: str = _AGAIN) -> NoReturn:
    raise InputError(happened, unchanged="No vial was entered.", remedy=remedy)
