"""``crosswind perturb``: lines in, perturbed lines out."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from harness.errors import RequestError
from harness.languages import language as find_language
from harness.sources.lexicon import read_lexicon
from harness.types import NO_RESOURCES, EvaluationSet, LanguageResources, NotApplicable, PlainText
from perturbations.base import Perturbation, Resource, check_severity
from perturbations.compose import find_perturbation
from perturbations.context import PerturbationContext, build_context
from perturbations.coverage import perturb_text
from perturbations.needs import list_lacking
from suites.cli.options import Seed
from suites.cli.running import Files, WordModels
from suites.services import NO_NAMES, plan_services

_CATALOGUE = "name a catalogue whose resources hold it (--data, docs/resources.md)"
_REMEDIES: dict[Resource, tuple[str, str]] = {
    "lexicon": ("a lexicon", "give one (--lexicon), or a catalogue whose resources hold it (--data)"),
    "lexicons": ("lexicons into two languages", _CATALOGUE.replace("it", "them", 1)),
    "misspellings": ("a list of misspellings", _CATALOGUE),
    "inflections": ("a list of inflections", _CATALOGUE),
    "synonyms": ("a wordnet", _CATALOGUE),
    "gazetteer": ("a gazetteer", _CATALOGUE),
    "recorded": (
        "noise recorded for a task's examples",
        "perturb its sets (crosswind perturb-set)",
    ),
    "mask_filler": ("a masked language model", "give one (--mask-filler)"),
    "translator": ("a translation model", "give one (--translator)"),
}
UNCHANGED = "nothing was chosen to be changed"


@dataclass(frozen=True, slots=True)
class Filter:
    """A perturbation of lines with everything that determines it."""

    name: str
    severity: int
    language: str
    seed: int
    context: PerturbationContext

    def perturb(self, line: str) -> str | NotApplicable:
        """Returns the line perturbed, or why it stays as it is."""
        outcome = perturb_text(
            line,
            self.name,
            language=self.language,
            severity=self.severity,
            seed=self.seed,
            context=self.context,
        )
        if isinstance(outcome, NotApplicable):
            return outcome
        assert isinstance(outcome.payload, PlainText)
        changed = outcome.payload.text
        return NotApplicable(UNCHANGED) if changed == line else changed


@dataclass(frozen=True, slots=True)
class Wanted:
    """What becomes of the lines."""

    name: Annotated[str, typer.Option("--name", help="A perturbation (crosswind list perturbations).")]
    severity: Annotated[int, typer.Option("--severity", help="0 (none) to 5.")] = 3
    language: Annotated[str, typer.Option("--language", help="Code of the language of the text.")] = "en"
    lexicon: Annotated[
        Path | None, typer.Option("--lexicon", help="Words and translations, in a file named like en-de.tsv.")
    ] = None


def command(wanted: Wanted, files: Files, models: WordModels, *, seed: Seed = 0) -> None:
    """Perturbs each line of standard input; says on standard error how many stayed as they are, and why.

    Word lists come from --lexicon and from the resources of the catalogue under --data.

    Raises:
        RequestError: if an option, a word list or a line cannot be used, or there is nothing to perturb with.
    """
    found = find_perturbation(wanted.name, place="--name")
    _require_lines(found)
    check_severity(wanted.severity, "--severity")
    code = find_language(wanted.language, place="--language").code
    context = _build_context(code, _load_resources(files, code), wanted.lexicon)
    if models.names != NO_NAMES:
        context = _add_models(context, models, files, code)
    if wanted.severity:
        _require_resources(found, context, code)
    _pass_through(Filter(found.name, wanted.severity, code, seed, context))


def _require_lines(found: Perturbation) -> None:
    if "masked_lm" not in found.spec.formats:
        needed = ", ".join(found.spec.formats)
        raise RequestError(
            f"{found.name!r} is of {needed} examples, and lines of text are none",
            place="--name",
            remedy="choose another (crosswind list perturbations), or perturb a task's sets "
            "(crosswind perturb-set)",
        )


def _require_resources(found: Perturbation, context: PerturbationContext, language: str) -> None:
    """Refuses a perturbation that would leave every line as it is, for want of what it works with."""
    for lacking in list_lacking(found.name, context):
        what, remedy = _REMEDIES[lacking]
        raise RequestError(
            f"{found.name!r} can do nothing in {language!r} without {what}", place="--name", remedy=remedy
        )


def _load_resources(files: Files, language: str) -> LanguageResources:
    if files.data is None:
        return NO_RESOURCES
    from suites.data import DataAccess  # the hub's client, which takes a second to import

    return DataAccess(files.data, files.data_root, files.offline).load_resources(language)


def _add_models(
    context: PerturbationContext, models: WordModels, files: Files, language: str
) -> PerturbationContext:
    from suites.contexts import ContextSource
    from suites.data import DataAccess

    services = plan_services(models.names, offline=files.offline)
    return ContextSource(DataAccess(), services).add_models(context, language)


def _build_context(language: str, resources: LanguageResources, path: Path | None) -> PerturbationContext:
    """The context of lines: they have no paragraphs, so it holds word lists alone."""
    lines = EvaluationSet("lines", language, "test", ())
    if path is None:
        return build_context(lines, resources)
    lexicon = read_lexicon(path)
    context = build_context(lines, replace(resources, lexicons=(lexicon, *resources.lexicons)))
    if language not in (lexicon.source, lexicon.target):
        raise RequestError(
            f"{path} translates between {lexicon.source!r} and {lexicon.target!r}, not from {language!r}",
            place="--lexicon",
            remedy="give a lexicon of the text's language or another --language",
        )
    return context


def _pass_through(lines: Filter) -> None:
    reasons: Counter[str] = Counter()
    changed = 0
    for text, ending in _read_lines(sys.stdin.buffer):
        outcome = lines.perturb(text)
        if isinstance(outcome, NotApplicable):
            reasons[outcome.reason] += 1
            outcome = text
        else:
            changed += 1
        sys.stdout.write(outcome + ending)
    sys.stdout.flush()
    for reason, count in reasons.most_common():
        typer.echo(f"{count} of {changed + reasons.total()} lines left as they are: {reason}", err=True)


def _read_lines(stream: Iterable[bytes]) -> Iterator[tuple[str, str]]:
    """Yields each line and what ends it."""
    for number, raw in enumerate(stream, 1):
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise RequestError(
                f"byte {error.start + 1} of the line is not UTF-8",
                place=f"standard input, line {number}",
                remedy="give text in UTF-8",
            ) from None
        body = text.rstrip("\r\n")
        yield body, text[len(body) :]
