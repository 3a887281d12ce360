#include "sim/core/vectorise.hpp"

#include <cstdlib>
#include <string_view>

namespace yihe {

namespace {

int widest() {
#if defined(__x86_64__)
    const int cpu = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                            __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw")
                        ? 2
                    : __builtin_cpu_supports("avx2") ? 1
                                                     : 0;
    const char* wanted = std::getenv("YIHE_VECTOR");
    if (wanted == nullptr) return cpu;
    const std::string_view name = wanted;
    const int limit = name == "none" ? 0 : name == "avx2" ? 1 : 2;
    return cpu < limit ? cpu : limit;
#else
    return 0;
#endif
}

const int width = widest();

}  // namespace

bool use_avx512() { return width == 2; }
bool use_avx2() { return width >= 1; }

}  // namespace yihe
