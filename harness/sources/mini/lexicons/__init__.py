"""Hand-written word lists, one language a module: concept, then the forms that its grammar needs."""
