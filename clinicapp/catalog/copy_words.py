"""The fixed words of the printed consent read from their file in one language."""

from __future__ import annotations

from pathlib import Path

from clinicapp.catalog.consent_words import load_words
from clinicapp.domain.consent.copy_words import COPY_WORDS, CopyWords
from clinicapp.domain.instruction_texts import DateWords


def load_copy_words(folder: Path, language: str, dates: DateWords) -> CopyWords:
    """The words of the signed copy and of the paper form; a wrong file is refused."""
    words = load_words(folder, "copy", language, COPY_WORDS)
    return CopyWords(language=language, dates=dates, words=words)
