"""Simulation of the statistics: samples of known effect in the shapes of the tasks, and what methods say.

``shapes`` draws, ``methods`` answers, ``trials`` repeats and counts, ``bands`` judges, ``catalogue`` lists
shapes and methods. ``crosswind calibrate`` runs all of it, the tests of statistics a part.
"""
