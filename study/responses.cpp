#include "study/responses.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>

#include "sim/scenario/problems.hpp"
#include "sim/scenario/suggest.hpp"
#include "sim/scenario/value.hpp"
#include "study/columns.hpp"

namespace yihe::study {

namespace {

constexpr double empty = std::numeric_limits<double>::quiet_NaN();

[[noreturn]] void refuse_name(Text what, const std::string& name,
                              const std::vector<std::string_view>& known) {
    std::string list;
    for (const auto one : known)
        if (list.size() < 300) list += (list.empty() ? "" : ", ") + std::string(one);
    throw UserError(
        Exit::invalid,
        {{.key = std::string(what.en),
          .value = name,
          .what = say("this study has no {0} \"{1}\"", "本研究没有{0}“{1}”", {what, name}),
          .legal = say("one of: {0}", "可选：{0}", {list}),
          .suggestion = suggest_word(name, known)}});
}

std::size_t factor_number(const Study& study, const std::string& name) {
    std::vector<std::string_view> known;
    for (std::size_t f = 0; f < study.factors.size(); ++f) {
        if (study.factors[f].name == name) return f;
        known.push_back(study.factors[f].name);
    }
    refuse_name({"factor", "因素"}, name, known);
}

void check_metric(const Study& study, const std::string& name) {
    std::vector<std::string_view> known;
    for (const auto& metric : study.model->info.metrics) known.push_back(metric.doc.key);
    if (std::find(known.begin(), known.end(), name) == known.end())
        refuse_name({"metric", "指标"}, name, known);
}

void check_designs(const Study& study, const std::vector<std::string>& names) {
    std::vector<std::string_view> known;
    for (const Block& block : study.blocks) known.push_back(block.name);
    for (const std::string& name : names)
        if (std::find(known.begin(), known.end(), name) == known.end())
            refuse_name({"design", "设计项"}, name, known);
}

/// Points of one setting, by level.
struct Group {
    std::vector<std::pair<std::string, std::string>> levels;
    std::map<double, std::vector<std::uint64_t>> points;
};

class Collector {
public:
    Collector(const Study& study, const ResponseQuery& query) : study_(study), query_(query) {
        check_metric(study, query.metric);
        check_designs(study, query.designs);
        if (query.factor != between_designs) {
            factor_ = factor_number(study, query.factor);
            if (study.factors[*factor_].row.type == ParamType::text)
                throw UserError(Exit::invalid,
                                say("{0} is a text: compare entries, --factor design",
                                    "{0} 是文本：请比较设计项，--factor design", {query.factor}));
        }
        for (const auto& [name, value] : query.where)
            where_.emplace_back(factor_number(study, name), value);
    }

    std::vector<analysis::Setting> collect(Database& db) {
        std::uint64_t point = 0;
        for (std::size_t b = 0; b < study_.blocks.size(); ++b)
            for (std::uint64_t i = 0; i < study_.blocks[b].size(); ++i)
                if (++point; wanted(study_.blocks[b])) place(b, point);
        std::vector<analysis::Setting> settings;
        auto rows = db.prepare("SELECT replicate, " + sql_name(column_name(query_.metric)) +
                               " FROM " + sql_name(query_.table) + " WHERE point = ?");
        for (const Group& group : groups_) settings.push_back(read(rows, group));
        drop_constants(settings);
        return settings;
    }

private:
    static constexpr std::string_view between_designs = "design";

    bool wanted(const Block& block) const {
        return query_.designs.empty() || std::find(query_.designs.begin(), query_.designs.end(),
                                                   block.name) != query_.designs.end();
    }

    /// Whether a factor tells settings apart: between entries, what some entry varies; what an
    /// entry only sets is the entry.
    bool tells_apart(std::size_t factor) const {
        if (factor_) return factor != *factor_;
        return std::any_of(study_.blocks.begin(), study_.blocks.end(), [&](const Block& block) {
            const auto& varied = block.design.factors;
            return wanted(block) && std::find(varied.begin(), varied.end(), factor) != varied.end();
        });
    }

    void place(std::size_t block, std::uint64_t point) {
        const auto values = study_.values(point);
        for (const auto& [number, value] : where_)
            if (!(values[number] == value)) return;
        std::vector<std::pair<std::string, std::string>> levels;
        if (factor_ && study_.blocks.size() > 1)
            levels.emplace_back("design", study_.blocks[block].name);
        std::string key;
        for (std::size_t f = 0; f < values.size(); ++f) {
            if (!tells_apart(f)) continue;
            levels.emplace_back(study_.factors[f].name,
                                plain_text(study_.factors[f].row, values[f]));
        }
        for (const auto& [name, level] : levels) key += level + "\n";
        const auto [at, added] = numbers_.try_emplace(key, groups_.size());
        if (added) groups_.push_back({std::move(levels), {}});
        const double level = factor_ ? values[*factor_].number : static_cast<double>(block);
        groups_[at->second].points[level].push_back(point);
    }

    /// Of a level that is a word.
    std::optional<std::string> name_of(double level) const {
        if (!factor_) return study_.blocks[static_cast<std::size_t>(level)].name;
        const ParamInfo& row = study_.factors[*factor_].row;
        if (row.type != ParamType::choice && row.type != ParamType::boolean) return {};
        return plain_text(row, {.number = level, .text = {}});
    }

    /// Factors that have one level in all settings tell none of them from another.
    static void drop_constants(std::vector<analysis::Setting>& settings) {
        for (std::size_t f = settings.empty() ? 0 : settings[0].levels.size(); f-- > 0;) {
            const std::string level = settings[0].levels[f].second;
            if (std::all_of(settings.begin(), settings.end(),
                            [&](const auto& one) { return one.levels[f].second == level; }))
                for (auto& one : settings)
                    one.levels.erase(one.levels.begin() + static_cast<std::ptrdiff_t>(f));
        }
    }

    analysis::Setting read(Statement& rows, const Group& group) const {
        analysis::Setting setting{.levels = group.levels, .response = {}};
        std::size_t most = 0;
        for (const auto& [level, points] : group.points) {
            setting.response.levels.push_back(level);
            if (const auto name = name_of(level)) setting.response.names.push_back(*name);
            auto& values = setting.response.values.emplace_back();
            rows.bind(0, static_cast<std::int64_t>(points.front()));
            while (rows.step()) {
                const auto replicate = static_cast<std::size_t>(rows.whole(0));
                if (values.size() < replicate) values.resize(replicate, empty);
                values[replicate - 1] = rows.number(1);
            }
            most = std::max(most, values.size());
        }
        for (auto& values : setting.response.values) values.resize(most, empty);
        return setting;
    }

    const Study& study_;
    const ResponseQuery& query_;
    std::optional<std::size_t> factor_;  ///< none: between designs
    std::vector<std::pair<std::size_t, Value>> where_;
    std::map<std::string, std::size_t> numbers_;
    std::vector<Group> groups_;
};

}  // namespace

std::vector<analysis::Setting> responses(const Study& study, Database& db,
                                         const ResponseQuery& query) {
    return Collector(study, query).collect(db);
}

std::vector<analysis::Setting> settings_of(const Study& study, Database& db, const Claim& claim,
                                           const std::string& table) {
    auto is_kill = [&](const std::string& name) {
        return std::find(claim.kill_designs.begin(), claim.kill_designs.end(), name) !=
               claim.kill_designs.end();
    };
    ResponseQuery query{.metric = claim.rule.metric,
                        .factor = claim.rule.factor,
                        .table = table,
                        .designs = claim.designs};
    if (query.designs.empty())
        for (const Block& block : study.blocks)
            if (!is_kill(block.name)) query.designs.push_back(block.name);
    auto settings = responses(study, db, query);
    for (const std::string& design : claim.kill_designs) {
        query.designs = {design};
        for (auto& setting : responses(study, db, query)) {
            setting.kill = design;
            settings.push_back(std::move(setting));
        }
    }
    const std::size_t least = claim.rule.pattern == analysis::Pattern::contrast ? 1 : 3;
    for (const auto& setting : settings)
        if (setting.response.levels.size() < least)
            throw UserError(
                Exit::invalid,
                say("claim {0} looks at a curve of at least {1} levels of {2}; a setting has {3}",
                    "主张 {0} 需要 {2} 至少有 {1} 个水平；有的条件只有 {3} 个",
                    {claim.rule.claim, std::to_string(least), claim.rule.factor,
                     std::to_string(setting.response.levels.size())}));
    return settings;
}

}  // namespace yihe::study
