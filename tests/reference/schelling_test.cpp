// Schelling 1971: demands of each group, and the order of moves against a plain rewriting of it.
#include <gtest/gtest.h>

#include <array>

#include "tests/support/runs.hpp"

namespace yihe {
namespace {

using test::Settings;

/// Who stands where on an open board of 13 × 16 cells: 0 and 1 for the groups, -1 for nobody.
struct Places {
    static constexpr int rows = 13, columns = 16;
    std::array<int, rows * columns> group;
    std::array<int, rows * columns> who;
};
Places places_of(const Simulation& simulation) {
    Places p;
    p.group.fill(-1);
    p.who.fill(-1);
    for (std::size_t i = 0; i < simulation.agent_count(); ++i) {
        const auto cell = static_cast<std::size_t>(simulation.agent_value(1, i));
        p.group[cell] = static_cast<int>(simulation.agent_value(0, i));
        p.who[cell] = static_cast<int>(i);
    }
    return p;
}

/// Whether somebody of `group` would be content on `cell`, who now stands on `own`.
bool content(const Places& p, int cell, int own, int group, const std::array<double, 2>& wanted) {
    int like = 0, all = 0;
    for (int r = cell / p.columns - 1; r <= cell / p.columns + 1; ++r)
        for (int c = cell % p.columns - 1; c <= cell % p.columns + 1; ++c) {
            const int at = r * p.columns + c;
            if (r < 0 || c < 0 || r >= p.rows || c >= p.columns || at == cell || at == own ||
                p.group[static_cast<std::size_t>(at)] < 0)
                continue;
            ++all;
            like += p.group[static_cast<std::size_t>(at)] == group;
        }
    return all == 0 || like >= wanted[static_cast<std::size_t>(group)] * all - 1e-9;
}

/// The nearest cell that satisfies; ties by row, then column. -1 if there is none.
int nearest(const Places& p, int from, int group, const std::array<double, 2>& wanted) {
    int best = -1, best_distance = 0;
    for (int cell = 0; cell < p.rows * p.columns; ++cell) {
        const int down = cell / p.columns - from / p.columns,
                  right = cell % p.columns - from % p.columns;
        const int distance = down * down + right * right;
        if (p.group[static_cast<std::size_t>(cell)] >= 0 ||
            (best >= 0 && distance >= best_distance) || !content(p, cell, from, group, wanted))
            continue;
        best = cell;
        best_distance = distance;
    }
    return best;
}

/// One step as it reads: row by row as all stood before, each discontented one moves.
Places step_by_position(Places p, const std::array<double, 2>& wanted) {
    const Places before = p;
    for (std::size_t cell = 0; cell < before.who.size(); ++cell) {
        if (before.who[cell] < 0) continue;
        const int group = before.group[cell], own = static_cast<int>(cell);
        if (content(p, own, own, group, wanted)) continue;
        const int to = nearest(p, own, group, wanted);
        if (to < 0) continue;
        std::swap(p.group[cell], p.group[static_cast<std::size_t>(to)]);
        std::swap(p.who[cell], p.who[static_cast<std::size_t>(to)]);
    }
    return p;
}

TEST(Schelling, MovesByPositionAsItReads) {
    const ModelEntry& model = test::model("schelling");
    for (const std::array wanted : {std::array{0.5, 0.5}, {0.3, 0.6}})
        for (std::uint32_t r = 1; r <= 5; ++r) {
            const auto simulation = model.create(
                test::values_with(model.info, {{"wanted.share", wanted[0]},
                                               {"wanted.second_share", wanted[1]},
                                               {.key = "update.order", .text = "by_position"}}),
                r, {});
            int moved = 0;
            for (int step = 0; step < 10; ++step) {
                const Places before = places_of(*simulation);
                const Places expected = step_by_position(before, wanted);
                simulation->step();
                const Places now = places_of(*simulation);
                ASSERT_EQ(now.who, expected.who) << "step " << step;
                moved += now.who != before.who;
            }
            EXPECT_GT(moved, 0);
        }
}

TEST(Schelling, WhoWantsNothingStays) {
    const ModelEntry& model = test::model("schelling");
    for (const double first : {0.0, 0.5}) {
        const auto simulation = model.create(
            test::values_with(model.info,
                              {{"wanted.share", first}, {"wanted.second_share", 0.5 - first}}),
            1, {});
        const Places before = places_of(*simulation);
        for (int step = 0; step < 20; ++step) simulation->step();
        const Places now = places_of(*simulation);
        int stayed = 0, moved = 0;
        for (std::size_t cell = 0; cell < now.who.size(); ++cell) {
            if (before.group[cell] == (first == 0 ? 0 : 1)) {
                EXPECT_EQ(now.who[cell], before.who[cell]);
                ++stayed;
            } else if (before.group[cell] >= 0) {
                moved += now.who[cell] != before.who[cell];
            }
        }
        EXPECT_EQ(stayed, 69);
        EXPECT_GT(moved, 5);
    }
}

/// Below 0 the second group wants what the first does, whatever that is.
TEST(Schelling, WithoutAnotherDemandBothWantTheSame) {
    const ModelEntry& model = test::model("schelling");
    for (const double wanted : {0.3, 0.6}) {
        const auto one = test::run(model, {{"wanted.share", wanted}}, 20);
        const auto two =
            test::run(model, {{"wanted.share", wanted}, {"wanted.second_share", wanted}}, 20);
        const auto other =
            test::run(model, {{"wanted.share", wanted}, {"wanted.second_share", wanted / 2}}, 20);
        EXPECT_EQ(one.bits(), two.bits());
        EXPECT_NE(one.bits(), other.bits());
    }
}

}  // namespace
}  // namespace yihe
