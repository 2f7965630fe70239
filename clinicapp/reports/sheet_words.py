"""The sentences of one instruction sheet: the clinic's texts filled with the record's facts."""

from __future__ import annotations

from dataclasses import dataclass

from clinicapp.domain.instruction_texts import Basis, InstructionTexts
from clinicapp.domain.protocol import View
from clinicapp.domain.units import show_units
from clinicapp.reports.sheet_facts import Mark, SheetFacts
from clinicapp.reports.typesetting import SEPARATOR, unbroken


@dataclass(frozen=True, slots=True)
class SheetWords:
    """What is printed, in the words of one language."""

    facts: SheetFacts
    texts: InstructionTexts

    def word(self, key: str) -> str:
        """A fixed word of the language."""
        return self.texts.words[key]

    def lines(self, block: str) -> tuple[tuple[str, Basis], ...]:
        """The filled lines of a block, each with what it rests on."""
        next_date = self.texts.dates.show_weekday(self.facts.next_date)
        return tuple(
            (line.text.format(next_date=next_date), line.basis)
            for line in self.texts.printed(block)
        )

    def joined(self, block: str) -> str:
        """The lines of a block as one paragraph."""
        return " ".join(text for text, _basis in self.lines(block))

    @property
    def until_day(self) -> str:
        return self.texts.dates.show_weekday(self.facts.restriction_end)

    @property
    def until_time(self) -> str:
        return self.texts.dates.show_time(self.facts.restriction_end)

    @property
    def treated(self) -> str:
        return self.texts.dates.show_date(self.facts.ended_at)

    @property
    def got(self) -> str:
        """Such as "155 units of BOTOX (onabotulinumtoxinA) in 31 shots"."""
        facts = self.facts
        pattern = self.word("got" if facts.shots != 1 else "got_one")
        return pattern.format(
            units=show_units(facts.units), product=facts.product, shots=facts.shots
        )

    @property
    def legend(self) -> str:
        """The lots given, and what the marks on the map mean: only those that are there."""
        marks = {m.mark for m in self.facts.marks}
        keys = ["legend_given"]
        keys += ["legend_extra"] if Mark.EXTRA in marks else []
        keys += ["legend_skipped"] if Mark.OMITTED in marks else []
        told = [*self.lots, *(self.word(k) for k in keys)]
        return f" {SEPARATOR} ".join(unbroken(part) for part in told)

    @property
    def lots(self) -> tuple[str, ...]:
        """Each lot with its expiration date, so that another clinic knows what was given."""
        return tuple(
            self.word("lot").format(lot=lot, date=self.texts.dates.show_date(expires))
            for lot, expires in self.facts.lots
        )

    @property
    def made_from(self) -> str:
        dates, ended = self.texts.dates, self.facts.ended_at
        text = self.word("made_from").format(date=self.treated, time=dates.show_time(ended))
        return text.replace("..", ".")

    @property
    def map_alt(self) -> str:
        """The map for those who cannot see it: every site with its dose."""
        said = [
            f"{m.site_id} {self.word('mark_skipped')}"
            if m.mark is Mark.OMITTED
            else f"{m.site_id} {show_units(m.units)} {self.word('units')}"
            for m in self.facts.marks
        ]
        return f"{self.got}. {'; '.join(said)}"

    def view_caption(self, view: View) -> tuple[str, str]:
        """A view's name, and the units given there."""
        return self.word(
            view.value
        ), f"{show_units(self.facts.units_in(view))} {self.word('units')}"

    @property
    def code_text(self) -> str:
        """The facts of the sheet as plain lines, for the QR code."""
        facts = self.facts
        until = self.texts.text_of("hero.until")
        not_before = self.texts.text_of("next.date").format(next_date=facts.next_date.isoformat())
        lines = (
            facts.patient_name,
            f"{self.word('born')} {facts.birth_date.isoformat()}",
            f"{self.got}, {facts.ended_at.date().isoformat()}",
            *(f"{lot} {expires.isoformat()}" for lot, expires in facts.lots),
            f"{until} {facts.restriction_end:%Y-%m-%d %H:%M}",
            f"{self.texts.headings['next']}: {not_before}",
            f"{facts.clinic_name} {facts.clinic_phone}".strip(),
        )
        return "\n".join(lines)
