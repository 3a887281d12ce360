"""Numbers that papers print, or that an independent program found; {x: value}. A key of
docs/references.bib says whose they are."""

# Single runs shown in the paper.
HEGSELMANN_KRAUSE = {0.01: 38, 0.15: 2, 0.25: 1}
# Table 2, means of 10 runs, and figure 2; {(features, traits): regions}, {side: regions}.
AXELROD_TABLE = {
    (5, 5): 1.0, (5, 10): 3.2, (5, 15): 20.0,
    (10, 5): 1.0, (10, 10): 1.0, (10, 15): 1.4,
    (15, 5): 1.0, (15, 10): 1.0, (15, 15): 1.2,
}  # fmt: skip
AXELROD_TERRITORY = {10: 20.0, 12: 23, 50: 6}
AXELROD_NEIGHBOURS = {4: 3.4, 8: 2.5, 12: 1.5}
# Ratios of like to opposite neighbours of 4 and more, and below 1.5, as shares; and the mean share of
# figure 9. "One of four or fewer, two of five or more" (figure 11) is a share of 0.25.
SCHELLING = {0.25: "< 0.6", 0.5: ">= 0.8"}
SCHELLING_MEAN = {0.5: "0.8 to 0.833"}
# Means over outbursts of figures 5 and 7; their standard deviations are 55 and 230.
EPSTEIN = {"waiting_time": 60, "total_activation": 708}
# Figure 1 as 10,000 runs of Workiewicz 2019 give it; {(p1, p2): knowledge}.
MARCH = {
    (0.1, 0.1): 0.8633, (0.1, 0.5): 0.9543, (0.1, 0.9): 0.9724,
    (0.5, 0.1): 0.7994, (0.5, 0.5): 0.8106, (0.5, 0.9): 0.8401,
    (0.9, 0.1): 0.8132, (0.9, 0.5): 0.7421, (0.9, 0.9): 0.7284,
}  # fmt: skip
FRIEDKIN_FOUR = {1: 60, 2: 60, 3: 75, 4: 75}

# 40 runs of an independent program for each bound.
HEGSELMANN_MEANS = {
    0.01: 37.8, 0.02: 19.2, 0.05: 7.8, 0.1: 3.95, 0.15: 2.5, 0.2: 1.95, 0.22: 1.45, 0.25: 1, 0.3: 1,
}  # fmt: skip
