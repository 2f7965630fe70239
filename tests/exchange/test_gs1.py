import subprocess
import sys
import traceback
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicapp.catalog.products import load_catalogue
from clinicapp.config.resources import resource
from clinicapp.domain.errors import InputError, RuleError
from clinicapp.exchange.gs1 import ScannedCode, label_of, parse_scan

GS = "\x1d"
TODAY = date(2026, 11, 22)
CATALOGUE = load_catalogue(resource("products", "botulinum.toml"))
BOTOX_100, BOTOX_200 = "00300231145014", "00300233921029"
SERIAL = "4471902655"
CODE = ScannedCode(gtin=BOTOX_200, lot="C8124C3", expiration_date=date(2028, 5, 31), serial=SERIAL)
NO_SERIAL = ScannedCode(gtin=BOTOX_200, lot="C8124C3", expiration_date=date(2028, 5, 31))
FIELDS = {"01": BOTOX_200, "17": "280531", "10": "C8124C3", "21": SERIAL}


def scan(text):
    return parse_scan(text, today=TODAY)


def joined(order, fields=FIELDS, mark=GS):
    """A code as a printer makes it: a mark after each variable field but the last."""
    parts = [ai + fields[ai] + (mark if ai in ("10", "21") else "") for ai in order]
    return "".join(parts).removesuffix(mark)


ORDERS = [
    ("01", "17", "10", "21"),
    ("01", "21", "17", "10"),
    ("01", "10", "17", "21"),
    ("01", "21", "10", "17"),
    ("17", "10", "01", "21"),
    ("10", "21", "17", "01"),
    ("21", "10", "01", "17"),
]


@pytest.mark.parametrize("end", ["", "\r", "\n", "\r\n", "\t", "\t\r\n"])
@pytest.mark.parametrize("prefix", ["", "]d2", "]C1", "]Q3", "]J1", "]D2", "]d2\x1d", "\x1d"])
@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_a_scan_is_read_in_any_order_with_and_without_prefix(order, prefix, end):
    assert scan(prefix + joined(order) + end) == CODE


@pytest.mark.parametrize("mark", ["\x1d", "␝", "↔", "{GS}", "[GS]", "<GS>", "<gs>", "^]", "|", "~"])
@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_a_separator_may_be_typed_in_other_ways(order, mark):
    assert scan("]d2" + joined(order, mark=mark)) == CODE


@pytest.mark.parametrize(
    "text",
    [
        "(01)00300233921029(17)280531(10)C8124C3(21)4471902655",
        "(01) 00300233921029 (17) 280531 (10) C8124C3 (21) 4471902655\r\n",
        "(21)4471902655(10)C8124C3(17)280531(01)00300233921029",
        "]d2(01)00300233921029(17)280500(10)c8124c3(21)4471902655",
    ],
)
def test_what_is_printed_below_a_code_is_read(text):
    assert scan(text) == CODE


def test_a_separator_after_the_last_field_means_nothing():
    assert scan(joined(ORDERS[0]) + GS) == CODE


def test_without_separator_a_lone_variable_field_at_the_end_is_read():
    assert scan("01003002339210291728053110C8124C3") == NO_SERIAL
    assert scan("17280531010030023392102910C8124C3") == NO_SERIAL


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_without_separator_two_variable_fields_are_refused(order):
    with pytest.raises(InputError, match=r"two ways|cut short|too long|holds no|twice"):
        scan(joined(order, mark=""))


def test_a_lot_that_may_hold_a_serial_is_refused_rather_than_guessed():
    with pytest.raises(InputError, match="two ways"):
        scan("01003002339210291728053110C8124C3214471902655"[:44])
    with pytest.raises(InputError, match="two ways"):
        scan("01003002339210291728053110C2145C3")
    assert scan("(01)00300233921029(17)280531(10)C2145C3").lot == "C2145C3"
    assert scan(joined(ORDERS[0], FIELDS | {"10": "C2145C3"})).lot == "C2145C3"


MADE = "11260101"


@pytest.mark.parametrize(
    "text",
    [
        f"01{BOTOX_200}1728053110C8124C3{MADE}",
        f"01{BOTOX_200}1728053110C8124C3{GS}21{SERIAL}{MADE}",
        f"01{BOTOX_200}17280531" + f"21{SERIAL}{GS}10C8124C3{MADE}",
        f"01{BOTOX_200}1728053110C8124C311260200",
    ],
)
def test_a_lot_or_serial_that_may_hold_the_day_of_production_is_refused(text):
    with pytest.raises(InputError, match="two ways"):
        scan(text)


def test_a_day_of_production_that_stands_for_itself_or_cannot_be_one_is_no_hindrance():
    assert scan(f"01{BOTOX_200}17280531{MADE}10C8124C3") == NO_SERIAL
    assert scan(f"{MADE}01{BOTOX_200}1728053110C8124C311260101").lot == "C8124C311260101"
    for lot in ("C8124C311261301", "C8124C311260230", "C8124C31126010"):
        assert scan(f"01{BOTOX_200}1728053110{lot}").lot == lot
    assert scan(f"(01){BOTOX_200}(17)280531(10)C8124C3{MADE}").lot == f"C8124C3{MADE}"
    assert scan(f"01{BOTOX_200}1728053110C8124C3{MADE}{GS}21{SERIAL}").lot == f"C8124C3{MADE}"


@pytest.mark.parametrize(
    ("digits", "day"),
    [
        ("280500", date(2028, 5, 31)),
        ("280200", date(2028, 2, 29)),
        ("270200", date(2027, 2, 28)),
        ("280229", date(2028, 2, 29)),
        ("761231", date(2076, 12, 31)),
        ("770101", date(1977, 1, 1)),
        ("991231", date(1999, 12, 31)),
    ],
)
def test_day_00_is_the_months_last_and_the_century_is_the_near_one(digits, day):
    assert scan(joined(ORDERS[0], FIELDS | {"17": digits})).expiration_date == day


@pytest.mark.parametrize(
    ("today", "digits", "year"),
    [
        (date(2051, 1, 1), "010101", 2101),
        (date(2051, 1, 1), "020101", 2002),
        (date(2099, 1, 1), "490101", 2149),
        (date(2099, 1, 1), "500101", 2050),
    ],
)
def test_the_century_moves_with_the_day(today, digits, year):
    text = joined(ORDERS[0], FIELDS | {"17": digits})
    assert parse_scan(text, today=today).expiration_date.year == year


def test_without_a_day_the_clocks_is_taken():
    assert parse_scan(joined(ORDERS[0])) == CODE


@pytest.mark.parametrize("digits", ["270229", "281301", "280532", "280431", "280001"])
def test_an_expiry_that_is_no_date_is_refused(digits):
    with pytest.raises(InputError):
        scan(joined(ORDERS[0], FIELDS | {"17": digits}))


def test_other_fields_are_passed_over_where_they_stand_alone():
    assert scan("11250501" + joined(ORDERS[0]) + GS + "240ABC") == CODE
    assert scan("240ABC" + GS + joined(ORDERS[0])) == CODE
    assert scan("(715)0023392102" + "(01)00300233921029(17)280531(10)C8124C3") == NO_SERIAL


REFUSED = {
    "nothing": "",
    "only line ends": "\r\n\t",
    "a wrong check digit": joined(ORDERS[0], FIELDS | {"01": "00300233921024"}),
    "the wrong check digit in brackets": "(01)00300233921024(17)280531(10)C8124C3(21)4471902655",
    "no lot": joined(("01", "17", "21")),
    "no expiry": joined(("01", "10", "21")),
    "no product": joined(("17", "10", "21")),
    "an empty lot": "010030023392102917280531" + "10" + GS + "21123",
    "an empty lot at the end": "01003002339210291728053110",
    "a lot twice": joined(ORDERS[0]) + GS + "10C8124C3",
    "a product twice": "01" + BOTOX_200 + joined(ORDERS[0]),
    "two codes without line end": joined(ORDERS[1]) + joined(ORDERS[1]),
    "two codes with line end": joined(ORDERS[0]) + "\r\n" + joined(ORDERS[0]),
    "an AI made of a torn expiry": "10C2409" + GS + "01" + BOTOX_200 + "1727022270228",
    "an AI nobody knows": "05123" + joined(ORDERS[0]),
    "a lot that is too long": joined(ORDERS[0], FIELDS | {"10": "A" * 21}),
    "a lot that is too short": joined(ORDERS[0], FIELDS | {"10": "A1"}),
    "a lot with a dot": joined(ORDERS[0], FIELDS | {"10": "C81.24"}),
    "a serial with a slash": joined(ORDERS[0], FIELDS | {"21": "44/71"}),
    "a space in the middle": joined(ORDERS[0]).replace("17", "17 ", 1),
    "letters of another script": joined(ORDERS[0], FIELDS | {"10": "С8124С3"}),
    "digits of another script": joined(ORDERS[0]).replace("01", "٠١", 1),
    "a zero byte": joined(ORDERS[0]) + "\x00",
    "an empty field": joined(ORDERS[0]).replace(GS, GS + GS),
    "two kinds of separators": joined(ORDERS[1]).replace(GS, "|") + "{GS}240A",
    "a substitute at the end": joined(ORDERS[0], mark="|") + "|",
    "a plain DataMatrix": "]d1" + joined(ORDERS[0]),
    "a plain QR code": "]Q1" + joined(ORDERS[0]),
    "half a prefix": "]d",
    "the line code of the carton": "300231145014",
    "a bare product number": BOTOX_200,
    "a web address": "https://id.gs1.org/01/00300233921029/10/C8124C3?17=280531",
    "an AI cut in two by brackets": "(01)00300233921029(17)280531(1)0C8124C3",
    "two fields in one bracket": "(01)00300233921029(17)28053110C8124C3",
    "brackets left open": "(01)00300233921029(17)280531(10C8124C3",
    "brackets with separators": joined(("01", "17", "10")).replace("10C", GS + "(10)C"),
    "a letter in the product": joined(ORDERS[0]).replace("0030", "OO30", 1),
    "far too much": joined(ORDERS[0]) + "A" * 400,
    "words": "BOTOX 200 units lot C8124C3",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_surely_is_refused(text):
    with pytest.raises(InputError) as refused:
        scan(text)
    assert refused.value.remedy


@given(st.text(max_size=80) | st.text("0123456789()[]ACd\x1d|~^", max_size=80))
def test_any_text_is_read_or_refused(text):
    try:
        found = scan(text)
    except InputError:
        found = None
    assert found is None or found.gtin in text


@pytest.mark.parametrize("at", range(2, 16))
@pytest.mark.parametrize("digit", "0123456789")
def test_one_wrong_digit_in_the_product_number_is_always_found(at, digit):
    text = joined(ORDERS[0])
    changed = text[:at] + digit + text[at + 1 :]
    if changed != text:
        with pytest.raises(InputError, match="check digit"):
            scan(changed)


@pytest.mark.parametrize("order", [o for o in ORDERS if o[-1] in ("17", "01")], ids="-".join)
def test_a_scan_cut_short_anywhere_is_refused_when_its_last_field_has_a_length(order):
    text = joined(order)
    for end in range(len(text)):
        with pytest.raises(InputError):
            scan(text[:end])


@pytest.mark.parametrize("order", [o for o in ORDERS if o[-1] in ("10", "21")], ids="-".join)
def test_a_scan_cut_short_loses_at_most_the_end_of_its_last_field(order):
    text = joined(order)
    for end in range(len(text)):
        try:
            found = scan(text[:end])
        except InputError:
            continue
        assert (found.gtin, found.expiration_date) == (CODE.gtin, CODE.expiration_date)
        assert CODE.lot.startswith(found.lot)
        assert CODE.serial.startswith(found.serial)
        assert not (found.lot != CODE.lot and found.serial and order[-1] == "21")
        assert not (found.serial != CODE.serial and order[-1] == "10")


@pytest.mark.parametrize(
    "text",
    [t for t in REFUSED.values() if SERIAL in t]
    + [joined(o, mark="") for o in ORDERS]
    + ["]d2" + joined(ORDERS[0]) + GS + "21" + SERIAL, joined(ORDERS[1], FIELDS | {"10": "A"})],
)
def test_no_refusal_and_no_trace_holds_the_serial(text):
    with pytest.raises(InputError) as refused:
        scan(text)
    assert SERIAL not in str(refused.value)
    assert SERIAL not in "".join(traceback.format_exception(refused.value))
    assert refused.value.__context__ is None
    assert SERIAL not in repr(CODE)


def test_starting_the_program_does_not_load_the_library():
    code = "import clinicapp.exchange.gs1, sys; sys.exit('biip' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_scan_becomes_the_label_of_its_product():
    label = label_of(CODE, CATALOGUE, TODAY)
    assert (label.ndc, label.units, label.gtin) == ("0023-3921-02", 200, BOTOX_200)
    assert (label.lot_number, label.serial) == ("C8124C3", SERIAL)
    assert label.expiration_date == date(2028, 5, 31)


@pytest.mark.parametrize(
    ("gtin", "words"),
    [
        ("00300239232013", "BOTOX Cosmetic"),
        ("00300233919507", "BOTOX Cosmetic"),
        ("00385766155011", "not in the catalogue"),
        ("10300233921026", "not in the catalogue"),
    ],
)
def test_a_scan_of_another_product_is_refused_with_the_reason(gtin, words):
    scanned = scan(joined(ORDERS[0], FIELDS | {"01": gtin}))
    with pytest.raises(RuleError, match=words):
        label_of(scanned, CATALOGUE, TODAY)
