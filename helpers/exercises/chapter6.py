"""The exercises of chapter 6: one entry each. See entry.py for what it consists of."""

EXERCISES = []
