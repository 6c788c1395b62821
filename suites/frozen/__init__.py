"""Frozen suites: perturbed evaluation sets written once, and read back instead of perturbing anew."""
