"""Shifts: other examples of the same task and language, or a slice of them."""
