"""Crosswind's engine: data, models, training, inference, metrics and statistics.

Importing this package is cheap: torch and transformers are imported only by
``harness.models``, ``harness.training`` and ``harness.inference``.
"""

__version__ = "0.1.0"
