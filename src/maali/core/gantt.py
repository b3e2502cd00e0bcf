"""A Gantt chart drawn on the server: rows of work over two-week periods, load by skill below.

The start day is a line, freezes are shaded, each bar says its days to whoever points or listens.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maali.core.svg import drawing, link, scrolling, tag, text, title

NAME_WIDTH = 210.0
COLUMN = 42.0
ROW = 24.0
HEAD = 44.0
LANE = 34.0


@dataclass(frozen=True)
class Bar:
    """Work from the first day to the last; `end` None is one day, drawn as a diamond."""

    start: date
    end: date | None = None
    text: str = ""
    tone: str = "going"
    href: str = ""


@dataclass(frozen=True)
class GanttRow:
    """One row: a municipality or a site with its bars."""

    name: str
    href: str = ""
    bars: Sequence[Bar] = ()


@dataclass(frozen=True)
class Lane:
    """The load of one skill: period number → share of its capacity (1.0 is full)."""

    name: str
    load: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Calendar:
    """Where a day stands: periods of equal length from the first day, `COLUMN` wide each."""

    first_day: date
    period_days: int
    periods: int

    @property
    def width(self) -> float:
        return NAME_WIDTH + self.periods * COLUMN

    @property
    def last_day(self) -> date:
        return self.first_day + timedelta(days=self.period_days * self.periods)

    def x(self, day: date) -> float:
        days = min(max((day - self.first_day).days, 0), self.period_days * self.periods)
        return NAME_WIDTH + days / self.period_days * COLUMN

    def start_of(self, number: int) -> date:
        return self.first_day + timedelta(days=self.period_days * (number - 1))


def short(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def head(calendar: Calendar, height: float) -> list[str]:
    """Period numbers with their first day, and a line for each period."""
    parts = []
    for number in range(1, calendar.periods + 1):
        day = calendar.start_of(number)
        x = calendar.x(day)
        parts.append(tag("line", x1=x, y1=HEAD - 6, x2=x, y2=height, class_="grid"))
        words = _("Period %(number)s begins %(day)s") % {"number": number, "day": short(day)}
        parts.append(
            tag(
                "g",
                title(words),
                text(number, x + COLUMN / 2, 16.0, "period"),
                text(f"{day.day}.{day.month}.", x + COLUMN / 2, 32.0, "day"),
            )
        )
    return parts


def shades(
    calendar: Calendar, freezes: Sequence[tuple[date, date, str]], height: float
) -> list[str]:
    """Freezes as shaded bands."""
    parts = []
    for start, end, name in freezes:
        if end < calendar.first_day or start > calendar.last_day:
            continue
        x = calendar.x(start)
        width = max(calendar.x(end + timedelta(days=1)) - x, 2.0)
        words = f"{name}: {short(start)} – {short(end)}"
        parts.append(
            tag(
                "rect",
                title(words),
                x=x,
                y=HEAD - 6,
                width=width,
                height=height - HEAD + 6,
                class_="freeze",
            )
        )
    return parts


def bar_shape(calendar: Calendar, bar: Bar, y: float) -> str:
    x = calendar.x(bar.start)
    words = f"{bar.text} {short(bar.start)}" + (f" – {short(bar.end)}" if bar.end else "")
    if bar.end is None:
        mid = y + ROW / 2
        corners = ((x - 6, mid), (x, mid - 6), (x + 6, mid), (x, mid + 6))
        points = " ".join(f"{a:.1f},{b:.1f}" for a, b in corners)
        shape = tag("polygon", title(words), points=points, class_="milestone", data_tone=bar.tone)
    else:
        width = max(calendar.x(bar.end + timedelta(days=1)) - x, 3.0)
        shape = tag(
            "rect",
            title(words),
            x=x,
            y=y + 5,
            width=width,
            height=ROW - 10,
            rx=3,
            class_="bar",
            data_tone=bar.tone,
        )
    return link(bar.href, shape, label=words.strip()) if bar.href else shape


def row_of(calendar: Calendar, row: GanttRow, y: float) -> str:
    name = text(shortened(row.name), 4.0, y + ROW / 2 + 4, "name")
    return tag(
        "g",
        tag("rect", x=0, y=y, width=calendar.width, height=ROW, class_="row"),
        link(row.href, title(row.name), name, label=row.name),
        *(bar_shape(calendar, bar, y) for bar in row.bars),
    )


def shortened(name: str, length: int = 32) -> str:
    return name if len(name) <= length else f"{name[: length - 1]}…"


def lane_of(calendar: Calendar, lane: Lane, y: float) -> str:
    """Small bars, one for each period; what is over capacity stands above the line, in its tone."""
    parts = [text(shortened(lane.name), 4.0, y + LANE - 10, "name")]
    full = LANE - 14
    parts.append(
        tag(
            "line",
            x1=NAME_WIDTH,
            y1=y + LANE - full - 4,
            x2=calendar.width,
            y2=y + LANE - full - 4,
            class_="full",
        )
    )
    for number, share in sorted(lane.load.items()):
        if not 1 <= number <= calendar.periods or share <= 0:
            continue
        height = min(share, 1.3) * full
        tone = "risk" if share > 1 else "person" if share > 0.9 else "going"
        words = _("%(skill)s, period %(number)s: %(percent)s %% of capacity") % {
            "skill": lane.name, "number": number, "percent": round(100 * share),
        }  # fmt: skip
        x = calendar.x(calendar.start_of(number))
        parts.append(
            tag(
                "rect",
                title(words),
                x=x + 4,
                y=y + LANE - 4 - height,
                width=COLUMN - 8,
                height=height,
                class_="load",
                data_tone=tone,
            )
        )
    return tag("g", *parts)


def gantt(
    rows: Sequence[GanttRow],
    *,
    first_day: date,
    periods: int,
    label: str,
    period_days: int = 14,
    start_day: date | None = None,
    freezes: Sequence[tuple[date, date, str]] = (),
    lanes: Sequence[Lane] = (),
) -> SafeString:
    """The chart as SVG; `freezes` are (from, to, name) with both days frozen."""
    calendar = Calendar(first_day, period_days, periods)
    body = HEAD + len(rows) * ROW
    height = body + (LANE * len(lanes) + 12 if lanes else 0) + 4
    parts = [row_of(calendar, row, HEAD + n * ROW) for n, row in enumerate(rows)]
    parts += [lane_of(calendar, lane, body + 8 + n * LANE) for n, lane in enumerate(lanes)]
    back = shades(calendar, freezes, height) + head(calendar, height)
    front = []
    if start_day and first_day <= start_day <= calendar.last_day:
        x = calendar.x(start_day)
        words = _("Start day %(day)s") % {"day": short(start_day)}
        front.append(
            tag("line", title(words), x1=x, y1=HEAD - 6, x2=x, y2=height, class_="start-day")
        )
    drawn = drawing(
        [*back, *parts, *front],
        width=calendar.width + 8,
        height=height,
        label=label,
        class_="gantt-drawing",
        interactive=True,
    )
    return scrolling(drawn, label=label)
