"""Dates to slots and back: two slots for each working day, periods of so many days.

Days off (weekends, holidays) have no slot: work begun on Friday goes on on Monday.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from maali_engines.scheduling.data import Slots
from maali_engines.scheduling.nonsense import MAX_SLOTS, refuse_if

HALVES = 2


@dataclass(frozen=True)
class Calendar:
    """The working days of a programme from `first` (slot 0) to `last`, in periods of
    `period_days`."""

    first: date
    last: date
    days_off: frozenset[date] = frozenset()
    period_days: int = 14
    weekend: frozenset[int] = frozenset({5, 6})

    def __post_init__(self) -> None:
        refuse_if(self.last < self.first, "ends_before_start", first=self.first, last=self.last)
        refuse_if(self.period_days < 1, "bad_period", days=self.period_days)
        span = (self.last - self.first).days
        refuse_if(span * HALVES > MAX_SLOTS, "too_long", first=self.first, last=self.last)
        refuse_if(not self.working_days, "no_working_day", first=self.first, last=self.last)

    @cached_property
    def working_days(self) -> tuple[date, ...]:
        span = (self.last - self.first).days + 1
        days = (self.first + timedelta(days=n) for n in range(span))
        return tuple(d for d in days if d.weekday() not in self.weekend and d not in self.days_off)

    @property
    def horizon(self) -> int:
        return HALVES * len(self.working_days)

    @cached_property
    def period_of_slot(self) -> tuple[int, ...]:
        """For `Problem.period_of_slot`."""
        return tuple(self.period(day) for day in self.working_days for _ in range(HALVES))

    def period(self, day: date) -> int:
        """The period of any day, working or not; 0 is the first, earlier days are negative."""
        return (day - self.first).days // self.period_days

    def period_dates(self, period: int) -> tuple[date, date]:
        """First and last day of a period."""
        start = self.first + timedelta(days=period * self.period_days)
        return start, start + timedelta(days=self.period_days - 1)

    def slot(self, day: date) -> int:
        """The first slot on or after a day; the horizon for a day beyond the last."""
        return HALVES * bisect_left(self.working_days, day)

    def day(self, slot: int) -> date:
        """The day of a slot (the last working day for a slot beyond the horizon)."""
        refuse_if(slot < 0, "bad_slot", slot=slot)
        return self.working_days[min(slot // HALVES, len(self.working_days) - 1)]

    def last_day(self, start: int, duration: int) -> date:
        """The day on which a task is last worked on (its first day if it takes no time)."""
        return self.day(max(start, start + duration - 1))

    def lag(self, day: date, days: int) -> int:
        """Slots between a day and so many calendar days later."""
        return self.slot(day + timedelta(days=days)) - self.slot(day)

    def slots(self, start: date, end: date) -> Slots:
        """The slots from one day to another, both included."""
        return frozenset(range(self.slot(start), self.slot(end + timedelta(days=1))))

    def slots_of(self, days: Iterable[date] | Collection[date]) -> Slots:
        return frozenset(slot for day in days for slot in self.slots(day, day))
