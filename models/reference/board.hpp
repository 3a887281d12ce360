// A board of cells on which residents move: who stands where, and what is in sight.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/core/random.hpp"
#include "sim/graph/layer.hpp"
#include "sim/run/archive.hpp"
#include "sim/run/mechanism.hpp"

namespace yihe::reference {

enum class Sight { circle, square, diamond };
constexpr auto names_of(Sight) { return names("circle", "square", "diamond"); }

inline constexpr std::uint32_t empty_cell = 0xffffffffu;

struct Offset {
    std::int32_t down, right;
};
/// By squared distance, then row.
inline void sort_nearest_first(std::vector<Offset>& offsets) {
    std::sort(offsets.begin(), offsets.end(), [](Offset a, Offset b) {
        const auto rank = [](Offset o) {
            const std::int64_t down = o.down, right = o.right;
            return std::array{down * down + right * right, down, right};
        };
        return rank(a) < rank(b);
    });
}

/// The cells within `radius`, without the own one, nearest first.
inline std::vector<Offset> in_sight(Sight sight, double radius) {
    std::vector<Offset> all;
    const auto far = static_cast<std::int32_t>(radius);
    for (std::int32_t d = -far; d <= far; ++d)
        for (std::int32_t r = -far; r <= far; ++r) {
            const bool seen = sight == Sight::square   ? true
                              : sight == Sight::circle ? d * d + r * r <= radius * radius
                                                       : std::abs(d) + std::abs(r) <= far;
            if (seen && (d != 0 || r != 0)) all.push_back({d, r});
        }
    sort_nearest_first(all);
    return all;
}

class Board {
public:
    /// As many rows as asked for (0: as square as can be), and columns for at least `cells`.
    void lay_out(std::uint64_t cells, std::uint32_t rows, bool torus) {
        rows_ = rows > 0
                    ? rows
                    : std::max<std::uint32_t>(
                          1, static_cast<std::uint32_t>(std::sqrt(static_cast<double>(cells))));
        columns_ = static_cast<std::uint32_t>((cells + rows_ - 1) / rows_);
        torus_ = torus;
        who_.assign(std::size_t{rows_} * columns_, empty_cell);
    }
    std::uint32_t cells() const { return static_cast<std::uint32_t>(who_.size()); }
    /// Offsets that reach every cell from any other, nearest first.
    std::vector<Offset> everywhere() const {
        const auto down = static_cast<std::int32_t>(rows_) - 1;
        const auto right = static_cast<std::int32_t>(columns_) - 1;
        std::vector<Offset> all;
        for (std::int32_t d = -down; d <= down; ++d)
            for (std::int32_t r = -right; r <= right; ++r)
                if (d != 0 || r != 0) all.push_back({d, r});
        sort_nearest_first(all);
        return all;
    }
    std::uint32_t who(std::uint32_t cell) const { return who_[cell]; }
    void put_at(std::uint32_t cell, std::uint32_t who) { who_[cell] = who; }

    /// f(cell) for each cell at the offsets that lies on the board; f returns whether to go on.
    template <class F>
    void look(std::uint32_t from, const std::vector<Offset>& offsets, F&& f) const {
        const auto height = static_cast<std::int32_t>(rows_);
        const auto width = static_cast<std::int32_t>(columns_);
        const auto row = static_cast<std::int32_t>(from / columns_);
        const auto column = static_cast<std::int32_t>(from % columns_);
        for (const auto [down, right] : offsets) {
            std::int32_t r = row + down, c = column + right;
            if (torus_) {
                // Where sight goes around the board, each cell still counts once.
                if (2 * down > height || 2 * down <= -height || 2 * right > width ||
                    2 * right <= -width)
                    continue;
                r = (r % height + height) % height;
                c = (c % width + width) % width;
            } else if (r < 0 || c < 0 || r >= height || c >= width) {
                continue;
            }
            if (!f(static_cast<std::uint32_t>(r * width + c))) return;
        }
    }
    /// Any free cell at the offsets, each as likely; empty_cell if there is none.
    std::uint32_t free_in_sight(std::uint32_t from, const std::vector<Offset>& offsets,
                                Draws& draws) const {
        std::vector<std::uint32_t> free;
        look(from, offsets, [&](std::uint32_t cell) {
            if (who_[cell] == empty_cell) free.push_back(cell);
            return true;
        });
        if (free.empty()) return empty_cell;
        return free[draws.below(static_cast<std::uint32_t>(free.size()))];
    }

    template <class Sink>
    friend void put(Sink& sink, const Board& b) {
        put(sink, b.rows_);
        put(sink, b.columns_);
        put(sink, b.torus_);
        put(sink, b.who_);
    }
    template <class Source>
    friend void get(Source& source, Board& b) {
        get(source, b.rows_);
        get(source, b.columns_);
        get(source, b.torus_);
        get(source, b.who_);
    }

private:
    std::uint32_t rows_ = 0, columns_ = 0;
    bool torus_ = false;
    std::vector<std::uint32_t> who_;  // [rows × columns]
};

}  // namespace yihe::reference
