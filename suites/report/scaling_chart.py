"""Scaling curves: score against the number of examples that are left, on a logarithmic axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element

from markupsafe import Markup

from suites.report.curve_fit import CurveFit, FitPoint
from suites.report.curves import Curve, CurvePoint
from suites.report.svg import Scale, draw_svg, fit_scale, format_tick, node
from suites.report.views import describe_condition
from suites.report.wording import format_count

LABEL_GAP, TICK_GAP, ZERO_GAP = 15.0, 46.0, 64.0
LABEL_LENGTH = 28


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a drawing and of the margins around its plot."""

    width: float
    height: float
    left: float = 44.0
    right: float = 205.0
    top: float = 12.0
    bottom: float = 44.0


LARGE = Frame(860, 340)
SMALL = Frame(340, 210, right=16.0)


@dataclass(frozen=True, slots=True)
class SizeAxis:
    """Horizontal positions of training-set sizes: logarithmic, with 0 set apart at the left."""

    positions: dict[int, float]

    @classmethod
    def fit(cls, sizes: Sequence[int], start: float, end: float) -> SizeAxis:
        """Returns an axis for all sizes between two coordinates."""
        positive = [size for size in sizes if size > 0]
        has_zero = len(positive) < len(sizes)
        first = start + (ZERO_GAP if has_zero and positive else 0)
        positions = {0: start} if has_zero else {}
        logs = [math.log(size) for size in positive]
        width = (logs[-1] - logs[0]) if len(logs) > 1 else 1.0
        for size, log in zip(positive, logs, strict=True):
            positions[size] = first + (log - logs[0]) / width * (end - first)
        return cls(positions)

    def place(self, size: int) -> float:
        """Returns the position of any size above 0, by its logarithm."""
        known = sorted(one for one in self.positions if one > 0)
        if size in self.positions or len(known) < 2:
            return self.positions.get(size, self.positions[known[-1]])
        low, high = known[0], known[-1]
        share = math.log(size / low) / math.log(high / low)
        return self.positions[low] + share * (self.positions[high] - self.positions[low])

    def labels(self) -> tuple[int, ...]:
        """Returns the sizes that can be labelled without touching each other, the largest always."""
        kept: list[int] = []
        for size in sorted(self.positions, reverse=True):
            if not kept or self.positions[kept[-1]] - self.positions[size] >= TICK_GAP:
                kept.append(size)
        return tuple(kept)


def draw_curves(curves: Sequence[Curve], title: str, frame: Frame = LARGE) -> Markup:
    """Returns the curves of one scaling and language, one line per condition, with bands and seed dots."""
    points = [point for curve in curves for point in curve.points]
    values = tuple(value for point in points for value in (point.low, point.high, *point.seed_scores))
    values += tuple(point.value for curve in curves if curve.fit for point in curve.fit.line)
    scale = fit_scale(values, frame.height - frame.bottom, frame.top)
    end = frame.width - frame.right
    reach = [point.examples for curve in curves if curve.fit for point in curve.fit.line[-1:]]
    axis = SizeAxis.fit(sorted({*(point.examples for point in points), *reach}), frame.left + 14, end)
    parts = [_draw_axes(scale, axis, frame, name=curves[0].axis)]
    parts += [_draw_band(curve, axis, scale, index) for index, curve in enumerate(curves)]
    parts += [_draw_fit(curve.fit, axis, scale, index) for index, curve in enumerate(curves) if curve.fit]
    parts += [_draw_line(curve, axis, scale, index) for index, curve in enumerate(curves)]
    if frame.right >= LARGE.right:
        parts += _draw_labels(curves, scale, end + 12)
    return draw_svg(frame.width, frame.height, title, *parts)


def _draw_axes(scale: Scale, axis: SizeAxis, frame: Frame, *, name: str) -> Element:
    bottom = frame.height - frame.bottom
    parts = []
    for tick in scale.ticks():
        y = scale.place(tick)
        end = frame.width - frame.right
        parts += [
            node("line", class_="grid", x1=frame.left, x2=end, y1=y, y2=y),
            node("text", format_tick(tick), class_="tick", x=frame.left - 8, y=y + 4, text_anchor="end"),
        ]
    for size in axis.labels():
        x = axis.positions[size]
        parts.append(
            node("text", format_count(size), class_="tick", x=x, y=bottom + 18, text_anchor="middle")
        )
    middle = (frame.left + frame.width - frame.right) / 2
    label = f"{name} (log scale)"
    parts.append(node("text", label, class_="axis", x=middle, y=frame.height - 6, text_anchor="middle"))
    return node("g", *parts)


def _sort_points(curve: Curve) -> list[CurvePoint]:
    return sorted(curve.points, key=lambda point: point.examples)


def _draw_band(curve: Curve, axis: SizeAxis, scale: Scale, series: int) -> Element:
    points = [point for point in _sort_points(curve) if point.examples > 0]
    corners = [(axis.positions[point.examples], scale.place(point.high)) for point in points]
    corners += [(axis.positions[point.examples], scale.place(point.low)) for point in reversed(points)]
    text = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return node("polygon", class_=f"band series-{series % 6}", points=text)


def _draw_fit(fit: CurveFit, axis: SizeAxis, scale: Scale, series: int) -> Element:
    """Returns the fitted curve with its band, cut at the plot's edges; dashed beyond the largest size."""

    def place(point: FitPoint, value: float) -> str:
        return f"{axis.place(point.examples):.1f},{scale.place(min(max(value, scale.low), scale.high)):.1f}"

    corners = [place(point, point.high) for point in fit.line]
    corners += [place(point, point.low) for point in reversed(fit.line)]
    parts = [node("polygon", class_="fit-band", points=" ".join(corners))]
    inside = [point for point in fit.line if not point.beyond]
    beyond = [*inside[-1:], *(point for point in fit.line if point.beyond)]
    for name, points in (("fit", inside), ("fit beyond", beyond)):
        if len(points) > 1:
            line = " ".join(place(point, point.value) for point in points)
            parts.append(node("polyline", class_=name, points=line))
    return node("g", *parts, class_=f"fitted series-{series % 6}")


def _draw_line(curve: Curve, axis: SizeAxis, scale: Scale, series: int) -> Element:
    points = _sort_points(curve)
    places = [(axis.positions[point.examples], scale.place(point.score)) for point in points]
    parts: list[Element] = []
    for point, (start, end) in zip(points, pairwise(places), strict=False):
        gap = "gap" if point.examples == 0 else "line"
        parts.append(node("line", class_=gap, x1=start[0], y1=start[1], x2=end[0], y2=end[1]))
    for point, (x, y) in zip(points, places, strict=True):
        parts += [
            node("circle", class_="seed", cx=x, cy=scale.place(score), r=2.2) for score in point.seed_scores
        ]
        parts.append(_draw_whisker(point, x, scale))
        parts.append(node("circle", class_="filled", cx=x, cy=y, r=4))
    return node("g", *parts, class_=f"curve series-{series % 6}")


def _draw_whisker(point: CurvePoint, x: float, scale: Scale) -> Element:
    return node("line", class_="interval", x1=x, x2=x, y1=scale.place(point.low), y2=scale.place(point.high))


def _draw_labels(curves: Sequence[Curve], scale: Scale, x: float) -> list[Element]:
    ends = [(scale.place(_sort_points(curve)[-1].score), index) for index, curve in enumerate(curves)]
    labels: list[Element] = []
    lowest = -LABEL_GAP
    for y, index in sorted(ends):
        lowest = max(y, lowest + LABEL_GAP)
        text = describe_condition(curves[index])
        shown = text if len(text) <= LABEL_LENGTH else f"{text[: LABEL_LENGTH - 1]}…"
        label = node("text", shown, node("title", text), class_=f"name series-{index % 6}", x=x, y=lowest + 4)
        labels.append(label)
    return labels
