"""The card of what the patient said: each risk with its answer, and the patient's own words."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from clinicapp.domain.consent.record import ConsentKind, RiskAnswer, RiskReply
from clinicapp.domain.consent.texts import ConsentRisk
from clinicapp.ui.models.consent_words import reply_words
from clinicapp.ui.models.day_words import clock_time, local_day
from clinicapp.ui.pages.consent_card import ConsentCard
from clinicapp.ui.pages.consent_desk import ConsentDesk, ConsentFile
from clinicapp.ui.widgets.labels import Glyph, label
from clinicapp.ui.widgets.layouts import column, empty, holder, row

NOT_SAID = ("circle-dashed", "text_3")
SAID = {RiskReply.UNDERSTOOD: ("check", "ok"), RiskReply.REFUSED: ("octagon-x", "danger")}


class AnswersCard(ConsentCard):
    """The answers in the order of the consent; a refused risk is marked by shape and word."""

    def __init__(self, desk: ConsentDesk) -> None:
        super().__init__(desk)
        self._known: object = None
        self._list = column(gap="xs")
        self.own_words = label("", "body", wrap=True)
        self.own_words.setObjectName("own_words")
        named = label(self.tr("In the patient’s own words"), "label", "text_2")
        self._own = holder(column(named, self.own_words, gap="xxs"))
        self.build(self.tr("What the patient said"), "", holder(self._list), self._own)

    def show_file(self, consent_file: ConsentFile) -> None:
        consent = consent_file.consent
        # While the form on paper is read off, its ticks stand beside.
        is_read_off = consent_file.is_unsigned and consent_file.is_on_paper
        self.setVisible(not is_read_off or bool(consent.answers))
        self.own_words.setText(consent.teach_back)
        self._own.setVisible(bool(consent.teach_back))
        said = (consent.answers, consent.nothing_changed, consent.change)
        known = (consent.id, consent.language, consent.is_open, said)
        if known == self._known:
            return
        self._known = known
        empty(self._list)
        self.set_sentence("")
        if consent.kind is ConsentKind.COURSE:
            self._list_risks(consent_file)
        else:
            self._list.addWidget(self._change(consent_file))

    def forget(self) -> None:
        self._known = None

    def _list_risks(self, consent_file: ConsentFile) -> None:
        refused = len(consent_file.consent.refused_risks)
        words = self.tr("1 risk is not accepted.") if refused == 1 else ""
        if refused > 1:
            words = self.tr("{n} risks are not accepted.").format(n=refused)
        self.set_sentence(words)
        for risk in consent_file.texts.risks:
            answer = consent_file.consent.answer_to(risk.code)
            self._list.addWidget(self._line(risk, answer, consent_file))

    def _line(
        self, risk: ConsentRisk, answer: RiskAnswer | None, consent_file: ConsentFile
    ) -> QWidget:
        icon, tone = SAID[answer.reply] if answer else NOT_SAID
        said = reply_words(answer.reply) if answer else self._unsaid(consent_file)
        is_refused = answer is not None and answer.reply is RiskReply.REFUSED
        at = _time(answer.at, consent_file) if answer else ""
        name = consent_file.both_names(risk.code)
        line = row(
            Glyph(icon, tone, 18),
            label(name, "strong" if is_refused else "label", wrap=True),
            label(said, "label", "danger" if is_refused else "text_2"),
            label(at, "label", "text_3"),
            gap="s",
        )
        line.setStretch(1, 1)
        made = holder(line)
        made.setObjectName(f"answer_{risk.code}")
        made.setAccessibleName(" ".join(part for part in (name, said, at) if part))
        return made

    def _unsaid(self, consent_file: ConsentFile) -> str:
        is_open = consent_file.consent.is_open
        return self.tr("no answer yet") if is_open else self.tr("no answer")

    def _change(self, consent_file: ConsentFile) -> QWidget:
        consent = consent_file.consent
        words = self.tr("Not said yet whether anything has changed")
        if consent.nothing_changed:
            words = self.tr("Nothing has changed since the full consent")
        elif consent.change:
            words = self.tr("Has changed: {what}").format(what=consent.change)
        made = label(words, "body", wrap=True)
        made.setObjectName("said_change")
        return made


def _time(at: datetime, consent_file: ConsentFile) -> str:
    """The time of day, with the day where it is another one than the first."""
    zone, begun = consent_file.zone, consent_file.consent.begun_at
    is_same_day = local_day(at, zone) == local_day(begun, zone)
    return clock_time(at, zone) if is_same_day else consent_file.moment(at)
