"""How long, kept: what ships for the first day, and what each night has learned and scored."""
