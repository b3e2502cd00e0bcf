"""Turning what was said into what a field of the database carries, and into JSON and back."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

Converter = Callable[[Any], Any]
Item = TypeVar("Item")
BATCH = 900


def batches(items: Iterable[Item], size: int = BATCH) -> Iterator[tuple[Item, ...]]:
    """So many at a time: databases limit how many values one query may carry."""
    rest = iter(items)
    while some := tuple(islice(rest, size)):
        yield some


def is_empty(value: Any) -> bool:
    return value is None or value == "" or value == [] or value == {}


def as_json(value: Any) -> Any:
    """Dates as ISO 8601, sums as text (a float would lose cents), the rest as it is."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def converter(field: models.Field[Any, Any]) -> Converter:
    """A function from a said value to the field's; it raises ValueError with a sentence."""
    if field.choices:
        return choice(field)
    if isinstance(field, models.CharField | models.TextField):
        return text(field.max_length)
    if isinstance(field, models.DecimalField):
        return decimal(field)
    if isinstance(field, models.PositiveIntegerField | models.PositiveSmallIntegerField):
        limit = 32767 if isinstance(field, models.PositiveSmallIntegerField) else 2147483647
        return count(limit)
    return plain(field)


def text(longest: int | None) -> Converter:
    """Longer texts are cut in the row; the statement keeps them whole as written."""

    def convert(value: Any) -> str:
        written = str(value).replace("\x00", "").strip()
        return (
            written if longest is None or len(written) <= longest else written[: longest - 1] + "…"
        )

    return convert


def choice(field: models.Field[Any, Any]) -> Converter:
    allowed = {value for value, _label in field.flatchoices if value not in {None, ""}}

    def convert(value: Any) -> Any:
        if value not in allowed:
            raise ValueError(_("“%(value)s” is not one of the choices.") % {"value": value})
        return value

    return convert


def count(limit: int) -> Converter:
    def convert(value: Any) -> int:
        try:
            number = int(value)
        except (TypeError, ValueError, OverflowError):
            number = -1
        if not 0 <= number <= limit or (number != value and str(number) != str(value).strip()):
            raise ValueError(
                _("“%(value)s” is not a whole number of 0 or more.") % {"value": value}
            )
        return number

    return convert


def decimal(field: models.DecimalField[Any, Any]) -> Converter:
    step = Decimal(1).scaleb(-field.decimal_places)
    limit = Decimal(10) ** (field.max_digits - field.decimal_places)

    def convert(value: Any) -> Decimal:
        try:
            number = Decimal(str(value)).quantize(step)
        except InvalidOperation:
            number = limit
        if not abs(number) < limit:
            raise ValueError(_("“%(value)s” is not a sum.") % {"value": value})
        return number

    return convert


def plain(field: models.Field[Any, Any]) -> Converter:
    def convert(value: Any) -> Any:
        if type(value) in {bool, date}:
            return value
        try:
            return field.to_python(value)
        except ValidationError as fault:
            raise ValueError(" ".join(fault.messages)) from fault

    return convert


def empty_value(field: models.Field[Any, Any]) -> Any:
    """What the field carries when nothing is known of it."""
    return None if field.null else field.get_default()
