// A study: a scenario, the points at which it is run, how often, and what is kept. Read from a YAML
// file completely, or refused.
#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/run/fingerprint.hpp"
#include "sim/run/plan.hpp"
#include "study/claims.hpp"
#include "study/constraint.hpp"
#include "study/design.hpp"
#include "study/factor.hpp"

namespace yihe::study {

/// One run: a point of the design and a replicate, both from 1.
struct RunId {
    std::uint64_t point = 1;
    std::uint32_t replicate = 1;

    friend auto operator<=>(const RunId&, const RunId&) = default;
};

/// "p12r3", and back; nothing when the text is not of that form.
std::string run_name(RunId id);
std::optional<RunId> parse_run_name(std::string_view text);

/// A part of the study with its own design, on its own settings of the scenario.
struct Block {
    std::string name;
    Place place;  ///< of its entry; none for a study without a design
    std::shared_ptr<const Scenario> base;
    std::shared_ptr<const RunPlan> plan;  ///< of `base`
    Entries entries;
    Design design;
    std::vector<std::uint64_t> allowed;  ///< under constraints: indices of the design, else empty
    bool constrained = false;

    std::uint64_t size() const { return constrained ? allowed.size() : design.size; }
};

/// How often each point is run.
struct Replication {
    std::uint32_t max = 1;
    std::uint32_t min = 1;  ///< sequential: before the first look
    std::size_t metric = 0;  ///< sequential: whose interval
    double half_width = 0;  ///< sequential: until it is at most so wide; 0: always `max`

    bool sequential() const { return half_width > 0; }
};

/// A run ends early once the metric has been beyond the bound so many weeks in a row.
struct StopRule {
    std::size_t metric = 0;
    bool above = false;  ///< else below
    double bound = 0;
    std::uint32_t weeks = 1;
};

/// What of each run is kept beside its final values.
struct Keep {
    bool weekly = false;
    std::vector<std::uint32_t> weeks;  ///< chosen weeks, when not all
    bool agents = false, events = false;

    bool any_week() const { return weekly || !weeks.empty(); }
    bool week(std::uint32_t number) const;
};

struct Limits {
    double seconds = 0;  ///< of one run; 0: none
    double megabytes = 0;  ///< of one run; 0: none
};

/// Whether replicate r of all points shares its random numbers.
enum class Pairing { common, independent };

struct Study {
    Message about;
    std::string file;
    std::filesystem::path root;  ///< project root
    std::vector<std::filesystem::path> sources;  ///< every file that decides the study
    const ModelEntry* model = nullptr;
    std::vector<Factor> factors;
    std::vector<Block> blocks;
    std::vector<std::shared_ptr<const Constraint>> constraints;
    Replication replication;
    Pairing pairing = Pairing::common;
    std::vector<StopRule> stops;
    Keep keep;
    Limits limits;
    std::uint32_t window = 52;  ///< weeks over which final values are means
    std::vector<Claim> claims;  ///< change no run

    std::uint64_t points() const;
    /// Block of a point, and its index there.
    std::pair<const Block*, std::uint64_t> locate(std::uint64_t point) const;
    /// The value of every factor there.
    std::vector<Value> values(std::uint64_t point) const;
    /// How one run of the point is run.
    RunPlan plan(RunId id) const;
    std::uint64_t seed(std::uint64_t point) const;
};

/// A model by its name, or nullptr.
using ModelFinder = const ModelEntry* (*)(std::string_view name);

/// Throws UserError(Exit::invalid) with all problems found.
Study load_study(const std::filesystem::path& file, const Models& models, ModelFinder find);

/// Whether the file looks like a study rather than a scenario: it has `design` or `scenario`.
bool is_study(const std::filesystem::path& file);

/// What decides the results, replicates aside, as readable names and values.
Fingerprint fingerprint_of(const Study& study);

}  // namespace yihe::study
