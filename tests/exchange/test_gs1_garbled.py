"""10,000 garbled scans against a reference that shares nothing with the program.

A slip nobody can find is right when it reads as what the garbled text says: letters of a lot or a
serial, a date that becomes another date, an end that is cut off a lot or a serial.
"""

import calendar
import random
import re
from datetime import date

from clinicapp.domain.errors import InputError
from clinicapp.exchange.gs1 import parse_scan

GS = "\x1d"
TODAY = date(2026, 11, 22)
BOTOX_100, BOTOX_200 = "00300231145014", "00300233921029"
FIELDS = ("01", "17", "10", "21")
MARKS = ("{GS}", "[GS]", "<GS>", "^]", "␝", "↔", "|", "~")
POOL = "0123456789ACDZacz-.()[]{}<>|~^ \x00\x1d\x1e\r\n\t٣éＡ␝↔/:"
LENGTHS = {"01": 14, "17": 6, "11": 6}
KNOWN = (*FIELDS, "11")


def joined(order, fields, mark):
    """A code as a printer makes it: a mark after each variable field but the last."""
    parts = [ai + fields[ai] + (mark if ai in ("10", "21") else "") for ai in order]
    return "".join(parts).removesuffix(mark)


def reference_day(digits):
    """A date of this test's years: 1977 to 2076."""
    year = int(digits[:2]) + (2000 if int(digits[:2]) <= 76 else 1900)
    month, day = int(digits[2:4]), int(digits[4:])
    if not 1 <= month <= 12 or day > calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day or calendar.monthrange(year, month)[1])


def is_right(ai, value):
    if ai == "01":
        weighed = sum(int(c) * (3, 1)[n % 2] for n, c in enumerate(value))
        return weighed % 10 == 0
    if ai in ("17", "11"):
        return reference_day(value) is not None
    return re.fullmatch(r"[A-Za-z0-9-]{1,20}", value, re.ASCII) is not None


def readings(text, known=()):
    """Every way to read a text as the four fields, each once, with or without marks between.

    A mark may have been left out before any of the four; other fields are taken only between
    marks, and the date it was made on also after a field of fixed length.
    """
    is_open = bool(known) and known[-1][0] not in LENGTHS and not text.startswith(GS)
    text = text.removeprefix(GS)
    if not text:
        return {known}
    found = set()
    ai, rest = text[:2], text[2:]
    if is_open and ai == "11":
        return found
    if ai in KNOWN and ai not in dict(known):
        ends = [LENGTHS[ai]] if ai in LENGTHS else range(1, 21)
        for end in ends:
            value = rest[:end]
            whole = len(value) == end and re.fullmatch(r"[!-~]+", value)
            digits = ai not in LENGTHS or re.fullmatch(r"[0-9]+", value)
            if whole and digits and is_right(ai, value):
                found |= readings(rest[end:], (*known, (ai, value)))
    return found


def complete(text):
    """The complete readings of a mutated text, as what the program should give back."""
    text = text.strip(" \r\n\t")
    text = re.sub(r"^\](d2|C1|Q3|J1|e0)", "", text, flags=re.I)
    if text.startswith("("):
        pairs = re.findall(r"\(([0-9]+)\) *([^() ]+) *", text)
        ways = [pairs] if all(is_right(a, v) for a, v in pairs if a in KNOWN) else []
    else:
        for mark in MARKS:
            text = re.sub(re.escape(mark), GS, text, flags=re.I)
        ways = readings(without_others(text))
    return {
        (f["01"], f["10"].upper(), reference_day(f["17"]), f.get("21", ""))
        for f in map(dict, ways)
        if {"01", "10", "17"} <= f.keys() and len(f["10"]) >= 3
    }


def without_others(text):
    """A text without the stretches that begin with another AI, which say nothing of the four."""
    return GS.join(part for part in text.split(GS) if part[:2] in KNOWN or not part)


SLIPS = (
    lambda rng, text, a, b: text[:a] + rng.choice(POOL) + text[a + 1 :],
    lambda rng, text, a, b: text[:a] + text[a + 1 :],
    lambda rng, text, a, b: text[:a] + rng.choice(POOL) + text[a:],
    lambda rng, text, a, b: text[:a] + text[a : a + 2][::-1] + text[a + 2 :],
    lambda rng, text, a, b: text[:b],
    lambda rng, text, a, b: text[:b] + text[a:],
    lambda rng, text, a, b: text.replace(GS, rng.choice(("", *MARKS))),
    lambda rng, text, a, b: text.swapcase(),
    lambda rng, text, a, b: text[:a] + rng.choice((*FIELDS, "91", "240", GS)) + text[a:],
)


def mutated(rng, text):
    """A text with one to three slips."""
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        a, b = sorted(rng.randrange(len(text) + 1) for _ in range(2))
        text = rng.choice(SLIPS)(rng, text, a, b)
    return text


def made(rng):
    """A real code of random facts in a random shape, with the facts, and whether it is sure."""
    day = rng.choice(("280531", "280500", "270228", "291231", "301100"))
    lot = "C" + "".join(rng.choice("0123456789C") for _ in range(rng.randrange(3, 9)))
    serial = "".join(rng.choice("0123456789AB") for _ in range(rng.randrange(8, 15)))
    fields = {"01": rng.choice((BOTOX_100, BOTOX_200)), "17": day, "10": lot, "21": serial}
    order = rng.sample(FIELDS, 4)
    if rng.random() < 0.3:
        order.remove("21")
    facts = (fields["01"], lot, reference_day(day), serial if "21" in order else "")
    shape = rng.randrange(4)
    if shape == 0:
        return "".join(f"({ai}){fields[ai]}" for ai in order), facts, True
    hides_none = "21" in order or not re.search(".21.", lot)
    alone = "21" not in order and order[-1] == "10"
    prefix = rng.choice(("", "]d2", "]C1", "]Q3", "]d2" + GS))
    text = prefix + joined(order, fields, "" if shape == 1 else GS)
    return text, facts, hides_none and (shape != 1 or alone)


def outcome(text):
    try:
        found = parse_scan(text, today=TODAY)
    except InputError:
        return None
    return (found.gtin, found.lot, found.expiration_date, found.serial)


def test_2000_whole_scans_are_read_right_and_only_the_mistakable_refused():
    rng, read = random.Random(4), 0
    for _ in range(2000):
        text, facts, is_sure = made(rng)
        assert outcome(text) == (facts if is_sure else None), text
        read += is_sure
    assert 1200 < read < 1900


def test_10000_mutated_scans_are_read_as_they_stand_or_refused():
    rng, read = random.Random(20261122), 0
    for _ in range(10_000):
        text = mutated(rng, made(rng)[0])
        found = outcome(text)
        if found is None:
            continue
        read += 1
        assert complete(text) == {found}, text
    assert 500 < read < 6000
