"""The exercises of chapter 1: one entry each. See entry.py for what it consists of."""

EXERCISES = []
