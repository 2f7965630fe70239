"""Consents as they are printed: the words of two languages, a signed record, and its papers."""

import math
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from pypdfium2 import PdfDocument

from clinicapp.catalog.copy_words import load_copy_words
from clinicapp.catalog.instructions import load_instructions
from clinicapp.domain.consent.beginning import begin_confirmation, begin_course
from clinicapp.domain.consent.record import (
    ConsentStatus,
    Interpreter,
    Medium,
    Question,
    Representative,
    RiskAnswer,
    RiskReply,
    Signature,
    SignerRole,
)
from clinicapp.domain.consent.strokes import Stroke
from clinicapp.domain.consent.texts import (
    SECTIONS,
    AnswerWords,
    ConsentItem,
    ConsentRisk,
    ConsentSection,
    ConsentTexts,
    RiskFigure,
)
from clinicapp.domain.people import Role
from clinicapp.reports.consent_copy import render_consent_copy
from clinicapp.reports.consent_facts import consent_facts, form_facts
from clinicapp.reports.consent_form import render_consent_form
from tests.factories import AT, RESOURCES, make_clinic, make_patient, make_person, new_id
from tests.reports.sheet_samples import FONTS, plain

CHICAGO = ZoneInfo("America/Chicago")
DIGEST = "0123456789abcdef" * 4
DOCTOR, NURSE = make_person(), make_person(Role.NURSE)
PEOPLE = (DOCTOR, NURSE)
LANGUAGES = ("en", "es")
HEADINGS = {
    "en": (
        *("What is Botox?", "What will happen?", "How can it help?", "What else is there?"),
        *("What are the risks?", "Serious warnings", "Tell us before we start if you:"),
        *("How often?", "Your rights", "What your signature means"),
    ),
    "es": (
        *("¿Qué es Botox?", "¿Qué le van a hacer?", "¿Cómo le ayuda?", "¿Qué más hay?"),
        *("¿Cuáles son los riesgos?", "Advertencias serias", "Avísenos antes de empezar si:"),
        *("¿Cada cuánto?", "Sus derechos", "Qué significa su firma"),
    ),
}
SENTENCES = {
    "en": "Item {id} of the {section} is told in a calm sentence that takes about a line here.",
    "es": "El punto {id} de {section} se dice en una frase tranquila que ocupa una línea, ¿sí?",
}
RISKS = {
    "en": (
        *("Neck pain", "Headache", "Migraine", "Weak muscles in part of the face"),
        *("Drooping eyelid", "Bronchitis", "Muscle stiffness"),
        "Loss of strength and muscle weakness all over the body",
        *("Pain in one or more muscles", "Muscle spasms", "Pain where you get the shots"),
        "High blood pressure",
    ),
    "es": (
        *("Dolor de cuello", "Dolor de cabeza", "Migraña", "Parálisis facial leve o parcial"),
        *("Párpado caído", "Bronquitis", "Rigidez muscular"),
        "Pérdida de fuerza y debilidad muscular en todo el cuerpo",
        *("Dolor en uno o más músculos", "Espasmos musculares", "Dolor en la inyección"),
        "Presión alta",
    ),
}
ANSWERS = {
    "en": (
        *("I understand", "I have a question", "I do not accept this risk", "Sign", "Decline"),
        *("Not today", "most common", "of 100 people", "with Botox", "without medicine"),
        *("I explained the treatment and its risks.", "I interpreted all of this."),
        *("I saw the patient sign.", "I still agree to get Botox.", "Nothing has changed."),
        "This typed name is my signature.",
    ),
    "es": (
        *("Entiendo", "Tengo una pregunta", "No acepto este riesgo", "Firmar", "No acepto"),
        *("Hoy no", "el más común", "de cada 100 personas", "con Botox", "sin medicina"),
        *("Expliqué el tratamiento y sus riesgos.", "Interpreté todo esto."),
        *("Vi firmar al paciente.", "Sigo de acuerdo en recibir Botox.", "Nada ha cambiado."),
        "Este nombre escrito es mi firma.",
    ),
}
LENGTHS = {"serious": 8, "tell": 7, "alternatives": 5}
NAME = "Elena María Vasquez"


@cache
def consent_texts(language="en"):
    """Words of every kind, about as long as the real ones."""
    sections = tuple(
        ConsentSection(id=name, heading=heading, items=items(language, name))
        for name, heading in zip(SECTIONS, HEADINGS[language], strict=True)
    )
    risks = tuple(risk(language, n, name) for n, name in enumerate(RISKS[language], 1))
    answers = AnswerWords(**dict(zip(AnswerWords.__slots__, ANSWERS[language], strict=True)))
    return ConsentTexts(
        language=language,
        version="2026.1",
        title={"en": "Consent for Botox", "es": "Consentimiento para Botox"}[language],
        answers=answers,
        sections=sections,
        risks=risks,
    )


def items(language, section):
    ids = [*(str(n) for n in range(1, LENGTHS.get(section, 4) + 1)), "extra", "hidden"]
    return tuple(
        ConsentItem(
            id=f"{section}.{one}",
            text=SENTENCES[language].format(id=one, section=section),
            is_locked=False,
            is_shown=one != "hidden",
            when="extras_planned" if one == "extra" else "",
            source="made up",
        )
        for one in ids
    )


def risk(language, number, name):
    terms = ("Weakness (near the shots)",) if number == 8 else ("One term", "The same again")
    return ConsentRisk(
        code=f"risk-{number}",
        name=name,
        text=SENTENCES[language].format(id=number, section=name.lower()),
        is_most_common=number == 1,
        wording=name,
        figures=tuple(
            RiskFigure(term=t, with_botox=str(number), with_placebo="<1" if number % 3 else "0")
            for t in terms
        ),
        source="made up",
    )


@cache
def copy_words(language="en"):
    dates = load_instructions(RESOURCES / "instructions", language).dates
    return load_copy_words(RESOURCES / "consent", language, dates)


def strokes(seed=1, size=1.0):
    """A made-up hand: a loop after a loop, and a line below."""
    loops = [
        (
            int(1500 + size * (n * 40 + 300 * math.cos(n / 4))),
            int(1100 + size * 700 * math.sin(n / (3 + seed % 3)) * math.cos(n / 40)),
            n * 8,
            int(500 + 400 * math.sin(n / 7)),
        )
        for n in range(150)
    ]
    line = [(1200 + n * 150, 2100 - n * 6, n * 8, 300 + n * 10) for n in range(40)]
    return tuple(Stroke(points=tuple(p), began_at=AT, device="pen") for p in (loops, line))


def signed(role, name, minutes, **changes):
    signature = Signature(role=role, name=name, signed_at=AT + timedelta(minutes=minutes))
    return replace(signature, strokes=strokes(minutes), **changes)


def make_signed(language="en", *, patient=None, **changes):
    """A complete consent on the screen, signed by patient and doctor."""
    texts = consent_texts(language)
    patient = patient or make_patient(language=language)
    begun = begin_course(
        patient,
        texts,
        consent_id=new_id(),
        practitioner_id=DOCTOR.id,
        conditions=(),
        medium=Medium.SCREEN,
        at=AT,
        by=NURSE.id,
    )
    answers = tuple(
        RiskAnswer(
            risk=r.code,
            reply=RiskReply.UNDERSTOOD,
            language=language,
            texts_digest=begun.texts_digest,
            at=AT + timedelta(minutes=4, seconds=17 * n),
        )
        for n, r in enumerate(texts.risks)
    )
    consent = replace(
        begun,
        status=ConsentStatus.SIGNED,
        identity_confirmed_at=AT,
        answers=answers,
        signatures=(
            signed(SignerRole.PATIENT, patient.full_name, 12),
            signed(SignerRole.CLINICIAN, DOCTOR.signed_name, 13, person_id=DOCTOR.id),
        ),
        closed_at=AT + timedelta(minutes=13),
        closed_by=DOCTOR.id,
    )
    return replace(consent, **changes)


def asked(about, text, answer="It can. We leave out one spot on that side today."):
    return Question(
        id=new_id(),
        about=about,
        text=text,
        asked_at=AT + timedelta(minutes=5),
        answer=answer,
        closed_at=AT + timedelta(minutes=9),
        closed_by=DOCTOR.id,
    )


def make_everyone(language="en", **changes):
    """All five roles but the patient's own: a representative, an interpreter, a witness."""
    consent = make_signed(language)
    roles = SignerRole
    signatures = (
        signed(roles.PATIENT, NAME, 11),
        signed(roles.REPRESENTATIVE, "Lucía Vasquez", 12),
        signed(roles.CLINICIAN, DOCTOR.signed_name, 13),
        signed(roles.INTERPRETER, "Rosa Quintero", 14),
        signed(roles.WITNESS, "Ruth Adeyemi, RN", 15),
    )
    answers = list(consent.answers)
    answers[4] = replace(answers[4], reply=RiskReply.REFUSED)
    everything = {
        "signatures": signatures,
        "answers": tuple(answers),
        "questions": (
            asked("risk-5", "I had a droopy lid once. Will it come back?"),
            asked("happens", "", "She saw the needles."),
        ),
        "teach_back": "You put Botox in my head and neck, so that I get fewer headaches.",
        "representative": Representative(
            name="Lucía Vasquez", relationship="Daughter", authority="Power of attorney"
        ),
        "needs_interpreter": True,
        "interpreter": Interpreter(name="Rosa Quintero", number="30417", language="Spanish"),
    }
    return replace(consent, **(everything | changes))


def make_confirmation(language="en", **changes):
    """The short consent before a later session."""
    patient = make_patient(language=language)
    begun = begin_confirmation(
        patient,
        consent_texts(language),
        None,
        consent_id=new_id(),
        practitioner_id=DOCTOR.id,
        at=AT,
        by=NURSE.id,
    )
    consent = replace(
        begun,
        status=ConsentStatus.SIGNED,
        nothing_changed=True,
        signatures=(signed(SignerRole.PATIENT, patient.full_name, 1),),
        closed_at=AT + timedelta(minutes=1),
        closed_by=NURSE.id,
    )
    return replace(consent, **changes)


def facts_of(consent, *, patient=None, clinic=None, people=PEOPLE, zone=CHICAGO, course=None):
    texts = consent_texts(consent.language)
    patient = patient or make_patient(record_number="HC-20418")
    clinic = clinic or make_clinic()
    return consent_facts(consent, texts, patient, clinic, people, zone, DIGEST, course)


def copy(consent, paper="Letter", **around):
    """The PDF of a signed consent."""
    language = consent.language
    facts, texts = facts_of(consent, **around), consent_texts(language)
    return render_consent_copy(facts, texts, copy_words(language), FONTS, paper)


def form(language="en", roles=(SignerRole.PATIENT, SignerRole.CLINICIAN), paper="Letter", **found):
    """The PDF of a form that is to be signed by hand."""
    patient = found.pop("patient", None) or make_patient(record_number="HC-20418")
    consent = make_everyone(language, **found)
    facts = form_facts(consent, patient, make_clinic(), DOCTOR, roles)
    texts = consent_texts(language)
    return render_consent_form(facts, texts, copy_words(language), FONTS, paper)


def preview(language="en"):
    """The PDF of a new version of the words, before any patient sees it."""
    return render_consent_form(None, consent_texts(language), copy_words(language), FONTS)


def read_pages(pdf):
    """The text of each page with single, ordinary spaces."""
    with PdfDocument(pdf) as document:
        return [plain(page.get_textpage().get_text_bounded()) for page in document]


def read_all(pdf):
    return " ".join(read_pages(pdf))


def risk_rows(pdf):
    """The text of each risk's row, from its number to the next one."""
    words = read_all(pdf)
    names = [f"{n}. {name}" for n, name in enumerate(RISKS["en"], 1)]
    starts = [words.index(name) for name in names]
    rows = [words[a:b].strip() for a, b in pairwise([*starts, words.index("Serious warnings")])]
    return [row.split(" Text version")[0] for row in rows]
