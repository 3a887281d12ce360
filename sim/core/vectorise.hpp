// Run one piece of code compiled for the widest vectors that this processor has. The arithmetic is
// the same operation by operation (no fused multiply-add, no reassociation), so the bits are too.
#pragma once

namespace yihe {

namespace detail {

bool cpu_has_avx512();
bool cpu_has_avx2();

template <class F>
[[gnu::target("avx512f,avx512vl,avx512dq,avx512bw")]] [[gnu::flatten]] void run_avx512(F& f) {
    f();
}
template <class F>
[[gnu::target("avx2")]] [[gnu::flatten]] void run_avx2(F& f) {
    f();
}

}  // namespace detail

/// Whether the wide paths may be used; YIHE_VECTOR=none|avx2|avx512 in the environment narrows it,
/// which the determinism tests do.
bool use_avx512();
bool use_avx2();

/// `f` must be a short, inlinable loop over contiguous data.
template <class F>
void vectorised(F&& f) {
#if defined(__x86_64__)
    if (use_avx512()) return detail::run_avx512(f);
    if (use_avx2()) return detail::run_avx2(f);
#endif
    f();
}

}  // namespace yihe
