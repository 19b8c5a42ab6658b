"""The exercises of chapter 4: one entry each. See entry.py for what it consists of."""

EXERCISES = []
