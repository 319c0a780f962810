"""JSON over HTTP (contract, section 3)."""
