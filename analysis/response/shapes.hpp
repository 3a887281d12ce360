// Which shape a response has: flat, linear, threshold, saturating, monotone, hump or valley.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/response/response.hpp"
#include "sim/core/text.hpp"

namespace yihe::analysis {

/// From the simplest to the richest; each may go up or down.
enum class Shape { flat, linear, threshold, saturating, monotone, hump, valley };

Text label(Shape shape);

struct ShapeFit {
    Shape shape;
    std::vector<double> curve;  ///< [levels], fitted to all replicates
    double loss;                ///< mean squared error of runs that were left out of the fit
    double excess, excess_error;  ///< loss over that of the best shape, and its standard error
};

struct ShapeComparison {
    std::vector<ShapeFit> fits;  ///< in the order of Shape
    Shape best;    ///< the least loss
    Shape chosen;  ///< the simplest shape whose excess is within one standard error
};

/// Cross-validation over whole replicates, because runs of one replicate share their random
/// numbers: an information criterion would count them as independent. Fold of replicate r: r mod
/// folds. Monotone is isotonic, hump and valley are unimodal: nothing is assumed but the shape, so
/// that what is neither linear, a step nor saturating is still told from a hump. They contain the
/// simpler ones, hence the rule of one standard error. It describes; rise and fall test.
/// At least three levels and two replicates.
ShapeComparison compare_shapes(const Response& response, std::uint32_t folds = 10);

}  // namespace yihe::analysis
