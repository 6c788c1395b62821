"""Where examples come from: the embedded benchmark, and files in their publishers' layouts."""
