"""Texts that attack a page, a table or a terminal, in the place of every text of a value."""

from __future__ import annotations

HOSTILE = (
    "</script><script>document.title='pwned'</script>",
    "\"'><img src=x onerror=\"document.title='pwned'\">",
    "</title></style></textarea>{{ 7 * 7 }}${7*7}",
    "\u202eright to left\u2066 مرحبا",
    "a|b\\n`c`\n\n# heading *bold* [link](javascript:alert(1))",
    "<!--",
    "W" * 3000,
)
KEPT = {"schema_version", "perturbation_family", "scaled_phase", "kind", "validity_source", "source"} | {
    *("form", "measure", "quantity")
}


def make_hostile(value: object, key: str = "") -> object:
    """The same value with every text it holds turned into an attack; equal texts stay equal."""
    if isinstance(value, dict):
        return {name: make_hostile(part, name) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [make_hostile(part, key) for part in value]
    if isinstance(value, str) and key not in KEPT:
        return value + HOSTILE[sum(value.encode()) % len(HOSTILE)]
    return value
