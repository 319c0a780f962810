"""What crosses the wire, in pydantic only: the one part of the server that the devices import."""
