#!/usr/bin/env python3
"""Reads the results of a study with nothing but Python's standard library: the mean of efficacy at
each leadership.intensity, and the paired difference between the lowest and the highest of them.

    python3 analysis/examples/read_results.py RESULTS [DESIGN]

RESULTS is the folder of a study, or a results.csv from one. DESIGN is the name of an entry of its
design; without it, the first. Prints CSV.
"""
import csv
import math
import pathlib
import sqlite3
import statistics
import sys

FACTOR, METRIC = "leadership_intensity", "efficacy"


def rows_of(path):
    """(block, level, replicate, value) of every finished run; value is None where a cell is empty."""
    if path.suffix == ".csv":
        with open(path, newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                value = float(row[METRIC]) if row[METRIC] else None
                yield row["block"], float(row[FACTOR]), int(row["replicate"]), value
        return
    # Read-only: a mistyped path must not become an empty database.
    database = sqlite3.connect((path / "results.sqlite").resolve().as_uri() + "?mode=ro", uri=True)
    yield from database.execute(
        f"SELECT block, {FACTOR}, replicate, {METRIC} FROM results ORDER BY point, replicate"
    )
    database.close()


def replicates_of(path, design):
    """{level: {replicate: value}}. Where a level stands at several points, the value is their mean
    within the replicate, for runs of one replicate share their random numbers: only replicates are
    independent."""
    cells = {}
    for block, level, replicate, value in rows_of(path):
        design = block if design is None else design
        if block == design and value is not None:
            cells.setdefault(level, {}).setdefault(replicate, []).append(value)
    levels = {}
    for level, replicates in sorted(cells.items()):
        points = max(len(values) for values in replicates.values())
        levels[level] = {
            replicate: math.fsum(values) / points
            for replicate, values in sorted(replicates.items())
            if len(values) == points
        }
    return levels


def central_probability(t, degrees):
    """P(|T| < t) of Student's distribution, exactly, for a whole number of degrees (Abramowitz and
    Stegun 1964, 26.7.3 and 26.7.4)."""
    angle = math.atan(t / math.sqrt(degrees))
    sine, cosine = math.sin(angle), math.cos(angle)
    odd = degrees % 2
    term = cosine if odd else 1.0
    total = term if degrees > 1 else 0.0
    for k in range(2 + odd, degrees - 1, 2):
        term *= cosine * cosine * (k - 1) / k
        total += term
    return 2 / math.pi * (angle + sine * total) if odd else sine * total


def interval(values):
    """n, mean, lower and upper end of the 95 % interval by Student's t; no ends for one value."""
    n, mean = len(values), statistics.fmean(values)
    if n < 2:
        return n, mean, math.nan, math.nan
    low, high = 0.0, 16.0
    for _ in range(60):
        middle = (low + high) / 2
        if central_probability(middle, n - 1) < 0.95:
            low = middle
        else:
            high = middle
    half = low * statistics.stdev(values) / math.sqrt(n)
    return n, mean, mean - half, mean + half


def main(arguments):
    if len(arguments) not in (1, 2):
        sys.exit(__doc__)
    levels = replicates_of(pathlib.Path(arguments[0]), *(arguments[1:] or [None]))
    if not levels:
        sys.exit("no finished run of this entry of the design")
    print(f"{FACTOR},n,mean,lower,upper")
    for level, replicates in levels.items():
        n, *numbers = interval(list(replicates.values()))
        print(f"{level:g},{n}," + ",".join(f"{x:.6f}" for x in numbers))
    first, last = min(levels), max(levels)
    pairs = [
        levels[last][replicate] - value
        for replicate, value in levels[first].items()
        if replicate in levels[last]
    ]
    n, *numbers = interval(pairs)
    print("\nto,from,pairs,difference,lower,upper")
    print(f"{last:g},{first:g},{n}," + ",".join(f"{x:.6f}" for x in numbers))


main(sys.argv[1:])
