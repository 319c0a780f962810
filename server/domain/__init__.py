"""The rules of a reception: pure, without clock, I/O or framework.

A day at a site is a journal of facts (`events`); its state is their fold (`day`, `fold`);
`rules.decide` turns a command into new facts or a refusal. Nothing else changes anything.
"""
