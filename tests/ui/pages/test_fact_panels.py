"""The panels behind the gates, by mouse and by keyboard alone."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from clinicapp.commands.sessions import give_sites
from clinicapp.domain.checks.finding import Gate
from tests.ui.pages.gate_hands import (
    button_of,
    choose,
    click,
    facts,
    open_gate,
    pause,
    state_of,
    tab_to,
    turn,
    type_at,
    write,
)


@pytest.fixture
def page(qtbot, session_page):
    session_page.activateWindow()
    qtbot.waitUntil(session_page.isActiveWindow)
    return session_page


@pytest.fixture
def key(seconds):
    """Press a key wherever the keyboard is, a second after what was pressed before."""

    def key(code, modifier=Qt.KeyboardModifier.NoModifier):
        seconds.now += 1
        QTest.keyClick(QApplication.focusWidget(), code, modifier)
        turn()

    return key


# time-out -----------------------------------------------------------------------------------------
def test_the_time_out_shows_who_it_is_in_large_letters_and_takes_one_press(page, patient):
    panel = open_gate(page, Gate.TIME_OUT)
    assert panel.findChild(QLabel, "time_out_name").text() == patient.full_name
    assert "14 March 1984" in panel.findChild(QLabel, "time_out_born").text()
    click(panel.primary)
    fact = facts(page).time_out
    assert fact.identifiers == ("name", "birth-date")
    assert fact.participants == (page.hub.person.id,)


def test_the_time_out_takes_other_identifiers_and_people(page, staff):
    panel = open_gate(page, Gate.TIME_OUT)
    choose(panel.identifiers, "birth-date")
    choose(panel.identifiers, "photo-id")
    choose(panel.people, str(staff.nurse.id))
    click(panel.primary)
    fact = facts(page).time_out
    assert fact.identifiers == ("name", "photo-id")
    assert set(fact.participants) == {staff.physician.id, staff.nurse.id}


def test_a_time_out_with_one_identifier_is_refused_and_nothing_typed_is_lost(page):
    panel = open_gate(page, Gate.TIME_OUT)
    choose(panel.identifiers, "birth-date")
    click(panel.primary)
    turn()
    assert facts(page).time_out is None
    assert page.notice.isVisible()
    assert panel.identifiers.choices == ("name",)


def local_time(page, moment):
    return f"{moment.astimezone(page.hub.records.zone):%H:%M}"


def test_a_time_out_that_was_held_earlier_is_written_down_with_its_time(page, clock, seconds):
    panel = open_gate(page, Gate.TIME_OUT)
    assert not panel.held.isVisible()
    clock.now += timedelta(minutes=20)
    began = facts(page).vials, page.session.started_at
    click(button_of(panel, "held_earlier"))
    assert panel.held.edit.hasFocus()
    assert panel.held.text == local_time(page, clock.now)
    write(panel.held, "1402")
    click(panel.primary)
    assert panel.held.error
    assert facts(page).time_out is None
    write(panel.held, local_time(page, began[1] + timedelta(minutes=3)))
    click(panel.primary)
    fact = facts(page).time_out
    assert local_time(page, fact.at) == local_time(page, began[1] + timedelta(minutes=3))
    assert fact.recorded_at == clock.now
    panel = open_gate(page, Gate.TIME_OUT)
    assert "written down 22 Nov 2026" in panel._recorded.text()


def test_when_a_time_out_was_held_is_written_by_keys_alone(page, clock, key):
    open_gate(page, Gate.TIME_OUT)
    clock.now += timedelta(minutes=20)
    tab_to(lambda w: w.objectName() == "held_earlier")
    key(Qt.Key.Key_Return)
    QTest.keyClicks(QApplication.focusWidget(), local_time(page, page.session.started_at))
    tab_to(lambda w: w.objectName() == "record_fact")
    key(Qt.Key.Key_Return)
    assert facts(page).time_out.recorded_at - facts(page).time_out.at >= timedelta(minutes=20)


def test_mending_a_time_out_after_the_first_dose_keeps_when_it_was_held(page, clock, staff):
    pause(page, page.session.id)
    held = facts(page).time_out.at
    clock.now += timedelta(minutes=5)
    page.hub.run(give_sites, page.session.id, ["COR-L1"])
    clock.now += timedelta(minutes=5)
    turn()
    panel = open_gate(page, Gate.TIME_OUT)
    choose(panel.people, str(staff.nurse.id))
    click(panel.primary)
    fact = facts(page).time_out
    assert staff.nurse.id in fact.participants
    assert fact.at == held
    assert state_of(page, Gate.TIME_OUT) == "hold"


def test_a_nurse_clears_the_row_with_one_press_each(page, staff, key, seconds):
    page.hub.use_person(staff.nurse)
    click(page.gates.row.chip(Gate.TIME_OUT))
    key(Qt.Key.Key_Return)
    assert facts(page).time_out.by == staff.nurse.id
    assert page.gates.sheet.gate is Gate.SAFETY
    seconds.now += 1
    page.primary.begin()  # what Ctrl+Enter does: with a sheet open it is the sheet's act
    assert {a.value for a in facts(page).safety.answers} == {"no"}
    assert page.session.given == ()
    assert page.gates.sheet.gate not in (Gate.TIME_OUT, Gate.SAFETY)


def test_the_second_press_of_a_bounce_records_nothing_at_the_next_gate(page, seconds):
    open_gate(page, Gate.TIME_OUT)
    QTest.keyClick(page.gates.sheet.panel.primary, Qt.Key.Key_Return)
    assert page.gates.sheet.gate is Gate.SAFETY
    seconds.now += 0.2
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert facts(page).safety is None


# safety -------------------------------------------------------------------------------------------
def test_all_no_fills_and_records_in_one_press(page):
    panel = open_gate(page, Gate.SAFETY)
    assert panel.primary.words == f"All {len(panel.rows)} no"
    click(panel.primary)
    assert len(facts(page).safety.answers) == len(panel.rows)
    assert state_of(page, Gate.SAFETY) == "closed"


def test_an_exception_is_answered_by_hand_and_says_what_it_means(page):
    panel = open_gate(page, Gate.SAFETY)
    line = next(r for r in panel.rows if r.question.code == "pregnancy")
    choose(line.answers, "yes")
    meaning = line.findChild(QLabel, "meaning")
    assert meaning.text() == "This holds signing until a physician takes it on with a reason."
    write(line.note, "Week 9")
    assert panel.primary.words == f"The other {len(panel.rows) - 1} no"
    click(panel.primary)
    answers = {a.question: a for a in facts(page).safety.answers}
    assert (answers["pregnancy"].value, answers["pregnancy"].note) == ("yes", "Week 9")
    assert answers["site-infection"].value == "no"
    assert state_of(page, Gate.SAFETY) == "hold"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("hypersensitivity", "This stops the first dose."),
        ("anticoagulant", "This is shown at signing."),
    ],
)
def test_what_an_answer_means_stands_below_it(page, code, words):
    panel = open_gate(page, Gate.SAFETY)
    line = next(r for r in panel.rows if r.question.code == code)
    choose(line.answers, "yes")
    assert line.findChild(QLabel, "meaning").text() == words
    choose(line.answers, "no")
    assert line.findChild(QLabel, "meaning").isHidden()


def test_answers_so_far_can_be_kept_and_the_gate_stays_open(page):
    panel = open_gate(page, Gate.SAFETY)
    choose(panel.rows[0].answers, "no")
    click(panel.partly)
    assert len(facts(page).safety.answers) == 1
    assert state_of(page, Gate.SAFETY) == "open"
    assert page.gates.sheet.gate is Gate.SAFETY


def test_only_questions_that_may_not_apply_offer_it(page):
    panel = open_gate(page, Gate.SAFETY)
    for line in panel.rows:
        offered = [chip.objectName() for chip in line.answers.chips]
        assert ("na" in offered) is line.question.may_be_na


def test_a_toxin_elsewhere_leads_to_the_doses_from_elsewhere(page):
    panel = open_gate(page, Gate.SAFETY)
    line = next(r for r in panel.rows if r.question.asks_outside_doses)
    choose(line.answers, "yes")
    turn()
    button_of(line, "record_outside_dose").click()
    turn()
    assert facts(page).safety.value(line.question.code) == "yes"
    assert page.gates.sheet.gate is Gate.INTERVAL


def test_the_safety_screen_is_answered_by_keys_alone(page, key):
    open_gate(page, Gate.SAFETY)
    tab_to(lambda w: w.accessibleName().startswith("Are you pregnant"))
    key(Qt.Key.Key_Space)
    tab_to(lambda w: w is page.gates.sheet.panel.primary)
    key(Qt.Key.Key_Return)
    assert facts(page).safety.value("pregnancy") == "yes"


def test_no_panel_shows_a_window_of_its_own_while_it_is_made(page):
    shown = []

    class Watch(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
                shown.extend([watched] if watched.isWindow() else [])
            return False

    watch = Watch()
    QApplication.instance().installEventFilter(watch)
    for chip in page.gates.row.chips:
        page.gates.open_gate(chip.gate)
    QApplication.instance().removeEventFilter(watch)
    assert shown == []


# interval -----------------------------------------------------------------------------------------
def test_a_dose_from_elsewhere_counts_only_in_our_units(page):
    panel = open_gate(page, Gate.INTERVAL)
    toxins = page.hub.records.catalogue.toxins
    ours = next(t for t in toxins if t.counts)
    other = next(t for t in toxins if not t.counts)
    for toxin in (ours, other):
        choose(panel.outside.toxins, toxin.code)
        write(panel.outside.day, "2026-10-20")
        write(panel.outside.units, "50")
        panel.outside.add.click()
        turn()
    assert panel.findChild(QLabel, "three_months").text() == "50 of 400 units"
    assert {line.dose.toxin for line in panel.outside.lines} == {ours.code, other.code}
    assert panel.findChild(QLabel, "interval_span").text() == "4 weeks 5 days"
    assert state_of(page, Gate.INTERVAL) == "hold"


def test_date_and_units_of_a_dose_from_elsewhere_may_be_unknown(page, key):
    panel = open_gate(page, Gate.INTERVAL)
    key(Qt.Key.Key_Space)
    tab_to(lambda w: w is panel.outside.add)
    key(Qt.Key.Key_Return)
    dose = page.hub.records.outside_doses(page.session.patient_id)[0]
    assert (dose.on, dose.units) == (None, None)
    assert "date not known" in panel.outside.lines[0].findChildren(QLabel)[0].text()


def test_a_dose_entered_in_error_needs_a_reason_and_is_kept(page):
    panel = open_gate(page, Gate.INTERVAL)
    panel.outside.toxins.chips[0].click()
    panel.outside.add.click()
    turn()
    line = panel.outside.lines[0]
    click(button_of(line, "ask_error"))
    turn()
    button_of(line, "mark_error").click()
    assert line.reason.error
    write(line.reason, "Another patient")
    button_of(line, "mark_error").click()
    turn()
    assert panel.outside.lines == ()
    kept = page.hub.records.outside_doses(page.session.patient_id)[0]
    assert kept.error_reason == "Another patient"


# diagnosis ----------------------------------------------------------------------------------------
def test_the_code_follows_from_what_is_chosen(page):
    panel = open_gate(page, Gate.DIAGNOSIS)
    code = panel.findChild(QLabel, "diagnosis_code")
    assert code.text() == "No code yet"
    assert not panel.attack.isVisible()
    choose(panel.intractable, "yes")
    choose(panel.aura, "yes")
    assert not panel.primary.isEnabled()
    choose(panel.status, "no")
    assert code.text() == "G43.E19"
    choose(panel.status, "yes")
    assert panel.attack.isVisible()
    assert not panel.primary.isEnabled()
    choose(panel.attack, "yes")
    click(panel.primary)
    fact = facts(page).diagnosis
    assert fact.code == "G43.E11"
    assert (fact.aura, fact.intractable, fact.attack_over_72_hours) == (True, True, True)


def test_the_baseline_is_typed_by_keys_alone_and_closes_the_gate(page, key):
    panel = open_gate(page, Gate.DIAGNOSIS)
    for chips in (panel.aura, panel.intractable, panel.status):
        choose(chips, "no")
    panel.primary.setFocus()
    key(Qt.Key.Key_Return)
    assert facts(page).diagnosis.code == "G43.709"
    assert page.gates.sheet.gate is Gate.DIAGNOSIS
    assert QApplication.focusWidget() is panel.baseline.days.edit
    for name, text in (
        ("Headache days a month", "20"),
        ("Migraine days a month", "12"),
        ("Hours on a headache day", "6,5"),
        ("For how many months", "14"),
    ):
        type_at(name, text)
    tab_to(lambda w: w is panel.baseline.record)
    key(Qt.Key.Key_Return)
    known = page.hub.records.baseline(page.session.patient_id)
    assert (known.headache_days, known.migraine_days, known.months) == (20, 12, 14)
    assert str(known.hours_a_day) == "6.5"
    assert state_of(page, Gate.DIAGNOSIS) == "closed"


def test_a_baseline_is_amended_with_a_reason_and_its_history_stays_readable(page, clock):
    panel = open_gate(page, Gate.DIAGNOSIS)
    form = panel.baseline
    for field, text in ((form.days, "20"), (form.migraine, "12"), (form.hours, "6")):
        write(field, text)
    write(form.months, "14")
    form.record.click()
    turn()
    clock.move(minutes=3)
    write(form.days, "22")
    form.record.click()
    assert form.reason.error
    write(form.reason, "Diary found")
    form.record.click()
    turn()
    history = form.findChild(QLabel, "baseline_history").text()
    assert "22 headache days" in history
    assert "20 headache days" in history
    assert "Amended: Diary found" in history


# scores -------------------------------------------------------------------------------------------
def test_the_scores_of_today_are_typed_by_keys_alone(page, key):
    open_gate(page, Gate.OUTCOMES)
    for name, text in (
        ("Headache days a month", "9"),
        ("Headache hours a month", "40.5"),
        ("HIT-6", "60"),
    ):
        type_at(name, text)
    key(Qt.Key.Key_Return)
    fact = facts(page).response
    assert (fact.headache_days, str(fact.headache_hours)) == (9, "40.5")
    assert (fact.hit6, fact.midas) == (60, None)


def test_a_score_that_is_no_number_is_told_beside_it_and_kept(page):
    panel = open_gate(page, Gate.OUTCOMES)
    write(panel.days, "nine")
    write(panel.hours, "40")
    click(panel.primary)
    assert panel.days.error == "Write digits, such as 12."
    assert panel.days.text == "nine"
    assert facts(page).response is None


def test_what_is_being_typed_stays_when_something_else_is_recorded(page):
    panel = open_gate(page, Gate.OUTCOMES)
    write(panel.days, "9")
    pause(page, page.session.id)
    turn()
    assert panel.days.text == "9"
