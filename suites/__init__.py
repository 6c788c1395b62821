"""The questions: configuration, plan, run, report and command line."""
