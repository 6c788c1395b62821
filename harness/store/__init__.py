"""What outlives a process: stages by fingerprint and the files of a run, written atomically."""
