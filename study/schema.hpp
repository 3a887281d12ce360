// The tables and views of a study's database, their dictionary, and where the results come from.
#pragma once

#include "study/database.hpp"
#include "study/folder.hpp"

namespace yihe::study {

void create_tables(Database& db, const Study& study);

/// Version, build, plan, the study as written, the resolved scenarios: nothing that depends on time
/// or place.
void write_provenance(Database& db, const Study& study, const StudyFolder& folder);

void write_dictionary(Database& db, const Study& study);

/// "?, ?, ?"
std::string marks(std::size_t n);

/// "30", or "8 to 400 until efficacy ± 0.01"
std::string replication_text(const Study& study);

}  // namespace yihe::study
