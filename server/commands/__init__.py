"""What an administrator types: one file a noun."""
