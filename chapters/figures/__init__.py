"""Drawing functions that belong to one chapter. They take an Axes and plain arrays."""
