"""The exercises of chapter 2: one entry each. See entry.py for what it consists of."""

EXERCISES = []
