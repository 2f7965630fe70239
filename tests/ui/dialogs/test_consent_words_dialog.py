from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit

from clinicapp.commands.consent_texts import record_consent_review, save_consent_texts
from clinicapp.commands.patients import register_patient
from clinicapp.commands.records import Act
from clinicapp.domain.consent.editing import on_shipped
from clinicapp.domain.consent.texts import digest_of_texts
from clinicapp.domain.errors import RuleError
from clinicapp.ui.dialogs.consent_review_dialog import ConsentReviewDialog
from clinicapp.ui.dialogs.consent_versions_dialog import ConsentVersionsDialog
from clinicapp.ui.dialogs.consent_words_dialog import ConsentWordsDialog, words_at_hand
from clinicapp.ui.widgets.growing_text import GrowingText
from tests.consent_factory import put_on_file, signed_consent
from tests.factories import AT, make_patient
from tests.ui.keyboard import type_into
from tests.ui.pages.settings_hands import Answer, click
from tests.ui.theme.dressing import dress

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
HARD = "Administration of this substance may precipitate considerable localised discomfort."


@pytest.fixture
def as_admin(hub, staff):
    hub.use_person(staff.administrator)
    return hub


@pytest.fixture
def show(qtbot, qapp):
    dress(qapp)

    def show(dialog):
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        return dialog

    return show


@pytest.fixture
def form(show, as_admin, records):
    def make(language="en", preview=None):
        at_hand = words_at_hand(records, language)
        start = on_shipped(at_hand.shipped, at_hand.in_force)
        return show(ConsentWordsDialog(None, as_admin, start, at_hand=at_hand, preview=preview))

    return make


def go_to(qtbot, dialog, title):
    names = dialog.parts.list
    item = next(i for i in dialog.parts._items() if i.text() == title)
    names.scrollToItem(item)
    qtbot.mouseClick(
        names.viewport(), Qt.MouseButton.LeftButton, pos=names.visualItemRect(item).center()
    )
    assert dialog.parts.page.title == title


def words_of(dialog, name):
    return dialog.findChild(GrowingText, f"text_{name}")


def reword(qtbot, dialog, name, text):
    field = words_of(dialog, name)
    dialog.parts.page.ensureWidgetVisible(field)
    qtbot.mouseClick(field.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, text)


def shown_texts(texts):
    return {i.id: i.text for s in texts.sections for i in s.items}


def test_every_line_and_risk_is_there_to_be_worded(form, records):
    dialog, texts = form(), records.consent_texts("en")
    for item_id, text in shown_texts(texts).items():
        assert words_of(dialog, item_id).text == text
    for risk in texts.risks:
        assert words_of(dialog, risk.code).text == risk.text
        assert dialog.findChild(QLineEdit, f"name_{risk.code}").text() == risk.name
    assert dialog.draft == texts
    assert not dialog.save.isEnabled()


def test_a_reworded_risk_becomes_the_next_version(qtbot, form, records, as_admin, staff):
    dialog = form()
    go_to(qtbot, dialog, "The 12 risks")
    reword(qtbot, dialog, "headache", "You may get a headache for a day.")
    assert dialog.save.words == "Save as version 2026.1-1"
    type_into(qtbot, dialog.reason.edit, "Plainer words")
    with qtbot.waitSignal(as_admin.changed):
        click(qtbot, dialog.save)
    assert not dialog.isVisible()
    made = records.texts_versions("en")[-1]
    assert (made.version, made.reason, made.made_by) == (
        "2026.1-1",
        "Plainer words",
        staff.administrator.id,
    )
    assert records.consent_texts("en").risk("headache").text == "You may get a headache for a day."
    assert len(records.consent_texts("en").risks) == 12
    assert records.shipped_texts("en").version == "2026.1"


def test_an_optional_line_is_turned_off_and_a_locked_one_cannot_be(qtbot, form, records):
    dialog = form()
    go_to(qtbot, dialog, "What will happen?")
    lines = {line.item.id: line for line in dialog.parts.page.lines}
    assert not lines["happens.dose"].shown.isVisible()
    dialog.parts.page.ensureWidgetVisible(lines["happens.time"])
    box = lines["happens.time"].shown
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(10, box.height() // 2))
    type_into(qtbot, dialog.reason.edit, "It takes longer here")
    click(qtbot, dialog.save)
    hidden = {i.id for s in records.consent_texts("en").sections for i in s.items if not i.is_shown}
    assert hidden == {"happens.time", "serious.context"}


def test_the_part_that_was_changed_is_marked(qtbot, form):
    dialog = form()
    go_to(qtbot, dialog, "Your rights")
    reword(qtbot, dialog, "rights.ask", "You can ask at any time.")
    told = [i.data(Qt.ItemDataRole.AccessibleTextRole) for i in dialog.parts._items()]
    assert [t for t in told if t.endswith(", changed")] == ["Your rights, changed"]
    reword(qtbot, dialog, "rights.ask", "You can ask questions at any time.")
    assert dialog.parts.changed == ()
    assert not dialog.save.isEnabled()


def test_the_reading_grade_follows_what_is_typed(qtbot, form):
    dialog = form()
    before = dialog.reading.text()
    assert before.startswith("Reading grade")
    assert dialog.reading.tone == "ok"
    go_to(qtbot, dialog, "How often?")
    QApplication.clipboard().setText(" ".join([HARD] * 40))
    words_of(dialog, "schedule.weeks").selectAll()
    words_of(dialog, "schedule.weeks").paste()
    assert dialog.reading.tone == "warn"
    reword(qtbot, dialog, "schedule.weeks", "The plan is one treatment every 12 weeks.")
    assert dialog.reading.text() == before


def test_a_single_line_that_is_hard_to_read_says_so(qtbot, form):
    dialog = form()
    go_to(qtbot, dialog, "How often?")
    line = dialog.parts.page.lines[0]
    reword(qtbot, dialog, "schedule.weeks", HARD)
    assert line.field.hard.isVisible()
    assert line.field.hard.text().startswith("Hard to read: grade")
    reword(qtbot, dialog, "schedule.weeks", "You come back every 12 weeks if it helps you.")
    assert not line.field.hard.isVisible()


def test_no_version_is_saved_without_a_reason(qtbot, form, records):
    dialog = form()
    go_to(qtbot, dialog, "Your rights")
    reword(qtbot, dialog, "rights.ask", "You can ask at any time.")
    click(qtbot, dialog.save)
    assert dialog.isVisible()
    assert dialog.reason.error == "Write why, in a few words."
    assert records.texts_versions("en") == ()


def test_an_emptied_line_is_shown_and_nothing_is_saved(qtbot, form, records):
    dialog = form()
    go_to(qtbot, dialog, "Serious warnings")
    reword(qtbot, dialog, "serious.nerve", "")
    type_into(qtbot, dialog.reason.edit, "Shorter")
    go_to(qtbot, dialog, "Title and answers")
    click(qtbot, dialog.save)
    assert dialog.parts.page.title == "Serious warnings"
    assert dialog.focusWidget() is words_of(dialog, "serious.nerve")
    line = next(x for x in dialog.parts.page.lines if x.item.id == "serious.nerve")
    assert line.field.error == "Write the words."
    told = dialog.parts.list.currentItem().data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Serious warnings, words are missing"
    assert records.texts_versions("en") == ()
    reword(qtbot, dialog, "serious.nerve", "Tell us of a nerve disease.")
    assert line.field.error == ""
    click(qtbot, dialog.save)
    assert len(records.texts_versions("en")) == 1


def test_a_heading_that_loses_its_colon_is_refused_in_place(qtbot, form, records):
    dialog = form()
    go_to(qtbot, dialog, "Tell us before we start if you:")
    type_into(qtbot, dialog.findChild(QLineEdit, "heading_tell"), "Tell us")
    type_into(qtbot, dialog.reason.edit, "Shorter")
    click(qtbot, dialog.save)
    assert dialog.notice.isVisible()
    assert dialog.notice.title == "The heading “Tell us” must end with a colon."
    assert records.texts_versions("en") == ()


def test_saving_says_before_how_many_patients_are_asked_again(
    form, records, database, staff, patient, act
):
    other = register_patient(records, make_patient(record_number="HC-01031"), act=act).after
    dialog = form("es")
    assert dialog.standing.text() == "No patient has signed the words in force."
    put_on_file(database, signed_consent(patient, staff.physician.id, language="es"))
    dialog = form("es")
    assert (
        dialog.standing.text()
        == "1 patient signed the words in force and will be asked again, in full."
    )
    put_on_file(database, signed_consent(other, staff.physician.id, language="es"))
    dialog = form("es")
    assert (
        dialog.standing.text()
        == "2 patients signed the words in force; each will be asked again, in full."
    )


def test_what_was_typed_is_not_lost_by_one_escape(qtbot, form):
    dialog = form()
    go_to(qtbot, dialog, "Your rights")
    reword(qtbot, dialog, "rights.ask", "You can ask at any time.")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.notice.title == "What you typed is not saved yet."
    click(qtbot, dialog.cancel)
    assert not dialog.isVisible()


def test_the_preview_shows_the_words_as_typed_under_their_new_name(qtbot, form):
    asked = []

    def paper(texts):
        asked.append(texts)
        return PDF

    dialog = form(preview=paper)
    go_to(qtbot, dialog, "Your rights")
    reword(qtbot, dialog, "rights.ask", "You can  ask at any time. ")
    click(qtbot, dialog.preview_act)
    assert dialog.is_previewing
    assert len(dialog.view.pages) == 1
    assert asked[0].version == "2026.1-1"
    assert shown_texts(asked[0])["rights.ask"] == "You can ask at any time."
    click(qtbot, dialog.preview_act)
    assert not dialog.is_previewing
    assert dialog.preview_act.words == "Preview"
    assert words_of(dialog, "rights.ask").text == "You can  ask at any time. "


def test_a_preview_that_cannot_be_made_says_why(qtbot, form):
    def paper(_texts):
        raise RuleError("It does not fit on the paper.", remedy="Shorten a line.")

    dialog = form(preview=paper)
    click(qtbot, dialog.preview_act)
    assert not dialog.is_previewing
    assert dialog.notice.title == "It does not fit on the paper."


def test_without_a_paper_there_is_no_preview(form):
    dialog = form()
    assert not dialog.preview_act.isVisible()


def test_a_clinics_next_version_begins_from_its_last_one(qtbot, form, records):
    for number, words in enumerate(("You can ask.", "Ask us at any time."), 1):
        dialog = form()
        go_to(qtbot, dialog, "Your rights")
        reword(qtbot, dialog, "rights.ask", words)
        type_into(qtbot, dialog.reason.edit, f"Change {number}")
        click(qtbot, dialog.save)
        assert records.consent_texts("en").version == f"2026.1-{number}"
    dialog = form()
    assert words_of(dialog, "rights.ask").text == "Ask us at any time."


# versions --------------------------------------------------------------------------------------
@pytest.fixture
def changed_once(records, staff):
    texts = records.consent_texts("en")
    edited = replace(texts, title="Consent for Botox")
    act = Act(staff.administrator, AT)
    return save_consent_texts(records, edited, "Shorter title", act=act).after


def test_every_version_is_listed_with_who_when_why_and_its_digest(
    show, as_admin, records, changed_once
):
    dialog = show(ConsentVersionsDialog(None, as_admin, "en"))
    assert [line.texts.version for line in dialog.lines] == ["2026.1-1", "2026.1"]
    newest, shipped = ([x.text() for x in line.findChildren(object) if hasattr(x, "text")]
                       for line in dialog.lines)  # fmt: skip
    assert "Made 22 Nov 2026 14:02 by Jonas Lindqvist" in newest
    assert "Shorter title" in newest
    assert any(changed_once.digest[:12] in words for words in newest)
    assert "Came with the program" in shipped
    assert any(digest_of_texts(records.shipped_texts("en"))[:12] in words for words in shipped)
    assert dialog.lines[0].state.isVisible()
    assert not dialog.lines[1].state.isVisible()


def test_an_old_version_can_be_read_and_not_changed(qtbot, show, as_admin, records, changed_once):
    dialog = show(ConsentWordsDialog(None, as_admin, records.shipped_texts("en")))
    assert "version 2026.1" in dialog.windowTitle()
    title = dialog.findChild(QLineEdit, "consent_title")
    assert title.text() == "Consent for Botox treatment of chronic migraine"
    qtbot.keyClicks(title, "X")
    go_to(qtbot, dialog, "Your rights")
    qtbot.keyClicks(words_of(dialog, "rights.ask"), "X")
    go_to(qtbot, dialog, "What will happen?")
    assert not any(line.shown.isEnabled() for line in dialog.parts.page.lines)
    assert dialog.draft == records.shipped_texts("en")
    assert not dialog.save.isVisible()
    click(qtbot, dialog.cancel)
    assert not dialog.isVisible()


def test_a_version_is_opened_from_the_list(qtbot, show, as_admin, changed_once):
    dialog = show(ConsentVersionsDialog(None, as_admin, "en"))
    seen = []
    Answer(ConsentWordsDialog, lambda opened: seen.append(opened.draft.title))
    click(qtbot, dialog.lines[0].open)
    assert seen == ["Consent for Botox"]


# the review ------------------------------------------------------------------------------------
def test_a_review_is_recorded_for_exactly_these_words(qtbot, show, as_admin, records):
    texts = records.consent_texts("es")
    dialog = show(ConsentReviewDialog(None, as_admin, texts))
    type_into(qtbot, dialog.reviewer.edit, "Mara Okafor, MD")
    type_into(qtbot, dialog.day.edit, "2026-11-20")
    click(qtbot, dialog.save)
    review = records.texts_review("es")
    assert (review.reviewer, review.reviewed_on) == ("Mara Okafor, MD", date(2026, 11, 20))
    assert review.digest == digest_of_texts(texts)
    assert records.texts_review("en") is None


def test_a_review_needs_a_name_and_a_day_that_has_come(qtbot, show, as_admin, records):
    dialog = show(ConsentReviewDialog(None, as_admin, records.consent_texts("en")))
    click(qtbot, dialog.save)
    assert dialog.reviewer.error == "Write the name."
    type_into(qtbot, dialog.reviewer.edit, "Mara Okafor, MD")
    type_into(qtbot, dialog.day.edit, "2027-01-01")
    click(qtbot, dialog.save)
    assert dialog.notice.title == "The day of the review lies ahead."
    type_into(qtbot, dialog.day.edit, "soon")
    click(qtbot, dialog.save)
    assert dialog.day.error
    assert records.texts_review("en") is None


def test_a_new_version_is_not_reviewed_by_the_old_review(records, staff):
    act = Act(staff.administrator, AT)
    record_consent_review(records, "en", "Mara Okafor, MD", AT.date(), act=act)
    assert records.texts_review("en") is not None
    edited = replace(records.consent_texts("en"), title="Consent for Botox")
    save_consent_texts(records, edited, "Shorter title", act=act)
    assert records.texts_review("en") is None


def test_the_words_fit_a_small_window(qtbot, form):
    dialog = form()
    dialog.resize(640, 600)
    QApplication.processEvents()
    for title in ("The 12 risks", "What will happen?"):
        go_to(qtbot, dialog, title)
        page = dialog.parts.page
        assert page.widget().width() <= page.viewport().width()


def test_a_pasted_line_end_becomes_a_space(qtbot, form):
    dialog = form()
    go_to(qtbot, dialog, "Your rights")
    field = words_of(dialog, "rights.ask")
    QApplication.clipboard().setText("You can ask\nat any time.")
    field.selectAll()
    field.paste()
    assert field.text == "You can ask at any time."
    field.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text == "You can ask at any time."
    assert dialog.isVisible()
