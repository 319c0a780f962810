"""The agent's console: what one agent sees of the queue, at her counter."""
