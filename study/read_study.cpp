// From the file to a Study: the top level; read_design.cpp reads the entries of the design.
#include <algorithm>

#include "sim/scenario/files.hpp"
#include "sim/scenario/layers.hpp"
#include "sim/scenario/scalar.hpp"
#include "sim/scenario/schedule.hpp"
#include "sim/scenario/suggest.hpp"
#include "sim/scenario/value.hpp"
#include "study/check_claims.hpp"
#include "study/fields.hpp"
#include "study/read_design.hpp"
#include "study/read_run_rules.hpp"

namespace yihe::study {

namespace {

class StudyReader {
public:
    StudyReader(const std::filesystem::path& file, const Models& models, ModelFinder find)
        : models_(models), document_(read(file)), find_(find) {
        study_.file = file.string();
        study_.root = project_root(file);
        study_.sources.push_back(file);
    }

    Study take() {
        Fields top(document_, document_.root, "study",
                   say("scenario: baseline.yaml and design: […]",
                       "scenario: baseline.yaml 与 design: […]"),
                   problems_);
        if (!top.is_map()) problems_.throw_if_any();
        if (top.find("scenario") == nullptr && top.find("model") != nullptr) refuse_scenario(top);
        top.allow({"about", "scenario", "set", "schedule", "design", "over", "constraints",
                   "replicates", "pairing", "stop", "keep", "window", "limits", "claims"});
        if (const auto* about = top.find("about"))
            study_.about = read_bilingual(document_, *about, "about", problems_);
        const auto* file = top.need("scenario");
        if (file == nullptr) give_up();
        const Scenario base = scenario(*file);
        study_.model = find_(base.model->name);
        read_design(top, base);
        read_rest(top, base);
        problems_.throw_if_any();
        if (const auto* claims = top.find("claims"))
            study_.claims = read_claims(study_, document_, *claims, problems_);
        problems_.throw_if_any();
        keep_allowed(top);
        check_weeks();
        if (const auto* claims = top.find("claims"))
            check_claims(study_, document_, *claims, problems_);
        problems_.throw_if_any();
        add_sources();
        return std::move(study_);
    }

private:
    static YamlDocument read(const std::filesystem::path& file) {
        return parse_yaml(read_regular_file(file, YamlLimits{}.bytes, {.file = file.string()}),
                          file.string());
    }

    /// The scenario that a node names, with the study's own settings.
    Scenario scenario(const YamlNode& node) {
        const auto place = document_.place(node);
        if (!node.is_scalar())
            throw UserError(Exit::invalid,
                            {{.place = place,
                              .key = "scenario",
                              .what = say("scenario names one file", "scenario 只写一个文件"),
                              .legal = say("scenario: baseline.yaml", "scenario: baseline.yaml")}});
        const auto folder = std::filesystem::path(study_.file).parent_path();
        confined_path(study_.root, folder, node.text, place);
        Scenario scenario = load_scenario((folder / node.text).lexically_normal(), models_);
        if (const auto* set = document_.root.find("set")) {
            if (set->is_map()) assign(scenario, document_, *set, {}, problems_);
            else refuse(*set, "set", say("set holds parameters", "set 由参数组成"));
        }
        if (const auto* schedule = document_.root.find("schedule"))
            scenario.schedule = read_schedule(scenario, document_, *schedule, problems_);
        return scenario;
    }

    void refuse(const YamlNode& at, std::string key, Message what, Message legal = {}) {
        problems_.add({.place = document_.place(at),
                       .key = std::move(key),
                       .value = at.text,
                       .what = std::move(what),
                       .legal = std::move(legal)});
    }

    [[noreturn]] void refuse_scenario(const Fields& top) {
        const std::string name = std::filesystem::path(study_.file).filename().string();
        refuse(*top.find("model"), "scenario",
               say("this is a scenario, not a study", "这是情景，不是研究"),
               say("yihe run {0}; or a study with scenario: {0} and design: […]",
                   "yihe run {0}；或另写研究文件：scenario: {0} 与 design: […]", {name}));
        give_up();
    }

    /// After a problem was added.
    [[noreturn]] void give_up() {
        problems_.throw_if_any();
        throw InvariantError("a problem was just added");
    }

    void read_design(const Fields& top, const Scenario& base) {
        DesignContext context{document_,
                              study_,
                              base,
                              top.find("over"),
                              [this](const YamlNode& node) { return scenario(node); },
                              problems_};
        const auto* design = top.find("design");
        if (design == nullptr && context.over != nullptr)
            return refuse(*context.over, "over",
                          say("over goes with a design: its points are crossed with every entry",
                              "over 须与 design 同用：其各点与每一项交叉"));
        if (design == nullptr) return add_single_point(context);
        if (!design->is_list() || design->items.empty())
            return refuse(*design, "design", say("the design is a list", "design 是一个列表"),
                          say("- factorial: {leadership.intensity: [0, 0.5, 1]}",
                              "- factorial: {leadership.intensity: [0, 0.5, 1]}"));
        for (std::size_t i = 0; i < design->items.size(); ++i)
            read_block(context, design->items[i], i + 1);
    }

    void read_rest(Fields& top, const Scenario& base) {
        read_run_rules(study_, base, document_, top, problems_);
        if (const auto pairing = top.word("pairing", {"common", "independent"}))
            study_.pairing = *pairing == "common" ? Pairing::common : Pairing::independent;
        if (const auto window = top.whole("window", {1, 52000}))
            study_.window = static_cast<std::uint32_t>(*window);
        read_constraints(top, base);
    }

    void read_constraints(const Fields& top, const Scenario& base) {
        const auto* node = top.find("constraints");
        if (node == nullptr) return;
        if (!node->is_list())
            return refuse(*node, "constraints", say("constraints is a list", "constraints 是列表"),
                          say("- a.b <= c.d", "- a.b <= c.d"));
        for (const YamlNode& item : node->items) {
            const auto place = document_.place(item);
            auto number_of = [&](std::string_view name) -> int {
                const auto number = number_of_factor(study_, base, name, place, problems_);
                if (!number) return -1;
                const auto type = study_.factors[*number].row.type;
                if (type != ParamType::text && type != ParamType::choice)
                    return static_cast<int>(*number);
                refuse(item, "constraints", say("{0} is not a number", "{0} 不是数值", {name}));
                return -1;
            };
            if (!item.is_scalar()) {
                refuse(item, "constraints", say("a constraint is one line", "约束写成一行"));
                continue;
            }
            if (auto one = Constraint::parse(item.text, place, number_of, problems_))
                study_.constraints.push_back(std::move(one));
        }
    }

    bool satisfied(std::uint64_t point) const {
        std::vector<double> numbers;
        for (const Value& value : study_.values(point)) numbers.push_back(value.number);
        return std::all_of(study_.constraints.begin(), study_.constraints.end(),
                           [&](const auto& constraint) { return constraint->holds(numbers); });
    }

    /// Leaves the points that satisfy the constraints.
    void keep_allowed(const Fields& top) {
        if (study_.constraints.empty()) return;
        const auto* at = top.find("constraints");
        std::vector<std::vector<std::uint64_t>> allowed;
        std::uint64_t first = 1, sum = 0;
        for (const Block& block : study_.blocks) {
            auto& kept = allowed.emplace_back();
            for (std::uint64_t i = 0; i < block.design.size; ++i)
                if (satisfied(first + i)) kept.push_back(i);
            const bool whole = block.design.kind.find("saltelli") != std::string::npos ||
                               block.design.kind.find("morris") != std::string::npos;
            if (whole && kept.size() != block.design.size)
                refuse(*at, "constraints",
                       say("a {0} design must stay whole, but constraints exclude some points",
                           "{0} 设计须保持完整，但约束排除了部分点", {block.design.kind}));
            first += block.design.size;
            sum += kept.size();
        }
        if (sum == 0)
            refuse(*at, "constraints",
                   say("no point satisfies all constraints", "没有任何点满足全部约束"));
        problems_.throw_if_any();
        for (std::size_t b = 0; b < allowed.size(); ++b) {
            study_.blocks[b].constrained = true;
            study_.blocks[b].allowed = std::move(allowed[b]);
        }
    }

    /// Every point records some week.
    void check_weeks() {
        std::uint64_t point = 0;
        for (const Block& block : study_.blocks) {
            const std::uint64_t first = point + 1;
            point += block.size();
            if (!varies(block, "run.weeks") && !varies(block, "run.burn_in")) continue;
            for (std::uint64_t p = first; p <= point; ++p) {
                const double weeks = number_at(p, "run.weeks"),
                             unseen = number_at(p, "run.burn_in");
                if (unseen < weeks) continue;
                problems_.add(
                    {.place = block.place,
                     .key = "run.burn_in",
                     .value = shortest(unseen),
                     .what =
                         say("point {0} would record no week: run.burn_in = {1}, run.weeks = {2}",
                             "第 {0} 点不会记录任何一周：run.burn_in = {1}，run.weeks = {2}",
                             {std::to_string(p), shortest(unseen), shortest(weeks)}),
                     .legal = say("run.burn_in below run.weeks; see also constraints",
                                  "run.burn_in 小于 run.weeks；也可用 constraints 排除")});
                break;
            }
        }
    }

    bool varies(const Block& block, std::string_view name) const {
        return std::any_of(block.design.factors.begin(), block.design.factors.end(),
                           [&](std::size_t f) { return study_.factors[f].name == name; });
    }

    double number_at(std::uint64_t point, std::string_view name) const {
        const auto values = study_.values(point);
        for (std::size_t f = 0; f < values.size(); ++f)
            if (study_.factors[f].name == name) return values[f].number;
        return study_.locate(point).first->base->at(name).number;
    }

    void add_sources() {
        for (const Block& block : study_.blocks) {
            for (const auto& file : block.base->sources) study_.sources.push_back(file);
            for (const auto& [key, digest] : block.plan->file_digests)
                study_.sources.push_back(confined(*block.base, block.base->find(key)));
        }
        auto& sources = study_.sources;
        for (auto& file : sources) {  // a link keeps its own name: the study calls it so
            file = std::filesystem::absolute(file);
            file = std::filesystem::weakly_canonical(file.parent_path()) / file.filename();
        }
        std::sort(sources.begin() + 1, sources.end());
        sources.erase(std::unique(sources.begin() + 1, sources.end()), sources.end());
    }

    const Models& models_;
    YamlDocument document_;
    ModelFinder find_;
    Study study_;
    Problems problems_;
};

}  // namespace

Study load_study(const std::filesystem::path& file, const Models& models, ModelFinder find) {
    return StudyReader(file, models, find).take();
}

bool is_study(const std::filesystem::path& file) {
    try {
        const auto document = parse_yaml(
            read_regular_file(file, YamlLimits{}.bytes, {.file = file.string()}), file.string());
        return document.root.find("scenario") != nullptr || document.root.find("design") != nullptr;
    } catch (const UserError&) {
        return false;
    }
}

}  // namespace yihe::study
