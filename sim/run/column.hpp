// A column: one value per agent, contiguous, agents of one community next to each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <span>
#include <vector>

namespace yihe {

/// Aligned to a cache line.
template <class T>
struct ColumnAllocator {
    using value_type = T;
    static constexpr std::align_val_t alignment{64};

    ColumnAllocator() = default;
    template <class U>
    ColumnAllocator(const ColumnAllocator<U>&) {}

    T* allocate(std::size_t n) { return static_cast<T*>(::operator new(n * sizeof(T), alignment)); }
    void deallocate(T* p, std::size_t) { ::operator delete(p, alignment); }
    friend bool operator==(ColumnAllocator, ColumnAllocator) { return true; }
};

template <class T>
using AlignedVector = std::vector<T, ColumnAllocator<T>>;

/// Frozen values, which everybody reads, and the next ones, which one phase writes. The engine
/// allocates `next` only where a phase reads neighbours' values of a column that it also writes.
template <class T>
class Column {
public:
    using Element = T;

    void resize(std::size_t n) { now_.assign(n, T{}); }
    std::size_t size() const { return now_.size(); }
    std::size_t bytes() const { return (now_.capacity() + next_.capacity()) * sizeof(T); }

    const T& operator[](std::size_t i) const { return now_[i]; }
    std::span<const T> view() const { return now_; }
    /// For the owner's own serial phases and for the set-up.
    T& edit(std::size_t i) { return now_[i]; }
    std::span<T> edit() { return now_; }

    T* next_buffer() {
        if (next_.size() != now_.size()) next_.resize(now_.size());
        return next_.data();
    }
    void swap_range_with_next(std::size_t begin, std::size_t end) {
        if (begin == 0 && end == now_.size()) return now_.swap(next_);
        std::copy(next_.begin() + static_cast<std::ptrdiff_t>(begin),
                  next_.begin() + static_cast<std::ptrdiff_t>(end),
                  now_.begin() + static_cast<std::ptrdiff_t>(begin));
    }

private:
    AlignedVector<T> now_, next_;
};

}  // namespace yihe
