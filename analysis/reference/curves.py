#!/usr/bin/env python3
"""Puts the results of scenarios/studies/reference beside what was published and what is computed.

    python3 analysis/reference/curves.py FOLDER > curves.csv

FOLDER/NAME holds the results of the study NAME. Each row is a point of a curve: n runs, their mean
with its 95 % interval (Student), the published value and its source, and a computed one and how.
Python's standard library is enough.
"""
import csv
import math
import pathlib
import sqlite3
import statistics
import sys

import published as paper
import theory

COLUMNS = "study curve x_name x n mean lower upper published source computed how".split()


class Study:
    """Points and runs of one study."""

    def __init__(self, folder, name):
        file = (folder / name / "results.sqlite").resolve()
        self.name = name
        self.database = sqlite3.connect(file.as_uri() + "?mode=ro", uri=True)
        self.database.row_factory = sqlite3.Row

    def summaries(self, block, metric):
        yield from self.database.execute(
            "SELECT * FROM summaries JOIN points USING (point) "
            "WHERE block = ? AND metric = ? ORDER BY point",
            (block, metric),
        )

    def by_replicate(self, block, metric):
        """Means over the points of a block within each replicate, which share random numbers."""
        query = f"SELECT AVG({metric}) FROM results WHERE block = ? GROUP BY replicate"
        return [row[0] for row in self.database.execute(query, (block,))]


def rows(study, block, metric, x, curve, of_paper=None, source="", of_theory=None, how="", where=None):
    """One row per point; of_paper and of_theory take the point's row and give a value or None."""
    for point in study.summaries(block, metric):
        if (where and not where(point)) or point["n"] == 0:
            continue
        printed = of_paper(point) if of_paper else None
        computed = of_theory(point) if of_theory else None
        yield [
            study.name, curve(point) if callable(curve) else curve, x, point[x], point["n"],
            point["mean"], point["lower"], point["upper"],
            printed, source if printed is not None else "",
            computed, how if computed is not None else "",
        ]  # fmt: skip


def granovetter(s):
    x = "threshold_deviation"
    yield from rows(s, "staircase", "participants", "threshold_changed", "staircase",
                    lambda p: 100 if p["threshold_changed"] < 0 else 1, "granovetter1978")
    mean_field = lambda p: theory.mean_field_riot(p[x])
    yield from rows(s, "quantiles", "participants", x, "quantiles", None, "", mean_field, "mean field")
    yield from rows(s, "drawn", "participants", x, "drawn", None, "", mean_field, "mean field")
    jumps = {}
    for p in s.summaries("rounding", "participants"):
        if p["mean"] > 50:
            rule = f"{p['threshold_drawn']}, {p['threshold_rounding']}"
            jumps[rule] = min(p[x], jumps.get(rule, 1))
    for rule, jump in jumps.items():
        printed = 0.122 if rule == "middle, nearest" else None
        yield [s.name, "jump", "rounding", rule, "", jump, "", "", printed,
               "granovetter1978" if printed else "", 0.12222, "mean field"]


def watts_cascade(s):
    x = "network_mean_degree"
    how = "large network"
    yield from rows(s, "window", "global_cascade", x, "frequency", None, "",
                    lambda p: theory.cascade_frequency(p[x]), how)
    yield from rows(s, "window", "cascade_size", x, "size", None, "",
                    lambda p: theory.cascade_size(p[x]), how)


def complex_contagion(s):
    # Steps are told where every run saturated: otherwise they are those of the run.
    all_saturated = {p["point"]: p["mean"] == 1 for p in s.summaries("rewiring", "saturated")}
    for metric in ("saturated", "steps_to_saturation"):
        yield from rows(s, "rewiring", metric, "network_rewiring",
                        lambda p, m=metric: f"{m}, threshold {p['threshold_count']:g}",
                        where=lambda p, m=metric: m == "saturated" or all_saturated[p["point"]])


def friedkin_johnsen(s):
    yield from rows(s, "row_of_three", "watched_opinion", "influence_susceptibility",
                    lambda p: f"resident {p['metrics_watched']}", None, "",
                    lambda p: theory.three_in_a_row(p["influence_susceptibility"])
                    [p["metrics_watched"] - 1], "exact")
    yield from rows(s, "group_of_four", "watched_opinion", "metrics_watched", "group of four",
                    lambda p: paper.FRIEDKIN_FOUR[p["metrics_watched"]], "friedkin1999")


def hegselmann_krause(s):
    x = "confidence_left"
    yield from rows(s, "bounds", "opinions", x, "opinions",
                    lambda p: paper.HEGSELMANN_KRAUSE.get(p[x]), "hegselmann2002",
                    lambda p: paper.HEGSELMANN_MEANS.get(p[x]), "independent program")


def deffuant_weisbuch(s):
    x = "confidence_threshold"
    yield from rows(s, "thresholds", "clusters", x, "clusters",
                    lambda p: math.floor(1 / (2 * p[x]) + 1e-9), "deffuant2000")
    yield from rows(s, "thresholds", "all_clusters", x, "all clusters")


def voter(s):
    n, z = "community_residents", "network_mean_degree"
    yield from rows(s, "everyone", "sweeps_to_consensus", n, "everyone",
                    lambda p: p[n] * math.log(2), "sood2005",
                    lambda p: theory.voter_chain(p[n]), "exact")
    yield from rows(s, "random_graph", "sweeps_to_consensus", z, "random graph",
                    lambda p: theory.voter_on_random_graph(p[n], p[z]), "sood2005",
                    lambda p: theory.voter_pairs(p[n], p[z]), "pair approximation")
    yield from rows(s, "first_share", "opinion", "opinion_share", "exit probability", None, "",
                    lambda p: p["opinion_share"], "exact")


def sir(s):
    x = "infection_rate"
    for metric, curve in (("outbreak", "probability"), ("outbreak_size", "size")):
        yield from rows(s, "outbreaks", metric, x, curve, None, "",
                        lambda p: theory.outbreak(10 * p[x]), "large network")


def sis(s):
    x = "infection_rate"
    yield from rows(s, "regular", "prevalence", x, "regular",
                    lambda p: theory.mean_field_prevalence(p[x], 10), "vanmieghem2009",
                    lambda p: theory.pair_prevalence(p[x], 10), "pair approximation")
    yield from rows(s, "random_graph", "prevalence", x, "random graph",
                    lambda p: theory.degree_prevalence(p[x], 10), "pastor2001")


def axelrod(s):
    yield from rows(s, "table_2", "regions", "culture_traits",
                    lambda p: f"{p['culture_features']} features",
                    lambda p: paper.AXELROD_TABLE[p["culture_features"], p["culture_traits"]],
                    "axelrod1997")
    for block, neighbours in (("table_2", 4), ("neighbours_8", 8), ("neighbours_12", 12)):
        values = s.by_replicate(block, "regions")
        half = theory.student(len(values) - 1) * statistics.stdev(values) / math.sqrt(len(values))
        mean = statistics.fmean(values)
        yield [s.name, "nine cultures", "neighbours", neighbours, len(values), mean, mean - half,
               mean + half, paper.AXELROD_NEIGHBOURS[neighbours], "axelrod1997", None, ""]


def axelrod_territory(s):
    yield from rows(s, "territory", "regions", "network_rows", "territory",
                    lambda p: paper.AXELROD_TERRITORY.get(p["network_rows"]), "axelrod1997")


def schelling(s):
    x = "wanted_share"
    for to in ("nearest", "satisfying", "anywhere"):
        yield from rows(s, "wanted", "similar", x, to,
                        lambda p: paper.SCHELLING.get(p[x]) if p["move_to"] == "nearest" else None,
                        "schelling1971", lambda p: 68 / 137 if p[x] == 0 else None, "exact",
                        lambda p, to=to: p["move_to"] == to)
    yield from rows(s, "wanted", "mean_similar", x, "nearest, mean of residents",
                    lambda p: paper.SCHELLING_MEAN.get(p[x]), "schelling1971",
                    where=lambda p: p["move_to"] == "nearest")


def civil_violence(s):
    floor = lambda p: "floor" if p["arrest_floor"] else "no floor"
    yield from rows(s, "legitimacy", "outbursts", "government_legitimacy", floor)
    for metric in ("outbursts", "waiting_time", "total_activation"):
        yield from rows(s, "run_2", metric, "government_legitimacy", f"run 2, {metric}",
                        lambda p, m=metric: paper.EPSTEIN.get(m), "epstein2002")


def march(s):
    p1, p2 = "learning_from_code", "learning_by_code"
    yield from rows(s, "figure_1", "code_score", p1, lambda p: f"p2 {p[p2]}",
                    lambda p: paper.MARCH.get((p[p1], p[p2])), "workiewicz2019")
    yield from rows(s, "turnover", "code_score", "turnover_rate", lambda p: f"turnover, p1 {p[p1]}")


def conditional_cooperation(s):
    x = "run_weeks"
    yield from rows(s, "types", "contribution", x, lambda p: f"types, {p['groups_matching']}")
    yield from rows(s, "linear", "contribution", x, "linear", None, "",
                    lambda p: theory.linear_gift(p[x]), "exact")
    yield from rows(s, "full", "contribution", x, "full", None, "", lambda p: 0.5, "exact")


def tripartite(s):
    start = lambda p: (p["residents_start"], p["run_weeks"])
    for metric in ("residents", "organizations", "government"):
        equation = {
            start(p): p["mean"]
            for p in s.summaries("starts", metric)
            if p["update_dynamics"] == "equation"
        }
        yield from rows(s, "starts", metric, "run_weeks",
                        lambda p, m=metric: f"{m} from {p['residents_start']:g}", None, "",
                        lambda p, e=equation: e[start(p)], "replicator equation",
                        lambda p: p["update_dynamics"] == "imitation")


def participation(s):
    yield from rows(s, "example", "participation", "influence_pull",
                    lambda p: f"example {p['influence_example']:g}", None, "", lambda p: 0.5,
                    "symmetry")


STUDIES = [
    granovetter, watts_cascade, complex_contagion, friedkin_johnsen, hegselmann_krause,
    deffuant_weisbuch, voter, sir, sis, axelrod, axelrod_territory, schelling, civil_violence,
    march, conditional_cooperation, tripartite, participation,
]  # fmt: skip


def main(arguments):
    if len(arguments) != 1:
        sys.exit(__doc__)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    for study in STUDIES:
        for row in study(Study(pathlib.Path(arguments[0]), study.__name__)):
            out.writerow([f"{cell:.6g}" if isinstance(cell, float) else cell for cell in row])


main(sys.argv[1:])
