"""The touch screen where a visitor takes a ticket."""
