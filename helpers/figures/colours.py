"""The colours of the course (Okabe and Ito's set, which colour-blind readers can tell apart)."""

from matplotlib.colors import LinearSegmentedColormap

BLUE = "#0072B2"  # class 1, positive, fires
VERMILLION = "#D55E00"  # class 0, negative
GREEN = "#009E73"  # a gradient, a step
INK = "#222222"  # a boundary, a target
GREY = "#8A8A8A"  # anything that is not the point of the picture
PURPLE = "#CC79A7"  # a third and a fourth curve
ORANGE = "#E69F00"

# Vermillion below zero, white at zero, blue above: draw with vmin=-m, vmax=m.
DIVERGING = LinearSegmentedColormap.from_list("diverging", [VERMILLION, "#FFFFFF", BLUE])
