"""The site file (TOML): read, checked, and turned into a `Site`; docs/site-file.md describes it."""
