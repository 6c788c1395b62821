"""Numbers as readers see them; the page's script rounds in exactly the same way.

Rounding is half away from zero on the exact binary value, as ECMAScript's
``toFixed`` does it, so that Markdown, terminal and page agree to the last digit.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from harness.languages import LANGUAGES
from suites.report.benchmark import TaskMean
from suites.report.cell import Cell
from suites.report.model import ModelCard
from suites.report.seed_order import SeedOrder
from suites.report.spread import SMALLEST_GROUP, Spread

MISSING = "–"


def format_number(value: float | None, digits: int) -> str:
    """Returns ``value`` with a fixed number of digits and a true minus sign; a dash for none."""
    if value is None:
        return MISSING
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return f"−{abs(rounded)}" if rounded < 0 else f"{abs(rounded)}"


def format_points(value: float | None) -> str:
    """Returns points with one digit, e.g. ``−3.4``."""
    return format_number(value, 1)


def format_signed(value: float | None) -> str:
    """Returns points with a sign where they differ from 0, e.g. ``+3.4``."""
    text = format_points(value)
    return text if value is None or text.startswith("−") or not text.strip("0.") else f"+{text}"


def format_interval(low: float | None, high: float | None) -> str:
    """Returns ``[low, high]`` in points; empty where there is no interval."""
    return "" if low is None or high is None else f"[{format_points(low)}, {format_points(high)}]"


def format_estimate(value: float | None, low: float | None, high: float | None) -> str:
    """Returns ``value [low, high]`` in points."""
    return f"{format_points(value)} {format_interval(low, high)}".rstrip()


def format_percent(fraction: float | None) -> str:
    """Returns a fraction as whole percent, e.g. ``98 %``."""
    return MISSING if fraction is None else f"{format_number(100 * fraction, 0)} %"


def format_share(part: int, whole: int) -> str:
    """Returns a count and its share: ``12 (1.2 %)``; a dash for none."""
    return f"{format_count(part)} ({format_number(100 * part / whole, 1)} %)" if part else MISSING


def format_p(value: float | None) -> str:
    """Returns a p-value with three digits, ``<0.001`` below them."""
    if value is not None and value < 0.001:
        return "<0.001"
    return format_number(value, 3)


def format_count(value: int) -> str:
    """Returns an integer with thin groups of three digits, e.g. ``12,345``."""
    return f"{value:,}"


def join_words(words: tuple[str, ...]) -> str:
    """Returns ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def describe_mean(mean: TaskMean) -> str:
    """Returns which languages a task's mean covers, and which it does not."""
    parts = [f"{len(mean.languages)} of {len(mean.languages) + len(mean.missing)} languages"]
    if mean.missing:
        parts.append(f"without {', '.join(mean.missing)}")
    if mean.outside:
        parts.append(f"not of the benchmark and not counted: {', '.join(mean.outside)}")
    if mean.spread is not None:
        parts.append(describe_spread(mean.spread))
    if mean.limit:
        parts.append(f"at most {format_count(mean.limit)} examples each")
    return "; ".join(parts)


def describe_scaling(model: ModelCard) -> str:
    """Returns what a scaling left of whose data: ``target data 95 % (label noise)``; empty for none."""
    if model.scaled_phase is None:
        return ""
    left = f"{format_number(100 * model.left, 0 if model.left >= 0.1 else 1)} %"
    return f"{model.scaled_phase} data {left} ({spell_name(model.scaling)})"


def describe_spread(spread: Spread | None) -> str:
    """Returns the worst group and the 10th percentile, ``worst zh 41.2 (n 300), 10th percentile 43.0``."""
    if spread is None:
        return ""
    if spread.worst_score is None:
        return f"every group has fewer than {SMALLEST_GROUP} examples"
    worst = (
        f"worst {spread.worst_group} {format_points(spread.worst_score)} (n {format_count(spread.worst_n)})"
    )
    return f"{worst}, 10th percentile {format_points(spread.percentile_10)}{_name_small(spread)}"


def _name_small(spread: Spread) -> str:
    if not spread.too_small:
        return ""
    return f", too small to tell (n < {SMALLEST_GROUP}): {', '.join(spread.too_small)}"


def describe_reach(cell: Cell, wanted: float) -> str:
    """Returns what a drop that is not significant might hide: ``3.1 would show, 2.0 takes n 1,240``.

    Empty where the drop is significant or nothing was compared.
    """
    if cell.significant or cell.minimum_detectable_drop is None:
        return ""
    reach = f"{format_points(cell.minimum_detectable_drop)} would show"
    if cell.n_for_wanted is None:
        return reach
    return f"{reach}, {format_points(wanted)} takes n {format_count(cell.n_for_wanted)}"


def describe_order(order: SeedOrder | None) -> str:
    """Returns the almost stochastic order in words: ``ε_min 0.31, 2 seeds are too few for an order``."""
    if order is None:
        return ""
    verdict = ("almost stochastically better",) if order.better and not order.cautions else ()
    return ", ".join((f"ε_min {format_number(order.upper, 2)}", *verdict, *order.cautions))


def spell_name(name: str) -> str:
    """Returns a registry name as words: ``keyboard_typos`` becomes ``keyboard typos``."""
    return name.replace("_", " ")


def name_language(code: str) -> str:
    """Returns ``German (de)``; a code that Crosswind does not know, or ``mean``, stands for itself."""
    known = LANGUAGES.get(code)
    return f"{known.name} ({code})" if known else code
