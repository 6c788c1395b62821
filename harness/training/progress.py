"""How far a stage has come, on disk: what a killed run needs to go on as if nothing had happened.

Tensors lie in safetensors, the rest in JSON; nothing is unpickled. Order, task and dropout of
a step follow from the seed and its number, so they need not be kept.
"""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import torch
from pydantic import BaseModel, ConfigDict, ValidationError
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import nn

from harness.store.atomic import new_folder

Tensors = dict[str, torch.Tensor]

JOURNAL: Final = "journal.json"
WEIGHTS: Final = "weights.safetensors"
MOMENTS: Final = "moments.safetensors"
BEST: Final = "best.safetensors"
SECONDS: Final = 60.0
SHARE: Final = 20
"""Training goes on for at least so many times as long as the last state took to write."""

_log = logging.getLogger(__name__)


class Evaluated(BaseModel):
    """The score on the development data after a step, in points."""

    model_config = ConfigDict(frozen=True, ser_json_inf_nan="constants")
    step: int
    score: float


class Journal(BaseModel):
    """What a stage has done so far.

    Attributes:
        stage: its fingerprint.
        step: steps done.
        parts: that a batch is cut into.
        halvings: how often that was doubled for want of memory.
        tokens: real tokens seen, all processes together.
        seconds: spent on training.
        losses: of the latest tenth of the steps.
        history: evaluations for early stopping.
        best: of these.
        resumed: how often it went on after an interruption.
    """

    model_config = ConfigDict(ser_json_inf_nan="constants")
    stage: str
    step: int = 0
    parts: int = 1
    halvings: int = 0
    tokens: int = 0
    seconds: float = 0.0
    losses: list[float] = []
    history: list[Evaluated] = []
    best: Evaluated | None = None
    resumed: int = 0


class Progress:
    """A folder of states, of which the latest is kept.

    Args:
        path: made when first written to.
        stage: fingerprint of the stage; states of others are not read.
        seconds: at least so long between two states; 0 = one after every step.
    """

    def __init__(self, path: Path, stage: str, *, seconds: float = SECONDS) -> None:
        self.path, self._stage = path, stage
        self._seconds = self._pause = seconds
        self._written = time.monotonic()
        self.ignored: list[str] = []

    def is_due(self) -> bool:
        """Whether it is time to write."""
        return time.monotonic() - self._written >= self._pause

    def save(self, journal: Journal, state: State) -> None:
        """Writes a state and removes older ones. A full disk does not end the training: it is said."""
        begun = time.monotonic()
        target = self.path / f"step-{journal.step:09d}"
        try:
            shutil.rmtree(target, ignore_errors=True)
            with new_folder(target) as folder:
                state.write(folder)
                (folder / JOURNAL).write_text(journal.model_dump_json(), "utf-8")
            for older in self._states():
                if older != target:
                    shutil.rmtree(older, ignore_errors=True)
        except (OSError, SafetensorError) as error:
            _log.warning("%s: the state of the training could not be written (%s)", target, error)
        self._written = time.monotonic()
        self._pause = max(self._seconds, SHARE * (self._written - begun)) if self._seconds else 0.0

    def load(self, state: State) -> Journal | None:
        """Puts the latest whole state back and returns its journal; None if there is none.

        States that are torn or another stage's are left alone, and it is said.
        """
        for folder in self._states():
            try:
                journal = Journal.model_validate_json((folder / JOURNAL).read_bytes())
                if journal.stage != self._stage:
                    raise ValueError(f"it belongs to another stage, {journal.stage}")
                state.read(folder)
            except (OSError, SafetensorError, ValidationError, ValueError) as error:
                reason = str(error).splitlines()[0]
                self.ignored.append(f"{folder.name}: {reason}")
                _log.warning(
                    "%s: this state of a training cannot be used and is ignored (%s)", folder, reason
                )
                continue
            return journal
        return None

    def _states(self) -> list[Path]:
        return sorted(self.path.glob("step-*"), reverse=True)


class State:
    """Weights, the optimiser's moments and the best weights so far, in memory.

    Args:
        modules: shared parameters are kept once.
        optimiser: over their parameters.
    """

    def __init__(self, modules: nn.Module, optimiser: torch.optim.Optimizer) -> None:
        self._modules, self._optimiser = modules, optimiser
        self._best: Tensors = {}

    def keep_best(self) -> None:
        """Remembers the weights as they are."""
        self._best = {name: one.detach().to("cpu", copy=True) for name, one in self._weights()}

    def restore_best(self) -> None:
        """Puts the remembered weights back, where there are any."""
        if self._best:
            self._put(self._best)

    def write(self, folder: Path) -> None:
        """Writes all of it."""
        save_file({name: one.detach().contiguous() for name, one in self._weights()}, folder / WEIGHTS)
        save_file(dict(self._list_moments()), folder / MOMENTS)
        if self._best:
            save_file(self._best, folder / BEST)

    def read(self, folder: Path) -> None:
        """Reads what ``write`` wrote; changes nothing before all of it has been read.

        Raises:
            SafetensorError: if a file is torn.
            ValueError: if it holds other tensors than these.
        """
        weights, moments = load_file(folder / WEIGHTS), load_file(folder / MOMENTS)
        best = load_file(folder / BEST) if (folder / BEST).is_file() else {}
        expected = {name: one.shape for name, one in self._weights()}
        if {name: one.shape for name, one in weights.items()} != expected:
            raise ValueError("its tensors are not those of the model")
        self._put(weights)
        self._put_moments(moments)
        self._best = best

    def _weights(self) -> Iterator[tuple[str, torch.Tensor]]:
        yield from ((name, one) for name, one in self._modules.named_parameters() if one.requires_grad)

    @torch.no_grad()
    def _put(self, weights: Tensors) -> None:
        for name, one in self._weights():
            one.copy_(weights[name])

    def _list_moments(self) -> Iterator[tuple[str, torch.Tensor]]:
        for index, moments in self._optimiser.state_dict()["state"].items():
            yield from ((f"{index}/{name}", one.contiguous()) for name, one in moments.items())

    def _put_moments(self, moments: Tensors) -> None:
        by_index: dict[int, Tensors] = {}
        for key, value in moments.items():
            index, name = key.split("/")
            by_index.setdefault(int(index), {})[name] = value
        state = self._optimiser.state_dict()
        self._optimiser.load_state_dict({"state": by_index, "param_groups": state["param_groups"]})
