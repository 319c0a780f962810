"""The manager’s page: how the reception is doing, never how a person is."""
