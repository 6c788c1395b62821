"""Inline SVG: elements that escape their text, and linear axes with round ticks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from xml.etree.ElementTree import Element, tostring

from markupsafe import Markup

Child = Element | str


def node(tag: str, *children: Child, **attributes: str | float) -> Element:
    """Returns an SVG element; ``class_`` means ``class``, other underscores become hyphens."""
    element = Element(tag)
    for name, value in attributes.items():
        text = value if isinstance(value, str) else f"{round(value, 2):g}"
        element.set(name.rstrip("_").replace("_", "-"), text)
    for child in children:
        if isinstance(child, str):
            element.text = (element.text or "") + child
        else:
            element.append(child)
    return element


def draw_svg(width: float, height: float, title: str, *children: Element) -> Markup:
    """Returns a drawing as markup; its title is read out before the texts inside it."""
    root = node(
        "svg",
        node("title", title),
        *children,
        viewBox=f"0 0 {width:g} {height:g}",
        width=width,
        height=height,
        role="group",
    )
    return Markup(tostring(root, encoding="unicode"))  # ElementTree has escaped every text


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear map from ``[low, high]`` of the data to ``[start, end]`` of the drawing."""

    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        """Returns the coordinate of a value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self, count: int = 5) -> tuple[float, ...]:
        """Returns about ``count`` round values within the scale."""
        step = choose_step((self.high - self.low) / count)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return tuple(index * step for index in range(first, last + 1))


def choose_step(width: float) -> float:
    """Returns the smallest of 1, 2, 5, 10, 20 … × 10^k that is not below ``width``."""
    power = 10.0 ** math.floor(math.log10(width))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= width * (1 - 1e-9))


def fit_scale(values: tuple[float, ...], start: float, end: float) -> Scale:
    """Returns a scale over all values, widened to round ends and never of zero width."""
    low, high = min(values), max(values)
    if high - low < 1e-9:
        low, high = low - 1, high + 1
    step = choose_step((high - low) / 5)
    return Scale(math.floor(low / step) * step, math.ceil(high / step) * step, start, end)


def format_tick(value: float) -> str:
    """Returns an axis number without needless digits, with a true minus sign."""
    return f"{value:g}".replace("-", "−")
