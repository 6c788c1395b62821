"""Training: Crosswind beside a bare loop and Hugging Face's Trainer, on the same model in one run.

    python benchmarks/training.py --rounds 2

Sentences of 5 to 80 words (30 in the mean), a classifier of 4 layers × 256, batches of 32, one
thread. The ways take turns, and medians over the rounds are printed, of the process's own seconds:
other work on the machine counts little. The bare loop has the same batches in the same order
(grouped by length), fused AdamW and clipping, and reads the loss once a step. Then a tiny stage of
100 steps, from its checkpoint to the one that it leaves, against the bare loop's steps alone.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

import numpy as np
import torch
from torch import nn
from torch.utils.data import Dataset
from transformers import PreTrainedModel, PrinterCallback, Trainer, TrainingArguments

from harness.models.builder import build_from_scratch, build_on_encoder
from harness.models.checkpoints import CheckpointFolder, open_checkpoint
from harness.models.network import Network
from harness.models.padding import pad_inputs
from harness.models.randomness import limited_threads
from harness.models.shape import EncoderShape
from harness.models.tokenizers import load_text_encoder
from harness.seeds import derive_generator
from harness.task_spec import TaskSpec
from harness.training.batches import BatchOrder
from harness.training.encoded import EncodedSet, TrainingData, encode_set
from harness.training.fine_tuning import TaskObjective
from harness.training.loop import Surroundings, TrainingLoop
from harness.training.mixture import draw_tasks, weigh_tasks
from harness.training.objectives import Course
from harness.training.optimiser import build_optimiser, set_rate
from harness.training.run_stage import run_stage
from harness.training.settings import Mixture, Precision, TrainingSettings
from harness.training.stage import Stage
from harness.training.stage_data import TaskData
from harness.training.tokenizer import save_tokenizer, train_tokenizer
from harness.types import Example, LabelGold, TextPair

LARGE = EncoderShape(layers=4, hidden=256, heads=4, intermediate=1024, positions=256, dropout=0.1)
TINY = EncoderShape(layers=2, hidden=64, heads=2, intermediate=128, positions=128, dropout=0.1)
TASK = TaskSpec(
    name="benchmark",
    format="classification",
    roles=("target",),
    metrics=("accuracy",),
    languages=("en",),
    cluster="sentence",
    revision="1",
    licence="none",
    citation="none",
    description="Sentences of made-up words.",
    labels=("no", "yes"),
)
SETTINGS = TrainingSettings(batch_size=32, max_length=128, learning_rate=1e-4)
TINY_STEPS = 100


@dataclass(frozen=True, slots=True)
class Material:
    """A checkpoint, and sentences encoded for it."""

    checkpoint: CheckpointFolder
    data: TrainingData
    encoded: EncodedSet
    root: Path

    def build(self) -> PreTrainedModel:
        """The classifier, anew."""
        return build_on_encoder(self.checkpoint, "sequence", outputs=2, labels=TASK.labels, seed=0)


def make_material(shape: EncoderShape, root: Path, *, sentences: int, longest: int) -> Material:
    """Made-up words of one to three syllables, so that a word has about one token."""
    rng = derive_generator(0, "benchmark", longest)
    syllables = [a + b for a in "bdfgklmnprst" for b in "aeiou"]
    words = ["".join(rng.choice(syllables, rng.integers(1, 4))) for _ in range(2000)]
    examples = [
        Example(
            str(i), "en", TextPair(" ".join(rng.choice(words, size))), LabelGold(("no", "yes")[i % 2]), ""
        )
        for i, size in enumerate(np.clip(5 + rng.exponential(longest / 3, sentences), 5, longest).astype(int))
    ]
    folder = root / "checkpoint"
    tokenizer = train_tokenizer(words, vocabulary_size=3000)
    build_from_scratch(shape, vocabulary_size=3000, pad_id=1, seed=0).save_pretrained(folder)
    save_tokenizer(tokenizer, folder, max_length=shape.positions)
    checkpoint = open_checkpoint(str(folder))
    data = TrainingData(TASK, f"made-up-{longest}", lambda: examples)
    encoder = load_text_encoder(checkpoint, SETTINGS.limits)
    return Material(checkpoint, data, encode_set(data, encoder, root=root), root)


def run_bare(material: Material, settings: TrainingSettings) -> tuple[float, int]:
    """Seconds and real tokens of the loop that anyone would write who knows what is fast."""
    model, data = material.build(), material.encoded
    optimiser = build_optimiser(model, settings)
    order = BatchOrder(data.lengths, batch_size=settings.batch_size, pool=settings.pool, seed=0)
    model.train()
    tokens, start = 0, process_time()
    for step in range(settings.steps):
        items = data.batch(order.batch(step))
        padded = pad_inputs([item.inputs[0] for item, _ in items], pad_id=1)
        labels = torch.tensor([targets[0][0] for _, targets in items])
        with torch.autocast("cpu", torch.bfloat16, enabled=settings.precision == "bf16"):
            logits = model(input_ids=padded["input_ids"], attention_mask=padded["attention_mask"]).logits
            loss = nn.functional.cross_entropy(logits.float(), labels)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), settings.clip_norm)
        set_rate(optimiser, step, settings)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        tokens += int(padded["attention_mask"].sum())
        loss.item()
    return process_time() - start, tokens


def run_ours(material: Material, settings: TrainingSettings) -> tuple[float, int]:
    """Seconds and real tokens of Crosswind's loop."""
    encoder = load_text_encoder(material.checkpoint, settings.limits)
    network = Network(material.build(), encoder)
    objective = TaskObjective(network, material.encoded, settings, seed=0)
    turns = draw_tasks(weigh_tasks([1], Mixture()), steps=settings.steps, seed=0)
    around = Surroundings(material.root, lambda _step, _steps, _loss: None)
    loop = TrainingLoop(nn.ModuleList([network.model]), Course([objective], turns), settings, around)
    start = process_time()
    journal = loop.run("benchmark")
    return process_time() - start, journal.tokens


class _Rows(Dataset[dict[str, object]]):
    """The encoded set as Trainer takes it."""

    def __init__(self, data: EncodedSet) -> None:
        self._data = data

    def __len__(self) -> int:
        return len(self._data)

    def __getitem__(self, index: int) -> dict[str, object]:
        ((item, targets),) = self._data.batch([index])
        return {"input_ids": list(item.inputs[0].token_ids), "labels": targets[0][0]}


class _Count:
    """Counts real tokens as batches are put together, which is one step ahead of training at most."""

    def __init__(self) -> None:
        self.tokens = 0

    def collate(self, rows: list[dict[str, object]]) -> dict[str, torch.Tensor]:
        ids = [torch.tensor(row["input_ids"]) for row in rows]
        self.tokens += sum(map(len, ids))
        padded = nn.utils.rnn.pad_sequence(ids, batch_first=True, padding_value=1)
        labels = torch.tensor([row["labels"] for row in rows])
        return {"input_ids": padded, "attention_mask": (padded != 1).long(), "labels": labels}


def run_trainer(material: Material, settings: TrainingSettings, *, grouped: bool) -> tuple[float, int]:
    """Seconds and real tokens of Trainer."""
    arguments = TrainingArguments(
        output_dir=str(material.root / "trainer"),
        per_device_train_batch_size=settings.batch_size,
        max_steps=settings.steps,
        bf16=settings.precision == "bf16",
        use_cpu=True,
        save_strategy="no",
        report_to=[],
        disable_tqdm=True,
        log_level="error",
        logging_strategy="no",
        remove_unused_columns=False,
        **({"train_sampling_strategy": "group_by_length"} if grouped else {}),
    )
    count = _Count()
    trainer = Trainer(
        material.build(), arguments, train_dataset=_Rows(material.encoded), data_collator=count.collate
    )
    trainer.remove_callback(PrinterCallback)
    start = process_time()
    trainer.train()
    return process_time() - start, count.tokens


def list_ways(material: Material) -> dict[str, Callable[[], tuple[float, int]]]:
    """Every way with a number of steps that takes it a few seconds."""

    def settings(steps: int, precision: Precision) -> TrainingSettings:
        return TrainingSettings(
            steps=steps, batch_size=32, max_length=128, learning_rate=1e-4, precision=precision
        )

    return {
        "Trainer, defaults (fp32, random batches)": partial(
            run_trainer, material, settings(6, "fp32"), grouped=False
        ),
        "Trainer, grouped by length, bf16": partial(
            run_trainer, material, settings(16, "bf16"), grouped=True
        ),
        "bare loop, grouped, fp32": partial(run_bare, material, settings(16, "fp32")),
        "Crosswind, fp32": partial(run_ours, material, settings(16, "fp32")),
        "bare loop, grouped, bf16": partial(run_bare, material, settings(32, "bf16")),
        "Crosswind, bf16": partial(run_ours, material, settings(32, "bf16")),
    }


def time_tiny(root: Path, rounds: int) -> None:
    """Prints what a stage of a hundred steps costs beside the steps themselves."""
    material = make_material(TINY, root, sentences=800, longest=12)
    settings = TrainingSettings(steps=TINY_STEPS, batch_size=16, max_length=32)
    bare, whole = [], []
    for number in range(rounds + 1):  # the first warms up
        bare.append(run_bare(material, settings)[0])
        start = process_time()
        data = TaskData(TrainingData(TASK, f"tiny-{number}", material.data.read))
        folder = root / f"stage-{number}"
        folder.mkdir()
        around = Surroundings(root, lambda _step, _steps, _loss: None)
        stage = Stage("target", TASK.name, settings=settings)
        run_stage(stage, [data], parent=material.checkpoint, folder=folder, surroundings=around)
        whole.append(process_time() - start)
    least, all_in = median(bare[1:]), median(whole[1:])
    print(f"\n{TINY_STEPS} tiny steps: bare loop {least:.2f} s, whole stage {all_in:.2f} s: ", end="")
    print(f"{all_in - least:.2f} s for building, encoding 800 sentences and saving.")


@contextmanager
def quiet() -> Iterator[None]:
    """One thread, and no advice from others."""
    logging.disable(logging.WARNING)
    with limited_threads(1):
        yield


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=2)
    rounds = parser.parse_args().rounds
    with quiet(), tempfile.TemporaryDirectory() as folder:
        material = make_material(LARGE, Path(folder) / "large", sentences=4000, longest=80)
        ways = list_ways(material)
        speeds: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(rounds):
            for name, run in ways.items():
                seconds, tokens = run()
                speeds[name].append(tokens / seconds)
        found = {name: median(them) for name, them in speeds.items()}
        base = found["Trainer, defaults (fp32, random batches)"]
        print(f"| {'way':<42} | real tokens/s | × Trainer |\n| {'-' * 42} | ------------- | --------- |")
        for name, speed in found.items():
            print(f"| {name:<42} | {speed:>13,.0f} | {speed / base:>9.2f} |")
        for precision in ("fp32", "bf16"):
            pairs = zip(
                speeds[f"Crosswind, {precision}"], speeds[f"bare loop, grouped, {precision}"], strict=True
            )
            share = median(ours / bare for ours, bare in pairs)
            print(f"Crosswind trains {share:.2f} of the bare loop's tokens a second in {precision}.")
        time_tiny(Path(folder) / "tiny", rounds)


if __name__ == "__main__":
    main()
