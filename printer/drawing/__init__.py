"""From a document to dots, or to the printer's own letters."""
