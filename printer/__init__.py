"""The printer agent: draws tickets, prints each once, and says truthfully what became of it."""
