"""The hub's own client, asked for little: one listing a repository, then the files of one split."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from huggingface_hub import HfApi, hf_hub_download, is_offline_mode
from huggingface_hub.errors import (
    EntryNotFoundError,
    GatedRepoError,
    HfHubHTTPError,
    HFValidationError,
    LocalEntryNotFoundError,
    OfflineModeIsEnabled,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.utils import httpx  # type: ignore[attr-defined]  # exported by any version

from harness.errors import RequestError
from harness.sources.hub.listing import (
    Listing,
    keep_commit,
    keep_listing,
    read_listing,
    recall_commit,
    recall_listing,
)

TIMEOUT = 30.0
"""Seconds to wait for an answer."""

_COMMIT = re.compile(r"[0-9a-f]{40}")
_LOCAL = "name local files with --data"
_Failure: type[Exception] = httpx.HTTPError


class HubClient:
    """Commits, listings and files of data set repositories.

    A branch is looked up once; from then on this client and its copies in other
    processes stay with the commit that they found.

    Args:
        offline: never touch the network.
        commits: (repository, revision) → commit, as found by another client.
    """

    def __init__(
        self, *, offline: bool = False, commits: Mapping[tuple[str, str], str] = MappingProxyType({})
    ) -> None:
        self.offline = offline or is_offline_mode()
        self.commits = dict(commits)
        self._listings: dict[tuple[str, str], Listing] = {}

    def find_commit(self, repository: str, revision: str) -> str:
        """Returns the commit that a revision stands for; itself if it is a full hash.

        Raises:
            RequestError: if the hub does not know it or cannot be reached.
        """
        if _COMMIT.fullmatch(revision):
            return revision
        key = (repository, revision)
        if key not in self.commits:
            self.commits[key] = self._ask_commit(repository, revision)
        return self.commits[key]

    def list_files(self, repository: str, commit: str, config: str, split: str) -> tuple[str, ...]:
        """Returns the files of a split, as paths in the repository.

        Raises:
            RequestError: if there is no such configuration or split, if a script would have to
                run, or if the hub cannot be reached.
        """
        key = (repository, commit)
        if key not in self._listings:
            known = recall_listing(repository, commit)
            self._listings[key] = known or self._ask_listing(repository, commit)
        return self._listings[key].find_files(config, split)

    def fetch(self, repository: str, commit: str, file: str) -> Path:
        """Returns a file's path in the local cache, where it is put first if it is missing.

        Raises:
            RequestError: if the hub does not give it.
        """
        with _explained(f"{repository}@{commit[:8]}, {file}"):
            path = hf_hub_download(
                repository, file, repo_type="dataset", revision=commit, local_files_only=self.offline
            )
        return Path(path)

    def _ask_commit(self, repository: str, revision: str) -> str:
        if not self.offline:
            return self._ask_listing(repository, revision).commit
        known = recall_commit(repository, revision)
        if known is None:
            raise _not_cached(f"{repository}@{revision}")
        return known

    def _ask_listing(self, repository: str, revision: str) -> Listing:
        place = f"{repository}@{revision}"
        if self.offline:
            raise _not_cached(place)
        with _explained(place):
            info = HfApi().dataset_info(repository, revision=revision, timeout=TIMEOUT)
        listing = read_listing(repository, info)
        keep_listing(listing)
        if revision != listing.commit:
            keep_commit(repository, revision, listing.commit)
        return listing


_REFUSALS: tuple[tuple[type[Exception], str, str], ...] = (
    (
        GatedRepoError,
        "the data set is gated",
        "accept the terms on its page of the hub and log in with `hf auth login`",
    ),
    (
        RevisionNotFoundError,
        "the hub has no such revision",
        f"declare a revision that exists, or {_LOCAL}",
    ),
    (
        RepositoryNotFoundError,
        "the hub has no such data set",
        f"check the id, log in with `hf auth login` if it is private, or {_LOCAL}",
    ),
    (EntryNotFoundError, "the hub has no such file", _LOCAL),
    (HFValidationError, "this is no id of the hub", "write it as org/name"),
)
"""What the hub's client raises when the hub says no, narrower classes before wider ones."""


@contextmanager
def _explained(place: str) -> Iterator[None]:
    """Turns the client's exceptions into requests with a place and a remedy."""
    try:
        yield
    except (LocalEntryNotFoundError, OfflineModeIsEnabled) as error:
        cause = error.__cause__
        raise (_unreachable(place, cause) if isinstance(cause, _Failure) else _not_cached(place)) from error
    except (EntryNotFoundError, HFValidationError, _Failure) as error:
        for kind, problem, remedy in _REFUSALS:
            if isinstance(error, kind):
                raise RequestError(problem, place=place, remedy=remedy) from error
        raise _unreachable(place, error) from error
    except OSError as error:
        problem = f"the local cache cannot be used ({error.strerror or error})"
        remedy = "set HF_HOME to a folder with enough space that can be written to"
        raise RequestError(problem, place=place, remedy=remedy) from error


def _not_cached(place: str) -> RequestError:
    remedy = f"run once with network access and without --offline, or {_LOCAL}"
    return RequestError("it is not in the local cache", place=place, remedy=remedy)


def _unreachable(place: str, error: BaseException) -> RequestError:
    status = f" {error.response.status_code}" if isinstance(error, HfHubHTTPError) else ""
    problem = f"the hub does not answer ({type(error).__name__}{status})"
    remedy = f"check the network, use --offline if the data were fetched before, or {_LOCAL}"
    return RequestError(problem, place=place, remedy=remedy)
