// The rows of the database that no run holds: what a point is, and what its runs come to.
#pragma once

#include <span>

#include "study/database.hpp"
#include "study/verify.hpp"

namespace yihe::study {

/// A number as a mismatch shows it; nothing for NaN, as the database holds it.
std::string cell_text(double x);

/// Compares the `points` row and the `summaries` rows of each point with what the study and the
/// stored final values give. Adds what differs, under replicate 0; cells compared.
std::uint64_t verify_points(const Study& study, Database& db, std::span<const std::uint64_t> points,
                            std::vector<Mismatch>& found);

}  // namespace yihe::study
