#include "study/study.hpp"

#include <algorithm>

#include "sim/core/hash.hpp"
#include "sim/run/fingerprint.hpp"
#include "sim/scenario/scalar.hpp"
#include "sim/scenario/value.hpp"

namespace yihe::study {

std::string run_name(RunId id) {
    return "p" + std::to_string(id.point) + "r" + std::to_string(id.replicate);
}

std::optional<RunId> parse_run_name(std::string_view text) {
    const auto middle = text.find('r');
    if (!text.starts_with('p') || middle == std::string_view::npos) return {};
    const auto point = parse_integer(text.substr(1, middle - 1));
    const auto replicate = parse_integer(text.substr(middle + 1));
    if (!point || !replicate || *point < 1 || *replicate < 1 || *replicate > 4e9) return {};
    return RunId{static_cast<std::uint64_t>(*point), static_cast<std::uint32_t>(*replicate)};
}

bool Keep::week(std::uint32_t number) const {
    return weekly || std::binary_search(weeks.begin(), weeks.end(), number);
}

std::uint64_t Study::points() const {
    std::uint64_t sum = 0;
    for (const Block& block : blocks) sum += block.size();
    return sum;
}

std::pair<const Block*, std::uint64_t> Study::locate(std::uint64_t point) const {
    std::uint64_t index = point - 1;
    for (const Block& block : blocks) {
        if (index < block.size()) return {&block, block.constrained ? block.allowed[index] : index};
        index -= block.size();
    }
    throw InvariantError("a point of the study");
}

std::vector<Value> Study::values(std::uint64_t point) const {
    const auto [block, index] = locate(point);
    std::vector<Value> all;
    for (const Factor& factor : factors) all.push_back(value_in(*block->base, factor));
    std::vector<Value> own(block->design.factors.size());
    block->design.at(index, own);
    for (std::size_t i = 0; i < own.size(); ++i) all[block->design.factors[i]] = std::move(own[i]);
    return all;
}

RunPlan Study::plan(RunId id) const {
    const auto [block, index] = locate(id.point);
    RunPlan plan = *block->plan;
    std::vector<Value> own(block->design.factors.size());
    block->design.at(index, own);
    for (std::size_t i = 0; i < own.size(); ++i)
        put_value(plan, block->entries, factors[block->design.factors[i]], own[i]);
    order_schedule(plan, block->entries);
    plan.values[block->base->find("run.seed")].number = static_cast<double>(seed(id.point));
    ensure(plan.burn_in() < plan.weeks(), "the reader leaves no point that records nothing");
    return plan;
}

std::uint64_t Study::seed(std::uint64_t point) const {
    const Block& block = *locate(point).first;
    const auto seed = static_cast<std::uint64_t>(block.base->at("run.seed").number);
    if (pairing == Pairing::common) return seed;
    const std::uint64_t both[2] = {seed, point};
    return checksum(std::as_bytes(std::span(both))) >> 11;  // 53 bits: run.seed holds it exactly
}

namespace {

std::string settings_text(const Study& study) {
    std::string text = study.pairing == Pairing::common ? "common" : "independent";
    text += ", final values over " + std::to_string(study.window) + " weeks";
    for (const StopRule& stop : study.stops)
        text += ", stop when " + std::string(study.model->info.metrics[stop.metric].doc.key) +
                (stop.above ? " > " : " < ") + shortest(stop.bound) + " for " +
                std::to_string(stop.weeks);
    return text;
}

std::string keep_text(const Keep& keep) {
    std::string text = "final";
    if (keep.weekly) text += ", weekly";
    for (const std::uint32_t week : keep.weeks) text += ", week " + std::to_string(week);
    if (keep.agents) text += ", agents";
    if (keep.events) text += ", events";
    return text;
}

}  // namespace

Fingerprint fingerprint_of(const Study& study) {
    Fingerprint all;
    for (const Block& block : study.blocks) {
        for (const auto& [key, value] : fingerprint_of(*block.plan)) {
            if (key == "run.replicates") continue;
            const bool first = &block == &study.blocks.front();
            all.emplace_back(first ? key : "design " + block.name + ": " + key, value);
        }
        all.emplace_back("design " + block.name, block.design.kind + ": " + block.design.text);
    }
    for (const auto& constraint : study.constraints)
        all.emplace_back("constraint", constraint->text());
    all.emplace_back("runs", settings_text(study));
    all.emplace_back("keep", keep_text(study.keep));
    return all;
}

}  // namespace yihe::study
