#include "study/design.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/math.hpp"
#include "sim/scenario/scalar.hpp"
#include "sim/scenario/value.hpp"

namespace yihe::study {

namespace {

using Lists = std::vector<std::vector<Value>>;

Value number_value(double x) { return {.number = x, .text = {}}; }

/// Between low and high; the ends exactly.
double between(const Levels& range, double share) {
    if (share <= 0) return range.low;
    if (share >= 1) return range.high;
    if (range.logarithmic) {
        const double low = math::log(range.low), high = math::log(range.high);
        return std::clamp(math::exp(low + (high - low) * share), range.low, range.high);
    }
    return range.low + (range.high - range.low) * share;
}

/// The power of ten by which both are whole numbers, or 0.
double decimal_scale(double a, double b) {
    constexpr double most = 1e9;  // products with the number of steps are exact
    const auto whole = [](double x, double scale) {
        return std::abs(x * scale) <= most && std::round(x * scale) / scale == x;
    };
    for (const double scale : {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9})
        if (whole(a, scale) && whole(b, scale)) return scale;
    return 0;
}

}  // namespace

Value Levels::at_share(double u) const {
    if (!is_range()) {
        const auto n = static_cast<double>(values.size());
        return values[std::min(values.size() - 1, static_cast<std::size_t>(u * n))];
    }
    if (row.type != ParamType::integer) return number_value(between(*this, u));
    Levels wider = *this;  // every whole number has the same share
    wider.high = high + 1;
    return number_value(std::min(high, std::floor(between(wider, u))));
}

std::string Levels::text() const {
    if (is_range())
        return shortest(low) + ".." + shortest(high) + (logarithmic ? " logarithmic" : "");
    std::string out;
    for (const Value& value : values) out += (out.empty() ? "" : "|") + plain_text(row, value);
    return out;
}

std::vector<Value> spaced(const Levels& range, std::uint32_t steps) {
    std::vector<Value> values;
    const double scale = decimal_scale(range.low, range.high);
    const double low = std::round(range.low * scale), high = std::round(range.high * scale);
    for (std::uint32_t i = 0; i < steps; ++i) {
        // One rounding, of a division: 0 to 1 in 11 steps holds 0.3, not 0.30000000000000004.
        const double last = std::max(1u, steps - 1);
        double x = range.logarithmic || i == 0 || i + 1 == steps ? between(range, i / last)
                   : scale > 0 ? (low * (last - i) + high * i) / (last * scale)
                               : (range.low * (last - i) + range.high * i) / last;
        if (range.row.type == ParamType::integer) x = std::round(x);
        if (values.empty() || values.back().number != x) values.push_back(number_value(x));
    }
    return values;
}

Design factorial(Lists levels) {
    Design design{.kind = "factorial", .size = 1};
    for (const auto& list : levels) design.size *= list.size();
    design.at = [levels = std::move(levels)](std::uint64_t index, std::span<Value> out) {
        for (std::size_t f = levels.size(); f-- > 0; index /= levels[f].size())
            out[f] = levels[f][index % levels[f].size()];
    };
    return design;
}

Design zip(Lists levels) {
    Design design{.kind = "zip", .size = levels.empty() ? 0 : levels[0].size()};
    design.at = [levels = std::move(levels)](std::uint64_t index, std::span<Value> out) {
        for (std::size_t f = 0; f < levels.size(); ++f) out[f] = levels[f][index];
    };
    return design;
}

Design one_at_a_time(std::vector<Value> base, Lists levels) {
    Design design{.kind = "one_at_a_time", .size = 1};
    for (std::size_t f = 0; f < levels.size(); ++f) {
        std::erase(levels[f], base[f]);
        design.size += levels[f].size();
    }
    design.at = [base = std::move(base), levels = std::move(levels)](std::uint64_t index,
                                                                     std::span<Value> out) {
        std::copy(base.begin(), base.end(), out.begin());
        if (index-- == 0) return;
        for (std::size_t f = 0; f < levels.size(); index -= levels[f++].size())
            if (index < levels[f].size()) {
                out[f] = levels[f][index];
                return;
            }
    };
    return design;
}

Design table(std::string kind, Lists rows) {
    Design design{.kind = std::move(kind), .size = rows.size()};
    design.at = [rows = std::move(rows)](std::uint64_t index, std::span<Value> out) {
        std::copy(rows[index].begin(), rows[index].end(), out.begin());
    };
    return design;
}

Design crossed(Design slow, Design fast) {
    Design design{.kind = slow.kind + " x " + fast.kind,
                  .factors = slow.factors,
                  .size = slow.size * fast.size,
                  .at = {},
                  .text = slow.text + " x " + fast.text};
    design.factors.insert(design.factors.end(), fast.factors.begin(), fast.factors.end());
    design.at = [slow = std::move(slow), fast = std::move(fast)](std::uint64_t index,
                                                                 std::span<Value> out) {
        slow.at(index / fast.size, out.first(slow.factors.size()));
        fast.at(index % fast.size, out.subspan(slow.factors.size()));
    };
    return design;
}

Design sampled(std::string kind, std::vector<Levels> levels, std::uint64_t size,
               std::function<void(std::uint64_t index, std::span<double> out)> unit) {
    Design design{.kind = std::move(kind), .size = size};
    design.at = [levels = std::move(levels), unit = std::move(unit)](std::uint64_t index,
                                                                     std::span<Value> out) {
        std::vector<double> shares(levels.size());
        unit(index, shares);
        for (std::size_t f = 0; f < levels.size(); ++f) out[f] = levels[f].at_share(shares[f]);
    };
    return design;
}

}  // namespace yihe::study
