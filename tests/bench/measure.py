"""Figures, their floors and their goals."""

import statistics
import time
from dataclasses import asdict, dataclass


@dataclass
class Line:
    name: str
    value: float
    floor: str = ""  # what it stands beside, or a remark without a floor
    floor_ms: float | None = None
    goal: float | None = None  # times the floor, or in the unit without one
    unit: str = "ms"

    @property
    def figure(self):
        return self.value / self.floor_ms if self.floor_ms else self.value

    @property
    def is_met(self):
        return self.goal is None or self.figure <= self.goal


class Report:
    def __init__(self):
        self.lines = []

    def add(self, *args, **kwargs):
        self.lines.append(Line(*args, **kwargs))

    @property
    def is_met(self):
        return all(line.is_met for line in self.lines)

    def as_plain(self):
        return [{**asdict(x), "figure": round(x.figure, 3), "is_met": x.is_met} for x in self.lines]

    def show(self, out):
        for x in self.lines:
            beside = f"{x.figure:6.2f} x {x.floor} ({x.floor_ms:.2f} ms)" if x.floor_ms else x.floor
            unit = "x" if x.floor_ms else x.unit
            goal = f"goal {x.goal:g} {unit}: {'met' if x.is_met else 'MISSED'}" if x.goal else ""
            out.write(f"{x.name:<44} {x.value:9.2f} {x.unit:<2}  {beside:<46} {goal}\n")


def median_ms(job, times):
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        job()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def interleaved(jobs, times):
    """Median ms of several jobs run in turn, so that the machine's mood is shared."""
    taken = [[] for _ in jobs]
    for _ in range(times):
        for job, mine in zip(jobs, taken, strict=True):
            start = time.perf_counter()
            job()
            mine.append((time.perf_counter() - start) * 1000)
    return [statistics.median(mine) for mine in taken]
