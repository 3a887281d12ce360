// A design in the unit cube: each point is a function of its index, so that a million points take
// no memory and any worker can make any of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "sim/core/error.hpp"

namespace yihe::analysis {

/// Made by the functions beside it in this folder (latin_hypercube, random_points, sobol, saltelli,
/// morris). Copies are cheap and share nothing that changes; any number of threads may ask.
class UnitDesign {
public:
    using Points = std::function<void(std::uint64_t index, std::span<double> out)>;

    UnitDesign(std::uint64_t size, std::size_t dimensions, Points points)
        : size_(size), dimensions_(dimensions), points_(std::move(points)) {}

    std::uint64_t size() const { return size_; }
    std::size_t dimensions() const { return dimensions_; }

    /// out[dimensions], each in [0, 1), for Morris in [0, 1]; index < size.
    void point(std::uint64_t index, std::span<double> out) const {
        ensure(index < size_, "a design has a point for every index below its size");
        ensure(out.size() == dimensions_, "a point has one coordinate per dimension");
        points_(index, out);
    }

    std::vector<double> point(std::uint64_t index) const {
        std::vector<double> out(dimensions_);
        point(index, out);
        return out;
    }

private:
    std::uint64_t size_;
    std::size_t dimensions_;
    Points points_;
};

}  // namespace yihe::analysis
