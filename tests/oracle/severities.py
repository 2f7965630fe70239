"""What checks 1 to 15 of section 9 and its clock say of a session, each reason with its severity.

Written from the clinical reference alone. A reason with the severity SILENT is one for which the
reference states no severity; what the clinic decided for it stands beside the comparison.
"""

from datetime import timedelta
from fractions import Fraction

from tests.oracle import record as rec
from tests.oracle import sums

BLOCK, HOLD, WARN, SILENT = "block", "hold", "warn", "silent"
MAYBE_NOT_APPLICABLE = ("pregnancy", "breastfeeding")
BLOCKING = ("hypersensitivity", "site-infection")
HOLDING = (
    "pregnancy", "breastfeeding", "neuromuscular-disease", "swallowing-breathing",
    "interacting-drug", "albumin-refusal",
)  # fmt: skip
WARNING = ("anticoagulant", "weakness-before", "albumin-objection")
QUESTIONS = (*BLOCKING, *HOLDING, *WARNING, "toxin-elsewhere")
RISKS = 12


def severities_of(told, record, known):
    """Reasons by number of check; `known` are the sums of the session."""
    every = (
        _completeness, _extras, _dilution, _vial_sums, _claim_lines, _interval, _cumulative,
        _product, _times, _consent, _safety, _diagnosis, _procedure, _response, _time_out,
        _computer_clock,
    )  # fmt: skip
    return {n: list(check(told, record, known)) for n, check in enumerate(every, 1)}


def _doses(record, extra):
    sites = [s for s in rec.given(record) if (s in rec.EXTRA) is extra]
    return [record["sites"][s]["units"] for s in sites]


def _completeness(told, record, known):
    if any(s not in rec.EXTRA for s in rec.planned(record)):
        yield "undecided", HOLD
    if any(s in rec.EXTRA for s in rec.planned(record)):
        yield "undecided-extra", SILENT
    if not rec.given(record) and not rec.planned(record):
        yield "nothing-given", SILENT
    if any(units != rec.USUAL for units in _doses(record, extra=False)):
        yield "dose", HOLD


def _extras(told, record, known):
    if any(units != rec.USUAL for units in _doses(record, extra=True)):
        yield "extra-dose", HOLD
    for muscle in ("TEM", "OCC", "TRA"):
        if known["muscles"].get(muscle, {}).get("given", 0) > rec.MUSCLES[muscle][4]:
            yield "muscle-full", HOLD
    if known["given"] > 40_000:
        yield "over-400", BLOCK
    elif known["given"] > 19_500:
        yield "over-195", HOLD


def _dilution(told, record, known):
    made = [n for n in record["vials"] if told["vials"][n]["ml"] is not None]
    if len(made) < len(record["vials"]):
        yield "dry", SILENT
    strengths = {sums.per_ml(told, n) for n in made}
    if len(strengths) > 1:
        yield "different", BLOCK
    if any(c > 200 for c in strengths):
        yield "over-200", BLOCK
    if any(c != sums.USUAL_PER_ML for c in strengths):
        yield "concentration", HOLD
    if any(told["vials"][n]["diluent"] != "saline" for n in made):
        yield "diluent", HOLD


def _vial_sums(told, record, known):
    vials = known["vials"].values()
    if not known["closes"] or any(v["left"] for v in vials):
        yield "open", BLOCK
    if sums.over_opened(known["vials"]):
        yield "over-opened", HOLD
    if known["given"] > known["opened"]:
        yield "too-much", BLOCK


def _claim_lines(told, record, known):
    units = sums.billed(told, known["vials"])
    if units is None:
        return
    if any(told["vials"][n]["source"] != "bought" for n in known["vials"]):
        yield "two-sources", SILENT
    if known["closes"] and units[2] % 100:
        yield "part-left", BLOCK
    elif known["closes"] and not sums.is_whole(units) and not told["confirmed"]:
        yield "not-confirmed", BLOCK


def _interval(told, record, known):
    if known["interval"] is not None and known["interval"] < sums.BETWEEN_DAYS:
        yield "too-soon", HOLD
    if any(on is None for on, _units in sums.earlier(told)):
        yield "undated", WARN


def _cumulative(told, record, known):
    since = sums.months_from(known["day"], -sums.MONTHS_SUMMED)
    if known["months"] > 40_000:
        yield "over-400", HOLD
    if any(on is None or (on > since and units is None) for on, units in sums.earlier(told)):
        yield "not-in-sum", SILENT


def _product(told, record, known):
    if not all(sums.is_ours(told, n, known["day"]) for n in record["vials"]):
        yield "product", BLOCK
    since = sums.months_from(known["day"], -4)
    others = [on for ours, on, _units in told["outside"] if not ours]
    if any(on is not None and on >= since for on in others):
        yield "other-toxin", WARN
    if any(on is None for on in others):
        yield "other-toxin-undated", SILENT


def _times(told, record, known):
    for n in record["vials"]:
        vial = told["vials"][n]
        times = [
            record["sites"][s]["at"] for s in rec.given(record) if record["sites"][s]["vial"] == n
        ]
        if vial["expires"] < known["day"]:
            yield "expired", BLOCK
        if not vial["lot"] or not vial["ndc"]:
            yield "label", BLOCK
        if vial["shared"]:
            yield "shared", BLOCK
        if vial["ml"] is not None:
            yield from _clock(told, vial, times, known["vials"][n])


def _clock(told, vial, times, part):
    until = vial["made_at"] + timedelta(hours=24)
    if times and vial["made_at"] > min(times):
        yield "made-later", BLOCK
    if times and max(times) > until:
        yield "over-24-hours", HOLD
    elif told["now"] > until and part["to_give"]:
        yield "over-24-hours-to-give", SILENT
    if times and not vial["cold"] and min(times) - vial["made_at"] > timedelta(minutes=60):
        yield "warm", HOLD


def _consent(told, record, known):
    consent = told["consent"]
    if consent is None:
        yield "missing", BLOCK
        return
    times = [record["sites"][s]["at"] for s in rec.given(record)]
    over = consent["withdrawn_at"]
    stopped = over and times and max(times) < over and not rec.planned(record)
    if stopped:
        yield "withdrawn-after-all", SILENT
    holds = (
        consent["own"]
        and (stopped or not over)
        and not (times and consent["signed_at"] > min(times))
        and known["day"] <= sums.months_from(sums.local_day(consent["signed_at"]), 12)
        and consent["risks"] == RISKS
        and consent["practitioner"]
        and (consent["signer"] == "patient" or consent["authority"])
        and (consent["interpreter"] or not consent["needs_interpreter"])
        and (over or not consent["carried"] or consent["agreed_today"])
    )
    if not holds:
        yield "does-not-hold", BLOCK


def _safety(told, record, known):
    if _age(told["born"], known["day"]) < 18:
        yield "age", HOLD
    screen = told["safety"]
    if screen is None:
        yield "missing", BLOCK
        return
    times = [record["sites"][s]["at"] for s in rec.given(record)]
    if times and told["screened_at"] >= min(times):
        yield "screened-late", SILENT
    if any(not _answered(q, screen.get(q, "")) for q in QUESTIONS):
        yield "unanswered", BLOCK
    yield from _answers(screen)
    if screen.get("toxin-elsewhere") == "yes" and not _told_lately(told, known["day"]):
        yield "toxin-not-recorded", SILENT


def _answers(screen):
    for names, severity in ((BLOCKING, BLOCK), (HOLDING, HOLD), (WARNING, WARN)):
        for name in names:
            if screen.get(name) == "yes":
                yield name, severity
    for name in QUESTIONS:
        if screen.get(name) == "unknown":
            yield f"unknown:{name}", HOLD if name == "pregnancy" else SILENT


def _told_lately(told, day):
    since = sums.months_from(day, -4)
    return any(on is None or on >= since for _ours, on, _units in told["outside"])


def _answered(question, value):
    return value in ("yes", "no", "unknown") or (value == "na" and question in MAYBE_NOT_APPLICABLE)


def _age(born, day):
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _diagnosis(told, record, known):
    said, baseline = told["diagnosis"], told["baseline"]
    if said is None or known["code"] is None or said["code"] != known["code"]:
        yield "code", BLOCK
    if said and said["status"] and not said["attack"]:
        yield "status-without-attack", SILENT
    if baseline is None or (
        baseline["days"] < 1500
        or baseline["hours_a_day"] < 400
        or baseline["migraine_days"] < 800
        or baseline["months"] < 3
    ):
        yield "baseline", HOLD


def _procedure(told, record, known):
    sides = {rec.side_of(s) for s in (*rec.given(record), *rec.planned(record))}
    if sides and not {"left", "right"} <= sides:
        yield "one-side", HOLD


def _response(told, record, known):
    now, before, due = told["response"], told["baseline"], told["number"] >= 3
    if now is None:
        if due:
            yield "missing", SILENT
        return
    if now["hit6"] is not None and (not 36 <= now["hit6"] <= 78 or now["hit6"] in (37, 39, 77)):
        yield "hit6", SILENT
    if now["midas"] is not None and now["midas"] < 0:
        yield "midas", SILENT
    if due and now["hit6"] is None and now["midas"] is None:
        yield "no-score", SILENT
    if due and before:
        yield from _benefit(now, before)


def _benefit(now, before):
    days, hours = before["days"] - now["days"], None
    if before["hours_a_month"] is not None:
        hours = before["hours_a_month"] - now["hours"]
    if days < 700 and (hours is None or hours < 10_000):
        yield "benefit", WARN
    if not before["days"]:
        if days < 0:
            yield "percent-of-nothing", SILENT
    elif Fraction(days, before["days"]) < Fraction(30, 100):
        yield "percent", WARN


def _time_out(told, record, known):
    pause = told["time_out"]
    times = [record["sites"][s]["at"] for s in rec.given(record)]
    if (
        pause is None
        or pause["identifiers"] < 2
        or not pause["people"]
        or (times and pause["at"] >= min(times))
    ):
        yield "missing-or-late", BLOCK
    elif times and pause["written_at"] >= min(times):
        yield "written-late", SILENT
    if pause and sums.local_day(pause["at"]) < sums.local_day(min(times, default=told["now"])):
        yield "another-day", SILENT


def _computer_clock(told, record, known):
    times = [record["sites"][s]["at"] for s in rec.given(record)]
    made = [v["made_at"] for n in record["vials"] if (v := told["vials"][n])["ml"] is not None]
    if told["now"] < max((*times, *made), default=told["now"]):
        yield "clock-behind", SILENT
