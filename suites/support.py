"""Which perturbation can do something in which language and format: found out by trying.

Each is given one small example of every format that it declares, in each language, first without
any word list or model and then with some of all. What it answers is kept in a table beside the
registry (``crosswind list perturbations``, docs/perturbations.md), which a test makes again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias, get_args

from harness.languages import LANGUAGES
from harness.types import FormatName, NotApplicable
from perturbations.base import PERTURBATIONS, Perturbation
from perturbations.context import build_context
from perturbations.coverage import perturb_example
from suites.probes import AllKnowing, make_probe, make_resources

Verdict: TypeAlias = Literal["yes", "data", "no"]
"""It does something; it does with word lists, a gazetteer or a model; it does not."""

MARKS: dict[Verdict, str] = {"yes": "+", "data": "o", "no": "."}
_TABLE = "resources/support.tsv"
_TRIES = 12


@dataclass(frozen=True, slots=True)
class Support:
    """What one perturbation can do.

    Attributes:
        perturbation: its name.
        format: of the examples.
        verdicts: one for each language, in the order of ``LANGUAGES``' codes, sorted.
    """

    perturbation: str
    format: FormatName
    verdicts: tuple[Verdict, ...]


def list_codes() -> tuple[str, ...]:
    """Returns the codes of all languages, sorted: the columns of the table."""
    return tuple(sorted(LANGUAGES))


def probe_all() -> Iterator[Support]:
    """Yields what every perturbation can do in every format, by trying; takes some seconds."""
    for entry in PERTURBATIONS:
        if isinstance(entry, Perturbation):
            for kind in entry.spec.formats:
                verdicts = tuple(probe(entry, code, kind) for code in list_codes())
                yield Support(entry.name, kind, verdicts)


def probe(perturbation: Perturbation, language: str, kind: FormatName) -> Verdict:
    """Returns whether a perturbation does something to an example of a language and format."""
    evaluation = make_probe(language, kind)
    bare = build_context(evaluation)
    rich = build_context(evaluation, make_resources(evaluation))
    rich = replace(rich, filler=AllKnowing(), translator=AllKnowing())
    for verdict, context in (("yes", bare), ("data", rich)):
        for example in evaluation.examples:
            for seed in range(_TRIES):
                done = perturb_example(example, perturbation, severity=5, seed=seed, context=context)
                if isinstance(done.outcome, NotApplicable):
                    break
                if done.edited:
                    return verdict  # type: ignore[return-value]  # both are verdicts
    return "no"


def write_table(rows: list[Support]) -> str:
    """Returns the table as it is kept: name, format and one mark a language."""
    lines = ["\t".join(("perturbation", "format", " ".join(list_codes())))]
    lines += [
        "\t".join((row.perturbation, row.format, "".join(MARKS[one] for one in row.verdicts))) for row in rows
    ]
    return "\n".join(lines) + "\n"


@cache
def read_table() -> tuple[Support, ...]:
    """Returns the table that is kept beside the registry."""
    text = files("suites").joinpath(_TABLE).read_text("utf-8")
    verdicts = {mark: verdict for verdict, mark in MARKS.items()}
    found = []
    for line in text.splitlines()[1:]:
        name, kind, marks = line.split("\t")
        assert kind in get_args(FormatName)
        found.append(Support(name, kind, tuple(verdicts[mark] for mark in marks)))  # type: ignore[arg-type]
    return tuple(found)


def summarise(name: str) -> dict[Verdict, tuple[str, ...]]:
    """Returns the languages of a perturbation by the best verdict over its formats."""
    rows = [row.verdicts for row in read_table() if row.perturbation == name]
    order: tuple[Verdict, ...] = get_args(Verdict)
    best = {
        code: min((row[at] for row in rows), key=order.index, default="no")
        for at, code in enumerate(list_codes())
    }
    return {verdict: tuple(code for code in best if best[code] == verdict) for verdict in order}
