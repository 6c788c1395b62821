"""Data sets of the Hugging Face hub: declared by each task, pinned, read as tables, never by a script."""
