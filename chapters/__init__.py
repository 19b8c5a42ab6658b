"""The material of one chapter each: its notebook alone imports it."""
