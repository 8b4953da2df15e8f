"""Charts as SVG that the server draws: lengths across are percentages, so that words keep their size at any width."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: Pixels: from the top of the picture to the highest line of the scale, from there to the base, and below that.
ABOVE, PLOT, BELOW = 22, 130, 36
#: Names under the base that fit on a small screen.
NAMES = 4


@dataclass(frozen=True, slots=True)
class Series:
    """One value for each place of a chart.

    Attributes:
        name: what a legend says; "" where there is one series only.
        values: None where there is nothing to show.
        tone: the class of each value's mark, such as a severity; () for the usual one.
    """

    name: str
    values: Sequence[float | None]
    tone: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar from the base, or a point: place and width in percent of the picture, height in pixels above the base."""

    x: float
    width: float
    height: float
    place: str
    value: str
    tone: str

    @property
    def middle(self) -> float:
        """Its middle, percent."""
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a place: percent across or pixels above the base."""

    place: float
    text: str
    #: "start", "middle" or "end".
    anchor: str = "middle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart with its axes, and the table of what it shows."""

    id: str
    title: str
    #: What goes up, with its unit, and what goes along.
    up: str
    along: str
    scale: tuple[Label, ...]
    names: tuple[Label, ...]
    #: Marks of each series, with its name.
    series: tuple[tuple[str, tuple[Mark, ...]], ...]
    #: Whether the marks are points, joined by lines, and not bars.
    points: bool
    #: Whether each mark has its value beside it.
    told: bool
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    #: Pixels from the top to the base, and to the end.
    base: ClassVar[int] = ABOVE + PLOT
    bottom: ClassVar[int] = ABOVE + PLOT + BELOW


def chart(
    name: str,
    words: tuple[str, str, str],
    places: Sequence[str],
    series: Sequence[Series],
    table: tuple[Sequence[str], Sequence[Sequence[str]]],
    *,
    number: Callable[[float], str],
    points: bool = False,
) -> Chart:
    """Return a chart.

    Args:
        name: its id on the page.
        words: its title; what goes up, with its unit; what goes along.
        places: what stands along the base, in order.
        series: with as many values as there are places.
        table: the head and the rows of the table behind it.
        number: writes a number for the reader.
        points: whether values are points that lines join, and not bars.
    """
    top = _round_up(max((value for each in series for value in each.values if value is not None), default=0))
    step = 100 / max(len(places), 1)
    return Chart(
        id=name,
        title=words[0],
        up=words[1],
        along=words[2],
        scale=tuple(Label(PLOT * part, number(round(top * part, 2)), "start") for part in (0, 0.5, 1)),
        names=_names(places, step),
        series=tuple((each.name, _marks(each, places, step, top, number)) for each in series),
        points=points,
        told=len(places) <= NAMES and not points,
        head=tuple(table[0]),
        rows=tuple(tuple(row) for row in table[1]),
    )


def _marks(
    series: Series, places: Sequence[str], step: float, top: float, number: Callable[[float], str]
) -> tuple[Mark, ...]:
    tones = series.tone or [""] * len(places)
    return tuple(
        Mark(
            x=round(step * at + step * 0.15, 2),
            width=round(step * 0.7, 2),
            height=max(round(value / top * PLOT, 1), 1),
            place=place,
            value=number(round(value, 1)),
            tone=tone,
        )
        for at, (place, value, tone) in enumerate(zip(places, series.values, tones, strict=True))
        if value is not None
    )


def _names(places: Sequence[str], step: float) -> tuple[Label, ...]:
    """Return what stands under the base: every place where there are few, else the first, the middle and the last."""
    last = len(places) - 1
    if last < NAMES:
        return tuple(Label(round(step * (at + 0.5), 2), place) for at, place in enumerate(places))
    middle = Label(round(step * (last // 2 + 0.5), 2), places[last // 2])
    return Label(0, places[0], "start"), middle, Label(100, places[last], "end")


def _round_up(value: float) -> float:
    """Return the end of a scale: 1, 2 or 5 of some power of ten, and not below a value; 1 for nothing."""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(power * each for each in (1, 2, 5, 10) if power * each >= value - power * 1e-9)
