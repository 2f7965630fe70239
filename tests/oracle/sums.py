"""What a session comes to, in exact fractions: units, mL, syringes, waste, claim, dates, code.

Written from the clinical reference alone; nothing of the program is used here. Units are whole
hundredths, volumes added to a vial whole thousandths of a mL, moments aware, days dates.
"""

from datetime import date, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from tests.oracle import record as rec

ZONE = ZoneInfo("America/Chicago")
USUAL_PER_ML = Fraction(50)  # 5 units in 0.1 mL: 1.1
SYRINGE_ML = Fraction(1)  # 3.2
WASTE_OF_A_WHOLE_VIAL = 10_000  # 3.5
BETWEEN_DAYS, MONTHS_SUMMED = 84, 3  # 9, checks 6 and 7
CODES = {  # 3.6: aura, intractable, status
    (False, False, True): "G43.701",
    (False, False, False): "G43.709",
    (False, True, True): "G43.711",
    (False, True, False): "G43.719",
    (True, False, True): "G43.E01",
    (True, False, False): "G43.E09",
    (True, True, True): "G43.E11",
    (True, True, False): "G43.E19",
}
AURA_CODES_FROM = date(2023, 10, 1)


def sums_of(told, record):
    """Every figure of a session, by name."""
    sizes = [v["units"] for v in told["vials"]]
    later = rec.as_if_given(record, sizes)
    vials = {n: vial_sum(record, later, sizes, n) for n in record["vials"]}
    day = day_of(told, record)
    return {
        **totals(record),
        "ml": {s: ml_of(told, later, s) for s in (*rec.given(record), *rec.planned(record))},
        "syringes": syringes(told, record, later, vials),
        "vials": vials,
        "opened": sum(v["opened"] for v in vials.values()),
        "wasted": sum(v["discarded"] for v in vials.values()),
        "closes": closes(record, vials),
        "claim": claim(told, record, vials, day),
        "day": day,
        "interval": interval(told, day),
        "months": cumulative(told, record, day),
        "code": code_of(told, day),
    }


def totals(record):
    """Units given and planned: in all, by muscle, by side, and by muscle on each side."""
    sums = {"given": 0, "planned": 0, "muscles": {}, "sides": {}, "muscle_sides": {}}
    for site, kept in record["sites"].items():
        state, units = kept["state"], kept["units"]
        if state == "omitted":
            continue
        muscle, side = rec.muscle_of(site), rec.side_of(site)
        sums[state] += units
        for name, key in (("muscles", muscle), ("sides", side), ("muscle_sides", (muscle, side))):
            part = sums[name].setdefault(key, {"given": 0, "planned": 0})
            part[state] += units
    return sums


def per_ml(told, vial):
    """Units in 1 mL: of the vial where it is known, else of the protocol (3.2)."""
    made = told["vials"][vial]["ml"] if vial is not None else None
    if made is None:
        return USUAL_PER_ML
    return Fraction(told["vials"][vial]["units"], 100) / Fraction(made, 1000)


def ml_of(told, later, site):
    """v = d/C (9, check 3)."""
    kept = later["sites"][site]
    return Fraction(kept["units"], 100) / per_ml(told, kept["vial"])


def syringes(told, record, later, vials):
    """Doses in the order they are taken, each whole, as many as fit into 1 mL; one vial each."""
    in_time = sorted(rec.given(record), key=lambda s: record["sites"][s]["at"])
    filled, open_now = [], {}
    for site in (*in_time, *rec.planned(record)):
        vial, ml = later["sites"][site]["vial"], ml_of(told, later, site)
        held = open_now.get(vial)
        if held is None or held["ml"] + ml > SYRINGE_ML:
            held = open_now[vial] = {"vial": vial, "sites": [], "ml": Fraction(0)}
            filled.append(held)
        held["sites"].append(site)
        held["ml"] += ml
    for held in filled:
        room, over = SYRINGE_ML - held["ml"], Fraction(0)
        if held is open_now[held["vial"]] and held["vial"] in vials:
            over = Fraction(vials[held["vial"]]["over"], 100) / per_ml(told, held["vial"])
        held["drawn_ml"] = held["ml"] + min(over, max(room, Fraction(0)))
    return filled


def vial_sum(record, later, sizes, n):
    """Opened = given + discarded + left, in hundredths; `over` is left after planned doses."""
    rest = rec.rest_of(record, sizes, n)
    given = rec.given_of(record, n)
    to_give = rec.given_of(later, n, "planned")
    return {
        "opened": sizes[n],
        "given": given,
        "to_give": to_give,
        "discarded": rec.discarded_of(record, n),
        "left": record["left"].get(n, 0),
        "rest": rest,
        "over": max(rest - to_give, 0),
    }


def closes(record, vials):
    """Every dose has its vial, and labelled units opened = given + discarded (+ left), each."""
    placed = all(record["sites"][s]["vial"] is not None for s in rec.given(record))
    return bool(vials) and placed and all(v["rest"] == 0 for v in vials.values())


def over_opened(vials):
    """3.5: more is wasted than a vial holds, so a vial could have stayed closed."""
    wasted = sum(v["discarded"] for v in vials.values())
    return wasted >= WASTE_OF_A_WHOLE_VIAL or any(v["opened"] <= wasted for v in vials.values())


def billed(told, vials):
    """Given, discarded and total hundredths of bought vials; None when none was bought (3.5)."""
    bought = [v for n, v in vials.items() if told["vials"][n]["source"] == "bought"]
    if not bought:
        return None
    given, discarded = (sum(v[k] for v in bought) for k in ("given", "discarded"))
    return given, discarded, sum(v["opened"] - v["left"] for v in bought)


def claimed(units):
    """Whole units of a claim: given rounds up, discarded is the vials' total less that."""
    given, _discarded, total = units
    whole = -(-given // 100)
    return whole, total // 100 - whole


def is_whole(units):
    given, discarded, _total = units
    return claimed(units) == (Fraction(given, 100), Fraction(discarded, 100))


def claim(told, record, vials, day):
    """Lines of code, modifier and units (3.4, 3.5); None while there can be no right claim."""
    units = billed(told, vials)
    stands = (
        rec.given(record)
        and not rec.planned(record)
        and closes(record, vials)
        and told["diagnosis"]
        and told["diagnosis"]["code"] == code_of(told, day)
        and code_of(told, day)
        and all(is_ours(told, n, day) for n in vials)
        and not over_opened(vials)
        and not (units and units[2] % 100)
    )
    if not stands:
        return None
    lines = [("64615", "", 1)]
    if units and units[2]:
        given, discarded = claimed(units)
        if discarded:
            lines += [("J0585", "", given)] if given else []
            lines += [("J0585", "JW", discarded)]
        else:
            lines += [("J0585", "JZ", given)]
    return lines


def is_ours(told, n, day):
    """9, check 8: therapeutic BOTOX of the dated list."""
    row = told["products"].get(told["vials"][n]["ndc"])
    return row is not None and row["from"] <= day and (row["to"] is None or day <= row["to"])


def day_of(told, record):
    """The clinic's day of the first dose, or of the start."""
    times = [record["sites"][s]["at"] for s in rec.given(record)]
    return local_day(min(times, default=told["started_at"]))


def local_day(moment):
    return moment.astimezone(ZONE).date()


def earlier(told):
    """Day and units of every dose of our product, here and elsewhere; both may be unknown."""
    return [*told["here"], *((on, units) for ours, on, units in told["outside"] if ours)]


def interval(told, day):
    """Days since the last dated dose, or None (9, check 6)."""
    dated = [on for on, _units in earlier(told) if on]
    return (day - max(dated)).days if dated else None


def cumulative(told, record, day):
    """Hundredths of units of this session and after the day 3 calendar months before (check 7)."""
    since = months_from(day, -MONTHS_SUMMED)
    before = [units for on, units in earlier(told) if on and units is not None and on > since]
    return totals(record)["given"] + sum(before)


def months_from(day, months):
    """The same day some months on; where that month is too short, its last day."""
    first = day.replace(day=1)
    for _ in range(abs(months)):
        near = first + timedelta(days=32) if months > 0 else first - timedelta(days=1)
        first = near.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def code_of(told, day):
    """G43.7 without or G43.E with aura, then intractable, then status (3.6); None if too early."""
    said = told["diagnosis"]
    if said is None or (said["aura"] and day < AURA_CODES_FROM):
        return None
    return CODES[(said["aura"], said["intractable"], said["status"])]
