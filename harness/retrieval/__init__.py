"""Retrieval as numbers: how texts become vectors, how candidates are searched, how pairs are mined."""
