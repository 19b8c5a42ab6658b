"""How a hand writes the ten digits: the strokes for the tests that draw on the pad."""

import numpy as np


def arc(x, y, across, up, start, end):
    angles = np.radians(np.linspace(start, end, 40))
    return [(float(x + across * np.cos(a)), float(y + up * np.sin(a))) for a in angles]


# Pen strokes for each digit, x to the right and y down, in a square of side 1.
STROKES = {
    0: [arc(0.5, 0.5, 0.24, 0.36, 0, 360)],
    1: [[(0.5, 0.15), (0.5, 0.85)]],
    2: [[*arc(0.5, 0.32, 0.22, 0.18, 190, 380), (0.3, 0.82), (0.75, 0.82)]],
    3: [arc(0.48, 0.32, 0.2, 0.17, -150, 90) + arc(0.48, 0.67, 0.23, 0.18, -90, 150)],
    4: [[(0.6, 0.15), (0.25, 0.6), (0.8, 0.6)], [(0.62, 0.35), (0.62, 0.88)]],
    5: [[(0.72, 0.17), (0.35, 0.17), (0.33, 0.48), *arc(0.48, 0.64, 0.22, 0.19, -120, 140)]],
    6: [[(0.62, 0.13), (0.42, 0.35), *arc(0.5, 0.65, 0.2, 0.19, 190, 560)]],
    7: [[(0.25, 0.2), (0.75, 0.2), (0.45, 0.85)]],
    8: [arc(0.5, 0.32, 0.18, 0.16, 90, 450) + arc(0.5, 0.67, 0.22, 0.19, -90, 270)],
    9: [[*arc(0.5, 0.35, 0.19, 0.18, 0, 360), (0.69, 0.35), (0.66, 0.85)]],
}
