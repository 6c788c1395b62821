"""The section of ``report.md`` on test examples that stand in training data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from suites.report import wording as say
from suites.report.leakage import Leakage
from suites.report.markdown_text import escape_markdown, tabulate
from suites.report.model import ModelCard, Report
from suites.report.views import choose_leakage, describe_sources

_HEADER = (
    *("task", "model", "language", "stands in", "n", "whole, exactly", "whole, nearly", "in part"),
    *("score", "without whole", "without all"),
)
_LEAD = (
    "Every test example was looked for in the training data of all phases. *Whole*: one training example has"
    " all of its texts (of unlabelled text: all of them stand somewhere), exactly, that is but for case,"
    " spaces and punctuation, or nearly, with at least 0.8 of the character n-grams in common (Jaccard). *In"
    " part*: only some of its texts, as a context with another question. The last columns score the same"
    " predictions without those examples."
)


def render_training_data(report: Report) -> list[str]:
    """Returns the lines of the section; none where nothing was looked for."""
    entries = choose_leakage(report)
    if not any(one.searched or one.unread for _, found in entries for one in found):
        return []
    rows = [_render_row(one) for _, found in entries for one in found if one.sources]
    cautions = dict.fromkeys(one.caution for _, found in entries for one in found if one.caution)
    return [
        "## Training and evaluation data",
        "",
        _LEAD,
        "",
        *(f"- **{escape_markdown(said)}**" for said in cautions),
        *(line for model, found in entries for line in _tell_rest(model, found)),
        *(["", *tabulate(_HEADER, rows, text_columns=4)] if rows else []),
    ]


def _render_row(one: Leakage) -> list[str]:
    headline = one.scores[0]
    return [
        escape_markdown(one.task),
        escape_markdown(one.model),
        escape_markdown(say.name_language(one.language)),
        escape_markdown(describe_sources(one)),
        say.format_count(one.n),
        *(say.format_share(count, one.n) for count in (one.exact, one.near, one.partial)),
        f"{say.format_points(headline.score)} {escape_markdown(headline.metric)}",
        say.format_points(headline.without_leaked),
        say.format_points(headline.without_shared),
    ]


def _tell_rest(model: ModelCard, found: Sequence[Leakage]) -> Iterator[str]:
    """What stands nowhere, and what could not be looked for."""
    clean = tuple(say.name_language(one.language) for one in found if one.searched and not one.sources)
    searched = dict.fromkeys(name for one in found for name in one.searched)
    if clean:
        languages, places = map(escape_markdown, (say.join_words(clean), say.join_words(tuple(searched))))
        yield f"- {escape_markdown(model.name)}: no text of the tests in {languages} stands in {places}."
    for why in dict.fromkeys(why for one in found for why in one.unread):
        yield f"- {escape_markdown(model.name)}: not looked for, since {escape_markdown(why)}."
