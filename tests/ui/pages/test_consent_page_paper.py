"""The staff's page of a consent: the form on paper, what stands on it, and its scans."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinicapp.commands.paper_consents import go_on_on
from clinicapp.domain.consent.paper_code import paper_code
from clinicapp.domain.consent.record import Medium, RiskReply, SignerRole
from clinicapp.ui.models.day_words import clock_time
from clinicapp.ui.widgets.pdf_pages import PdfPages
from tests.ui.pages.consent_hands import begun, later, with_witness

PATIENT, CLINICIAN, WITNESS = SignerRole.PATIENT, SignerRole.CLINICIAN, SignerRole.WITNESS


@pytest.fixture
def on_paper(records, stranger, act):
    """A consent that goes on on paper."""
    consent = begun(records, stranger, act)
    return go_on_on(records, consent.id, Medium.PAPER, act=act).after


def now(page):
    return page.hub.records.consent(page.consent.id)


def sign(page, hands, role):
    """Say that a role has signed the form, at the time that stands there: when it was begun."""
    line = page.paper.form.rows[role]
    hands.choose(line.stands, "signed")
    hands.write(line.time, clock_time(page.consent.begun_at, page.hub.records.zone))


def fill(page, hands, *, roles=(PATIENT, CLINICIAN)):
    """Everything that stands on a form that is complete."""
    hands.press("all_understood")
    hands.choose(page.paper.form.identity, "yes")
    hands.choose(page.paper.form.decision, "yes")
    for role in roles:
        sign(page, hands, role)


def picture(kind="PNG", size=(850, 1100)):
    made = BytesIO()
    Image.new("RGB", size, "white").save(made, kind)
    return made.getvalue()


def pdf_file():
    from reportlab.pdfgen.canvas import Canvas

    made = BytesIO()
    canvas = Canvas(made)
    canvas.drawString(72, 700, "Signed form")
    canvas.save()
    return made.getvalue()


# the form ----------------------------------------------------------------------------------------
def test_going_on_on_paper_shows_the_form_with_its_code(show_consent, records, stranger, act):
    page, hands = show_consent(begun(records, stranger, act))
    assert not page.form.isVisible()
    hands.press("go_on_on_paper")
    assert now(page).medium is Medium.PAPER
    code = paper_code(now(page).id)
    assert code in page.form.sentence
    assert code in page.form.paper.view.accessibleDescription()
    assert page.form.print_act.hasFocus()
    assert not page.signatures.isVisible()
    assert not hands.offers("hand_over")


def test_the_form_is_printed_whole(show_consent, on_paper, outside):
    page, hands = show_consent(on_paper)
    hands.press("print_form")
    ((pages, paper, name),) = outside.printed
    assert (len(pages), paper) == (len(page.form.paper.view.pages), "Letter")
    assert name == "Consent form"
    assert page.notice.title == "The form was sent to the printer."


def test_it_goes_back_to_the_screen(show_consent, on_paper):
    page, hands = show_consent(on_paper)
    hands.press("back_to_screen")
    assert now(page).medium is Medium.SCREEN
    assert hands.offers("hand_over")
    assert not page.paper.isVisible()


# what stands on it -------------------------------------------------------------------------------
def test_a_whole_form_completes_the_consent(show_consent, on_paper, clock, act):
    page, hands = show_consent(on_paper)
    clock.move(minutes=10)
    fill(page, hands)
    hands.press("record_paper")
    after = now(page)
    assert after.is_signed
    assert {s.role for s in after.signatures} == {PATIENT, CLINICIAN}
    assert all(s.is_on_paper for s in after.signatures)
    assert after.signature(CLINICIAN).person_id == act.by.id
    assert page.copy.isVisible()
    assert "signed the form" in page.signatures.blocks[PATIENT].state.text()


@pytest.mark.parametrize("left_out", ["a tick", "identity", "the patient", "the clinician"])
def test_a_half_filled_form_never_completes(show_consent, on_paper, left_out):
    page, hands = show_consent(on_paper)
    form = page.paper.form
    fill(page, hands)
    chips = {
        "a tick": (form.ticks["bronchitis"], "understood"),
        "identity": (form.identity, "no"),
        "the patient": (form.rows[PATIENT].stands, "missing"),
        "the clinician": (form.rows[CLINICIAN].stands, "missing"),
    }
    hands.choose(*chips[left_out])
    hands.press("record_paper")
    assert now(page).is_open
    assert page.notice.title == "The form is recorded. Something is still missing."
    assert page.notice.body == "\n".join(page.open_points.lines)
    assert page.open_points.lines


def test_an_untouched_form_completes_nothing(show_consent, on_paper):
    page, hands = show_consent(on_paper)
    hands.press("record_paper")
    after = now(page)
    assert after.is_open
    assert (after.answers, after.signatures, after.identity_confirmed_at) == ((), (), None)


def test_what_was_missing_is_mended_and_the_rest_stays_written(show_consent, on_paper):
    page, hands = show_consent(on_paper)
    fill(page, hands)
    hands.choose(page.paper.form.identity, "no")
    hands.press("record_paper")
    hands.choose(page.paper.form.identity, "yes")
    hands.press("record_paper")
    assert now(page).is_signed


def test_each_tick_is_recorded_as_it_stands(show_consent, on_paper):
    page, hands = show_consent(on_paper)
    fill(page, hands)
    hands.choose(page.paper.form.ticks["headache"], "answered")
    hands.choose(page.paper.form.ticks["bronchitis"], "refused")
    hands.write(page.paper.form.own_words, "It may help.")
    hands.press("record_paper")
    after = now(page)
    assert after.answer_to("headache").reply is RiskReply.UNDERSTOOD
    assert after.refused_risks == ("bronchitis",)
    assert after.teach_back == "It may help."


def test_a_moment_ahead_or_unreadable_is_refused(show_consent, on_paper):
    page, hands = show_consent(on_paper)
    fill(page, hands)
    row = page.paper.form.rows[PATIENT]
    hands.write(row.time, "25:99")
    hands.press("record_paper")
    assert row.time.error == "Such as 14:02"
    hands.write(row.time, "23:59")
    hands.press("record_paper")
    assert page.notice.title == "A signature lies ahead."
    hands.write(row.time, "14:01")
    hands.press("record_paper")
    assert page.notice.title == "A signature lies before the form was printed."
    assert now(page).is_open


def test_a_name_under_a_signature_is_needed(show_consent, on_paper):
    page, hands = show_consent(on_paper)
    fill(page, hands)
    hands.write(page.paper.form.rows[PATIENT].name, " ")
    hands.press("record_paper")
    assert page.paper.form.rows[PATIENT].name.error == "Write the name under the signature."
    assert now(page).answers == ()


def test_a_missing_witness_may_sign_the_form_later(show_consent, records, on_paper):
    with_witness(records)
    page, hands = show_consent(on_paper)
    fill(page, hands)
    hands.press("record_paper")
    assert page.open_points.lines == ("Signature: Witness",)
    assert not page.paper.isVisible()
    hands.press("take_back_patient")
    hands.press("clear_patient_act")
    assert page.paper.isVisible()
    sign(page, hands, WITNESS)
    hands.write(page.paper.form.rows[WITNESS].name, "Ruth Adeyemi")
    hands.press("record_paper")
    assert now(page).is_signed
    assert now(page).signature(WITNESS).name == "Ruth Adeyemi"


def test_a_representative_and_an_interpreter_stand_on_the_form(show_consent, on_paper):
    page, hands = show_consent(on_paper)
    hands.choose(page.people.signer, "representative")
    hands.write(page.people.name, "Luis Vasquez")
    hands.choose(page.people.relationship, "guardian")
    hands.choose(page.people.needs, "yes")
    hands.write(page.people.interpreter, "Ana Ruiz")
    hands.write(page.people.language, "Polish")
    # Written, and not left before the form is recorded.
    page.people.authority.edit.setFocus()
    QTest.keyClicks(page.people.authority.edit, "Guardianship")
    rows = page.paper.form.rows
    assert not rows[PATIENT].isVisible()
    assert rows[SignerRole.REPRESENTATIVE].name.text == "Luis Vasquez"
    roles = (SignerRole.REPRESENTATIVE, CLINICIAN, SignerRole.INTERPRETER)
    fill(page, hands, roles=roles)
    hands.press("record_paper")
    after = now(page)
    assert after.is_signed
    assert {s.role: s.name for s in after.signatures} == {
        SignerRole.REPRESENTATIVE: "Luis Vasquez",
        CLINICIAN: "Mara Okafor, MD",
        SignerRole.INTERPRETER: "Ana Ruiz",
    }
    assert after.representative.authority == "Guardianship"


def test_an_administrator_records_no_form(show_consent, on_paper, staff):
    page, hands = show_consent(on_paper, person=staff.administrator)
    assert not page.paper.isVisible()
    assert not hands.offers("attach_scan")


def test_a_nurse_records_the_form_a_physician_signed(show_consent, on_paper, staff):
    page, hands = show_consent(on_paper, person=staff.nurse)
    fill(page, hands)
    hands.press("record_paper")
    assert now(page).is_signed
    assert now(page).signature(CLINICIAN).person_id == staff.physician.id


# scans -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("form.pdf", pdf_file(), "PDF"),
        ("form.png", picture(), "PNG"),
        ("form.jpg", picture("JPEG"), "JPEG"),
    ],
)
def test_a_scan_is_attached_listed_and_shown(
    show_consent, on_paper, outside, tmp_path, name, content, kind
):
    page, hands = show_consent(on_paper)
    outside.scan = tmp_path / name
    outside.scan.write_bytes(content)
    hands.press("attach_scan")
    (scan,) = page.scans.scans
    assert scan.content == content
    assert now(page).scan_ids == (scan.id,)
    (act,) = page.scans.show_acts
    assert f"22 Nov 2026 14:02 · {kind}, " in act.accessibleName()
    hands.press("show_scan")
    is_pdf = kind == "PDF"
    assert page.scans.paper.isVisible() is is_pdf
    assert page.scans.picture.isVisible() is not is_pdf
    assert page.scans.picture.picture.isNull() is is_pdf
    hands.press("show_scan")
    assert not page.scans.paper.isVisible()
    assert not page.scans.picture.isVisible()


def test_a_picture_is_shown_whole(show_consent, on_paper, outside, tmp_path):
    page, hands = show_consent(on_paper)
    outside.scan = tmp_path / "form.png"
    outside.scan.write_bytes(picture(size=(5000, 6000)))
    hands.press("attach_scan")
    hands.press("show_scan")
    shown = page.scans.picture
    assert shown.height() <= 640
    assert not shown.picture.isNull()


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (b"", "This file is empty."),
        (b"Dear patient", "This file is no PDF, JPEG or PNG."),
        (picture()[:300], "This picture cannot be opened."),
        (pdf_file()[:200], "This PDF cannot be opened."),
        (pdf_file() + bytes(1_000_000), "This file is larger than 1 MB."),
    ],
)
def test_what_is_no_scan_is_refused_aloud(
    show_consent, records, on_paper, outside, tmp_path, content, title
):
    policy = replace(records.rules.policy, scan_megabytes_most=1)
    records._rules = replace(records.rules, policy=policy)
    page, hands = show_consent(on_paper)
    outside.scan = tmp_path / "form.pdf"
    outside.scan.write_bytes(content)
    hands.press("attach_scan")
    assert page.notice.title == title
    assert page.notice.body.startswith("No scan was attached.")
    assert now(page).scan_ids == ()


def test_a_file_that_cannot_be_read_is_refused_aloud(show_consent, on_paper, outside, tmp_path):
    page, hands = show_consent(on_paper)
    outside.scan = tmp_path / "gone.pdf"
    hands.press("attach_scan")
    assert page.notice.title == "This file cannot be read."
    assert now(page).scan_ids == ()


def test_choosing_no_file_says_nothing(show_consent, on_paper):
    page, hands = show_consent(on_paper)
    hands.press("attach_scan")
    assert page.notice.isHidden()


def test_a_scan_can_follow_a_signed_form(show_consent, on_paper, outside, tmp_path):
    page, hands = show_consent(on_paper)
    fill(page, hands)
    hands.press("record_paper")
    outside.scan = tmp_path / "form.png"
    outside.scan.write_bytes(picture())
    hands.press("attach_scan")
    assert len(now(page).scan_ids) == 1
    hands.press("verify_consent")
    assert page.seal.found.text() == "Intact: exactly what was signed"


def test_the_form_is_another_one_in_another_consent(show_consent, records, on_paper, act):
    from clinicapp.commands.patients import register_patient
    from tests.factories import make_patient

    page, hands = show_consent(on_paper)
    fill(page, hands)
    other = register_patient(records, make_patient(given_name="Ada"), act=act).after
    second = begun(records, other, later(act, seconds=0))
    go_on_on(records, second.id, Medium.PAPER, act=act)
    assert page.open_consent(second.id)
    form = page.paper.form
    assert {chips.choice for chips in form.ticks.values()} == {""}
    assert form.rows[PATIENT].stands.choice == ""
    assert form.rows[PATIENT].name.text == "Ada Vasquez"


def test_the_form_can_be_read_off_with_the_keyboard_alone(show_consent, on_paper, keyboard):
    page, _ = show_consent(on_paper)
    page.paper.form.every.setFocus()
    keyboard.press(Qt.Key.Key_Space)
    assert {chips.choice for chips in page.paper.form.ticks.values()} == {"understood"}
    goal = page.paper.form.identity.chips[0]
    while keyboard.held_by is not goal:
        keyboard.press(Qt.Key.Key_Tab)
        assert keyboard.count < 60
    keyboard.press(Qt.Key.Key_Space)
    assert page.paper.form.identity.choice == "yes"


def test_the_form_and_the_copy_are_papers_that_open(show_consent, on_paper):
    page, hands = show_consent(on_paper)
    hands.press("show_form")
    assert len(page.form.paper.view.pages) >= 1
    fill(page, hands)
    hands.press("record_paper")
    assert "Luis" not in PdfPages(page.copy.pdf).text()
