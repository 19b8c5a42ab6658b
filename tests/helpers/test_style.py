"""The look of every figure depends on the course's style alone, not on a reader's own settings."""

import io

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
from livefigure.redraw import draw_fully

# What one finds in the matplotlibrc files of people who write papers, slides or astronomy.
OWN = """
text.usetex: True
image.origin: lower
image.aspect: auto
image.interpolation: bilinear
image.cmap: viridis
savefig.bbox: tight
savefig.transparent: True
savefig.dpi: 300
figure.autolayout: True
figure.dpi: 140
figure.figsize: 10, 6
figure.facecolor: black
font.family: serif
font.size: 14
font.weight: bold
mathtext.fontset: stix
axes.grid: True
axes.grid.which: both
axes.titleweight: bold
axes.titlelocation: right
axes.titlecolor: red
axes.labelweight: bold
axes.labelpad: 9
axes.xmargin: 0
axes.ymargin: 0.2
axes.autolimit_mode: round_numbers
axes.formatter.limits: -2, 2
axes.formatter.use_mathtext: True
axes.formatter.useoffset: False
axes.spines.left: False
axes.unicode_minus: False
xtick.direction: in
xtick.top: True
xtick.labeltop: True
xtick.minor.visible: True
xtick.major.size: 7
ytick.direction: inout
ytick.right: True
ytick.labelcolor: red
ytick.major.pad: 9
grid.linestyle: :
grid.alpha: 0.3
lines.linewidth: 1
lines.marker: x
lines.markeredgewidth: 0.2
lines.dashed_pattern: 2, 2
lines.solid_capstyle: butt
lines.antialiased: False
markers.fillstyle: none
scatter.marker: s
scatter.edgecolors: black
patch.linewidth: 0.2
patch.edgecolor: red
patch.force_edgecolor: True
path.sketch: 1, 100, 2
contour.negative_linestyle: solid
contour.linewidth: 3
legend.loc: lower left
legend.frameon: True
legend.labelcolor: red
legend.numpoints: 2
legend.scatterpoints: 3
legend.handlelength: 4
legend.labelspacing: 1
figure.titlesize: small
figure.titleweight: bold
figure.constrained_layout.w_pad: 0.2
"""


def pictures():
    """A figure with an artist of each kind that the chapters use, drawn and saved."""
    plt.style.use("helpers.lesson")
    x = np.linspace(-3, 3, 30)
    fig, (left, middle, right) = plt.subplots(1, 3, figsize=(9, 3))
    for style in ("-o", "--", ":", "-."):
        left.plot(x, np.random.default_rng(0).normal(size=30), style, label="$x^2$ line")
    left.scatter(x, x, label="dots")
    left.set(title="a title", xlabel="x label", ylabel="y label")
    left.legend()
    middle.contour(np.outer(x, x), colors="black")
    middle.contourf(np.outer(x, x), alpha=0.3)
    middle.bar([1, 2, 3], [1e5, -2e5, 3e5])
    middle.text(1, 1, "text")
    fig.colorbar(right.imshow(np.outer(x, x)))
    right.annotate("q", (3, 3), (10, 10), arrowprops={"arrowstyle": "-|>"})
    fig.suptitle("all")
    saved = io.BytesIO()
    fig.savefig(saved, format="png")
    pixels = draw_fully(fig)
    plt.close(fig)
    return pixels, saved.getvalue()


def test_a_readers_own_settings_change_no_picture(tmp_path):
    own = tmp_path / "matplotlibrc"
    own.write_text(OWN)
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        pixels, saved = pictures()
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(matplotlib.rc_params_from_file(own, use_default_template=False))
        own_pixels, own_saved = pictures()
    assert np.array_equal(own_pixels, pixels)
    assert own_saved == saved
