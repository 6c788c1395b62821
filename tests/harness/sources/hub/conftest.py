"""A hub on the loopback: the real hub's addresses and headers, served to its real client."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import datasets
import huggingface_hub
import pytest
import yaml
from datasets import ClassLabel, Dataset, Features, List, Value
from huggingface_hub import constants

from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.rows.pairs import Pairs


def hash_of(text: str) -> str:
    """A commit's hash, made of what it is to be called in a test."""
    return hashlib.sha1(text.encode()).hexdigest()


@dataclass
class Repository:
    """A repository at its commits.

    Attributes:
        commits: hash → path → content.
        branches: name → hash.
        gated: whether it asks for terms to be accepted.
    """

    commits: dict[str, dict[str, bytes]]
    branches: dict[str, str]
    gated: bool = False

    def commit_of(self, revision: str) -> str | None:
        return self.branches.get(revision, revision if revision in self.commits else None)


def write_card(splits: dict[str, dict[str, str]]) -> bytes:
    """A data set card that says which files make up which split of which configuration."""
    configs = [
        {"config_name": name, "data_files": [{"split": s, "path": path} for s, path in parts.items()]}
        for name, parts in splits.items()
    ]
    return f"---\n{yaml.safe_dump({'configs': configs})}---\n# A data set\n".encode()


@dataclass
class Loopback:
    """What is served, and what was asked for.

    Attributes:
        repositories: by id.
        requests: method and path, in order.
        ranges: ``Range`` headers of downloads.
        broken: paths whose first download ends after half of the file.
    """

    repositories: dict[str, Repository] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    ranges: list[str | None] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    url: str = ""

    @staticmethod
    def to_parquet(columns: dict[str, list[object]], features: Features | None = None) -> bytes:
        """A table as the hub stores it: Parquet with the features in its metadata."""
        stream = BytesIO()
        Dataset.from_dict(columns, features=features).to_parquet(stream)
        return stream.getvalue()

    def add(self, name: str, files: dict[str, bytes], *, branch: str = "main", commit: str = "") -> str:
        """Adds a commit to a repository and returns its hash."""
        found = self.repositories.setdefault(name, Repository({}, {}))
        commit = commit or hash_of(f"{name} {branch} {len(found.commits)}")
        found.commits[commit], found.branches[branch] = files, commit
        return commit

    def add_tables(self, name: str, tables: dict[tuple[str, str], bytes], *, commit: str = "") -> str:
        """Adds a commit with one Parquet file for each (configuration, split), and its card."""
        files = {f"{config}/{split}-00000-of-00001.parquet": data for (config, split), data in tables.items()}
        card: dict[str, dict[str, str]] = {}
        for config, split in tables:
            card.setdefault(config, {})[split] = f"{config}/{split}-*"
        return self.add(name, {**files, "README.md": write_card(card)}, commit=commit)


class _Handler(BaseHTTPRequestHandler):
    hub: Loopback
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, *_: object) -> None:
        """Keeps the terminal quiet."""

    def _answer(self) -> None:
        path = unquote(urlsplit(self.path).path)
        self.hub.requests.append(f"{self.command} {path}")
        parts = path.strip("/").split("/")
        if parts[0] == "cdn":
            self._send_file(
                self.hub.repositories["/".join(parts[1:3])].commits[parts[3]], parts[3], parts[4:]
            )
        elif parts[0] == "api":
            self._answer_api("/".join(parts[2:4]), parts[4:])
        else:
            parts = parts[1:] if parts[0] == "datasets" else parts
            self._answer_resolve("/".join(parts[:2]), "/".join(parts[3:]))

    def _find(self, name: str, rest: str) -> tuple[str, str] | None:
        """Returns (commit, path) of ``REVISION/PATH``, or answers why there is none."""
        repository = self.hub.repositories.get(name)
        if repository is None:
            return self._refuse(401, "RepoNotFound")
        if repository.gated:
            return self._refuse(403, "GatedRepo")
        for revision in (*repository.branches, *repository.commits):
            if rest == revision or rest.startswith(f"{revision}/"):
                commit = repository.commit_of(revision)
                assert commit is not None
                return commit, rest.removeprefix(revision).removeprefix("/")
        return self._refuse(404, "RevisionNotFound")

    def _answer_api(self, name: str, rest: list[str]) -> None:
        kind, revision = (rest[0], "/".join(rest[1:])) if rest else ("revision", "main")
        found = self._find(name, revision)
        if found is None:
            return
        commit, folder = found
        files = self.hub.repositories[name].commits[commit]
        if kind == "tree":
            entries = [
                {"type": "file", "path": path, "size": len(data), "oid": hash_of(path)}
                for path, data in files.items()
                if path.startswith(folder)
            ]
            self._send_json(entries)
            return
        card = files.get("README.md", b"").decode().split("---\n")
        self._send_json(
            {
                "_id": "1",
                "id": name,
                "sha": commit,
                "private": False,
                "gated": False,
                "siblings": [{"rfilename": path} for path in sorted(files)],
                "cardData": yaml.safe_load(card[1]) if len(card) > 1 else {},
            }
        )

    def _answer_resolve(self, name: str, rest: str) -> None:
        found = self._find(name, rest)
        if found is None:
            return
        commit, path = found
        files = self.hub.repositories[name].commits[commit]
        if path not in files:
            self._refuse(404, "EntryNotFound", commit)
        elif path.endswith((".parquet", ".safetensors", ".gz")):  # large files lie elsewhere
            self._send(
                302,
                b"",
                {"Location": f"{self.hub.url}/cdn/{name}/{commit}/{path}", **_facts(files[path], commit)},
            )
        else:
            self._send_file(files, commit, path.split("/"))

    def _send_file(self, files: dict[str, bytes], commit: str, parts: list[str]) -> None:
        path = "/".join(parts)
        data, asked = files[path], self.headers.get("Range")
        headers = {"ETag": _facts(data, commit)["X-Linked-ETag"], "X-Repo-Commit": commit}
        if self.command == "GET":
            self.hub.ranges.append(asked)
        start = int(asked.removeprefix("bytes=").partition("-")[0]) if asked else 0
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        if self.command == "GET" and path in self.hub.broken:
            self.hub.broken.remove(path)
            self._send(200, data, headers, cut=len(data) // 2)
            self.close_connection = True
        else:
            self._send(206 if start else 200, data[start:], headers)

    def _send_json(self, value: object) -> None:
        self._send(200, json.dumps(value).encode(), {"Content-Type": "application/json"})

    def _refuse(self, status: int, code: str, commit: str = "") -> None:
        self._send(status, b"{}", {"X-Error-Code": code, "X-Error-Message": code, "X-Repo-Commit": commit})

    def _send(self, status: int, body: bytes, headers: dict[str, str], *, cut: int | None = None) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body[:cut])


def _facts(data: bytes, commit: str) -> dict[str, str]:
    """What the hub says of a large file before it sends one elsewhere."""
    return {
        "X-Repo-Commit": commit,
        "X-Linked-ETag": f'"{hashlib.sha256(data).hexdigest()}"',
        "X-Linked-Size": str(len(data)),
    }


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    """A hub and a cache of the test's own, which the client uses instead of the real ones."""
    served = Loopback()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"hub": served}))
    served.url = f"http://127.0.0.1:{server.server_address[1]}"
    template = served.url + "/{repo_id}/resolve/{revision}/{filename}"
    monkeypatch.setattr(constants, "ENDPOINT", served.url)
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub-cache"))
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "datasets-cache")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield served
    huggingface_hub.close_session()
    server.shutdown()
    thread.join()
    server.server_close()


REPOSITORY = "lab/pairs"
FEATURES = Features(
    {
        "premise": Value("string"),
        "hypothesis": Value("string"),
        "notes": List(Value("string")),
        "label": ClassLabel(names=["entailment", "neutral", "contradiction"]),
    }
)
DATA = HubData(
    repository=REPOSITORY,
    revision="main",
    splits={"test": HubSplit("test"), "train": HubSplit("train", languages=("en",))},
    languages=("en", "de"),
    config="{language}",
    rows=Pairs(first="premise", second="hypothesis", label="label", labels={"-1": None}),
)


class Declared:
    """What XNLI declares on the hub, for a test: ``DATA`` with changes."""

    def __init__(self) -> None:
        self.data: tuple[HubData, ...] = (DATA,)

    def change(self, **changes: Any) -> None:
        self.several(changes)

    def several(self, *variants: dict[str, Any]) -> None:
        self.data = tuple(replace(DATA, **changes) for changes in variants)


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> Declared:
    found = Declared()
    monkeypatch.setattr("harness.sources.hub.source.find_hub_data", lambda _: found.data)
    return found


@pytest.fixture
def table(hub: Loopback) -> Callable[..., bytes]:
    """Makes a small table of pairs."""

    def make(*premises: str, labels: tuple[int, ...] = (0, 2)) -> bytes:
        rows = len(premises)
        columns = {"premise": list(premises), "hypothesis": ["h"] * rows, "notes": [[]] * rows}
        return hub.to_parquet({**columns, "label": list(islice(cycle(labels), rows))}, FEATURES)

    return make


@pytest.fixture
def published(hub: Loopback, table: Callable[..., bytes]) -> str:
    """A repository with an English and a German table, at its first commit."""
    return hub.add_tables(REPOSITORY, {("en", "test"): table("a", "b"), ("de", "test"): table("ä", "b")})
