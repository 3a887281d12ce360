// The only door to threads: oneTBB, or std::thread where a sanitizer must see every access.
// Results may not depend on which thread runs what: work is cut into fixed blocks, and sums are
// taken per block and added in block order.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <vector>

namespace yihe {

/// A borrowed callable, without allocation.
template <class Signature>
class FunctionRef;

template <class R, class... Args>
class FunctionRef<R(Args...)> {
public:
    template <class F>
        requires(!std::is_same_v<std::remove_cvref_t<F>, FunctionRef>)
    FunctionRef(F&& f)
        : object_(const_cast<void*>(static_cast<const void*>(std::addressof(f)))),
          call_([](void* object, Args... args) -> R {
              return (*static_cast<std::remove_reference_t<F>*>(object))(args...);
          }) {}

    R operator()(Args... args) const { return call_(object_, args...); }

private:
    void* object_;
    R (*call_)(void*, Args...);
};

namespace parallel {

/// Threads this machine offers to the process.
int available_threads();

/// Runs `body` with at most `threads` threads for everything below it.
void with_threads(int threads, FunctionRef<void()> body);

/// Threads that `for_each` may use here.
int threads();

/// Runs `body` on the calling thread alone: every `for_each` below it is a plain loop. For
/// replicates that are parallel among themselves.
void alone(FunctionRef<void()> body);

/// f(0) … f(n-1), in any order, on the threads of the surrounding `with_threads`.
/// The first exception is rethrown.
void for_each(std::size_t n, FunctionRef<void(std::size_t)> f);

/// Block length of everything that is summed or drawn: part of the definition of the results.
inline constexpr std::size_t block_size = 1024;

inline std::size_t block_count(std::size_t n) { return (n + block_size - 1) / block_size; }

/// f(begin, end) for each block of [0, n).
template <class F>
void for_blocks(std::size_t n, F&& f) {
    const std::size_t blocks = block_count(n);
    auto one = [&](std::size_t b) { f(b * block_size, std::min(n, (b + 1) * block_size)); };
    if (blocks == 1) return one(0);
    for_each(blocks, one);
}

/// Sum of f(begin, end) over the blocks of [0, n), added in block order.
template <class T, class F>
T sum_blocks(std::size_t n, F&& f) {
    if (n <= block_size) return n == 0 ? T{} : static_cast<T>(f(std::size_t{0}, n));
    std::vector<T> partial(block_count(n));
    for_blocks(n, [&](std::size_t begin, std::size_t end) {
        partial[begin / block_size] = f(begin, end);
    });
    T sum{};
    for (const T& part : partial) sum += part;
    return sum;
}

}  // namespace parallel
}  // namespace yihe
