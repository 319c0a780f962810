"""The waiting room's board."""
