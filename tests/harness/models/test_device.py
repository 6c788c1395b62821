from __future__ import annotations

import torch

from harness.models import device
from harness.models.device import Device, probe_device


def test_without_an_accelerator_the_processor_is_described(monkeypatch):
    monkeypatch.setattr(device, "pick_device", lambda: torch.device("cpu"))
    monkeypatch.setattr(torch, "get_num_threads", lambda: 3)
    monkeypatch.setattr(
        torch.cpu, "get_capabilities", lambda: {"cpu_name": "Chip", "amx_bf16": True}, raising=False
    )
    assert probe_device() == Device("cpu", "Chip", 3, fast_bf16=True)


def test_a_processor_without_bf16_is_told(monkeypatch):
    monkeypatch.setattr(device, "pick_device", lambda: torch.device("cpu"))
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx512_bf16": False}, raising=False)
    assert not probe_device().fast_bf16


def test_a_torch_that_cannot_tell_is_taken_to_emulate(monkeypatch):
    monkeypatch.setattr(device, "pick_device", lambda: torch.device("cpu"))
    monkeypatch.delattr(torch.cpu, "get_capabilities", raising=False)
    assert probe_device() == Device("cpu", "", torch.get_num_threads(), fast_bf16=False)


def test_an_accelerator_is_preferred(monkeypatch):
    monkeypatch.setattr(device, "pick_device", lambda: torch.device("cuda"))
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda: "Accelerator")
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda: True)
    assert probe_device() == Device("cuda", "Accelerator", torch.get_num_threads(), fast_bf16=True)
