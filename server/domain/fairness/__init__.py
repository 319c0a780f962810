"""The proof of fairness: a day is lived through again from its journal, and each call decided anew.

`proof.prove` is the way in; docs/fairness.md says what is proved and what is not.
"""
