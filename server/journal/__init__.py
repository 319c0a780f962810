"""Facts alone: kept in order, each once, and verified."""
