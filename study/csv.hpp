// A table or view of a database as CSV (RFC 4180; numbers in their shortest exact form; an empty
// cell is NULL).
#pragma once

#include <functional>
#include <string_view>

#include "study/database.hpp"

namespace yihe::study {

/// Rows in the order of the table's key.
void export_csv(Database& db, std::string_view table,
                const std::function<void(std::string_view)>& write);

}  // namespace yihe::study
