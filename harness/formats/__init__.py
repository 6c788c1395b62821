"""Formats: one file each, torch-free."""
