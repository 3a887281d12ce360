// Counting the members of a plain struct, so that a declaration that forgets one does not compile.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

namespace yihe::detail {

struct AnyMember {
    template <class T>
    constexpr operator T() const noexcept;
};

template <class T, std::size_t... I>
concept InitialisableWith = requires { T{(static_cast<void>(I), AnyMember{})...}; };

template <class T, std::size_t... I>
consteval bool initialisable(std::index_sequence<I...>) {
    return InitialisableWith<T, I...>;
}

template <class T, std::size_t N = 0>
consteval std::size_t member_count() {
    if constexpr (initialisable<T>(std::make_index_sequence<N + 1>{}))
        return member_count<T, N + 1>();
    else return N;
}

}  // namespace yihe::detail
