#include "study/csv.hpp"

#include "sim/run/result_files.hpp"

namespace yihe::study {

namespace {

void append_text(std::string& line, std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        line += text;
        return;
    }
    line += '"';
    for (const char c : text) {
        if (c == '"') line += '"';
        line += c;
    }
    line += '"';
}

}  // namespace

void export_csv(Database& db, std::string_view table,
                const std::function<void(std::string_view)>& write) {
    auto rows = db.prepare("SELECT * FROM " + sql_name(table));
    std::string line;
    for (int c = 0; c < rows.columns(); ++c) append_text(line += c > 0 ? "," : "", rows.name(c));
    write(line += "\r\n");
    while (rows.step()) {
        line.clear();
        for (int c = 0; c < rows.columns(); ++c) {
            if (c > 0) line += ',';
            if (rows.is_null(c)) continue;
            if (rows.is_real(c)) append_number(line, rows.number(c));
            else append_text(line, rows.text(c));
        }
        write(line += "\r\n");
    }
}

}  // namespace yihe::study
