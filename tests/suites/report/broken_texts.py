"""Texts before and after a perturbation, with what changed marked."""

from __future__ import annotations

Runs = tuple[tuple[str, bool], ...]
WORST_TEXTS: dict[str, tuple[Runs, Runs]] = {
    "de": (
        (
            ("Die ", False),
            ("junge", True),
            (" Frau liest ", False),
            ("Brief", True),
            (" im Garten.", False),
        ),
        (
            ("Die ", False),
            ("jumge", True),
            (" Frau liest ", False),
            ("Bruef", True),
            (" im Garten.", False),
        ),
    ),
    "ar": (
        (("تقرأ الشابة ", False), ("الرسالة", True), (" في الحديقة.", False)),
        (("تقرأ الشابة ", False), ("الؤسالة", True), (" في الحديقة.", False)),
    ),
    "hi": (
        (("युवती बगीचे में ", False), ("पत्र", True), (" पढ़ती है।", False)),
        (("युवती बगीचे में ", False), ("पतर", True), (" पढ़ती है।", False)),
    ),
}
