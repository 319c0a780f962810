"""One question each; every one gives back a table."""
