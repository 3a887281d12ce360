// How a mechanism is declared. A mechanism (and a small model is one mechanism) owns
//   Params     plain members with defaults, and `params`: one row each
//   State      columns, one value per agent, and `columns`: one row each
//   Community  what one community holds besides its residents (institutions, cases, tallies),
//              and `fields`: one row each, for the digest and the checkpoint
//   metrics    weekly results
//   log        items that it lists as they end, one mechanism of a model at most
// All are optional: what is not declared is inherited empty from Mechanism.
#pragma once

#include <array>
#include <cmath>
#include <limits>
#include <string_view>
#include <tuple>
#include <vector>

#include "sim/run/column.hpp"
#include "sim/schema/aggregate.hpp"
#include "sim/schema/model_info.hpp"
#include "sim/schema/param.hpp"

namespace yihe {

struct Mechanism {
    static constexpr std::string_view name = "model";
    struct Params {};
    struct State {};
    struct Community {};
    static constexpr std::tuple<> params{};
    static constexpr std::tuple<> columns{};
    static constexpr std::tuple<> fields{};
    static constexpr std::tuple<> metrics{};
};

/// A row of `columns`.
template <class Owner, class T>
struct ColumnRow {
    Doc doc;
    Column<T> Owner::* member;
};
template <class Owner, class T>
ColumnRow(Doc, Column<T> Owner::*) -> ColumnRow<Owner, T>;

/// A row of `fields`.
template <class Owner, class T>
struct Field {
    std::string_view name;
    T Owner::* member;
};
template <class Owner, class T>
Field(const char*, T Owner::*) -> Field<Owner, T>;

/// A weekly value as numerator and denominator, so that communities pool correctly.
/// An empty denominator gives an empty cell, never a zero.
struct Ratio {
    double numerator = 0;
    double denominator = 0;
    static constexpr bool packed = true;

    double value() const {
        return denominator > 0 ? numerator / denominator : std::numeric_limits<double>::quiet_NaN();
    }
    Ratio& operator+=(Ratio other) {
        numerator += other.numerator;
        denominator += other.denominator;
        return *this;
    }
};
/// A plain level; a city shows the mean over its communities.
inline Ratio level(double x) { return std::isnan(x) ? Ratio{} : Ratio{x, 1}; }

/// A row of `metrics`: F is a function of injected arguments (sim/run/inject.hpp), once a week and
/// community, returning a Ratio.
template <class F>
struct Metric {
    Doc doc;
    Text formula;
    F compute;
};
template <class F>
Metric(Doc, Text, F) -> Metric<F>;

/// A cell of the log: a word, or a number; NaN is an empty cell.
struct LogCell {
    double number = std::numeric_limits<double>::quiet_NaN();
    std::string_view word;

    LogCell(double x) : number(x) {}
    LogCell(std::string_view text) : word(text) {}
};

/// A column of the log of items of one kind.
template <class Item>
struct LogColumn {
    Doc doc;
    LogCell (*cell)(const Item&);
};

/// A mechanism that keeps a log declares `static constexpr auto log = Log{…}`: `rows` gives the
/// items of the week just ended in one community, `columns` what is written of each.
template <class Community, class Item, std::size_t N>
struct Log {
    std::vector<Item> (*rows)(const Community&);
    std::array<LogColumn<Item>, N> columns;
};
template <class M>
concept KeepsLog = requires { M::log; };

}  // namespace yihe
