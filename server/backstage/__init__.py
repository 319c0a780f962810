"""What runs behind the doors: store, receptions, hub and rounds, without any web framework."""
