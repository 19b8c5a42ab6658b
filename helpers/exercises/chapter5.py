"""The exercises of chapter 5: one entry each. See entry.py for what it consists of."""

EXERCISES = []
