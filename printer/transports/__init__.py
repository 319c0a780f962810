"""Bytes to a printer and back, whatever the wire. No call blocks the event loop."""
