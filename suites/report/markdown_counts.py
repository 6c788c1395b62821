"""The section of ``report.md`` on how many languages fall."""

from __future__ import annotations

from suites.report import wording as say
from suites.report.language_count import LanguageCount
from suites.report.markdown_text import escape_markdown, tabulate
from suites.report.model import Report
from suites.report.views import choose_headline_models, choose_language_counts, list_tasks

LEAD = (
    "Counting significant cells counts false ones too. Here the score falls in at least so many of the"
    " languages, with 95 % confidence in the count as a whole (partial conjunction, Bonferroni: languages may"
    " share their items); Holm names them. Languages at chance count as tested and never as falling."
)
_HEADER = ("task", "model", "perturbation", "falls in at least", "languages", "at chance", "not tested")


def list_counts(report: Report) -> tuple[LanguageCount, ...]:
    """Returns the counts of each task's headline models, at each stress's highest severity."""
    models = [model for task in list_tasks(report) for model in choose_headline_models(report, task)]
    return tuple(one for model in models for one in choose_language_counts(report, model))


def render_language_counts(report: Report) -> list[str]:
    """Returns the lines of the section; none where no stress was tested in two languages."""
    rows = [
        [
            escape_markdown(one.task),
            escape_markdown(one.model),
            escape_markdown(f"{say.spell_name(one.perturbation)} ({one.severity})"),
            f"{one.least} of {one.tested}",
            *(escape_markdown(", ".join(codes)) or say.MISSING for codes in (one.named, one.at_chance)),
            escape_markdown(", ".join(one.untested)) or say.MISSING,
        ]
        for one in list_counts(report)
    ]
    if not rows:
        return []
    return ["## In how many languages does it fall?", "", LEAD, "", *tabulate(_HEADER, rows, text_columns=3)]
