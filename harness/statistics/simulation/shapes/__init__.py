"""Shapes of data, one module for each form of it."""
