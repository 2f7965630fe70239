"""When the invented patients came: each every 12 to 15 weeks, back from today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum, auto
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from clinicapp.domain.errors import InputError
from clinicapp.domain.patient import Patient, age_on

ADULT = 18
DOCTORS = 2
OPENS, STEP_MINUTES, STEPS = time(8), 20, 25  # the last visit of a day begins at 16:00
SATURDAY = 5
# Of so many patients the last one came once, so many weeks ago: the second session is due.
ONCE_OF, ONCE_WEEKS = 8, 13


class Outcome(Enum):
    """What became of a visit by the time the sample is looked at; ONCE is surely done."""

    DONE = auto()
    ONCE = auto()
    SHOWCASE = auto()
    BEGUN = auto()
    PLANNED = auto()


# Who is in the clinic today; the first patient is always the showcase.
_TODAY = (
    (Outcome.SHOWCASE,),
    (Outcome.DONE, Outcome.SHOWCASE),
    (Outcome.DONE, Outcome.SHOWCASE, Outcome.PLANNED),
    (Outcome.DONE, Outcome.SHOWCASE, Outcome.BEGUN, Outcome.PLANNED),
    (Outcome.DONE, Outcome.DONE, Outcome.SHOWCASE, Outcome.BEGUN, Outcome.PLANNED),
)


@dataclass(frozen=True, slots=True)
class Visit:
    """One patient, one doctor (by number), one moment."""

    at: datetime
    patient: Patient
    doctor: int
    outcome: Outcome


def plan_visits(
    rng: Random, patients: list[Patient], count: int, *, today: date, zone: ZoneInfo
) -> list[Visit]:
    """So many visits, oldest first; refused when the patients are too few or too young."""
    diary = _Diary(rng, patients, count, zone)
    diary.open_day(today)
    diary.go_back_from(today)
    if len(diary.visits) < count:
        raise InputError(
            f"{len(patients)} patients cannot have had {count} sessions.",
            remedy="Ask for more patients, or for fewer sessions.",
        )
    return sorted(diary.visits, key=lambda v: (v.at, v.doctor))


class _Diary:
    """The appointments of each doctor and day; nobody is in two rooms at once."""

    def __init__(self, rng: Random, patients: list[Patient], count: int, zone: ZoneInfo) -> None:
        self._rng = rng
        self._patients = patients
        self._count = count
        self._zone = zone
        self._free: dict[tuple[date, int], list[int]] = {}
        self._next_day: dict[UUID, date] = {}
        self._today: set[UUID] = set()
        self.visits: list[Visit] = []

    def open_day(self, today: date) -> None:
        """Enter the visits of today, some of them not finished."""
        size = min(len(_TODAY), len(self._patients), max(1, self._count // 20), self._count)
        others = iter(self._patients[1:])
        for step, outcome in enumerate(_TODAY[size - 1] if size else ()):
            shown = outcome is Outcome.SHOWCASE
            patient = self._patients[0] if shown else next(others)
            doctor = 0 if shown else step % DOCTORS
            self.visits.append(Visit(self._moment(today, step), patient, doctor, outcome))
            self._next_day[patient.id] = today - self._interval()
            self._today.add(patient.id)

    def go_back_from(self, today: date) -> None:
        """Enter earlier visits until there are enough, or nobody can have had one more."""
        for patient in self._patients:
            newest = today - timedelta(days=self._rng.randrange(1, 92))
            self._next_day.setdefault(patient.id, newest)
        # Some are new and some have come for long; only then does everybody come as often.
        usual = max(1, 2 * self._count // max(1, len(self._patients)))
        few = {p.id: self._rng.randint(1, usual) for p in self._patients}
        once = self._come_once(today)
        for left in (few, dict.fromkeys(few, self._count)):
            if once:
                left[once] = 0
            while self._one_round(left):
                pass

    def _come_once(self, today: date) -> UUID | None:
        """Enter the one visit of the patient whose second session is due."""
        last = self._patients[-1] if len(self._patients) >= ONCE_OF else None
        if last is None or len(self.visits) == self._count or last.id in self._today:
            return None
        at = self._book(today - timedelta(weeks=ONCE_WEEKS), DOCTORS - 1)
        self.visits.append(Visit(at, last, DOCTORS - 1, Outcome.ONCE))
        return last.id

    def _one_round(self, left: dict[UUID, int]) -> bool:
        """One earlier visit for everybody who may have one; whether anybody did."""
        before = len(self.visits)
        for number, patient in enumerate(self._patients):
            day = self._next_day[patient.id]
            if len(self.visits) == self._count:
                break
            if left[patient.id] and age_on(patient.birth_date, day) > ADULT:
                left[patient.id] -= 1
                usual = number % DOCTORS
                doctor = usual if self._rng.random() < 0.8 else 1 - usual
                at = self._book(day, doctor)
                self.visits.append(Visit(at, patient, doctor, Outcome.DONE))
                self._next_day[patient.id] = at.date() - self._interval()
        return len(self.visits) > before

    def _book(self, day: date, doctor: int) -> datetime:
        """A free moment on a working day, or on the nearest earlier one that has room."""
        while True:
            if day.weekday() < SATURDAY:
                free = self._free.setdefault((day, doctor), list(range(STEPS)))
                if free:
                    return self._moment(day, free.pop(self._rng.randrange(len(free))))
            day -= timedelta(days=1)

    def _moment(self, day: date, step: int) -> datetime:
        minutes = timedelta(minutes=STEP_MINUTES * step)
        return datetime.combine(day, OPENS, self._zone) + minutes

    def _interval(self) -> timedelta:
        return timedelta(weeks=self._rng.randint(12, 15))
