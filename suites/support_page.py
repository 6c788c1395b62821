"""The page on perturbations: what each does, why the gold holds, where it applies.

python -m suites.support_page     # tries everything out, writes the table and docs/perturbations.md
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from harness.types import FormatName
from perturbations.base import PERTURBATIONS, AnyPerturbation, Perturbation, PerturbationSpec
from perturbations.scopes import SCOPES
from perturbations.setting import EDIT_RATES
from suites.support import MARKS, Support, Verdict, list_codes, probe_all, read_table, summarise, write_table

LETTERS: dict[FormatName, str] = {
    "classification": "C",
    "multiple_choice": "M",
    "tagging": "T",
    "span_qa": "Q",
    "retrieval": "R",
    "masked_lm": "L",
}
"""Format → the letter that stands for it."""

_ROOT = Path(__file__).parent
_PAGE = _ROOT.parent / "docs" / "perturbations.md"
_FEW = 12
_ENDINGS: dict[Verdict, str] = {"yes": "", "data": " with word lists or a model"}
_HEAD = """# Perturbations

This page is written by `python -m suites.support_page`, and a test holds it. How to add one:
[adding-a-perturbation.md](adding-a-perturbation.md); properties of a model:
[property-tests.md](property-tests.md); slices and other sources: [domain-shifts.md](domain-shifts.md);
realised rates and speed: [results/perturbations.md](results/perturbations.md).

**Severity** 1 to 5 edits {rates} of the units; 0 is the identity. Characters are extended
grapheme clusters other than white space, words are what stands between white space (in scripts without
it, ICU's words). The rate is of *all* units in the texts in reach, so one severity is the same dose in
every language; where fewer can be edited, all of these are, and the report shows the realised rate. For
what texts hold little of (marks, numbers, entities) the rate is of these alone, as the unit says. Of
sentences and texts the severity is no rate; the description says what it is.

**Formats**: {formats}.

**Parts**: `name@part` confines a perturbation: {parts}.

**Sequences**: `a+b` applies one after the other.
"""


def main() -> None:
    """Writes the table and the page."""
    _ROOT.joinpath("resources", "support.tsv").write_text(write_table(list(probe_all())), "utf-8")
    read_table.cache_clear()
    _PAGE.write_text(render_page(), "utf-8")


def render_page() -> str:
    """Returns the page as Markdown, from the registry and the table that is kept."""
    entries = tuple(PERTURBATIONS)
    texts = [entry for entry in entries if isinstance(entry, Perturbation)]
    head = _HEAD.format(
        rates=", ".join(f"{100 * rate:g} %" for rate in EDIT_RATES[1:]),
        formats=", ".join(f"{letter} {kind}" for kind, letter in LETTERS.items()),
        parts=", ".join(f"`{scope.name}` ({scope.description})" for scope in SCOPES.values()),
    )
    sections = [
        head,
        *_render_section("Of the text", [one for one in texts if not one.spec.control]),
        *_render_section("Controls, which do not keep the gold", [one for one in texts if one.spec.control]),
        *_render_others("Shifts", [one for one in entries if _is_other(one, "evaluation")]),
        *_render_others("Scalings of training data", [one for one in entries if _is_other(one, "train")]),
        *_render_matrix(),
    ]
    return "\n".join(sections).rstrip() + "\n"


def name_languages(name: str) -> str:
    """Returns in which languages a perturbation does something, in a few words."""
    found = summarise(name)
    said = [
        _name_some(found[verdict], len(list_codes()), ending)
        for verdict, ending in _ENDINGS.items()
        if found[verdict]
    ]
    return "; ".join(said)


def _name_some(codes: Sequence[str], total: int, ending: str) -> str:
    if len(codes) == total:
        return f"all{ending}"
    missing = [code for code in list_codes() if code not in codes]
    if len(missing) <= _FEW:
        return f"all but {' '.join(missing)}{ending}"
    return (" ".join(codes) if len(codes) <= _FEW else f"{len(codes)} of {total}") + ending


def _is_other(entry: AnyPerturbation, target: str) -> bool:
    return not isinstance(entry, Perturbation) and entry.spec.target == target


def _render_section(title: str, entries: Iterable[Perturbation]) -> Iterator[str]:
    yield f"## {title}\n\n| name | does | why the gold holds | unit | formats | languages |"
    yield "|---|---|---|---|---|---|"
    for entry in entries:
        spec = entry.spec
        cells = (f"`{spec.name}`", spec.description, spec.label_policy, spec.unit, name_formats(spec))
        yield "| " + " | ".join((*cells, name_languages(spec.name))) + " |"
    yield ""


def _render_others(title: str, entries: Iterable[AnyPerturbation]) -> Iterator[str]:
    yield f"## {title}\n\n| name | does | why the gold holds | formats |\n|---|---|---|---|"
    for entry in entries:
        spec = entry.spec
        yield f"| `{spec.name}` | {spec.description} | {spec.label_policy} | {name_formats(spec)} |"
    yield ""


def _render_matrix() -> Iterator[str]:
    yield "## Language × format × perturbation\n\nFound out by trying each on small examples.\n\n```"
    yield render_matrix()
    yield "```"


def render_matrix() -> str:
    """Returns which perturbation does something in which format and language, a line a case.

    Every language is a column, its code written downwards; formats that fare alike share a line.
    """
    rows = list(_merge_rows(read_table()))
    width = max(len(label) for label, _ in rows) + 2
    codes = list_codes()
    lines = [
        " " * width + "".join(code[depth : depth + 1] or " " for code in codes).rstrip()
        for depth in range(max(map(len, codes)))
    ]
    lines += [label.ljust(width) + "".join(MARKS[one] for one in verdicts) for label, verdicts in rows]
    meaning = "does something", "does with word lists or a model", "does not"
    legend = ", ".join(f"{mark} {text}" for mark, text in zip(MARKS.values(), meaning, strict=True))
    return "\n".join([*lines, "", legend])


def _merge_rows(rows: Iterable[Support]) -> Iterator[tuple[str, tuple[Verdict, ...]]]:
    for name, group in groupby(rows, key=lambda row: row.perturbation):
        kinds: dict[tuple[Verdict, ...], str] = {}
        for row in group:
            kinds[row.verdicts] = kinds.get(row.verdicts, "") + LETTERS[row.format]
        for verdicts, letters in kinds.items():
            yield f"{name} {letters}", verdicts


def name_formats(spec: PerturbationSpec) -> str:
    """Returns the letters of its formats."""
    return "".join(LETTERS[kind] for kind in LETTERS if kind in spec.formats)


if __name__ == "__main__":
    main()
