"""One act: to the disk, and to the screen."""

import itertools
from statistics import median

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinicapp.commands.sessions import give_sites, restore_sites
from clinicapp.store.sqlite import connect
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.pages.session_page import SessionPage
from clinicapp.ui.theme import style
from tests.bench.clinic import charting
from tests.bench.measure import interleaved, median_ms
from tests.conftest import KEY
from tests.factories import AT


def measure_store(report):
    with charting() as (records, session, act, folder):
        raw = connect(folder / "raw.db", KEY)
        raw.execute("CREATE TABLE dose (id INTEGER PRIMARY KEY, site TEXT, units INTEGER)")
        raw.execute("CREATE INDEX dose_site ON dose (site)")

        def commit_raw():
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("INSERT INTO dose (site, units) VALUES ('TEM-L3', 500)")
            raw.execute("COMMIT")

        turn = itertools.cycle((give_sites, restore_sites))

        def act_once():
            next(turn)(records, session.id, ["TEM-L3"], act=act)

        # Alone, every dose given and taken back is a first one, for which the checks are asked.
        firsts = []
        for _ in range(60):
            firsts.append(median_ms(act_once, 1))
            act_once()
        give_sites(records, session.id, ["COR-L1"], act=act)
        floor, ours = interleaved((commit_raw, act_once), 400)
        raw.close()
    report.add("an act, committed (audit and undo included)", ours, "raw commit", floor, 8)
    report.add("a session's first dose, checks included", median(firsts), goal=16)


def measure_click(report):
    app = QApplication.instance() or QApplication([])
    style.start(app)
    style.apply(app, "light")
    with charting() as (records, session, act, _):
        hub = ChangeHub(records, lambda: AT)
        hub.use_person(act.by)
        seconds = itertools.count(0, 10)
        page = SessionPage(hub, now=lambda: next(seconds))
        page.resize(1364, 804)
        page.show()
        page.open_session(session.id)
        QTest.qWaitForWindowExposed(page)
        app.processEvents()
        sites = itertools.cycle(session.sites)

        def click():
            site = next(sites)
            if site.site_id == session.sites[0].site_id and page.session.given:
                restore_sites_and_show(page, records, session, act)
            QTest.mouseClick(page.views.site_button(site.site_id), Qt.MouseButton.LeftButton)
            app.processEvents()

        taken = median_ms(click, 120)
        page.close()
    report.add("a click, committed and painted (four views)", taken, goal=16)


def restore_sites_and_show(page, records, session, act):
    given = [s.site_id for s in records.session(session.id).given]
    restore_sites(records, session.id, given, act=act)
    page.open_session(session.id)
