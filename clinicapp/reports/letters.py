"""Which letters papers can print. Known without opening a font, so that it can be asked early."""

from __future__ import annotations

import unicodedata

from clinicapp.domain.errors import ClinicError
from clinicapp.domain.patient import Patient

# Letters of the paper face that stand by themselves: no joining, no stacking, left to right.
_PAPER = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x2FF), (0x370, 0x3E1), (0x3F0, 0x482), (0x48A, 0x52F),
    (0x1E00, 0x1FFF), (0x2010, 0x2027), (0x2030, 0x203A), (0x20A0, 0x20BF), (0x2116, 0x2116),
    (0x2122, 0x2122),
)  # fmt: skip
# Armenian and Georgian, which the second face has.
_SECOND = (
    (0x531, 0x556), (0x559, 0x55F), (0x561, 0x587), (0x589, 0x58A), (0x10A0, 0x10C5),
    (0x10D0, 0x10FC),
)  # fmt: skip
_NAMED = 8


class PaperError(ClinicError):
    """A paper cannot be made whole and right."""

    slug = "paper"
    still = "Nothing was printed; the record is unchanged."


class PaperNameError(PaperError):
    """A patient's name is in letters that papers cannot print, and no Latin name is known."""

    slug = "paper-name"


def unprintable(text: str) -> str:
    """The characters papers cannot show correctly, each once, in code point order."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(sorted({c for c in composed if not _is_printable(c)}))


def needs_second_face(char: str) -> bool:
    """Whether a letter is printed in the second paper face."""
    return _within(char, _SECOND)


def require_printable_name(patient: Patient) -> str:
    """The name papers print: the full name, or the Latin one where the script cannot be printed."""
    foreign = unprintable(patient.full_name)
    if not foreign:
        return patient.full_name
    if patient.latin_name and not unprintable(patient.latin_name):
        return patient.latin_name
    raise PaperNameError(
        f"This patient's name has letters that papers cannot print: {_list(foreign)}.",
        remedy="Fill in “Name in Latin letters” on the patient's page; papers use it then.",
    )


def require_printable(text: str, what: str) -> str:
    """The text itself, in composed letters; refused when papers cannot print it."""
    foreign = unprintable(text)
    if foreign:
        raise PaperError(
            f"{what} has letters that papers cannot print: {_list(foreign)}.",
            remedy="Write it in Latin letters.",
        )
    return unicodedata.normalize("NFC", text)


def printable(text: str) -> str:
    """What somebody wrote, on one line: a letter papers cannot print stands as "[U+1F600]"."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(c if _is_printable(c) else f"[U+{ord(c):04X}]" for c in line)


def _is_printable(char: str) -> bool:
    if unicodedata.category(char) == "Cn":
        return False
    return _within(char, _PAPER) or _within(char, _SECOND)


def _within(char: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(char) <= last for first, last in ranges)


def _list(chars: str) -> str:
    shown = " ".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in chars[:_NAMED])
    return f"{shown} and more" if len(chars) > _NAMED else shown
