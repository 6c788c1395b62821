"""Each way in which a YAML file can be wrong gives one sentence with file, line and key."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, field_validator

from harness.errors import ConfigError, UnknownNameError
from harness.sources.yaml_schema import load_yaml, restate


class Options(BaseModel):
    model_config = ConfigDict(extra="forbid")
    columns: dict[str, str] = {}
    limit: int | None = None


class ByName(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: Literal["name"]
    name: str


class ByNumber(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: Literal["number"]
    number: int


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    task: str
    languages: tuple[str, ...] = ()
    codes: dict[str, str] = {}
    split: Literal["all"] | str = "all"
    options: Options = Options()
    rule: ByName | ByNumber | None = Field(default=None, discriminator="kind")

    @field_validator("task")
    @classmethod
    def _known(cls, task: str) -> str:
        if task == "vague":
            raise ValueError("too vague")
        if task != "xnli":
            raise restate(UnknownNameError("task", task, ["xnli"], place="unused"))
        return task


class Catalogue(BaseModel):
    model_config = ConfigDict(extra="forbid")
    entries: tuple[Entry, ...]


@pytest.fixture
def write(tmp_path):
    def write(text: str | bytes) -> Path:
        path = tmp_path / "file.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_a_good_file_becomes_the_model(write):
    text = "entries:\n- {task: xnli, languages: [en, no, on], codes: {no: nob}}\n"
    (entry,) = load_yaml(write(text), Catalogue).entries
    assert entry.languages == ("en", "no", "on")
    assert entry.codes == {"no": "nob"}


def test_anchors_and_merge_keys_keep_working(write):
    text = "entries:\n- &base {task: xnli, languages: [en]}\n- {<<: *base, languages: [de]}\n"
    assert [entry.languages for entry in load_yaml(write(text), Catalogue).entries] == [("en",), ("de",)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("entries:\n- taks: xnli\n", ":2: key 'entries[0].taks': unknown key 'taks'; did you mean 'task'."),
        (
            "entries:\n- task: xnli\n  options:\n\n    limti: 3\n",
            ":5: key 'entries[0].options.limti': unknown key 'limti'; did you mean 'limit'.",
        ),
        ("zzzz: 1\n", ":1: key 'zzzz': unknown key 'zzzz'; choose one of entries."),
        (
            "entries:\n- languages: [en]\n",
            ":2: key 'entries[0].task': a required key is missing; add 'task'.",
        ),
        ("", ":1: key 'entries': a required key is missing; add 'entries'."),
        ("- a\n", ":1: got ['a']; write a mapping here (key: value)."),
        ("entries: xnli\n", ":1: key 'entries': got 'xnli'; write a list here ([a, b])."),
        (
            "entries:\n- task: xnli\n  options:\n    limit: many\n",
            ":4: key 'entries[0].options.limit': got 'many'; it should be a valid integer, "
            "unable to parse string as an integer.",
        ),
        (
            "entries:\n- {task: xnli, split: 3}\n",
            ":2: key 'entries[0].split': got 3; it should be 'all'.",
        ),
        ("entries:\n- task: 3\n", ":2: key 'entries[0].task': got 3; it should be a valid string."),
        (
            "entries:\n- task: xnli\n  languages: [en,\n    7]\n",
            ":4: key 'entries[0].languages[1]': got 7; it should be a valid string.",
        ),
        (
            "entries:\n- task: xnly\n",
            ":2: key 'entries[0].task': unknown task 'xnly'; did you mean 'xnli'.",
        ),
        ("entries:\n- task: vague\n", ":2: key 'entries[0].task': too vague; mend the value."),
        (
            "entries:\n- task: xnli\n  rule:\n    kind: number\n    numbr: 3\n    number: 3\n",
            ":5: key 'entries[0].rule.numbr': unknown key 'numbr'; did you mean 'number'.",
        ),
        (
            "entries:\n- task: xnli\n  rule: {number: 3}\n",
            ":3: key 'entries[0].rule': the mapping does not say what it is; add 'kind'.",
        ),
        (
            "entries:\n- task: xnli\n  rule: {kind: numbr}\n",
            ":3: key 'entries[0].rule': unknown kind 'numbr'; did you mean 'number'.",
        ),
        (
            "entries:\n- task: xnli\n  task: xnli\n",
            ":3: key 'task': the key stands twice in one mapping, first on line 2; remove one of them.",
        ),
        (
            "entries: [\n",
            ":2: this is not valid YAML (expected the node content, but found '<stream end>'); "
            "mend the syntax.",
        ),
        (
            "a: 1\n---\na: 2\n",
            ":2: this is not valid YAML (but found another document); mend the syntax.",
        ),
        (
            "a: \x07\n",
            ": this is not valid YAML (unacceptable character #x0007: special characters are not "
            "allowed); mend the syntax.",
        ),
        (b"a: \xff\n", ": byte 3 is not UTF-8; save the file as UTF-8."),
    ],
)
def test_each_fault_is_named_at_its_line_and_key(write, text, message):
    path = write(text)
    with pytest.raises(ConfigError) as caught:
        load_yaml(path, Catalogue)
    assert str(caught.value) == f"{path}{message}"


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(ConfigError) as caught:
        load_yaml(tmp_path / "none.yaml", Catalogue)
    assert str(caught.value) == f"{tmp_path / 'none.yaml'}: there is no such file; check the path."
    with pytest.raises(ConfigError) as caught:
        load_yaml(tmp_path, Catalogue)
    assert "the file cannot be read (Is a directory)" in str(caught.value)


@dataclass(frozen=True)
class Size:
    width: int = 1
    depth: int = 1


class Shaped(BaseModel):
    model_config = ConfigDict(extra="forbid")
    size: Size | None = None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("size:\n  widht: 2\n", ":2: key 'size.widht': unknown key 'widht'; did you mean 'width'."),
        ("size:\n  colour: 2\n", ":2: key 'size.colour': unknown key 'colour'; choose one of depth, width."),
        ("size: 3\n", ":1: key 'size': got 3; write a mapping here (key: value)."),
    ],
)
def test_a_dataclass_is_as_strict_as_a_model(write, text, message):
    path = write(text)
    with pytest.raises(ConfigError) as caught:
        load_yaml(path, Shaped)
    assert str(caught.value) == f"{path}{message}"
    assert load_yaml(write("size: {width: 2}\n"), Shaped).size == Size(width=2)
