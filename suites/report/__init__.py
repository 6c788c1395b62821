"""The report: one typed value, rendered as JSON, Markdown and a self-contained page."""
