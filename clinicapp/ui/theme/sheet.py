"""The style sheet template filled with tokens."""

from __future__ import annotations

import re
from functools import lru_cache

from clinicapp.config.resources import resource
from clinicapp.ui.theme import fonts
from clinicapp.ui.theme.tokens import FONT, RADIUS, SIZE, TYPE, Theme, pxf
from clinicapp.ui.theme.tokens import px as scaled

HAIR, EDGE = 1, 2
PADDING = {"button": 16, "quiet": 12, "act": 20, "patient": 28, "field": 12}
BOXES = ("button", "button_act", "button_patient", "field", "chip")
TONES = (
    *("text", "text_2", "text_3", "accent_text", "ok", "warn", "danger", "extra"),
    *("on_accent", "planned", "given"),
)


def qss(theme: Theme) -> str:
    """The style sheet of a theme at the chosen scale."""
    names = dict(theme.colour) | _lengths()
    sheet = re.sub(r"(?<![\w.])(-?[\d.]+)px", lambda m: f"{scaled(float(m[1]))}px", _template())
    sheet = re.sub(r"@([\w.]*\w)", lambda m: names[m[1]], sheet)
    steps = (
        f'QLabel[t="{name}"] {{ font-family: "{fonts.family_of(step.size)}", "{FONT.fallback}";'
        f" font-size: {scaled(step.size)}px; font-weight: {step.weight}; }}"
        for name, step in TYPE.items()
    )
    tones = (f'QLabel[tone="{tone}"] {{ color: {theme[tone]}; }}' for tone in TONES)
    return "\n".join((sheet, *steps, *tones))


def _lengths() -> dict[str, str]:
    """Lengths the template names: heights less their edges, so that a focus edge moves nothing."""
    made = {f"r.{name}": scaled(n) for name, n in RADIUS.items()}
    made |= {"touch": scaled(SIZE["touch"]), "r.touch": int(pxf(SIZE["touch"]) / 2)}
    for name in BOXES:
        made[f"inner.{name}"] = scaled(SIZE[name]) - 2 * scaled(HAIR)
        made[f"focused.{name}"] = scaled(SIZE[name]) - 2 * scaled(EDGE)
    for name, n in PADDING.items():
        made[f"pad.{name}"] = scaled(n)
        made[f"focuspad.{name}"] = scaled(n) - (scaled(EDGE) - scaled(HAIR))
    return {name: f"{n}px" for name, n in made.items()}


@lru_cache(maxsize=1)
def _template() -> str:
    text = resource("theme", "sheet.qss").read_text("utf-8")
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
