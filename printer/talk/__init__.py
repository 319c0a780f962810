"""What is said to a printer, and what it answers."""
