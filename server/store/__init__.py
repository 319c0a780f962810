"""The database: engine, turns, doubt, migrations, copies. What is kept is its owners' matter."""
