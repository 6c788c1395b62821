"""Forest plots: one row per language, dots with 95 % intervals against a reference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from xml.etree.ElementTree import Element

from markupsafe import Markup

from suites.report.svg import Scale, draw_svg, fit_scale, format_tick, node

WIDTH, LABEL_END, PLOT_START, PLOT_END, TEXT_START = 860.0, 158.0, 172.0, 650.0, 668.0
TOP, AXIS_HEIGHT, HEADING_HEIGHT, MARK_HEIGHT, ROW_PADDING = 8.0, 46.0, 26.0, 11.0, 13.0


@dataclass(frozen=True, slots=True)
class Mark:
    """An estimate with its interval; ``filled`` where it differs from the reference beyond doubt."""

    value: float
    low: float
    high: float
    filled: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled row: marks from top to bottom, a reference tick, and its numbers as text.

    A row without marks is the heading of those below it.
    """

    label: str
    marks: tuple[Mark, ...] = ()
    reference: float | None = None
    text: str = ""
    summary: bool = False

    @property
    def height(self) -> float:
        """Height in drawing units."""
        return MARK_HEIGHT * len(self.marks) + ROW_PADDING if self.marks else HEADING_HEIGHT


def draw_rows(rows: Sequence[Row], title: str, *, axis: str, zero: bool) -> Markup:
    """Returns a forest plot; with ``zero`` a line marks 0, otherwise each row marks its reference."""
    scale = fit_scale(tuple(chain([0.0] if zero else [], _list_values(rows))), PLOT_START, PLOT_END)
    bottom = TOP + sum(row.height for row in rows)
    parts = [_draw_axis(scale, bottom, axis)]
    if zero:
        x = scale.place(0)
        parts.append(node("line", class_="zero", x1=x, x2=x, y1=TOP, y2=bottom))
    top = TOP
    for row in rows:
        parts.append(_draw_row(row, scale, top))
        top += row.height
    return draw_svg(WIDTH, bottom + AXIS_HEIGHT, title, *parts)


def _list_values(rows: Iterable[Row]) -> Iterable[float]:
    for row in rows:
        yield from chain.from_iterable((mark.low, mark.value, mark.high) for mark in row.marks)
        if row.reference is not None:
            yield row.reference


def _draw_axis(scale: Scale, bottom: float, label: str) -> Element:
    parts = []
    for tick in scale.ticks():
        x = scale.place(tick)
        parts += [
            node("line", class_="grid", x1=x, x2=x, y1=TOP, y2=bottom),
            node("text", format_tick(tick), class_="tick", x=x, y=bottom + 17, text_anchor="middle"),
        ]
    middle = (PLOT_START + PLOT_END) / 2
    parts.append(node("text", label, class_="axis", x=middle, y=bottom + 37, text_anchor="middle"))
    return node("g", *parts)


def _draw_row(row: Row, scale: Scale, top: float) -> Element:
    middle = top + row.height / 2
    if not row.marks:
        return node("text", row.label, class_="family", x=0, y=middle + 6)
    parts = [
        node("text", row.label, class_="label", x=LABEL_END, y=middle + 4.5, text_anchor="end"),
        node("text", row.text, class_="value", x=TEXT_START, y=middle + 4.5),
    ]
    if row.reference is not None:
        x = scale.place(row.reference)
        parts.append(node("line", class_="reference", x1=x, x2=x, y1=top + 3, y2=top + row.height - 3))
    first = top + (ROW_PADDING + MARK_HEIGHT) / 2
    for index, mark in enumerate(row.marks):
        parts.append(_draw_mark(mark, scale, first + index * MARK_HEIGHT, index))
    return node("g", *parts, class_="summary" if row.summary else "row")


def _draw_mark(mark: Mark, scale: Scale, y: float, series: int) -> Element:
    x = scale.place(mark.value)
    state = "filled" if mark.filled else "hollow"
    return node(
        "g",
        node("line", class_="interval", x1=scale.place(mark.low), x2=scale.place(mark.high), y1=y, y2=y),
        node("circle", class_=state, cx=x, cy=y, r=4.5),
        class_=f"mark series-{series % 6}",
    )
