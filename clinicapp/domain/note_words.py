"""The wording of the procedure note: data that a clinician can correct, with its filled places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from clinicapp.domain.units import show_units

PLACES: Mapping[str, frozenset[str]] = {
    key: frozenset(places.split())
    for key, places in {
        "date": "day month year",
        "time": "hour minute",
        "moment": "date time",
        "separator": "",
        "group": "",
        "detailed": "text detail",
        "item": "text",
        "labelled": "label text",
        "title": "number date",
        "standard": "sites units",
        "full_paradigm": "",
        "standard_except": "sites units",
        "all_sites": "sites",
        "muscle_sites": "muscle sites",
        "planned": "sites",
        "omitted": "sites",
        "changed": "sites units",
        "changed_each": "sites units",
        "extra": "site units",
        "put_by_hand": "view across down",
        "moved": "site ways",
        "way": "distance way",
        "site_note": "sites note",
        "given": "injections units ml",
        "given_nothing": "",
        "times": "first last",
        "response": "measures",
        "days_now": "now",
        "days_change": "before now",
        "hours_now": "now",
        "hours_change": "before now",
        "hit6_now": "now",
        "hit6_change": "before now",
        "midas_now": "now",
        "midas_change": "before now",
        "vial": "product lot date ndc",
        "vial_diluted": "product lot date ndc ml diluent units",
        "vial_units": "labelled parts",
        "vial_given": "units",
        "vial_discarded": "units",
        "vial_left": "units",
        "witness": "name",
        "without_vial": "units",
        "unknown_person": "",
        "reconstituted": "lot moment name diluent_lot storage",
        "kept_cold": "",
        "kept_warm": "",
        "diagnosis": "code",
        "diagnosis_words": "code label",
        "long_attack": "",
        "baseline": "headache_days migraine_days hours months scores",
        "consent_patient": "date risks practitioner moment name",
        "consent_representative": (
            "representative relationship authority date risks practitioner moment name"
        ),
        "consent_screen": "moment signer risks practitioner version",
        "consent_form": "moment signer risks practitioner version",
        "consent_declined": "moment",
        "consent_postponed": "moment",
        "the_patient": "",
        "the_representative": "name relationship authority",
        "said": "reason",
        "risks_refused": "labels",
        "confirmed": "moment",
        "confirmed_change": "moment change",
        "interpreter": "name",
        "withdrawn": "moment name reason",
        "time_out": "moment identifiers people",
        "time_out_written": "moment written identifiers people",
        "safety_clear": "questions",
        "safety": "questions findings",
        "answer_yes": "finding",
        "answer_unknown": "finding",
        "interval": "gap",
        "cumulative": "months units most",
        "hold": "title reason name moment",
        "warn": "title name moment",
        "tolerance": "label",
        "complications": "labels",
        "complications_none": "",
        "position": "label",
        "skin_preparation": "label",
        "needle": "label",
        "guidance": "label",
        "aspiration": "label",
        "blood_pressure": "systolic diastolic",
        "pulse": "pulse",
        "team": "people",
        "assistant": "name",
        "care_note": "note",
        "next": "date",
    }.items()
}
"""Each text of the note with the places that are filled in it."""
COUNTED = (
    *("units", "sites", "injections", "weeks", "days", "months", "hours", "questions", "risks"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWords:
    """Every word of the note in one language; `texts` has the keys and places of PLACES.

    `counted` holds the words for one and for more than one, `views` and `ways` those for the views
    of the diagram and for the patient's directions.
    """

    language: str
    version: str
    clinician_review: str
    source: str
    months: tuple[str, ...]
    texts: Mapping[str, str]
    counted: Mapping[str, tuple[str, str]]
    views: Mapping[str, str]
    ways: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """A text with its places filled."""
        return self.texts[key].format(**values)

    def count(self, key: str, number: Decimal | int) -> str:
        """A number with the word for what is counted: "1 unit", "2.5 units"."""
        one, more = self.counted[key]
        return (one if number == 1 else more).format(count=show_units(Decimal(number)))

    def join(self, parts: Iterable[str]) -> str:
        """Parts of one sentence in a row."""
        return self.texts["separator"].join(parts)

    def group(self, parts: Iterable[str]) -> str:
        """Parts that may hold commas themselves, in a row."""
        return self.texts["group"].join(parts)

    def date(self, day: date) -> str:
        """Such as "22 November 2026"."""
        return self.say("date", day=day.day, month=self.months[day.month - 1], year=day.year)

    def time(self, moment: datetime) -> str:
        """The clock time of a moment in its own zone, such as "14:07"."""
        return self.say("time", hour=f"{moment.hour:02d}", minute=f"{moment.minute:02d}")

    def moment(self, moment: datetime) -> str:
        """Day and clock time of a moment in its own zone."""
        return self.say("moment", date=self.date(moment.date()), time=self.time(moment))
