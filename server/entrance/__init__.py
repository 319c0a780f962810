"""The doors: staff sign in, screens are enrolled."""
