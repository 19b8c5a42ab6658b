"""The exercises of chapter 3: one entry each. See entry.py for what it consists of."""

EXERCISES = []
