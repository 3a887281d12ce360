// Scenario files: understood, resolved and laid out for a run, or refused.
#include "models/registry.hpp"
#include "sim/run/plan.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/scenario/project.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace yihe;
    static const Project project;
    const std::string file = project.write("scenario.yaml", fuzz::text_of(data, size));
    fuzz::take_or_refuse([&] {
        const Scenario scenario = load_scenario(file, models::for_scenarios());
        plan_of(*models::find(scenario.model->name), scenario, 1);
    });
    return 0;
}
