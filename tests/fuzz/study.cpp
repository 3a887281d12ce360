// Study files: understood, with their first and last point, or refused.
#include "study/study.hpp"

#include "models/registry.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/scenario/project.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace yihe;
    static const Project project;
    static const std::string base =
        project.write("base.yaml",
                      "model: governance\nrun: {weeks: 30}\ncommunity: {residents: 120}\n"
                      "schedule: [{week: 10, set: {leadership.intensity: 0.6}}]\n");
    const std::string file = project.write("study.yaml", fuzz::text_of(data, size));
    fuzz::take_or_refuse([&] {
        const auto study = study::load_study(file, models::for_scenarios(), &models::find);
        study.plan({1, 1});
        study.plan({study.points(), study.replication.max});
        fingerprint_of(study);
    });
    return 0;
}
