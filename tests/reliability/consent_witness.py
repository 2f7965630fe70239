"""What somebody beside the patient writes down of a consent, and what follows from it alone."""

from dataclasses import dataclass, field
from datetime import datetime

from tests.oracle.sums import local_day, months_from

PATIENT, REPRESENTATIVE = "patient", "representative"
CLINICIAN, INTERPRETER = "clinician", "interpreter"
MONTHS = 12  # domain.md 5: how long a consent holds unless the clinic says otherwise


@dataclass
class Told:
    """One consent as it was seen to come about: who was shown, said and signed what, and when."""

    id: object
    is_course: bool
    course: object
    language: str
    words: str
    needs_interpreter: bool
    helper: str | None = None  # of who decides for the patient: "whole", or what is missing
    interpreter: bool = False
    is_known: bool = False
    shown: set = field(default_factory=set)
    said: dict = field(default_factory=dict)
    asked: set = field(default_factory=set)
    changed: str = ""
    drawn: dict = field(default_factory=dict)  # role: strokes
    signed: dict = field(default_factory=dict)  # role: when
    ended: str = ""
    closed_at: datetime | None = None
    back_at: datetime | None = None

    @property
    def read_in(self):
        """The exact words before the patient's eyes."""
        return self.language, self.words

    @property
    def own_role(self):
        return REPRESENTATIVE if self.helper else PATIENT

    def is_settled(self, sections, risks):
        """Whether the patient may sign, as the issue lists it."""
        if not self.is_known or self.asked or self.helper not in (None, "whole"):
            return False
        if self.needs_interpreter and not self.interpreter:
            return False
        if not self.is_course:
            return bool(self.changed)
        read = {(*self.read_in, s) for s in sections} <= self.shown
        return read and {(*self.read_in, r) for r in risks} <= set(self.said)

    def is_complete(self, sections, risks):
        """Whether nothing is missing that makes a consent of it."""
        wanted = {self.own_role}
        if self.is_course:
            wanted |= {CLINICIAN} | ({INTERPRETER} if self.needs_interpreter else set())
        return self.is_settled(sections, risks) and wanted <= set(self.signed)

    @property
    def said_at(self):
        """When the patient spoke last."""
        return self.back_at or self.signed.get(self.own_role) or self.closed_at

    @property
    def is_agreed(self):
        return self.ended == "signed" and not self.back_at

    @property
    def refuses_a_risk(self):
        return "refused" in (reply for key, reply in self.said.items() if key[:2] == self.read_in)


def holds(every, words_in_force, now):
    """Whether the first dose may be given now: what the patient said last is a whole agreement."""
    today = local_day(now)
    spoken = [t for t in every if t.ended not in ("", "error")]
    spoken = [t for t in spoken if t.ended != "postponed" or local_day(t.said_at) == today]
    again = [t for t in spoken if not t.is_course]
    agreed_again = [t.said_at for t in again if t.is_agreed]
    courses = [t for t in spoken if t.is_course and not _is_over(t, agreed_again)]
    last = max(courses, key=lambda t: t.said_at, default=None)
    if last is None or not last.is_agreed or last.refuses_a_risk:
        return False
    agreed = last.signed[last.own_role]
    if today > months_from(local_day(agreed), MONTHS):
        return False
    if last.words != words_in_force[last.language]:
        return False
    newest = max(again, key=lambda t: t.said_at, default=None)
    if newest and not newest.is_agreed and newest.said_at > agreed:
        return False
    of_today = [t for t in again if local_day(t.said_at) == today]
    about = [t for t in of_today if t.course == last.id and t.is_agreed]
    if about:
        return max(about, key=lambda t: t.said_at).changed == "nothing"
    return local_day(agreed) == today


def _is_over(told, agreed_again):
    """Whether "not today" was followed by a yes."""
    return told.ended == "postponed" and any(at > told.said_at for at in agreed_again)
