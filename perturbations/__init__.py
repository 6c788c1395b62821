"""Perturbations, shifts and scalings of text data; nothing here knows a model."""
