"""Paper: what stands on it, which job is whose, and what became of it."""
