"""Data that perturbations draw on, as Python values: keyboards, confusable letters, negators."""
