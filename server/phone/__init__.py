"""The visitor's own page: no account, no phone number, the address is the only secret."""
