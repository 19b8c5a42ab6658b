"""Drawing for one chapter each. As in helpers.figures: draw_... functions, and classes with `set`."""
