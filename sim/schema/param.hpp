// A parameter: one plain member of a Params struct and one row. Validation, --set, sweep axes,
// JSON Schema, documentation and page sliders are ordinary code over the erased ParamInfo.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "sim/schema/aggregate.hpp"
#include "sim/schema/doc.hpp"

namespace yihe {

/// What `names_of` returns. For every enumeration that is a parameter's type, beside it:
///     constexpr auto names_of(Order) { return names("synchronous", "random_order"); }
/// in the order of its values 0, 1, …
template <class... Words>
constexpr std::array<std::string_view, sizeof...(Words)> names(Words... words) {
    return {words...};
}

namespace detail {
template <class E>
inline constexpr auto choices = names_of(E{});
}  // namespace detail

/// When a parameter may change: `structural` ones shape the population or the graph at week 0.
enum class Change { any_week, structural };

template <class Owner, class T>
struct Param {
    Doc doc;
    T Owner::* member;
    Change change = Change::any_week;
};
template <class Owner, class T>
Param(Doc, T Owner::*) -> Param<Owner, T>;
template <class Owner, class T>
Param(Doc, T Owner::*, Change) -> Param<Owner, T>;

enum class ParamType { real, integer, boolean, choice, text };

/// A parameter's value outside the model: numbers, flags (0/1) and choices (index) in `number`.
struct Value {
    double number = 0;
    std::string text;
    friend bool operator==(const Value&, const Value&) = default;
};

/// The erased row.
struct ParamInfo {
    Doc doc;
    ParamType type = ParamType::real;
    Change change = Change::any_week;
    std::span<const std::string_view> choices;
    Value default_value;
    std::size_t owner = 0;  ///< which Params struct of the model
    Value (*get)(const void* params) = nullptr;
    void (*set)(void* params, const Value& value) = nullptr;
};

namespace detail {

template <class T>
consteval ParamType param_type() {
    if constexpr (std::same_as<T, bool>) return ParamType::boolean;
    else if constexpr (std::is_enum_v<T>) return ParamType::choice;
    else if constexpr (std::integral<T>) return ParamType::integer;
    else if constexpr (std::floating_point<T>) return ParamType::real;
    else return ParamType::text;
}

/// The guards: these are evaluated at compile time, and a throw there is a compile error.
template <class Owner, class T>
constexpr void check_param(const Param<Owner, T>& row) {
    if (row.doc.key.find('.') == std::string_view::npos) throw "a parameter is named group.name";
    if (row.doc.source.empty()) throw "a parameter has a source";
    if (row.doc.unit.empty()) throw "a parameter has a unit, 1 for pure numbers";
    if (row.doc.label.en.empty() || row.doc.label.zh.empty()) throw "a label in both languages";
    if constexpr (std::is_arithmetic_v<T>) {
        if (!row.doc.range.contains(static_cast<double>(Owner{}.*row.member)))
            throw "a default lies in its range";
    }
}

template <class Owner, class... T>
constexpr bool check_params(const std::tuple<Param<Owner, T>...>& rows) {
    static_assert(sizeof...(T) == member_count<Owner>(), "every member of Params has one row");
    std::array<std::string_view, sizeof...(T)> keys{};
    std::apply(
        [&](const auto&... row) {
            std::size_t at = 0;
            ((check_param(row), keys[at++] = row.doc.key), ...);
        },
        rows);
    for (std::size_t i = 0; i < keys.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (keys[i] == keys[j]) throw "a parameter's key is unique";
    return true;
}

constexpr bool check_params(const std::tuple<>&) { return true; }

}  // namespace detail

namespace detail {

template <class Component, std::size_t At>
using ParamValue = std::remove_cvref_t<decltype(typename Component::Params{}.*
                                                std::get<At>(Component::params).member)>;

template <class Component, std::size_t At>
Value read_param(const void* params) {
    using T = ParamValue<Component, At>;
    const T& value = static_cast<const typename Component::Params*>(params)
                         ->*std::get<At>(Component::params)
                         .member;
    if constexpr (std::same_as<T, std::string>) return {0, value};
    else return {static_cast<double>(value), {}};
}

template <class Component, std::size_t At>
void write_param(void* params, const Value& value) {
    using T = ParamValue<Component, At>;
    T& to =
        static_cast<typename Component::Params*>(params)->*std::get<At>(Component::params).member;
    if constexpr (std::same_as<T, std::string>) to = value.text;
    else if constexpr (std::same_as<T, bool>) to = value.number != 0;
    else if constexpr (std::is_enum_v<T>) to = static_cast<T>(static_cast<int>(value.number));
    else to = static_cast<T>(value.number);
}

template <class Component, std::size_t At>
ParamInfo describe_param(std::size_t owner) {
    using T = ParamValue<Component, At>;
    const auto& row = std::get<At>(Component::params);
    ParamInfo info;
    info.doc = row.doc;
    info.type = param_type<T>();
    info.change = row.change;
    info.owner = owner;
    if constexpr (std::is_enum_v<T>) info.choices = choices<T>;
    info.get = &read_param<Component, At>;
    info.set = &write_param<Component, At>;
    const typename Component::Params defaults{};
    info.default_value = info.get(&defaults);
    return info;
}

}  // namespace detail

/// The erased rows of `Component::params`, each bound to the Params struct number `owner`.
template <class Component>
std::vector<ParamInfo> describe_params(std::size_t owner) {
    static_assert(detail::check_params(Component::params));
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return std::vector<ParamInfo>{detail::describe_param<Component, I>(owner)...};
    }(std::make_index_sequence<
               std::tuple_size_v<std::remove_cvref_t<decltype(Component::params)>>>{});
}

}  // namespace yihe
