"""How fast Suivant is, beside what the machine itself can do (`make bench`)."""
