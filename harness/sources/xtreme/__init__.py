"""XTREME's own ``download/`` folder, and the format in which it takes predictions."""
