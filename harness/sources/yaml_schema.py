"""YAML files checked against pydantic models: every complaint names file, line and key.

Catalogues, recipes and suites all pass through ``load_yaml``. Two habits of
YAML 1.1 that lose data are switched off: a repeated key is refused, and only
``true`` and ``false`` are booleans, so ``no`` is Norwegian and not false.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from reprlib import repr as shorten_repr
from typing import TYPE_CHECKING, TypeAlias, TypeVar, get_args, get_type_hints

import yaml
from pydantic import BaseModel, ValidationError

from harness.errors import ConfigError, RequestError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

M = TypeVar("M", bound=BaseModel)
Location: TypeAlias = tuple[int | str, ...]

_UNKNOWN_KEY = ("extra_forbidden", "unexpected_keyword_argument")  # of a model, of a dataclass
_BOOL_TAG = "tag:yaml.org,2002:bool"
_SHAPES = {
    "model_type": "write a mapping here (key: value)",
    "dataclass_type": "write a mapping here (key: value)",
    "dict_type": "write a mapping here (key: value)",
    "tuple_type": "write a list here ([a, b])",
    "list_type": "write a list here ([a, b])",
}


class _Loader(yaml.SafeLoader):
    """``SafeLoader`` with the booleans of YAML 1.2."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _BOOL_TAG or first in ("t", "T", "f", "F")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load_yaml(path: Path, model: type[M]) -> M:
    """Reads a YAML file into ``model``; an empty file stands for an empty mapping.

    Unions of models in ``model`` need a discriminator. A validator that raises
    ``ValueError("problem; remedy")`` has both halves put in their places in the
    message; without a semicolon the remedy is generic.

    Raises:
        ConfigError: if the file is missing, not UTF-8, not YAML, or not as the model says.
            The message has the form ``file:line: key 'a.b[0].c': problem; remedy.``
    """
    data, node = _parse(path)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        details = min(error.errors(), key=lambda found: found["type"] not in _UNKNOWN_KEY)
        raise _explain(path, node, model, details) from None


def restate(error: RequestError) -> ValueError:
    """Returns a request error in the form in which validators report to ``load_yaml``."""
    return ValueError(f"{error.problem}; {error.remedy}")


def _parse(path: Path) -> tuple[object, yaml.Node | None]:
    loader = _open(path)
    try:
        node = loader.get_single_node()
        if node is None:
            return {}, None
        _refuse_repeated_keys(path, node)
        return loader.construct_document(node), node
    except yaml.YAMLError as error:
        raise _not_yaml(path, error) from None
    finally:
        loader.dispose()


def _open(path: Path) -> _Loader:
    try:
        return _Loader(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ConfigError("there is no such file", place=str(path), remedy="check the path") from None
    except OSError as error:
        problem = f"the file cannot be read ({error.strerror})"
        raise ConfigError(problem, place=str(path), remedy="check the path and its permissions") from None
    except UnicodeDecodeError as error:
        problem = f"byte {error.start} is not UTF-8"
        raise ConfigError(problem, place=str(path), remedy="save the file as UTF-8") from None
    except yaml.YAMLError as error:
        raise _not_yaml(path, error) from None


def _not_yaml(path: Path, error: yaml.YAMLError) -> ConfigError:
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    problem = error.problem if isinstance(error, yaml.MarkedYAMLError) else str(error).splitlines()[0]
    place = f"{path}:{mark.line + 1}" if mark else str(path)
    return ConfigError(f"this is not valid YAML ({problem})", place=place, remedy="mend the syntax")


def _refuse_repeated_keys(path: Path, node: yaml.Node) -> None:
    for child in _children(node):
        _refuse_repeated_keys(path, child)
    if not isinstance(node, yaml.MappingNode):
        return
    seen: dict[Hashable, int] = {}
    for key, _ in node.value:
        line = key.start_mark.line + 1
        if key.value in seen and isinstance(key, yaml.ScalarNode):
            place = f"{path}:{line}: key {key.value!r}"
            problem = f"the key stands twice in one mapping, first on line {seen[key.value]}"
            raise ConfigError(problem, place=place, remedy="remove one of them")
        if isinstance(key, yaml.ScalarNode):
            seen[key.value] = line


def _children(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.SequenceNode):
        yield from node.value
    elif isinstance(node, yaml.MappingNode):
        yield from (value for _, value in node.value)


def _explain(path: Path, node: yaml.Node | None, model: type[BaseModel], found: ErrorDetails) -> ConfigError:
    line, key = _locate(node, found["loc"])
    if found["type"] == "missing":
        key = ".".join(filter(None, (key, str(found["loc"][-1]))))
    place = f"{path}:{line}: key {key!r}" if key else f"{path}:{line}"
    problem, remedy = _say(model, found)
    return ConfigError(problem, place=place, remedy=remedy)


def _locate(node: yaml.Node | None, location: Location) -> tuple[int, str]:
    """Returns the line and the dotted key of a pydantic location.

    Parts without a counterpart in the file (members of unions) are passed over, also
    where one is by chance the name of a key beside the next part.
    """
    line, key = (node.start_mark.line + 1 if node else 1), ""
    for part, following in pairwise((*location, None)):
        step = _descend(node, part)
        if step is None or (isinstance(step[1], yaml.ScalarNode) and _descend(node, following)):
            continue
        line, node = step
        key += f"[{part}]" if isinstance(part, int) else f".{part}" if key else str(part)
    return line, key


def _descend(node: yaml.Node | None, part: int | str | None) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in reversed(node.value):
            if key.value == str(part):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        item = node.value[part]
        return item.start_mark.line + 1, item
    return None


def _say(model: type[BaseModel], found: ErrorDetails) -> tuple[str, str]:
    match found["type"]:
        case "extra_forbidden" | "unexpected_keyword_argument":
            name = str(found["loc"][-1])
            return f"unknown key {name!r}", _suggest(name, sorted(_keys_at(model, found["loc"][:-1])))
        case "missing":
            return "a required key is missing", f"add {str(found['loc'][-1])!r}"
        case "union_tag_not_found":
            return "the mapping does not say what it is", f"add {found['ctx']['discriminator']}"
        case "union_tag_invalid":
            known = [tag.strip("' ") for tag in found["ctx"]["expected_tags"].split(",")]
            kind, tag = found["ctx"]["discriminator"].strip("'"), found["ctx"]["tag"]
            return f"unknown {kind} {tag!r}", _suggest(tag, known)
        case "value_error":
            problem, _, remedy = str(found["ctx"]["error"]).partition("; ")
            return problem, remedy or "mend the value"
        case _:
            problem = f"got {shorten_repr(found['input'])}"
            return problem, _SHAPES.get(found["type"]) or found["msg"].replace("Input should", "it should")


def _suggest(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    return f"did you mean {near[0]!r}" if near else f"choose one of {', '.join(known)}"


def _keys_at(model: type[BaseModel], location: Location) -> set[str]:
    kinds: set[type] = {model}
    for part in location:
        kinds = set(_step(kinds, part)) or _tagged(kinds, part) or kinds
    return {key for kind in kinds for key in _keys_of(kind)}


def _keys_of(kind: type) -> dict[str, object]:
    """Returns the keys of a model or dataclass with their annotations."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return {field.name: hints[field.name] for field in fields(kind)}
    assert issubclass(kind, BaseModel)
    return {field.alias or name: field.annotation for name, field in kind.model_fields.items()}


def _step(kinds: set[type], part: int | str) -> Iterator[type]:
    for kind in kinds:
        for key, annotation in _keys_of(kind).items():
            if part == key:
                yield from _kinds_in(annotation)


def _tagged(kinds: set[type], part: int | str) -> set[type]:
    """Returns the members of a union that bear a tag."""
    return {kind for kind in kinds if any(part in get_args(hint) for hint in _keys_of(kind).values())}


def _kinds_in(annotation: object) -> Iterator[type]:
    """Yields every model or dataclass in an annotation: optional, union, list, tuple, mapping values."""
    if isinstance(annotation, type) and (issubclass(annotation, BaseModel) or is_dataclass(annotation)):
        yield annotation
    for inner in get_args(annotation):
        yield from _kinds_in(inner)
