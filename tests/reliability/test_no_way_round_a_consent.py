"""Random acts of patient and staff on consents: only a whole one is signed, and only one that
holds lets the first dose be given; both by what a witness wrote down."""

import shutil
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from clinicapp.commands import consent_endings as endings
from clinicapp.commands import consent_signing as signing
from clinicapp.commands import consents as verbs
from clinicapp.commands.consent_texts import save_consent_texts
from clinicapp.commands.consent_verifying import verify_consents
from clinicapp.commands.sessions import give_sites, start_session
from clinicapp.commands.signing import void_session
from clinicapp.domain.consent.record import ConsentStatus, Interpreter, Representative, SignerRole
from clinicapp.domain.errors import AccessError, ClinicError, StoppedError
from tests.consent_factory import make_stroke
from tests.oracle.sums import local_day
from tests.reliability.clinic import ClinicFile, found_clinic
from tests.reliability.consent_witness import (
    CLINICIAN,
    INTERPRETER,
    PATIENT,
    REPRESENTATIVE,
    Told,
    holds,
)

ROLES = (PATIENT, PATIENT, REPRESENTATIVE, CLINICIAN, CLINICIAN, INTERPRETER)
ENDINGS = {
    "declined": endings.decline_consent,
    "postponed": endings.postpone_consent,
}
SITE = "COR-L1"
_source = {}


class Consents(RuleBasedStateMachine):
    """A patient and the staff who do anything at all, in any order, over days and months."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clinic = ClinicFile(_source["path"], self.folder)
        self.patient = self.clinic.patients[0]
        self.every, self.version = [], 0

    def teardown(self):
        assert all(report.is_intact for _, report in verify_consents(self.records))
        self.clinic.database.close()
        shutil.rmtree(self.folder)

    @property
    def records(self):
        return self.clinic.records

    @property
    def open(self):
        """The consent being taken, or the last one: closed ones must refuse everything."""
        return self.every[-1] if self.every else None

    # doing -----------------------------------------------------------------------------------
    def _do(self, verb, *told, by=None):
        """Do a verb; True when it was done. A refusal leaves the file as it was."""
        self.clinic.now += timedelta(seconds=7)
        before = self.clinic.last_seq()
        try:
            self.change = verb(self.records, *told, act=self.clinic.act(by))
        except ClinicError as error:
            # What had changed without a trace would be refused by the next act.
            kept = isinstance(error, AccessError)
            assert self.clinic.last_seq() == before + kept, f"{verb.__name__} changed something"
            return False
        return True

    def _act(self, verb, *told, by=None):
        """The same for the consent that lies before everybody; its log, or None when refused."""
        if self.open is None:
            return None
        was_over = bool(self.open.ended)
        if not self._do(verb, self.open.id, *told, by=by):
            return None
        assert not was_over or verb is endings.withdraw_signed_consent, verb.__name__
        return self.open

    def _look(self):
        """Compare what is on record with what was written down."""
        told = self.open
        if told is None:
            return
        kept = self.records.consent(told.id)
        texts = self.records.texts_of(kept)
        sections, risks = [s.id for s in texts.sections], [r.code for r in texts.risks]
        if not told.ended and told.is_complete(sections, risks):
            told.ended, told.closed_at = "signed", self.clinic.now
        wanted = {"": "in-progress", "error": "entered-in-error"}.get(told.ended, told.ended)
        assert kept.status.value == wanted
        assert bool(kept.withdrawal) == bool(told.back_at)
        if kept.status is ConsentStatus.SIGNED:
            assert self.records.consent_copy(told.id)

    # the acts --------------------------------------------------------------------------------
    @initialize(is_read=st.booleans())
    def the_day_begins(self, is_read):
        self.begin("en")
        if is_read:
            self.read_everything(nearly=0)

    @rule(language=st.sampled_from(("en", "en", "en", "es")))
    def begin(self, language):
        if self._do(verbs.begin_consent, self.patient.id, language, self.clinic.physician.id):
            self._log(self.change.after)

    @rule()
    def ask_again(self):
        if self._do(verbs.begin_confirmation, self.patient.id):
            self._log(self.change.after)

    def _log(self, begun):
        course = next((t for t in self.every if t.id == begun.course_id), None)
        self.every.append(
            Told(
                id=begun.id, is_course=begun.course_id is None, course=begun.course_id,
                language=begun.language, words=begun.version,
                needs_interpreter=course.needs_interpreter if course else begun.language != "en",
                helper=course.helper if course else None,
                interpreter=course.interpreter if course else False,
            )
        )  # fmt: skip

    @rule(nearly=st.sampled_from((0, 0, 0, 1, 2)))
    def read_everything(self, nearly):
        """Read and answer all but the last few things."""
        if self.open is None:
            return
        texts = self.records.texts_of(self.records.consent(self.open.id))
        if self._act(verbs.confirm_identity):
            self.open.is_known = True
        acts = [("see", s.id) for s in texts.sections] + [("say", r.code) for r in texts.risks]
        for kind, about in acts[: len(acts) - nearly]:
            self.see(about) if kind == "see" else self._say(about, "understood")
        self._look()

    def see(self, section):
        if self._act(verbs.see_section, section):
            self.open.shown.add((*self.open.read_in, section))

    @rule(
        risk=st.sampled_from(("neck-pain", "bronchitis", "no-such")),
        reply=st.sampled_from((True, True, True, False)),
    )
    def answer_one(self, risk, reply):
        self.answer(risk, "understood" if reply else "refused")

    def answer(self, risk, reply):
        self._say(risk, reply)
        self._look()

    def _say(self, risk, reply):
        if self._act(verbs.answer_risk, risk, reply):
            self.open.said[*self.open.read_in, risk] = reply

    @rule(change=st.sampled_from(("", "", " ", "A new medicine")))
    def say_what_changed(self, change):
        if self._act(verbs.say_what_changed, not change, change):
            told = "something" if change.strip() else ""
            self.open.changed = told if change else "nothing"
            self.open.is_known = True
        self._look()

    @rule(about=st.sampled_from(("neck-pain", "serious", "no-such")))
    def ask(self, about):
        if self._act(verbs.ask_question, about, "Why?"):
            asked = self.records.consent(self.open.id).open_questions
            self.open.asked |= {q.id for q in asked}
        self._look()

    @rule(by_nurse=st.booleans(), words=st.sampled_from(("We talked", "We talked", " ")))
    def close_a_question(self, by_nurse, words):
        if self.open is None or not self.open.asked:
            return
        question = sorted(self.open.asked, key=str)[0]
        by = self.clinic.nurse if by_nurse else self.clinic.physician
        if self._act(verbs.close_question, question, words, by=by):
            assert not by_nurse
            assert words.strip()
            self.open.asked.discard(question)
        self._look()

    @rule(language=st.sampled_from(("en", "en", "es", "xx")))
    def use_language(self, language):
        told = self.open
        if told and language != told.language and self._act(verbs.use_language, language):
            told.language, told.words = language, self.records.consent(told.id).version
            told.needs_interpreter = language != "en" or told.interpreter
        self._look()

    @rule(name=st.sampled_from(("", "Luis Vasquez")), authority=st.sampled_from(("Proxy", "")))
    def name_representative(self, name, authority):
        who = Representative(name=name, relationship="spouse", authority=authority)
        told = self.open
        before = told and told.helper
        if not self._act(verbs.name_representative, who if name else None):
            return
        told.helper = ("whole" if authority else "partly") if name else None
        if bool(before) != bool(told.helper):
            for role in (PATIENT, REPRESENTATIVE):
                told.drawn.pop(role, None)
        self._look()

    @rule(is_needed=st.booleans(), name=st.sampled_from(("Ana Ruiz", "")))
    def name_interpreter(self, is_needed, name):
        who = Interpreter(name=name, number="", language="Spanish") if name else None
        told = self.open
        if not self._act(verbs.name_interpreter, who, is_needed):
            return
        if (told.needs_interpreter, told.interpreter) != (is_needed, bool(name and is_needed)):
            told.drawn.pop(INTERPRETER, None)
            told.signed.pop(INTERPRETER, None)
        told.needs_interpreter, told.interpreter = is_needed, bool(name and is_needed)
        self._look()

    # signing ---------------------------------------------------------------------------------
    @rule(role=st.sampled_from(ROLES), by_nurse=st.sampled_from((False, False, False, True)))
    def draw(self, role, by_nurse):
        told = self.open
        if told is None:
            return
        by = self.clinic.nurse if by_nurse else self.clinic.physician
        place, stroke = told.drawn.get(role, 0), make_stroke(at=self.clinic.now)
        if self._act(signing.draw_stroke, SignerRole(role), place, stroke, "Ana Ruiz", by=by):
            assert not (by_nurse and role == CLINICIAN)
            told.drawn[role] = place + 1
        self._look()

    @rule(role=st.sampled_from(ROLES), by_nurse=st.sampled_from((False, False, False, True)))
    def sign(self, role, by_nurse):
        told = self.open
        by = self.clinic.nurse if by_nurse else self.clinic.physician
        if self._act(signing.sign_consent, SignerRole(role), "Ana Ruiz", by=by):
            assert not (by_nurse and role == CLINICIAN)
            assert told.drawn.get(role)
            assert role == told.own_role or told.own_role in told.signed
            told.signed[role] = self.clinic.now
        self._look()

    @rule()
    def sign_it_all(self):
        told = self.open
        for role in (told.own_role, CLINICIAN, INTERPRETER) if told else ():
            self.draw(role, False)
            self.sign(role, False)

    @rule(role=st.sampled_from(ROLES))
    def clear(self, role):
        told = self.open
        if self._act(signing.clear_signature, SignerRole(role)):
            whole = role in (PATIENT, REPRESENTATIVE) and role in told.signed
            for one in ROLES if whole else (role,):
                told.drawn.pop(one, None)
                told.signed.pop(one, None)
        self._look()

    # ending ----------------------------------------------------------------------------------
    @rule(how=st.sampled_from(sorted(ENDINGS)), who=st.sampled_from((" ", " ", " ", "Elena")))
    def end(self, how, who):
        if self._act(ENDINGS[how], who, ""):
            self.open.ended, self.open.closed_at = how, self.clinic.now
        self._look()

    @rule(reason=st.sampled_from((" ", " ", " ", "Wrong patient")))
    def say_it_was_an_error(self, reason):
        if self._act(endings.mark_consent_as_error, reason):
            self.open.ended, self.open.closed_at = "error", self.clinic.now
        self._look()

    @rule(reason=st.sampled_from((" ", " ", "Changed her mind")))
    def take_back(self, reason):
        if self._act(endings.withdraw_signed_consent, "Elena", reason):
            assert self.open.ended == "signed"
            self.open.back_at = self.clinic.now
        self._look()

    @rule(minutes=st.sampled_from((1, 1, 1, 61, 61, 24 * 60, 84 * 24 * 60, 290 * 24 * 60)))
    def wait(self, minutes):
        self.clinic.now += timedelta(minutes=minutes)

    @rule(language=st.sampled_from(("", "", "", "en", "es")))
    def write_new_words(self, language):
        if not language:
            return
        texts, self.version = self.records.consent_texts(language), self.version + 1
        first = texts.sections[0]
        words = replace(first.items[0], text=f"A migraine is a strong headache ({self.version}).")
        section = replace(first, items=(words, *first.items[1:]))
        new = replace(texts, sections=(section, *texts.sections[1:]))
        admin = next(p for p in self.clinic.people if p.role.value == "administrator")
        assert self._do(save_consent_texts, new, "Clearer", by=admin)

    @rule()
    def start_the_program_again(self):
        self.clinic.reopen()

    # what chance alone would seldom put together ---------------------------------------------
    @rule(language=st.sampled_from(("en", "es")))
    def agree_to_all(self, language):
        self.begin(language)
        self.name_interpreter(language != "en", "Ana Ruiz" if language != "en" else "")
        for _question in list(self.open.asked):
            self.close_a_question(False, "We talked")
        self.read_everything(0)
        self.sign_it_all()
        self.give(is_new=True)

    @rule()
    def change_the_words_before_the_patients_eyes(self):
        self.begin("en")
        self.read_everything(0)
        here = self.open.language
        self.write_new_words(here)
        self.use_language("es" if here == "en" else "en")
        self.use_language(here)
        self.sign_it_all()

    @rule(days=st.sampled_from((0, 1, 84)), change=st.sampled_from(("", "A new medicine")))
    def come_again(self, days, change):
        self.agree_to_all("en")
        self.wait(days * 24 * 60)
        self.ask_again()
        self.say_what_changed(change)
        self.sign_it_all()
        self.give(is_new=True)

    @rule(
        how=st.sampled_from(sorted(ENDINGS)),
        days=st.sampled_from((0, 0, 1)),
        is_short=st.booleans(),
    )
    def say_no_and_come_again(self, how, days, is_short):
        self.agree_to_all("en")
        if is_short:
            self.ask_again()
        else:
            self.begin("en")
        self.end(how, "Elena")
        self.wait(days * 24 * 60)
        self.give(is_new=True)

    # the gate --------------------------------------------------------------------------------
    @rule(is_new=st.booleans())
    def give(self, is_new):
        """A dose in a session of today; the session is voided, so that the next is a first one."""
        session = self._session(is_new)
        in_force = {lang: self.records.consent_texts(lang).version for lang in ("en", "es")}
        act = self.clinic.act()
        allowed = holds(self.every, in_force, act.at)
        try:
            give_sites(self.records, session.id, (SITE,), act=act)
            given = True
        except StoppedError:
            given = False
        assert given == allowed, self.every
        if given:
            void_session(self.records, session.id, "Made to try", act=act)

    def _session(self, is_new):
        act = self.clinic.act()
        known = self.records.open_session_of(self.patient.id)
        if known:
            session = self.records.session(known)
            if not is_new and local_day(session.started_at) == local_day(act.at):
                return session
            void_session(self.records, known, "Made to try", act=act)
        return start_session(self.records, self.patient.id, act=act).after


@pytest.fixture(scope="module", autouse=True)
def source(tmp_path_factory):
    _source["path"] = tmp_path_factory.mktemp("source") / "clinic.db"
    found_clinic(_source["path"])


TestConsents = Consents.TestCase
TestConsents.settings = settings(
    max_examples=7,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
