#!/usr/bin/env python3
"""Draws the curves of curves.csv as SVG files, one for each study, for light and dark pages.

    python3 analysis/reference/figures.py curves.csv FOLDER

Points with 95 % intervals are ours; diamonds and arrows are published values, dashes computed ones. Labels are
in English and Chinese. Python's standard library is enough.
"""
import csv
import html
import math
import pathlib
import sys

from panels import FIGURES

WIDTH, HEIGHT = 340, 290
LEFT, RIGHT, TOP, BOTTOM = 54, 12, 26, 62
STYLE = """
text{font:11px sans-serif;fill:#333}.small{font-size:10px}.axis{stroke:#777;fill:none}
.grid{stroke:#ddd}.dash{stroke-dasharray:5 3;fill:none}.line{fill:none;stroke-width:1.5}
.c0{stroke:#2f6fb5;color:#2f6fb5}.c1{stroke:#cf6a1c;color:#cf6a1c}
.c2{stroke:#3b8f5c;color:#3b8f5c}.dot{fill:currentColor;stroke:none}.diamond{fill:none}
@media(prefers-color-scheme:dark){text{fill:#ccc}.grid{stroke:#444}.axis{stroke:#999}}
"""


def read(path):
    curves = {}
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            curves.setdefault((row["study"], row["curve"]), []).append(row)
    return curves


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def ticks(low, high):
    """About five round numbers from low to high."""
    step = 10 ** math.floor(math.log10((high - low) / 4))
    step *= next(m for m in (1, 2, 2.5, 5, 10) if (high - low) / (step * m) <= 5.5)
    first = math.ceil(low / step - 1e-9)
    return [step * k for k in range(first, math.floor(high / step + 1e-9) + 1)]


class Panel:
    def __init__(self, spec, rows, left):
        self.spec, self.rows, self.left, self.out = spec, rows, left, []
        self.log = spec.get("log", False)
        xs = [x for curve in rows for x in self.xs(curve)]
        ys = [number(r[c]) for curve in rows for r in curve for c in ("mean", "upper", "published")]
        ys = [y for y in ys if y is not None]
        self.x0, self.x1 = spec.get("x_range", (min(xs), max(xs)))
        self.y0, self.y1 = spec.get("y_range", (min(0, *ys), max(ys) * 1.05))

    def xs(self, curve):
        return [number(r["x"]) for r in curve if not self.log or number(r["x"]) > 0]

    def x(self, value):
        f = math.log10 if self.log else float
        share = (f(value) - f(self.x0)) / (f(self.x1) - f(self.x0))
        return round(self.left + LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, value):
        share = (min(max(value, self.y0), self.y1) - self.y0) / (self.y1 - self.y0)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    def add(self, tag, **attributes):
        text = attributes.pop("text", None)
        inside = " ".join(f'{k.rstrip("_").replace("_", "-")}="{v}"' for k, v in attributes.items())
        self.out.append(
            f"<{tag} {inside}/>" if text is None else f"<{tag} {inside}>{html.escape(text)}</{tag}>"
        )

    def axes(self):
        low, high = self.y(self.y0), self.y(self.y1)
        left, right = self.left + LEFT, self.left + WIDTH - RIGHT
        for value in ticks(self.y0, self.y1):
            y = self.y(value)
            self.add("path", class_="grid", d=f"M{left} {y}H{right}")
            self.add("text", class_="small", x=left - 5, y=y + 4, text_anchor="end", text=f"{value:g}")
        powers = range(math.floor(math.log10(self.x0)), math.ceil(math.log10(self.x1)) + 1) if self.log else ()
        marks = [10.0**k for k in powers] if self.log else ticks(self.x0, self.x1)
        for value in marks:
            if not self.x0 * 0.999 <= value <= self.x1 * 1.001:
                continue
            self.add("path", class_="axis", d=f"M{self.x(value)} {low}v4")
            self.add("text", class_="small", x=self.x(value), y=low + 16, text_anchor="middle", text=f"{value:g}")
        self.add("path", class_="axis", d=f"M{left} {high}V{low}H{right}")
        self.add("text", x=(left + right) / 2, y=low + 33, text_anchor="middle", text=self.spec["x"])
        self.add("text", x=self.left + 6, y=14, text=self.spec["y"])

    def path(self, points, class_):
        inside = [(self.x(x), self.y(y)) for x, y in points if self.x0 <= x <= self.x1]
        if len(inside) > 1:
            self.add("path", class_=class_, d="M" + "L".join(f"{x} {y}" for x, y in inside))

    def curve(self, rows, colour):
        rows = [r for r in rows if not self.log or number(r["x"]) > 0]
        value = lambda column: [(number(r["x"]), r[column]) for r in rows]
        known = lambda column: [(x, number(y)) for x, y in value(column) if number(y) is not None]
        if len(known("computed")) == len(rows):
            self.path(known("computed"), f"dash {colour}")
        if self.spec.get("join", True):
            self.path(known("mean"), f"line {colour}")
        for row in rows:
            x, low, high = number(row["x"]), number(row["lower"]), number(row["upper"])
            if not self.x0 <= x <= self.x1:
                continue
            if low is not None and high > low:
                self.add("path", class_=colour, d=f"M{self.x(x)} {self.y(low)}V{self.y(high)}")
            self.add("circle", class_=f"dot {colour}", cx=self.x(x), cy=self.y(number(row["mean"])), r=2.4)
        for x, printed in value("published"):
            self.published(x, printed, colour)

    def published(self, x, printed, colour):
        """A diamond; an arrow where the paper says no more than `>= 0.8` or `< 0.6`."""
        shapes = {">=": "m-5 0h10m-5 0v-12m-4 4l4-4l4 4", "<": "m-5 0h10m-5 0v12m-4-4l4 4l4-4"}
        sign = next((sign for sign in shapes if str(printed).startswith(sign)), "")
        y = number(str(printed).removeprefix(sign))
        if y is not None and self.x0 <= x <= self.x1:
            shape = shapes.get(sign, "m0-5l5 5l-5 5l-5-5z")
            self.add("path", class_=f"diamond {colour}", d=f"M{self.x(x)} {self.y(y)}{shape}")

    def drawn(self):
        self.axes()
        for line in self.spec.get("at", []):
            self.add("path", class_="axis dash", d=f"M{self.x(line)} {self.y(self.y0)}V{self.y(self.y1)}")
        x = self.left + 8
        for index, (rows, label) in enumerate(zip(self.rows, self.spec["labels"])):
            self.curve(rows, f"c{index % 3}")
            if label:
                self.add("circle", class_=f"dot c{index % 3}", cx=x + 4, cy=HEIGHT - 10, r=3.5)
                self.add("text", class_="small", x=x + 11, y=HEIGHT - 6, text=label)
                x += 19 + sum(10 if ord(c) > 0x2E80 else 5.3 for c in label)
        return "".join(self.out)


def figure(panels, curves):
    body = "".join(
        Panel(spec, [curves[spec["study"], c] for c in spec["curves"]], k * WIDTH).drawn()
        for k, spec in enumerate(panels)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH * len(panels)} {HEIGHT}" '
        f'width="{WIDTH * len(panels)}"><style>{STYLE}</style>{body}</svg>\n'
    )


def main(arguments):
    if len(arguments) != 2:
        sys.exit(__doc__)
    curves = read(arguments[0])
    folder = pathlib.Path(arguments[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, panels in FIGURES.items():
        for panel in panels:
            panel.setdefault("study", name)
        (folder / f"{name}.svg").write_text(figure(panels, curves), encoding="utf-8")


main(sys.argv[1:])
