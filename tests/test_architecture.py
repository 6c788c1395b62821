"""Holds the shape of the project: layers, cycles, sizes, names, randomness, and what may be imported where.

Each rule is a function from a parsed module to the violations in it. The rules
run over every module of the project, and over small samples that they must catch.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = ("harness", "perturbations", "suites")  # each may import itself and those before it
PERTURBATIONS_MAY_IMPORT = {"harness.types", "harness.errors", "harness.registry", "harness.seeds"}
TORCH_LIVES_IN = ("harness.models", "harness.training", "harness.inference")
HEAVY = {"torch", "transformers", "scipy", "pyarrow", "pandas", "datasets"}
PICKLERS = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}
TRUSTING = {"trust_remote_code", "allow_pickle"}
VAGUE_NAMES = {"utils", "util", "misc", "core", "helpers", "helper", "common"}
TORCH_SEEDERS = {"manual_seed", "manual_seed_all", "set_seed"}
SEEDS_TORCH = "harness.models.randomness"
PUTS_RANDOMNESS_BACK = {"perturbations.nlpaug_adapter", "tests.perturbations.test_nlpaug_adapter"}
MAX_FILE_LINES, MAX_BODY_LINES, MAX_PARAMETERS = 350, 40, 6
TOP_LEVEL = {
    *LAYERS,
    *("tests", "docs", "benchmarks", "pyproject.toml", "constraints.txt", "Makefile"),
    *("README.md", "CHANGELOG.md", "LICENSE", ".ci", ".gitignore", ".gitattributes"),
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """A parsed source file."""

    name: str
    tree: ast.Module
    lines: int
    is_package: bool = False

    @property
    def package(self) -> str:
        return self.name if self.is_package else self.name.rpartition(".")[0]


def parse(path: Path) -> Module:
    parts = path.relative_to(ROOT).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    text = path.read_text("utf-8")
    name = ".".join(parts[:-1] if is_package else parts)
    return Module(name, ast.parse(text), len(text.splitlines()), is_package)


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    return tuple(parse(path) for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))


def imported(module: Module, known: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every dotted name the module imports anywhere, also inside functions; ``from a import b`` as ``a.b``
    where that is a module of ``known`` or of another project, else as ``a``."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = module.package.split(".")
                base = ".".join([*parts[: len(parts) - node.level + 1], *filter(None, [base])])
            for alias in node.names:
                full = f"{base}.{alias.name}"
                yield full if full in known else base


def is_within(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def functions(module: Module) -> Iterator[Function]:
    return (node for node in ast.walk(module.tree) if isinstance(node, Function))


def dotted(node: ast.expr) -> str:
    """``a.b.c`` for an attribute chain, "" for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (base := dotted(node.value)):
        return f"{base}.{node.attr}"
    return ""


def is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


# --- rules: a module in, violations out ----------------------------------------------


def breaks_layers(module: Module) -> Iterator[str]:
    layer = module.name.partition(".")[0]
    for name in imported(module):
        target = name.partition(".")[0]
        if target in LAYERS and LAYERS.index(target) > LAYERS.index(layer):
            yield f"{module.name} imports {name}, which is a layer above it"


def perturbations_reach_too_far(module: Module) -> Iterator[str]:
    if is_within(module.name, "perturbations"):
        for name in imported(module):
            if is_within(name, "harness") and name not in PERTURBATIONS_MAY_IMPORT:
                yield f"{module.name} imports {name}"


def imports_torch_elsewhere(module: Module) -> Iterator[str]:
    if not is_within(module.name, *TORCH_LIVES_IN):
        for name in imported(module):
            if is_within(name, "torch", "transformers", "safetensors.torch"):
                yield f"{module.name} imports {name}"


def touches_global_randomness(module: Module) -> Iterator[str]:
    if module.name in PUTS_RANDOMNESS_BACK:
        return
    if any(is_within(name, "random") for name in imported(module)):
        yield f"{module.name} imports random"
    for node in ast.walk(module.tree):
        name = dotted(node) if isinstance(node, ast.Attribute) else ""
        if is_within(name, "np.random", "numpy.random") and module.name != "harness.seeds":
            if name.rpartition(".")[2] not in {"random", "Generator", "get_state"}:
                yield f"{module.name}:{node.lineno} uses {name}"
        elif name.rpartition(".")[2] in TORCH_SEEDERS and module.name != SEEDS_TORCH:
            yield f"{module.name}:{node.lineno} uses {name}"


def runs_code_from_files(module: Module) -> Iterator[str]:
    for name in imported(module):
        if name.partition(".")[0] in PICKLERS:
            yield f"{module.name} imports {name}"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and dotted(node) in {"torch.load", "torch.save"}:
            yield f"{module.name}:{node.lineno} uses {dotted(node)}"
        if isinstance(node, ast.keyword) and node.arg in TRUSTING and not is_false(node.value):
            yield f"{module.name}:{node.value.lineno} passes {node.arg}"


def is_too_long(module: Module) -> Iterator[str]:
    if module.lines > MAX_FILE_LINES:
        yield f"{module.name} has {module.lines} lines"


def has_long_functions(module: Module) -> Iterator[str]:
    for function in functions(module):
        body = function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body
        length = body[-1].end_lineno - body[0].lineno + 1 if body else 0
        if length > MAX_BODY_LINES:
            yield f"{module.name}.{function.name} has a body of {length} lines"


def has_wide_functions(module: Module) -> Iterator[str]:
    for function in functions(module):
        given = function.args
        names = [argument.arg for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
        count = len([name for name in names if name not in {"self", "cls"}])
        if count > MAX_PARAMETERS:
            yield f"{module.name}.{function.name} has {count} parameters"


def has_vague_name(module: Module) -> Iterator[str]:
    if VAGUE_NAMES & set(module.name.split(".")):
        yield f"{module.name} does not say what it holds"


def lacks_docstrings(module: Module) -> Iterator[str]:
    def visit(node: ast.Module | ast.ClassDef, path: str) -> Iterator[str]:
        if ast.get_docstring(node) is None:
            yield path
        for child in node.body:
            if not isinstance(child, ast.ClassDef | Function) or child.name.startswith("_"):
                continue
            if isinstance(child, ast.ClassDef):
                yield from visit(child, f"{path}.{child.name}")
            elif ast.get_docstring(child) is None:
                yield f"{path}.{child.name}"

    return visit(module.tree, module.name)


RULES = (
    breaks_layers,
    perturbations_reach_too_far,
    imports_torch_elsewhere,
    touches_global_randomness,
    runs_code_from_files,
    is_too_long,
    has_long_functions,
    has_wide_functions,
    has_vague_name,
    lacks_docstrings,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_module_breaks_the_rule(rule):
    violations = [text for module in modules(*LAYERS) for text in rule(module)]
    assert not violations, "\n".join(violations)


@pytest.mark.parametrize(
    "rule", [is_too_long, has_vague_name, touches_global_randomness], ids=lambda rule: rule.__name__
)
def test_tests_and_benchmarks_follow_the_rule(rule):
    violations = [text for module in modules("tests", "benchmarks") for text in rule(module)]
    assert not violations, "\n".join(violations)


SAMPLES = {
    "a layer above": (breaks_layers, "harness.a", "def f():\n    from suites.plan import expand"),
    "a layer above, from the package": (breaks_layers, "harness.a", "from perturbations import base"),
    "too far": (perturbations_reach_too_far, "perturbations.a", "from harness.metrics import METRICS"),
    "too far, the package": (perturbations_reach_too_far, "perturbations.a", "import harness"),
    "torch in a function": (imports_torch_elsewhere, "suites.a", "def f():\n    import torch.nn"),
    "transformers": (imports_torch_elsewhere, "harness.formats.a", "from transformers import AutoModel"),
    "random": (touches_global_randomness, "harness.a", "from random import shuffle"),
    "numpy": (touches_global_randomness, "harness.a", "import numpy as np\nnp.random.seed(0)"),
    "torch seed": (touches_global_randomness, "harness.models.a", "import torch\ntorch.manual_seed(0)"),
    "pickle": (runs_code_from_files, "harness.a", "import pickle"),
    "torch.load": (runs_code_from_files, "harness.models.a", "import torch\ntorch.load('x')"),
    "remote code": (runs_code_from_files, "harness.models.a", "load('x', trust_remote_code=True)"),
    "long file": (is_too_long, "harness.a", "x = 1\n" * (MAX_FILE_LINES + 1)),
    "long function": (
        has_long_functions,
        "harness.a",
        "def f():\n    'Doc.'\n" + "    x = 1\n" * (MAX_BODY_LINES + 1),
    ),
    "wide function": (has_wide_functions, "harness.a", "def f(a, b, c, *, d, e, g, h): ..."),
    "vague name": (has_vague_name, "harness.utils", "'Doc.'"),
    "no docstring": (lacks_docstrings, "harness.a", "'Doc.'\nclass A:\n    'Doc.'\n    def f(self): ..."),
}


@pytest.mark.parametrize(("rule", "name", "source"), SAMPLES.values(), ids=SAMPLES)
def test_the_rule_catches_its_sample(rule, name, source):
    assert list(rule(Module(name, ast.parse(source), len(source.splitlines()))))


def test_what_the_rules_allow_passes():
    source = (
        "'Doc.'\nimport numpy as np\nfrom harness.seeds import derive_generator\n"
        "def draw(self, a, b, c, d, e, g) -> np.random.Generator:\n    'Doc.'\n"
        + "    x = 1\n"
        * MAX_BODY_LINES
    )
    module = Module("perturbations.a", ast.parse(source), len(source.splitlines()))
    assert [text for rule in RULES for text in rule(module)] == []


# --- rules about the whole ------------------------------------------------------------


def find_cycle(given: tuple[Module, ...]) -> list[str] | None:
    known = frozenset(module.name for module in given)
    graph = {module.name: set(imported(module, known)) & known - {module.name} for module in given}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return None


def test_no_two_modules_import_each_other():
    assert find_cycle(modules(*LAYERS)) is None


def test_a_lazy_cycle_is_found():
    one = Module("harness.a", ast.parse("from harness import b"), 1)
    other = Module("harness.b", ast.parse("def f():\n    from .a import g"), 2)
    assert set(find_cycle((one, other))) == {"harness.a", "harness.b"}


@pytest.mark.parametrize(
    "statement",
    [
        "import harness, perturbations, suites",
        "from suites.cli import main; assert main(['--help']) == 0",
        "from suites.cli import main; assert main(['lits']) == 2",
    ],
)
def test_light_entry_points_import_nothing_heavy(statement):
    script = f"import json, sys\n{statement}\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}
    assert loaded & HEAVY == set()


def test_the_root_holds_only_what_it_should():
    git = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=False, cwd=ROOT)
    if git.returncode:
        pytest.skip("not a git checkout, so stray files cannot be told from the project's")
    assert {line.partition("/")[0] for line in git.stdout.splitlines()} <= TOP_LEVEL
