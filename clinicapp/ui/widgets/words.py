"""Words that widgets share: languages, sex, birth date with age, tooltips in lines."""

from __future__ import annotations

from datetime import date
from html import escape

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QWidget

from clinicapp.domain.patient import Patient, Sex, age_on
from clinicapp.ui.models.day_words import screen_locale, short_day

tr = QCoreApplication.translate


def day_words(day: date) -> str:
    """A date as it stands on screen: "22 Nov 2026"."""
    return short_day(day)


def weekday_words(day: date) -> str:
    """A date with its weekday: "Sun 22 Nov 2026"."""
    name = screen_locale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
    return f"{name} {short_day(day)}"


def language_words(code: str) -> str:
    """A language by its name, "Spanish" for "es"; an unknown code stays as it is."""
    found = QLocale(code).language()
    if found == QLocale.Language.C:
        return code
    return QLocale.languageToString(found)


def sex_words(sex: Sex) -> str:
    """The administrative sex in a word; "" when it is not known."""
    words = {
        Sex.FEMALE: tr("words", "female"),
        Sex.MALE: tr("words", "male"),
        Sex.OTHER: tr("words", "other sex"),
    }
    return words.get(sex, "")


def age_words(birth_date: date, day: date) -> str:
    """Completed years, or months in the first two years: "42 y", "14 mo"."""
    years = age_on(birth_date, day)
    if years >= 2:
        return tr("words", "{years} y").format(years=years)
    months = (day.year - birth_date.year) * 12 + day.month - birth_date.month
    months -= day.day < birth_date.day
    return tr("words", "{months} mo").format(months=months)


def birth_words(patient: Patient, day: date, *, with_sex: bool = True) -> str:
    """Birth date, age and sex: "14 Mar 1984 · 42 y · female"."""
    parts = [day_words(patient.birth_date), age_words(patient.birth_date, day)]
    if with_sex:
        parts.append(sex_words(patient.sex))
    return " · ".join(part for part in parts if part)


def allergy_words(patient: Patient) -> str:
    """The allergies spelled out; that none are recorded is said, not that there are none."""
    if patient.allergies:
        return tr("words", "Allergy: {text}").format(text=patient.allergies)
    return tr("words", "Allergies: none recorded")


def tip(text: str) -> str:
    """A text as a tooltip: shown as it is, but in lines that fit the screen."""
    return f"<p>{escape(text)}</p>" if text else ""


def show_tip(widget: QWidget, text: str, said: str = "") -> None:
    """Give a widget a text as its tooltip; a screen reader says it, or `said`, without markup."""
    widget.setToolTip(tip(text))
    widget.setAccessibleDescription(said or text)
