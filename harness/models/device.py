"""What torch finds to compute with on this machine."""

from __future__ import annotations

import time
from dataclasses import dataclass

import torch

from harness.models.builder import pick_device
from harness.training.settings import Precision

SPEED_ROWS, SPEED_WIDTH = 2048, 1024
SPEED_SECONDS = 0.2
SPEED_ROUNDS = 10_000


@dataclass(frozen=True, slots=True)
class Device:
    """The device that models run on.

    Attributes:
        kind: as torch names it, e.g. ``cpu`` or ``cuda``.
        name: of the processor or accelerator; empty where torch does not know it.
        threads: CPU threads that torch uses within one operation.
        fast_bf16: whether bfloat16 runs on its own instructions; elsewhere it is emulated.
    """

    kind: str
    name: str
    threads: int
    fast_bf16: bool


def probe_device() -> Device:
    """Looks at the device that models would run on, without computing anything."""
    kind = pick_device().type
    threads = torch.get_num_threads()
    if kind == "cuda":
        return Device(kind, torch.cuda.get_device_name(), threads, torch.cuda.is_bf16_supported())
    # older versions of torch cannot tell
    capabilities: dict[str, object] = getattr(torch.cpu, "get_capabilities", dict)()
    fast = any(value is True for name, value in capabilities.items() if name.endswith("bf16"))
    return Device(kind, str(capabilities.get("cpu_name", "")), threads, fast)


def measure_speed(precision: Precision) -> float:
    """Returns the operations a second at which this machine trains encoders, about.

    Half of what a matrix product of an encoder's size reaches in a fifth of a second.
    """
    device = pick_device()
    low = precision == "bf16" or (precision == "auto" and device.type == "cuda")
    left = torch.ones(
        (SPEED_ROWS, SPEED_WIDTH), dtype=torch.bfloat16 if low else torch.float32, device=device
    )
    right = torch.ones((SPEED_WIDTH, SPEED_WIDTH), dtype=left.dtype, device=device)
    done, started = 0, 0.0
    for number in range(1, SPEED_ROUNDS):
        product = left @ right
        float(product[0, 0])  # waits for the device
        if number == 1:
            started = time.monotonic()  # the first product sets the library up
        else:
            done += 1
            if time.monotonic() - started > SPEED_SECONDS:
                break
    return done * 2 * SPEED_ROWS * SPEED_WIDTH**2 / (time.monotonic() - started) / 2
