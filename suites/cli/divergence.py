"""``crosswind divergence``: how far training data lie from evaluation data, before anything is trained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from harness.store.stages import locate_home
from suites.cli.display import show_json, show_lines, show_table
from suites.cli.options import Json, Seed
from suites.cli.running import Files
from suites.data import DataAccess
from suites.report.wording import format_count, format_number, format_p

if TYPE_CHECKING:
    from harness.statistics.divergence import Association
    from suites.divergence import MeasuredPair

_COLUMNS = ("source → target", "in", "n", "measure", "value", "null", "p", "p adj.")
_WORDS = {"mmd": "MMD²", "jensen_shannon": "JSD", "frechet": "Fréchet", "a_distance": "proxy-A"}


@dataclass(frozen=True, slots=True)
class Compared:
    """What is compared in which encoder's space."""

    model: Annotated[str, typer.Option("--model", help="An encoder: folder or hub id.")]
    source: Annotated[
        list[str],
        typer.Option("--source", help="An intermediate task, by its training data; may be repeated."),
    ]
    target: Annotated[
        list[str], typer.Option("--target", help="A target task, by its evaluation data; may be repeated.")
    ]
    language: Annotated[
        list[str] | None,
        typer.Option(
            "--language", help="A language; may be repeated. All that a target's data have by default."
        ),
    ] = None
    limit: Annotated[
        int, typer.Option("--limit", min=0, help="Examples a language that are read, chosen by id; 0 = all.")
    ] = 1000


@dataclass(frozen=True, slots=True)
class _Row:
    """A pair, and its p-value corrected for all pairs and measures of the call (Benjamini–Hochberg)."""

    pair: MeasuredPair
    p_adjusted: float | None


@dataclass(frozen=True, slots=True)
class _Answer:
    """All that was measured."""

    pairs: tuple[_Row, ...]
    associations: dict[str, Association]


def command(
    compared: Compared,
    files: Files,
    *,
    measure: Annotated[
        list[str] | None,
        typer.Option(
            "--measure",
            help="mmd, jensen_shannon, frechet or a_distance; may be repeated. The first two by default.",
        ),
    ] = None,
    gains: Annotated[
        Path | None,
        typer.Option(
            "--gains", help="CSV with source, target, language, gain: does divergence go with gains?"
        ),
    ] = None,
    seed: Seed = 0,
    json: Json = False,
) -> None:
    """Compares the training data of each source with the evaluation data of each target.

    Raises:
        RequestError: if a task, language or model is none, or data cannot be compared.
    """
    answer = _measure(compared, files, tuple(measure or ()), gains, seed=seed)
    if json:
        show_json(answer)
        return
    show_table(_COLUMNS, [_describe(row) for row in answer.pairs])
    show_lines((0, note) for note in _explain(answer))


def _measure(
    compared: Compared, files: Files, measures: Sequence[str], gains: Path | None, *, seed: int
) -> _Answer:
    from harness.models.checkpoints import open_checkpoint
    from harness.statistics.corrections import adjust
    from suites.divergence import TextSpace, load_source, load_targets, measure_pairs, name_measures
    from suites.gains import read_gains  # scipy: not for --help

    wanted = name_measures(measures)
    measured = read_gains(gains) if gains else None
    space = TextSpace(open_checkpoint(compared.model, offline=files.offline), locate_home(), seed)
    access = DataAccess(files.data, files.data_root, files.offline)
    sources = [load_source(name, access, limit=compared.limit) for name in dict.fromkeys(compared.source)]
    targets = load_targets(
        tuple(dict.fromkeys(compared.target)), tuple(compared.language or ()), access, limit=compared.limit
    )
    pairs = tuple(measure_pairs(sources, targets, wanted, space))
    adjusted = adjust([pair.divergence.p_value for pair in pairs])
    rows = tuple(_Row(pair, p) for pair, p in zip(pairs, adjusted, strict=True))
    found = {} if measured is None else _associate(pairs, measured, place=str(gains), seed=seed)
    return _Answer(rows, found)


def _associate(
    pairs: Sequence[MeasuredPair], gains: dict[tuple[str, str, str], float], *, place: str, seed: int
) -> dict[str, Association]:
    from harness.statistics.divergence import associate
    from suites.gains import join_gains

    by_measure: dict[str, list[MeasuredPair]] = {}
    for pair in pairs:
        by_measure.setdefault(pair.divergence.measure, []).append(pair)
    return {
        name: associate(join_gains(group, gains, place=place), seed=seed)
        for name, group in by_measure.items()
    }


def _describe(row: _Row) -> tuple[str, ...]:
    found = row.pair.divergence
    return (
        f"{row.pair.source} → {row.pair.target}",
        row.pair.language,
        format_count(found.n),
        _WORDS[found.measure],
        format_number(found.value, 4),
        format_number(found.null_mean, 4),
        format_p(found.p_value),
        format_p(row.p_adjusted),
    )


def _explain(answer: _Answer) -> Iterator[str]:
    pairs = [row.pair for row in answer.pairs]
    noted: dict[tuple[str, str], list[str]] = {}
    for pair in pairs:
        for note in pair.divergence.notes:
            place = f"{pair.source} → {pair.target} in {pair.language}"
            noted.setdefault((pair.divergence.measure, note), []).append(place)
    for (name, note), places in noted.items():
        everywhere = len(places) == sum(pair.divergence.measure == name for pair in pairs)
        yield f"{_WORDS[name]}: {note}" + ("" if everywhere else f" ({', '.join(places)})")
    for name, found in answer.associations.items():
        yield from _explain_association(_WORDS[name], found)


def _explain_association(name: str, found: Association) -> Iterator[str]:
    rho, low, high = (format_number(value, 2) for value in (found.rho, found.low, found.high))
    yield (
        f"{name} and gain: Spearman's ρ {rho} [{low}, {high}], p {format_p(found.p_value)} over "
        f"{format_count(found.arrangements)} arrangements of tasks, each source's mean taken off"
    )
    yield from (f"{name} and gain: {note}" for note in found.notes)
    left = ", ".join(f"{task} {format_number(without, 2)}" for task, without in found.influence)
    yield f"{name} and gain, ρ without each task: {left}"
