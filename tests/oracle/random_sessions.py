"""Random sessions as plain data: the common case, its borders, and slips of the hand."""

from datetime import UTC, date, datetime, timedelta
from random import Random

from tests.oracle import record as rec
from tests.oracle import sums
from tests.oracle.severities import QUESTIONS

PRODUCTS = {  # NDC: hundredths of units, first and last day
    "0023-1145-01": {"units": 10_000, "from": date(2010, 10, 15), "to": None},
    "0023-3921-02": {"units": 20_000, "from": date(2010, 10, 15), "to": None},
    "0023-0000-50": {"units": 5_000, "from": date(2020, 1, 1), "to": None},
    "0023-0000-52": {"units": 20_000, "from": date(2023, 1, 1), "to": date(2026, 5, 31)},
}
COSMETIC = "0023-9232-01"
DAYS = (
    *((2026, 5, 31), (2024, 5, 31), (2024, 2, 29), (2025, 3, 1), (2026, 11, 30), (2025, 8, 31)),
    *((2026, 3, 8), (2026, 11, 1), (2023, 9, 30), (2023, 10, 1), (2026, 6, 1), (2025, 12, 31)),
)
RATHER = 4  # of 5: the sensible value


def random_session(seed):
    """One session; the same number gives the same session."""
    rng = Random(seed)
    day = date(*rng.choice(DAYS)) if rng.random() < 0.4 else _day(rng)
    late = rng.random() < 0.05
    minutes = rng.randint(23 * 60 + 30, 24 * 60 - 1) if late else rng.randint(8 * 60, 17 * 60)
    local = datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=sums.ZONE)
    started = local.astimezone(UTC)
    vials = [_vial(rng, day, started) for _ in range(rng.choice((0, 1, 1, 1, 1, 2, 2, 3, 4)))]
    sizes = [v["units"] for v in vials]
    telling = _telling(rng, started, sizes)
    record = telling.record
    last = max((kept["at"] for kept in record["sites"].values() if kept["at"]), default=started)
    told = {
        "seed": seed, "started_at": started, "vials": vials, "products": PRODUCTS,
        "story": telling.story,
        "now": last + timedelta(minutes=rng.choice((1, 5, 30, 30, 1500))),
        "confirmed": rng.random() < 0.5, "number": rng.randint(1, 5),
        "here": _here(rng, day), "outside": _outside(rng, day), "born": _born(rng, day),
        "consent": _consent(rng, day, started), "safety": _safety(rng),
        "baseline": _baseline(rng), "response": _response(rng), "time_out": _pause(rng, started),
    }  # fmt: skip
    told["diagnosis"] = _diagnosis(rng, sums.day_of(told, record))
    told["screened_at"] = started + timedelta(minutes=_often(rng, -3, -1, 0, 1, 9))
    return told, record, telling.refused


def _often(rng, usual, *others):
    return usual if rng.randrange(5) < RATHER or not others else rng.choice(others)


def _day(rng):
    return date(2023, 9, 1) + timedelta(days=rng.randrange(1300))


def _vial(rng, day, started):
    ndc = _often(rng, *rng.choice((("0023-3921-02", "0023-1145-01"), tuple(PRODUCTS))))
    units = PRODUCTS[ndc]["units"]
    right = units // 5  # thousandths of a mL at 50 units in 1 mL
    if rng.random() < 0.03:
        ndc = rng.choice((COSMETIC, "", "9999-9999-99"))
    ml = _often(rng, right, right, right // 2, right * 2, right // 10, rng.randint(100, 9000), None)
    return {
        "ndc": ndc, "units": units, "ml": ml,
        "lot": _often(rng, "C8124C3", "C8124C3", "C8124C3", ""),
        "expires": _often(
            rng, date(2030, 5, 31), date(2030, 5, 31), day - timedelta(days=1), day,
        ),
        "source": _often(rng, "bought", "pharmacy", "sample", "bought"),
        "diluent": _often(rng, "saline", "saline", "bacteriostatic-saline"),
        "made_at": started - timedelta(minutes=_often(rng, 30, 59, 60, 61, 1430, 1439, 1440, -8)),
        "cold": _often(rng, True, False), "shared": rng.random() < 0.02,
    }  # fmt: skip


def _telling(rng, started, sizes):
    """Acts in an order somebody might do them, some of which cannot be."""
    todo, now, telling = list(range(len(sizes))), started, rec.Telling(sizes)
    telling.tell(*(("use", todo.pop(0)) for _ in range(rng.randint(0, len(todo)))))
    for _ in range(rng.randint(0, 7)):
        now += timedelta(minutes=rng.randint(0, 4))
        telling.tell(_some_act(rng, now))
    if rng.random() < 0.9:
        telling.tell(*(("use", n) for n in todo))
    if rng.random() < 0.8:
        at = now + timedelta(minutes=rng.choice((0, 3, 1500)))
        telling.tell(*_decide_all(rng, telling.record, at))
    telling.tell(*(_slip(rng, len(sizes), now) for _ in range(rng.choice((0, 0, 0, 1, 2)))))
    if rng.random() < 0.85:
        telling.tell(*_close(rng, telling.record, sizes))
    return telling


def _some_act(rng, now):
    ids = rng.sample(rec.FIXED, rng.choice((1, 1, 2, 5, 9)))
    return rng.choice(
        (
            ("give", ids, now),
            ("give", list(rec.FIXED[: rng.randint(1, 31)]), now),
            ("dose", ids[:2], _units(rng)),
            ("omit", ids[:2]),
            ("omit", [s for s in rec.FIXED if rec.side_of(s) == rng.choice(("left", "right"))]),
            ("back", ids[:2]),
            *((("extra", rng.choice(rec.EXTRA), _often(rng, 500, 250, 500, 750)),) * 3),
            ("usual", _units(rng)),
        )
    )


def _slip(rng, vials, now):
    n = rng.randint(0, vials)
    return rng.choice(
        (
            ("drop", n),
            ("again",),
            ("draw", rng.sample(rec.FIXED, rng.choice((1, 3, 20))), n),
            ("discard", n, rng.choice((0, 1, 500, 4500, 4550, 9999, 10_000, 20_000))),
            ("leave", n, rng.choice((0, 50, 500, 4500))),
            ("dose", rng.sample(rec.FIXED, 3), _units(rng)),
            ("dose", rng.sample(rec.FIXED, 8), rng.choice((2500, 3000, 5000, 5001))),
            ("give", rng.sample(rec.FIXED, 2), now),
            ("back", rng.sample(rec.FIXED, 2)),
            ("back", [rng.choice(rec.EXTRA)]),
            ("use", n) if n < vials else ("again",),
        )
    )


def _units(rng):
    return rng.choice((500, 500, 250, 750, 125, 1, 999, 1000, 1250, 2000, rng.randint(1, 5000)))


def _decide_all(rng, record, at):
    left = rec.planned(record)
    few = [s for s in left if s in rec.FIXED and rng.random() < 0.03]
    rest = [s for s in left if s not in few]
    acts = [("omit", few)] if few else []
    half = len(rest) // 2
    parts = (rest,) if rng.random() < 0.6 else (rest[:half], rest[half:])
    times = (at, at + timedelta(minutes=5))
    return [*acts, *(("give", ids, when) for ids, when in zip(parts, times, strict=False) if ids)]


def _close(rng, record, sizes):
    """Discard what is left over, all of it or nearly; seldom leave it in the vial."""
    acts = []
    for n in record["vials"]:
        rest = rec.rest_of(record, sizes, n)
        if rest > 0:
            verb = _often(rng, "discard", "discard", "discard", "leave")
            amount = rest + (record["left"].get(n, 0) if verb == "leave" else 0)
            acts.append((verb, n, _often(rng, amount, amount, amount + 1, max(rest - 50, 1))))
    return acts


def _on(rng, day):
    """Around the borders of 84 days, of three months and of four."""
    border = rng.choice((84, 89, 90, 91, 92, 120, 121, 122, 123, rng.randint(1, 400)))
    return day - timedelta(days=border + rng.randint(-2, 2))


def _here(rng, day):
    chosen = rng.choice((0, 1, 1, 1, 2, 3))
    return [
        (_on(rng, day), rng.choice((15_500, 19_500, 20_000, 24_500, 24_501))) for _ in range(chosen)
    ]


def _outside(rng, day):
    if rng.random() < 0.7:
        return []
    return [
        (
            rng.random() < 0.6,
            _often(rng, _on(rng, day), None),
            _often(rng, rng.choice((2_000, 5_000, 10_000, 5_050)), None),
        )
        for _ in range(rng.randint(1, 3))
    ]


def _born(rng, day):
    if rng.random() < 0.8:
        return date(1984, 3, 14)
    return day.replace(day=1) - timedelta(days=365 * 18 + rng.randint(-40, 40))


def _consent(rng, day, started):
    if rng.random() < 0.05:
        return None
    back = rng.choice((timedelta(days=30), timedelta(minutes=1), timedelta(minutes=-6)))
    if rng.random() < 0.2:
        back = timedelta(days=rng.choice((364, 365, 366, 367)))
    return {
        "own": rng.random() > 0.02, "signed_at": started - back,
        "withdrawn_at": _withdrawn(rng, started) if rng.random() < 0.04 else None,
        "risks": _often(rng, 12, 12, 12, 11), "practitioner": rng.random() > 0.02,
        "signer": _often(rng, "patient", "representative"), "authority": rng.random() < 0.7,
        "needs_interpreter": rng.random() < 0.1, "interpreter": rng.random() < 0.7,
        "carried": rng.random() < 0.1, "agreed_today": rng.random() < 0.7,
    }  # fmt: skip


def _withdrawn(rng, started):
    return started + timedelta(minutes=rng.choice((-1440, 0, 2, 10, 60, 4000)))


def _safety(rng):
    if rng.random() < 0.03:
        return None
    screen = {q: "na" if q in ("pregnancy", "breastfeeding") else "no" for q in QUESTIONS}
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2))):
        screen[rng.choice(QUESTIONS)] = rng.choice(("yes", "yes", "yes", "unknown", "no", "na", ""))
    return screen


def _diagnosis(rng, day):
    if rng.random() < 0.05:
        return None
    said = {name: rng.random() < 0.4 for name in ("aura", "intractable", "status")}
    said |= {"attack": rng.random() < 0.8, "code": ""}
    right = sums.code_of({"diagnosis": said}, day)
    return said | {"code": _often(rng, right, right, right, rng.choice(list(sums.CODES.values())))}


def _baseline(rng):
    if rng.random() < 0.05:
        return None
    return {
        "days": _often(rng, 2200, 1500, 1499, 0, 1000),
        "hours_a_day": _often(rng, 800, 400, 399),
        "migraine_days": _often(rng, 1400, 800, 799),
        "hours_a_month": rng.choice((None, 17_600, 15_000, 14_999)),
        "months": _often(rng, 24, 3, 2),
    }


def _response(rng):
    if rng.random() < 0.2:
        return None
    return {
        "days": rng.choice((900, 1500, 1501, 1540, 1541, 700, 2200, 1050, 1051)),
        "hours": rng.choice((5000, 7600, 7601, 12_000)),
        "hit6": rng.choice((None, 54, 35, 36, 37, 38, 39, 76, 77, 78, 79)),
        "midas": rng.choice((None, 0, 12, -1, 40)),
    }


def _pause(rng, started):
    if rng.random() < 0.05:
        return None
    return {
        "identifiers": _often(rng, 2, 3, 1, 2),
        "people": _often(rng, True, True, False),
        "at": started + timedelta(minutes=_often(rng, -2, -1, 0, 1, 6)),
        "written_at": started + timedelta(minutes=_often(rng, 0, 1, 6, 60)),
    }
