"""Recipes as stages: masked LM, intermediate task, target task."""
