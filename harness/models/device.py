"""What torch finds to compute with on this machine."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from harness.models.builder import pick_device


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
