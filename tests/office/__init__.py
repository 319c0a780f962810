"""The manager’s figures."""
