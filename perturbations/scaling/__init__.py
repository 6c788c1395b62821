"""Scalings: less training data, nested over severities."""
