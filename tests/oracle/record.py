"""A session as plain data, and what acts make of it: whole hundredths of units, no program in it.

Written from the clinical reference alone: sites and order of sections 1.1 and 1.3, extra sites of
section 2, and one rule of the record: a dose comes whole from the first vial that holds it.
"""

# muscle: sites left, middle, right; most extra sites; most units in hundredths (1.1 and 2)
MUSCLES = {
    "COR": (1, 0, 1, 0, 1000),
    "PRO": (0, 1, 0, 0, 500),
    "FRO": (2, 0, 2, 0, 2000),
    "TEM": (4, 0, 4, 2, 5000),
    "OCC": (3, 0, 3, 2, 4000),
    "CPS": (2, 0, 2, 0, 2000),
    "TRA": (3, 0, 3, 4, 5000),
}
USUAL = 500
MOST_AT_A_SITE = 5000
EXTRAS_MOST, EXTRA_UNITS_MOST = 8, 4000
FIXED = tuple(
    f"{muscle}-{side}{n}"
    for muscle, (left, middle, right, _most, _units) in MUSCLES.items()
    for side, count in (("L", left), ("M", middle), ("R", right))
    for n in range(1, count + 1)
)
EXTRA = tuple(
    f"{muscle}-{side}X{n}"
    for muscle, row in MUSCLES.items()
    for side in "LR"
    for n in range(1, row[3] + 1)
)


def muscle_of(site):
    return site[:3]


def side_of(site):
    return {"L": "left", "M": "midline", "R": "right"}[site[4]]


# Muscle by muscle, fixed sites before extra ones.
PLACES = {
    site: n
    for n, site in enumerate(
        site for muscle in MUSCLES for site in (*FIXED, *EXTRA) if muscle_of(site) == muscle
    )
}


class Refused(Exception):  # noqa: N818
    """An act that the record must not take."""


def blank():
    """Every fixed site planned at the usual dose; no vial."""
    sites = {
        s: {"state": "planned", "units": USUAL, "vial": None, "at": None, "pinned": False}
        for s in FIXED
    }
    return {"sites": sites, "usual": USUAL, "vials": [], "left": {}, "discards": []}


def copied(record):
    return {
        "sites": {site: dict(kept) for site, kept in record["sites"].items()},
        "usual": record["usual"],
        "vials": list(record["vials"]),
        "left": dict(record["left"]),
        "discards": list(record["discards"]),
    }


class Telling:
    """A record, the story of acts that made it, and the numbers of those it did not take."""

    def __init__(self, sizes):
        self.sizes = sizes
        self.record, self.story, self.refused = blank(), [], []

    def tell(self, *acts):
        for verb, *told in acts:
            tried = copied(self.record)
            try:
                _ACTS[verb](tried, self.sizes, *told)
            except Refused:
                self.refused.append(len(self.story))
            else:
                self.record = tried
            self.story.append((verb, *told))


def sites_in_order(record):
    return sorted(record["sites"], key=PLACES.__getitem__)


def given(record):
    return [s for s in sites_in_order(record) if record["sites"][s]["state"] == "given"]


def planned(record):
    return [s for s in sites_in_order(record) if record["sites"][s]["state"] == "planned"]


def discarded_of(record, vial):
    return sum(units for n, units in record["discards"] if n == vial)


def given_of(record, vial, state="given"):
    kept = record["sites"].values()
    return sum(k["units"] for k in kept if k["vial"] == vial and k["state"] == state)


def rest_of(record, sizes, vial):
    """Neither given, discarded nor left in it; below 0, more was taken out than was in it."""
    out = given_of(record, vial) + discarded_of(record, vial) + record["left"].get(vial, 0)
    return sizes[vial] - out


def fill_in(record, sizes):
    """Each given dose without a vial comes whole from the first vial that still holds it."""
    rests = {n: rest_of(record, sizes, n) for n in record["vials"]}
    for site in given(record):
        kept = record["sites"][site]
        if kept["vial"] is None:
            for vial, rest in rests.items():
                if rest >= kept["units"]:
                    kept["vial"] = vial
                    rests[vial] = rest - kept["units"]
                    break


def as_if_given(record, sizes):
    """The record with the vial from which each planned dose would come if all were given now."""
    later = copied(record)
    for site in planned(later):
        later["sites"][site]["state"] = "given"
    fill_in(later, sizes)
    for site, kept in later["sites"].items():
        was = record["sites"][site]
        kept["state"] = was["state"]
        if was["state"] != "planned":
            kept["vial"] = was["vial"]
    return later


def _require(condition):
    if not condition:
        raise Refused


def _fits(record, touched):
    """Section 2: the most that extra sites may come to, in their muscle and together."""
    sites = record["sites"]
    for muscle in {muscle_of(s) for s in touched}:
        inside = [s for s in sites if muscle_of(s) == muscle]
        extras = [s for s in inside if s in EXTRA]
        if not extras:
            continue
        units = sum(sites[s]["units"] for s in inside if sites[s]["state"] != "omitted")
        _require(len(extras) <= MUSCLES[muscle][3] and units <= MUSCLES[muscle][4])
        every = [s for s in sites if s in EXTRA]
        _require(len(every) <= EXTRAS_MOST)
        _require(sum(sites[s]["units"] for s in every) <= EXTRA_UNITS_MOST)


def _give(record, sizes, ids, at):
    for site in ids:
        _require(site in record["sites"] and record["sites"][site]["state"] == "planned")
        record["sites"][site] |= {"state": "given", "at": at}
    fill_in(record, sizes)


def _dose(record, sizes, ids, units):
    _require(0 < units <= MOST_AT_A_SITE)
    for site in ids:
        _require(site in record["sites"] and record["sites"][site]["state"] != "omitted")
        record["sites"][site] |= {"units": units, "pinned": True}
    _fits(record, ids)


def _usual(record, sizes, units):
    _require(0 < units <= MOST_AT_A_SITE)
    follow = [s for s in planned(record) if not record["sites"][s]["pinned"]]
    for site in follow:
        record["sites"][site]["units"] = units
    record["usual"] = units
    _fits(record, follow)


def _omit(record, sizes, ids):
    for site in ids:
        _require(site in record["sites"] and site not in EXTRA)
        record["sites"][site] |= {"state": "omitted", "vial": None, "at": None}


def _back(record, sizes, ids):
    for site in ids:
        _require(site in record["sites"])
        if site in EXTRA:
            del record["sites"][site]
        else:
            record["sites"][site] |= {"state": "planned", "vial": None, "at": None}
    _fits(record, [s for s in ids if s not in EXTRA])


def _extra(record, sizes, site, units):
    _require(site in EXTRA and site not in record["sites"] and 0 < units <= MOST_AT_A_SITE)
    pinned = units != record["usual"]
    record["sites"][site] = {
        "state": "planned", "units": units, "vial": None, "at": None, "pinned": pinned,
    }  # fmt: skip
    _fits(record, [site])


def _use(record, sizes, vial):
    _require(vial not in record["vials"])
    record["vials"].append(vial)
    fill_in(record, sizes)


def _drop(record, sizes, vial):
    _require(vial in record["vials"])
    record["vials"].remove(vial)
    record["left"].pop(vial, None)
    record["discards"] = [d for d in record["discards"] if d[0] != vial]
    _forget(record, vial)
    fill_in(record, sizes)


def _again(record, sizes):
    for vial in record["vials"]:
        _forget(record, vial)
    fill_in(record, sizes)


def _forget(record, vial):
    for kept in record["sites"].values():
        if kept["vial"] == vial:
            kept["vial"] = None


def _draw(record, sizes, ids, vial):
    _require(vial in record["vials"])
    for site in ids:
        _require(site in record["sites"] and record["sites"][site]["state"] == "given")
        record["sites"][site]["vial"] = vial


def _discard(record, sizes, vial, units):
    _require(vial in record["vials"] and 0 < units <= rest_of(record, sizes, vial))
    record["discards"].append((vial, units))


def _leave(record, sizes, vial, units):
    _require(vial in record["vials"])
    _require(0 <= units <= rest_of(record, sizes, vial) + record["left"].get(vial, 0))
    record["left"][vial] = units


_ACTS = {
    "give": _give, "dose": _dose, "usual": _usual, "omit": _omit, "back": _back, "extra": _extra,
    "use": _use, "drop": _drop, "again": _again, "draw": _draw, "discard": _discard,
    "leave": _leave,
}  # fmt: skip
