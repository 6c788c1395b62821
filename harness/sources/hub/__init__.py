"""Data sets of the Hugging Face hub, by their id: declared by each task, pinned, read from Parquet, never by a script."""
