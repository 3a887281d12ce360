// Every parameter and every switch acts: another legal value changes a run.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "tests/run/drift_model.hpp"
#include "tests/support/runs.hpp"

namespace yihe {
namespace {

using test::Setting;
using test::Settings;

/// What else must be set for a parameter to act, for those that act only together with another.
struct Companion {
    std::string_view model;
    std::string_view key;
    Settings with;
};
/// Every model whose people are the society of models/reference.
constexpr std::string_view any = "any";

const std::vector<Companion>& companions() {
    static const std::vector<Companion> all = {
        {"governance", "network.rewiring", {{.key = "network.kind", .text = "small_world"}}},
        {"governance", "network.file", {{.key = "network.kind", .text = "file"}}},
        // A directed tie is refused or taken: it takes a file that has one.
        {"governance",
         "network.symmetrise",
         {{.key = "network.kind", .text = "file"},
          {.key = "network.file", .text = "directed.graphml"},
          {"network.symmetrise", 1}}},
        // What the core did by itself tells residents what they believed before.
        {"governance", "efficacy.prior", {{"leadership.style", 1}, {"leadership.patience", 0}}},
        // Suppliers come into each other's way only where several cases ask for one of a few.
        {"governance",
         "mechanisms.matching_friction",
         {{"resources.supply", 0.2}, {"demand.load", 4}}},
        {"granovetter", "threshold.mean", {{.key = "threshold.kind", .text = "normal"}}},
        {"granovetter", "threshold.deviation", {{.key = "threshold.kind", .text = "normal"}}},
        {"granovetter", "threshold.drawn", {{.key = "threshold.kind", .text = "normal"}}},
        {"granovetter", "threshold.rounding", {{.key = "threshold.kind", .text = "normal"}}},
        {"granovetter", "threshold.changed_to", {{"threshold.changed", 1}}},
        {"granovetter",
         "influence.friend_weight",
         {{.key = "network.kind", .text = "random"},
          {.key = "threshold.kind", .text = "normal"},
          {"threshold.deviation", 0.3}}},
        {"complex_contagion", "threshold.share", {{.key = "threshold.kind", .text = "share"}}},
        {"complex_contagion", "noise.spontaneous", {{"noise.slope", 2}}},
        {"friedkin_johnsen", "influence.self_weight", {{.key = "influence.self", .text = "fixed"}}},
        {"hegselmann_krause", "clusters.gap", {{"confidence.left", 0.02}, {"clusters.gap", 0.2}}},
        {"hegselmann_krause",
         "clusters.smallest",
         {{"confidence.left", 0.01}, {"confidence.right", 0.01}}},
        {"hegselmann_krause",
         "clusters.smallest_share",
         {{"confidence.left", 0.01}, {"confidence.right", 0.01}}},
        {"deffuant_weisbuch", "confidence.others_threshold", {{"confidence.others", 100}}},
        {"deffuant_weisbuch", "update.pair", {{.key = "network.kind", .text = "random"}}},
        {"voter", "update.rule", {{.key = "network.kind", .text = "random"}}},
        {"axelrod", "culture.poisson_mean", {{.key = "culture.drawn", .text = "poisson"}}},
        {"epidemic", "recovery.rate", {{.key = "recovery.kind", .text = "random"}}},
        {"epidemic", "recovery.at_once", {{"recovery.immunity", 0}}},
        {"epidemic", "outbreak.cut", {{"infection.rate", 0}, {"seeds.share", 0.04}}},
        // Below 0 any number means the same.
        {"schelling", "wanted.second_share", {{"wanted.second_share", 0.8}}},
        {"civil_violence", "jail.deterrence", {{"arrest.floor", 0}}},
        {"march", "learning.others_share", {{"learning.others_from_code", 0.9}}},
        {"march", "learning.others_from_code", {{"learning.others_share", 0.5}}},
        {"tripartite", "update.parts", {{.key = "update.dynamics", .text = "equation"}}},
        // Of the society that the reference models share.
        {any, "network.mean_degree", {{.key = "network.kind", .text = "random"}}},
        {any, "network.rewiring", {{.key = "network.kind", .text = "ring"}}},
        {any,
         "network.rewired_by",
         {{.key = "network.kind", .text = "ring"}, {"network.rewiring", 0.5}}},
        {any, "network.rows", {{.key = "network.kind", .text = "grid"}}},
        {any, "network.neighbourhood", {{.key = "network.kind", .text = "grid"}}},
        {any, "network.radius", {{.key = "network.kind", .text = "grid"}}},
        {any, "network.torus", {{.key = "network.kind", .text = "grid"}}},
        {any, "network.exponent", {{.key = "network.kind", .text = "power_law"}}},
        {any, "network.cutoff", {{.key = "network.kind", .text = "power_law"}}},
        {any, "network.file", {{.key = "network.kind", .text = "file"}}},
        {any,
         "network.symmetrise",
         {{.key = "network.kind", .text = "file"},
          {.key = "network.file", .text = "directed.graphml"},
          {"network.symmetrise", 1}}},
    };
    return all;
}

const Settings& companions_of(const ModelEntry& model, std::string_view key) {
    static const Settings none;
    const bool shares = model.info.find_param("network.exponent") != nullptr;
    for (const Companion& companion : companions())
        if ((companion.model == model.info.name || (companion.model == any && shares)) &&
            companion.key == key)
            return companion.with;
    return none;
}

/// Files that the text parameters name.
class AliveTest : public testing::Test {
protected:
    AliveTest() {
        std::ofstream ring(folder_.path() / "ring.txt");
        for (int i = 0; i < 600; ++i) ring << i << ' ' << (i + 1) % 600 << '\n';
        std::ofstream other(folder_.path() / "other.txt");
        for (int i = 0; i < 600; ++i) other << i << ' ' << (i + 7) % 600 << '\n';
        write_directed(std::ofstream(folder_.path() / "directed.graphml"));
        std::ofstream people(folder_.path() / "people.csv");
        people << "building,membership\n";
        for (int i = 0; i < 600; ++i) people << i / 50 << (i % 9 == 0 ? ",visible\n" : ",none\n");
    }

    static void write_directed(std::ofstream graphml) {
        graphml << "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">"
                   "<graph edgedefault=\"directed\">\n";
        for (int i = 0; i < 600; ++i) graphml << "<node id=\"" << i << "\"/>\n";
        for (int i = 0; i < 600; ++i)
            graphml << "<edge source=\"" << i << "\" target=\"" << (i + 3) % 600 << "\"/>\n";
        graphml << "</graph></graphml>\n";
    }

    Files files() const {
        return {[this](std::string_view name) { return folder_.path() / name; }};
    }

    test::TemporaryFolder folder_;
};

Setting text_for(const ParamInfo& param) {
    if (param.doc.key == "community.population")
        return {.key = param.doc.key, .text = "people.csv"};
    return {.key = param.doc.key, .text = "other.txt"};
}

/// Legal values other than `now`, well inside the range; none is left out.
Settings alternatives(const ParamInfo& param, const Value& now) {
    Settings all;
    const auto add = [&](double x) {
        if (x != now.number) all.push_back({.key = param.doc.key, .number = x});
    };
    const Range& range = param.doc.range;
    switch (param.type) {
        case ParamType::boolean: add(1 - now.number); break;
        case ParamType::choice:
            for (std::size_t i = 0; i < param.choices.size(); ++i)
                if (param.choices[i] != "file") add(static_cast<double>(i));
            break;
        case ParamType::text: all.push_back(text_for(param)); break;
        case ParamType::integer:  // even steps: some graphs take an even degree only
            add(now.number < 10 ? now.number + 2 : 2 * std::round(now.number / 4));
            break;
        case ParamType::real:
            add(now.number == 0 ? range.min + 0.3 * (std::min(range.max, 1.0) - range.min)
                                : std::clamp(now.number / 2, range.min, range.max));
            break;
    }
    return all;
}

struct Trace {
    std::string digest;
    std::vector<std::uint64_t> rows;
    friend bool operator==(const Trace&, const Trace&) = default;
};

class Alive : public AliveTest {
protected:
    static constexpr std::uint32_t weeks = 60;

    Settings base(const ModelEntry& model, std::string_view key) const {
        return Settings{{"community.residents", 600},
                        {"run.weeks", weeks},
                        {"run.burn_in", 0},
                        {"run.replicates", 2}} +
               companions_of(model, key) +
               (key == "network.file" ? Settings{{.key = "network.file", .text = "ring.txt"}}
                                      : Settings{});
    }

    Trace trace(const ModelEntry& model, const Settings& settings,
                const std::vector<Intervention>& schedule = {}) const {
        RunPlan plan;
        plan.model = &model;
        plan.values = test::values_with(model.info, settings);
        plan.schedule = schedule;
        plan.files = files();
        try {
            const RunOutcome outcome = run_replicates(plan);
            return {outcome.digest(), test::bits(outcome.trajectory)};
        } catch (const UserError&) {
            return {"refused", {}};
        }
    }
};

/// Those of the engine act in some model: substeps, for instance, only where a week has them.
TEST_F(Alive, EveryParameterActsFromTheStart) {
    std::map<std::string_view, int> acting;  // run.*, in how many models
    for (const ModelEntry& model : models::all()) {
        const Trace usual = trace(model, base(model, ""));
        for (const ParamInfo& param : model.info.params) {
            const Settings settings = base(model, param.doc.key);
            const Trace before =
                companions_of(model, param.doc.key).empty() ? usual : trace(model, settings);
            const Value now = test::values_with(
                model.info, settings)[test::param_index(model.info, param.doc.key)];
            ASSERT_NE(before.digest, "refused") << param.doc.key;
            for (const Setting& other : alternatives(param, now)) {
                const bool acts = trace(model, settings + Settings{other}) != before;
                if (param.doc.key.starts_with("run.")) acting[param.doc.key] += acts;
                else
                    EXPECT_TRUE(acts) << model.info.name << ": " << param.doc.key << " = "
                                      << other.number << other.text;
            }
        }
    }
    EXPECT_EQ(acting.size(), 5u);
    for (const auto& [key, models] : acting) EXPECT_GT(models, 0) << key;
}

TEST_F(Alive, EveryOtherParameterActsFromTheWeekInWhichItIsSet) {
    constexpr std::uint32_t set_in = 21;
    for (const ModelEntry& model : models::all()) {
        const Trace usual = trace(model, base(model, ""));
        for (std::size_t i = 0; i < model.info.params.size(); ++i) {
            const ParamInfo& param = model.info.params[i];
            if (param.change == Change::structural) continue;
            const Settings settings = base(model, param.doc.key);
            const Trace before =
                companions_of(model, param.doc.key).empty() ? usual : trace(model, settings);
            const auto values = test::values_with(model.info, settings);
            const Setting other = alternatives(param, values[i]).front();
            const Trace after = trace(model, settings, {{set_in, i, test::value_of(param, other)}});
            EXPECT_TRUE(after != before) << param.doc.key;
            const std::size_t cells = (set_in - 1) * model.info.metrics.size();
            EXPECT_TRUE(std::equal(after.rows.begin(),
                                   after.rows.begin() + static_cast<std::ptrdiff_t>(cells),
                                   before.rows.begin()))
                << param.doc.key << " acts before it is set";
        }
    }
}

}  // namespace
}  // namespace yihe
