"""Pictures to screens: whole, newest only, encoded once, and nobody waits for a slow one."""
