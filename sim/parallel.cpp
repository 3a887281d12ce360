#include "sim/parallel.hpp"

#include <algorithm>
#include <thread>

#ifdef YIHE_STD_THREADS
#include <atomic>
#include <exception>
#include <mutex>
#else
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#endif

namespace yihe::parallel {

int available_threads() {
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

namespace {
thread_local bool is_alone = false;
}

void alone(FunctionRef<void()> body) {
    const bool before = is_alone;
    is_alone = true;
    try {
        body();
    } catch (...) {
        is_alone = before;
        throw;
    }
    is_alone = before;
}

#ifdef YIHE_STD_THREADS

namespace {
thread_local int thread_limit = 1;
}

void with_threads(int threads, FunctionRef<void()> body) {
    const int before = thread_limit;
    thread_limit = threads;
    try {
        body();
    } catch (...) {
        thread_limit = before;
        throw;
    }
    thread_limit = before;
}

int threads() { return is_alone ? 1 : std::max(thread_limit, 1); }

void for_each(std::size_t n, FunctionRef<void(std::size_t)> f) {
    const auto workers = std::min<std::size_t>(n, static_cast<std::size_t>(threads()));
    if (workers <= 1) {
        for (std::size_t i = 0; i < n; ++i) f(i);
        return;
    }
    std::atomic<std::size_t> next{0};
    std::exception_ptr first;
    std::mutex guard;
    auto work = [&] {
        for (std::size_t i; (i = next.fetch_add(1)) < n;) {
            try {
                f(i);
            } catch (...) {
                const std::lock_guard lock(guard);
                if (!first) first = std::current_exception();
            }
        }
    };
    std::vector<std::thread> team;
    for (std::size_t w = 1; w < workers; ++w) team.emplace_back(work);
    work();
    for (auto& member : team) member.join();
    if (first) std::rethrow_exception(first);
}

#else

void with_threads(int threads, FunctionRef<void()> body) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(std::max(threads, 1)));
    tbb::task_arena arena(std::max(threads, 1));
    arena.execute([&] { body(); });
}

int threads() { return is_alone ? 1 : tbb::this_task_arena::max_concurrency(); }

void for_each(std::size_t n, FunctionRef<void(std::size_t)> f) {
    if (n == 1) return f(0);
    if (threads() == 1) {
        for (std::size_t i = 0; i < n; ++i) f(i);
        return;
    }
    tbb::parallel_for(std::size_t{0}, n, [&](std::size_t i) { f(i); });
}

#endif

}  // namespace yihe::parallel
