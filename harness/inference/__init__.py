"""Checkpoints that answer: one queue without duplicates, sorted by length, batched by tokens."""
