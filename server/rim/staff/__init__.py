"""What is told to those who work here: French and English, not the visitors' ten languages."""
