"""Speed beside floors measured in the same run: `python3 dev.py bench`."""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.bench.click import measure_click, measure_store
from tests.bench.diagram import measure_redraw, measure_taps
from tests.bench.files import measure_export, measure_search, measure_sheet
from tests.bench.measure import Report
from tests.bench.resizing import measure_resizing
from tests.bench.start import measure_start


def main(arguments):
    report = Report()
    measure_store(report)
    measure_click(report)
    measure_redraw(report)
    measure_resizing(report)
    measure_taps(report)
    measure_start(report)
    measure_search(report)
    measure_export(report)
    measure_sheet(report)
    report.show(sys.stdout)
    if arguments:
        Path(arguments[0]).write_text(json.dumps(report.as_plain(), indent=1), "utf-8")
    return 0 if report.is_met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
