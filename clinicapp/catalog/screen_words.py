"""The words of the patient's screen in one language, around those that are signed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from clinicapp.catalog.consent_words import load_words

KIND = "screen"
PLACES: Mapping[str, Collection[str]] = {
    # always on top
    "language_name": (),
    "born": ("date",),
    "part": ("number", "of", "name"),
    "risk_number": ("number", "of"),
    "choose_language": (),
    "text_size": (),
    "text_small": (),
    "text_middle": (),
    "text_large": (),
    "go_dark": (),
    "go_light": (),
    "staff": (),
    "not_reviewed": (),
    "stop": (),
    # ways
    "back": (),
    "next": (),
    "read_on": (),
    "skip": (),
    "saved_not": (),
    # parts by name
    "part_identity": (),
    "part_own_words": (),
    "part_decision": (),
    "part_confirmation": (),
    # who is it
    "identity_title": (),
    "identity_text": (),
    "identity_yes": (),
    "identity_no": (),
    "identity_wrong": (),
    "language_title": (),
    "other_language": ("language",),
    "to_first_open": (),
    "came_back": ("name",),
    # a risk and a question
    "fewer_than_one": (),
    "label_term": ("term",),
    "you_understood": (),
    "you_refused": (),
    "answer_again": (),
    "question_title": (),
    "question_hint": (),
    "question_keep": (),
    "question_close": (),
    "question_waits_mark": (),
    "your_question": ("text",),
    "your_mark": (),
    "the_answer": ("text",),
    # in own words
    "own_title": (),
    "own_question": (),
    "own_hint": (),
    # the decision
    "decision_title": (),
    "clinician": ("name",),
    "signs_for": ("signer", "patient"),
    "refused_risks": ("names",),
    "open_title": (),
    "open_section": ("name",),
    "open_risk": ("name",),
    "open_question": ("name",),
    "open_identity": (),
    "open_people": (),
    "open_change": (),
    "give_back_open": (),
    "pad_name": ("name",),
    "pad_hint": (),
    "undo_stroke": (),
    "clear": (),
    "type_name": (),
    "type_field": (),
    "draw_instead": (),
    "sign_first": (),
    "settle_first": (),
    "close": (),
    "read_first": (),
    # no, or not now
    "stop_title": (),
    "stop_text": (),
    "stop_back": (),
    "decline_title": (),
    "decline_text": (),
    "decline_confirm": (),
    "later_title": (),
    "later_text": (),
    "later_confirm": (),
    "reason_field": (),
    "end_back": (),
    # the short consent
    "changed_question": (),
    "something_changed": (),
    "change_field": (),
    "change_hint": (),
    "change_first": (),
    # the end
    "thanks_title": (),
    "thanks_signed": (),
    "thanks_declined": (),
    "thanks_later": (),
    "thanks_closed": (),
    "give_back": (),
}
"""Every word of the screen, with the names of its filled places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenWords:
    """The words of one language by their keys."""

    language: str
    words: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.words[key]


def load_screen_words(folder: Path, language: str) -> ScreenWords:
    """Read the words of one language; a file with one too many or too few is refused."""
    return ScreenWords(language=language, words=load_words(folder, KIND, language, PLACES))


def screen_languages(folder: Path) -> tuple[str, ...]:
    """The languages the screen can speak: one for each file of the folder."""
    return tuple(sorted(p.name.split(".")[1] for p in folder.glob(f"{KIND}.*.toml")))
