"""One module a task: what its items say, then how a language says them."""
