"""Names by content: canonical JSON → sha256, for data, code and stages."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

FINGERPRINT_LENGTH = 16  # hex digits: 64 bits, ample for the number of stages anyone trains


def fingerprint(value: object) -> str:
    """Returns the first 16 hex digits of the sha256 of the value's canonical JSON.

    Takes dataclasses, mappings, sequences, enums, paths and JSON scalars; the
    class name of a dataclass is part of its fingerprint.

    Raises:
        TypeError: for a value without a canonical form (sets, floats that are not finite).
    """
    text = json.dumps(_canonical(value), sort_keys=True, ensure_ascii=False, allow_nan=False)
    return sha256(text.encode()).hexdigest()[:FINGERPRINT_LENGTH]


def fingerprint_file(path: Path) -> str:
    """Returns the first 16 hex digits of the sha256 of a file's bytes."""
    digest = sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()[:FINGERPRINT_LENGTH]


def fingerprint_code(*modules: str) -> str:
    """Returns a fingerprint of what the modules do: their syntax trees without docstrings.

    A package stands for all of its modules. Comments, layout and docstrings do
    not count, so rewording one does not retrain a model. Nothing is imported.

    Raises:
        ModuleNotFoundError: if a module has no Python source.
    """
    trees = {
        name: _dump_tree(path.read_text("utf-8")) for module in modules for name, path in _sources(module)
    }
    return fingerprint(trees)


def _canonical(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        body = {field.name: _canonical(getattr(value, field.name)) for field in fields(value)}
        return {"__type__": type(value).__name__, **body}
    if isinstance(value, Enum):
        return _canonical(value.value)
    if isinstance(value, Path):
        return str(value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Mapping):
        return {str(key): _canonical(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [_canonical(item) for item in value]
    raise TypeError(f"no canonical form for {type(value).__name__} {value!r}")


def _sources(module: str) -> list[tuple[str, Path]]:
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(module)
    origin = Path(spec.origin)
    if origin.name != "__init__.py":
        return [(module, origin)]
    root = origin.parent
    return [(f"{module}/{p.relative_to(root).as_posix()}", p) for p in sorted(root.rglob("*.py"))]


@cache
def _dump_tree(source: str) -> str:
    return ast.dump(_without_docstrings(ast.parse(source)))


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                node.body = node.body[1:] or [ast.Pass()]
    return tree
