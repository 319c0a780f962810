"""The catalogue of words. English sentences are the keys; French is written first, and complete.

- `fr/kiosk.po`: one file per language and area, edited by hand or by a translator.
- `catalogue.py` reads them when a language is first spoken.
- `check.py` tells what is missing, unused or doubtful: `python -m server.texts.check`.
"""
