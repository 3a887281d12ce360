// The participation kernel against the rule written out agent by agent: equal bits, on every vector
// path and for any number of threads.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "models/registry.hpp"
#include "sim/core/random.hpp"
#include "sim/parallel.hpp"

namespace yihe {
namespace {

struct Case {
    std::size_t residents, degree;
    double rewiring;
    std::uint32_t steps;
};

std::unique_ptr<Simulation> make_kernel(const Case& c) {
    const ModelEntry& model = *models::find("participation");
    std::vector<Value> values;
    for (const ParamInfo& param : model.info.params) {
        values.push_back(param.default_value);
        if (param.doc.key == "community.residents")
            values.back().number = static_cast<double>(c.residents);
        if (param.doc.key == "network.mean_degree")
            values.back().number = static_cast<double>(c.degree);
        if (param.doc.key == "network.rewiring") values.back().number = c.rewiring;
    }
    return model.create(values, 1, {});
}

/// The formula of models/reference/participation.cpp with its defaults, in single precision.
class Naive {
public:
    explicit Naive(const Layer& graph) : graph_(graph), random_(1, 1) {
        for (AgentId i = 0; i < graph.size(); ++i) {
            attitude.push_back(Random::to_float(random_.word(Purpose{"attitude"}, i, 0)));
            threshold_.push_back(Random::to_float(random_.word(Purpose{"threshold"}, i, 0)));
            takes_part.push_back(attitude[i] > threshold_[i]);
        }
    }

    void step() {
        ++week_;
        std::vector<float> next(attitude.size());
        std::vector<std::uint8_t> acts(attitude.size());
        for (AgentId i = 0; i < graph_.size(); ++i) {
            float sum = 0, active = 0;
            for (const AgentId j : graph_.neighbours(i)) {
                sum += attitude[j];
                active += takes_part[j] ? 1.0f : 0.0f;
            }
            const auto degree = static_cast<float>(graph_.degree(i));
            const float x = attitude[i];
            const float mean = degree > 0 ? sum / degree : x;
            const float share = degree > 0 ? active / degree : 0.5f;
            const float u = Random::to_float(random_.word(Purpose{"attitude noise"}, i, week_));
            float y = x + 0.2f * (mean - x) + 0.05f * (share - 0.5f) + 0.02f * (2 * u - 1);
            y = y < 0.0f ? 0.0f : y;
            y = y > 1.0f ? 1.0f : y;
            next[i] = y;
            acts[i] = y > threshold_[i];
        }
        attitude = next;
        takes_part = acts;
    }

    std::vector<float> attitude;
    std::vector<std::uint8_t> takes_part;

private:
    const Layer& graph_;
    Random random_;
    std::vector<float> threshold_;
    std::uint32_t week_ = 0;
};

void expect_equal_bits(const Case& c) {
    const auto kernel = make_kernel(c);
    Naive naive(kernel->layers()[0].layer);
    for (std::uint32_t step = 0; step <= c.steps; ++step) {
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < c.residents; ++i)
            wrong += kernel->agent_value(0, i) != static_cast<double>(naive.attitude[i]) ||
                     kernel->agent_value(2, i) != static_cast<double>(naive.takes_part[i]);
        ASSERT_EQ(wrong, 0u) << c.residents << " residents, degree " << c.degree << ", week "
                             << step;
        kernel->step();
        naive.step();
    }
}

const std::vector<Case> cases{
    {.residents = 12, .degree = 10, .rewiring = 0.1, .steps = 50},
    {.residents = 1000, .degree = 2, .rewiring = 1, .steps = 40},
    {.residents = 1024, .degree = 10, .rewiring = 0, .steps = 20},
    {.residents = 1025, .degree = 10, .rewiring = 0.1, .steps = 40},
    {.residents = 2063, .degree = 150, .rewiring = 0.5, .steps = 10},
    {.residents = 20011, .degree = 10, .rewiring = 0.1, .steps = 60},
};

TEST(ParticipationKernel, EqualsTheRuleWrittenOut) {
    for (const int threads : {1, 2, 3, 7})
        parallel::with_threads(threads, [] {
            for (const Case& c : cases) expect_equal_bits(c);
        });
}

TEST(ParticipationKernel, ColumnsAreWhereTheTestReadsThem) {
    const auto& columns = models::find("participation")->info.columns;
    EXPECT_EQ(columns[0].doc.key, "attitude");
    EXPECT_EQ(columns[2].doc.key, "takes_part");
}

/// The vector path is chosen once per process, hence one process for each.
TEST(ParticipationKernel, EqualsItOnEveryVectorPath) {
    for (const std::string path : {"none", "avx2", "avx512"}) {
        const std::string command =
            "YIHE_VECTOR=" + path +
            " /proc/$PPID/exe --gtest_filter=ParticipationKernel.EqualsTheRuleWrittenOut >&2";
        const int status = std::system(command.c_str());
        EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << path;
    }
}

}  // namespace
}  // namespace yihe
