"""Perturbations of the text of an example; its gold answer travels with the edits."""
