#include "sim/run/result_files.hpp"

#include <charconv>
#include <cmath>
#include <vector>

#include "sim/run/interval.hpp"

namespace yihe {

void append_number(std::string& text, double x) {
    if (std::isnan(x)) return;
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, x).ptr;
    text.append(buffer, end);
}

namespace {

/// Keys are names of the house, without commas or quotes: ensured here, for every table.
void append_key(std::string& text, std::string_view key) {
    ensure(key.find_first_of(",\"\r\n") == std::string_view::npos, "keys need no quoting in CSV");
    text += key;
}

void append_whole(std::string& text, std::uint64_t x) { text += std::to_string(x); }

}  // namespace

void write_trajectory(SafeFile& file, const ModelInfo& info, const Trajectory& table) {
    std::string line = "replicate,week";
    for (const auto& metric : info.metrics) append_key(line += ',', metric.doc.key);
    file.write(line += "\r\n");
    for (std::uint32_t r = table.first_replicate(); r <= table.last_replicate(); ++r) {
        if (!table.complete(r)) continue;
        for (std::uint32_t week = table.first_week(); week <= table.last_week(); ++week) {
            line.clear();
            append_whole(line, r);
            append_whole(line += ',', week);
            for (const double x : table.row(r, week)) append_number(line += ',', x);
            file.write(line += "\r\n");
        }
    }
}

void write_summary(SafeFile& file, const ModelInfo& info, const Trajectory& table) {
    file.write("metric,week,mean,sd,n,lower,upper\r\n");
    Intervals intervals;
    std::vector<double> values;
    std::string line;
    for (std::size_t m = 0; m < table.metrics(); ++m)
        for (std::uint32_t week = table.first_week(); week <= table.last_week(); ++week) {
            values.clear();
            for (std::uint32_t r = table.first_replicate(); r <= table.last_replicate(); ++r)
                if (table.complete(r)) values.push_back(table.row(r, week)[m]);
            const Interval x = intervals.of(values);
            line.clear();
            append_key(line, info.metrics[m].doc.key);
            append_whole(line += ',', week);
            append_number(line += ',', x.mean);
            append_number(line += ',', x.sd);
            append_whole(line += ',', x.n);
            append_number(line += ',', x.lower);
            append_number(line += ',', x.upper);
            file.write(line += "\r\n");
        }
}

std::string agents_header(const ModelInfo& info) {
    std::string line = "replicate,agent";
    for (const auto& column : info.columns) append_key(line += ',', column.doc.key);
    return line + "\r\n";
}

void write_agents(SafeFile& file, const ModelInfo& info, std::uint32_t replicate,
                  const Simulation& simulation) {
    std::string line;
    for (std::size_t agent = 0; agent < simulation.agent_count(); ++agent) {
        line.clear();
        append_whole(line, replicate);
        append_whole(line += ',', agent);
        for (std::size_t c = 0; c < info.columns.size(); ++c)
            append_number(line += ',', simulation.agent_value(c, agent));
        file.write(line += "\r\n");
    }
}

std::string events_header(const ModelInfo& info) {
    std::string line = "replicate,week,community";
    for (const Doc& column : info.events) append_key(line += ',', column.key);
    return line + "\r\n";
}

void write_events(SafeFile& file, std::uint32_t replicate, const Simulation& simulation) {
    std::string rows, prefix;
    append_whole(prefix, replicate);
    append_whole(prefix += ',', simulation.week());
    simulation.events(rows, prefix);
    file.write(rows);
}

namespace {

/// The next cell up to a comma or the end of its line; NaN where it is empty.
bool next_cell(std::string_view& text, char end, double& x) {
    const std::size_t size = text.find(end);
    if (size == std::string_view::npos) return false;
    const auto* first = text.data();
    x = std::numeric_limits<double>::quiet_NaN();
    const bool good = size == 0 || std::from_chars(first, first + size, x).ptr == first + size;
    text.remove_prefix(size + 1);
    return good;
}

}  // namespace

bool read_trajectory(std::string_view text, Trajectory& table) {
    const std::size_t header = text.find('\n');
    if (header == std::string_view::npos) return false;
    text.remove_prefix(header + 1);
    while (!text.empty()) {
        double replicate = 0, week = 0;
        if (!next_cell(text, ',', replicate) || !next_cell(text, ',', week)) return false;
        if (!(replicate >= 1 && replicate <= table.replicates())) return false;
        if (!(week >= table.first_week() && week <= table.last_week())) return false;
        const auto row =
            table.row(static_cast<std::uint32_t>(replicate), static_cast<std::uint32_t>(week));
        for (std::size_t m = 0; m < row.size(); ++m)
            if (!next_cell(text, m + 1 < row.size() ? ',' : '\r', row[m])) return false;
        if (!text.starts_with('\n')) return false;
        text.remove_prefix(1);
        table.set_complete(static_cast<std::uint32_t>(replicate));
    }
    return true;
}

}  // namespace yihe
