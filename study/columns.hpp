// The columns of the result tables: which there are, what they hold, and how SQL calls them.
#pragma once

#include <string>
#include <vector>

#include "study/study.hpp"

namespace yihe::study {

/// A line of the data dictionary.
struct ColumnDoc {
    std::string table, column;
    std::string name;  ///< the public name, "leadership.intensity"; empty for keys of tables
    std::string type;  ///< "real", "integer", "text"
    std::string unit;
    Message label;
    Message legal;      ///< range or choices
    Message meaning;    ///< formula of a metric
    std::string source;
};

/// "leadership.intensity" → "leadership_intensity": no quotes needed in SQL, Stata or a formula.
std::string column_name(std::string_view public_name);

/// SQL type of a factor's column.
std::string sql_type(const ParamInfo& row);

/// Every column of every table and view of the study's database.
std::vector<ColumnDoc> data_dictionary(const Study& study);

}  // namespace yihe::study
