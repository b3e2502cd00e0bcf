"""Dates to slots and back."""

from datetime import date

import pytest

from maali_engines.scheduling.calendar import Calendar
from maali_engines.scheduling.nonsense import Nonsense

MIDSUMMER = date(2022, 6, 24)
JUNE = Calendar(date(2022, 6, 13), date(2022, 7, 10), frozenset({MIDSUMMER}))


def test_weekends_and_holidays_have_no_slots():
    assert JUNE.horizon == 2 * 19
    assert JUNE.slot(MIDSUMMER) == JUNE.slot(date(2022, 6, 27)) == 18


def test_a_day_has_two_slots_and_every_slot_its_day():
    assert [JUNE.day(slot) for slot in (0, 1, 2)] == [date(2022, 6, 13)] * 2 + [date(2022, 6, 14)]


def test_work_begun_on_friday_goes_on_on_monday():
    assert JUNE.last_day(JUNE.slot(date(2022, 6, 17)), 4) == date(2022, 6, 20)
    assert JUNE.last_day(JUNE.slot(date(2022, 6, 17)), 0) == date(2022, 6, 17)


def test_periods_are_of_fourteen_days_and_begin_with_the_first_day():
    assert JUNE.period_of_slot == (0,) * 18 + (1,) * 20
    assert JUNE.period_dates(1) == (date(2022, 6, 27), date(2022, 7, 10))
    assert JUNE.period(date(2022, 6, 12)) == -1


def test_a_freeze_includes_both_its_days():
    assert JUNE.slots(date(2022, 6, 16), date(2022, 6, 17)) == frozenset({6, 7, 8, 9})
    assert JUNE.slots_of([date(2022, 6, 13), MIDSUMMER]) == frozenset({0, 1})


def test_a_lead_time_in_days_becomes_slots():
    assert JUNE.lag(date(2022, 6, 13), 14) == 18


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Calendar(date(2022, 6, 13), date(2022, 6, 12)), "ends_before_start"),
        (lambda: Calendar(date(2022, 6, 18), date(2022, 6, 19)), "no_working_day"),
        (lambda: Calendar(date(2022, 1, 1), date(2922, 1, 1)), "too_long"),
    ],
)
def test_a_calendar_that_makes_no_sense_is_refused(make, code):
    with pytest.raises(Nonsense) as caught:
        make()
    assert caught.value.code == code
