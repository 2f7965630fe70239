from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from clinicapp.commands.consent_texts import record_consent_review, save_consent_texts
from clinicapp.commands.records import Act
from clinicapp.domain.errors import AccessError
from clinicapp.ui.dialogs.consent_review_dialog import ConsentReviewDialog
from clinicapp.ui.dialogs.consent_versions_dialog import ConsentVersionsDialog
from clinicapp.ui.dialogs.consent_words_dialog import ConsentWordsDialog
from tests.factories import AT
from tests.ui.keyboard import type_into
from tests.ui.pages.settings_hands import Answer, click

NOT_REVIEWED = "Not yet reviewed by a clinician"


@pytest.fixture
def page(show_settings, staff):
    return show_settings(staff.administrator)


def row_in(page, language):
    rows = page.consent_words.rows
    return next(r for r in rows if r.objectName() == f"consent_words_{language}")


def about_words(page):
    return [label.text() for label in page.about.findChildren(QLabel)]


def test_each_language_shows_its_version_and_that_nobody_reviewed_it(page):
    assert [r.title for r in page.consent_words.rows] == [
        "English, version 2026.1",
        "Spanish, version 2026.1",
    ]
    assert {r.review.text() for r in page.consent_words.rows} == {NOT_REVIEWED}
    assert row_in(page, "en").reading.text().startswith("Reading grade ")
    assert row_in(page, "es").reading.text().startswith("Reading ease ")
    assert {r.reading.tone for r in page.consent_words.rows} == {"ok"}


def test_about_says_too_that_nobody_reviewed_the_words(page):
    told = about_words(page)
    assert "English, version 2026.1" in told
    assert told.count(NOT_REVIEWED) == 3  # the protocol, and both languages


def test_the_administrator_makes_a_new_version(qtbot, page, records):
    def fill(dialog):
        type_into(qtbot, dialog.findChild(QLineEdit, "consent_title"), "Consent for Botox")
        type_into(qtbot, dialog.reason.edit, "Shorter title")
        click(qtbot, dialog.save)

    Answer(ConsentWordsDialog, fill)
    click(qtbot, row_in(page, "en").change)
    assert records.consent_texts("en").title == "Consent for Botox"
    assert row_in(page, "en").title == "English, version 2026.1-1"
    assert "English, version 2026.1-1" in about_words(page)
    assert row_in(page, "es").title == "Spanish, version 2026.1"


def test_a_new_version_is_seen_on_paper_before_it_is_saved(qtbot, page, records):
    seen = []

    def look(dialog):
        type_into(qtbot, dialog.findChild(QLineEdit, "consent_title"), "Permiso para Botox")
        click(qtbot, dialog.preview_act)
        seen.append(" ".join(dialog.view.pages.text().split()))
        click(qtbot, dialog.cancel)

    Answer(ConsentWordsDialog, look)
    click(qtbot, row_in(page, "es").change)
    for words in ("Permiso para Botox", "2026.1-1", "Le puede doler el cuello"):
        assert words in seen[0]
    assert records.texts_versions("es") == ()


def test_the_administrator_records_the_review(qtbot, page, records):
    def fill(dialog):
        type_into(qtbot, dialog.reviewer.edit, "Mara Okafor, MD")
        click(qtbot, dialog.save)

    Answer(ConsentReviewDialog, fill)
    click(qtbot, row_in(page, "es").record)
    reviewed = "Reviewed by Mara Okafor, MD, 22 Nov 2026"
    assert row_in(page, "es").review.text() == reviewed
    assert not row_in(page, "es").record.isVisible()
    assert row_in(page, "en").review.text() == NOT_REVIEWED
    assert row_in(page, "en").record.isVisible()
    assert reviewed in about_words(page)


def test_a_new_version_takes_the_review_away(page, records, staff):
    act = Act(staff.administrator, AT)
    record_consent_review(records, "en", "Mara Okafor, MD", AT.date(), act=act)
    page.refresh()
    assert row_in(page, "en").review.tone == "ok"
    edited = replace(records.consent_texts("en"), title="Consent for Botox")
    save_consent_texts(records, edited, "Shorter title", act=act)
    page.refresh()
    assert row_in(page, "en").review.text() == NOT_REVIEWED


def test_the_versions_are_listed(qtbot, page):
    seen = []
    Answer(ConsentVersionsDialog, lambda dialog: seen.extend(x.texts for x in dialog.lines))
    click(qtbot, row_in(page, "es").versions)
    assert [(t.language, t.version) for t in seen] == [("es", "2026.1")]


@pytest.mark.parametrize("role", ["physician", "nurse"])
def test_others_read_the_words_and_are_told_who_may_change_them(
    qtbot, show_settings, staff, hub, role
):
    page = show_settings(getattr(staff, role))
    line = row_in(page, "en")
    assert "administrator" in page.consent_words.sentence
    assert line.change.words == "Read the words"
    assert not line.record.isVisible()
    seen = []

    def read(dialog):
        seen.append(dialog.save.isVisible())
        qtbot.keyClicks(dialog.findChild(QLineEdit, "consent_title"), "X")
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    Answer(ConsentWordsDialog, read)
    with qtbot.assertNotEmitted(hub.changed):
        click(qtbot, line.change)
    assert seen == [False]


@pytest.mark.parametrize("role", ["physician", "nurse"])
def test_the_verbs_refuse_others(records, staff, role):
    act = Act(getattr(staff, role), AT)
    with pytest.raises(AccessError):
        save_consent_texts(records, records.consent_texts("en"), "Why not", act=act)
    with pytest.raises(AccessError):
        record_consent_review(records, "en", "Somebody", AT.date(), act=act)


def test_rows_stay_where_they_are_when_the_words_change(page, records, staff):
    rows = list(page.consent_words.rows)
    edited = replace(records.consent_texts("en"), title="Consent for Botox")
    save_consent_texts(records, edited, "Shorter", act=Act(staff.administrator, AT))
    page.refresh()
    assert page.consent_words.rows == rows
    assert rows[0].title == "English, version 2026.1-1"
