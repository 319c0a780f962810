"""The lab's own days: small ones, with an answer that is known by hand."""
