"""The application as it is, on a clock, a network, a bus, a disk and a crowd that one number draws.

`make simulate ARGS="--seed N --days D"`; docs/simulation.md says what is real and what is not.
"""
