// The digest of a plan: another for whatever changes a result, the same for what does not.
#include "tests/study/studies.hpp"

namespace yihe::study {
namespace {

using test::Studies;

const std::string plain =
    "scenario: base.yaml\ndesign:\n  - factorial: {leadership.intensity: [0, 0.5], demand.load: "
    "[1, 2]}\n";

class Digests {
public:
    std::string of(const std::string& text) const {
        return digest_of(fingerprint_of(studies.load(text)));
    }
    Studies studies;
};

TEST(PlanDigest, ChangesWithWhateverChangesAResult) {
    const Digests d;
    d.studies.project.write("t.csv", "demand.load\n1\n2\n");
    std::map<std::string, std::string> seen{{d.of(plain), "plain"}};
    auto differs = [&](const std::string& text) {
        const auto [at, added] = seen.try_emplace(d.of(text), text);
        EXPECT_TRUE(added) << text << "\nhas the digest of\n" << at->second;
    };
    const std::string head = "scenario: base.yaml\ndesign:\n";
    const std::string range = "factors: {leadership.intensity: [0, 1], demand.load: [0.5, 2]}}\n";
    for (const char* more :
         {"set: {run.seed: 4}\n", "set: {run.weeks: 31}\n", "set: {leadership.style: 0.11}\n",
          "schedule: [{week: 3, set: {demand.load: 2}}]\n", "schedule: []\n",
          "pairing: independent\n", "window: 12\n", "keep: [weekly]\n",
          "keep: [{weeks: [10, 20]}]\n", "keep: [{weeks: [10, 21]}]\n", "keep: [agents]\n",
          "stop: [{metric: efficacy, below: 0.1}]\n", "stop: [{metric: efficacy, above: 0.1}]\n",
          "stop: [{metric: efficacy, below: 0.2}]\n",
          "stop: [{metric: efficacy, below: 0.1, weeks: 3}]\n",
          "stop: [{metric: coordination, below: 0.1}]\n",
          "constraints: [leadership.intensity < 0.5]\n"})
        differs(plain + more);
    for (const char* design :
         {"  - factorial: {demand.load: [1, 2], leadership.intensity: [0, 0.5]}\n",
          "  - factorial: {leadership.intensity: [0, 0.5], demand.load: [2, 1]}\n",
          "  - factorial: {leadership.intensity: [0, 0.25], demand.load: [1, 2]}\n",
          "  - zip: {leadership.intensity: [0, 0.5], demand.load: [1, 2]}\n",
          "  - one_at_a_time: {leadership.intensity: [0, 0.5], demand.load: [1, 2]}\n",
          "  - factorial: {leadership.intensity: [0, 0.5]}\n    zip: {demand.load: [1, 2]}\n",
          "  - {name: n, factorial: {leadership.intensity: [0, 0.5], demand.load: [1, 2]}}\n",
          "  - {set: {leadership.style: 0.3}, factorial: {leadership.intensity: [0, 0.5]}}\n",
          "  - points: [{demand.load: 1}, {demand.load: 2}]\n",
          "  - points: [{demand.load: 2}, {demand.load: 1}]\n", "  - table: t.csv\n"})
        differs(head + design);
    for (const char* kind : {"lhs: {points: 8, ", "lhs: {points: 9, ", "lhs: {points: 8, seed: 2, ",
                             "random: {points: 8, ", "sobol: {points: 8, ",
                             "saltelli: {points: 8, ", "saltelli: {points: 8, second_order: true, ",
                             "morris: {trajectories: 8, ", "morris: {trajectories: 8, levels: 6, "})
        differs(head + "  - " + kind + range);
    differs(head +
            "  - lhs: {points: 8, factors: {leadership.intensity: [0, 1], demand.load: {from: "
            "0.5, to: 2, scale: log}}}\n");
}

TEST(PlanDigest, ChangesWithTheFilesThatItReads) {
    const Digests d;
    const std::string tabled = "scenario: base.yaml\ndesign: [{table: t.csv}]\n";
    d.studies.project.write("t.csv", "demand.load\n1\n2\n");
    const std::string first = d.of(tabled), before = d.of(plain);
    d.studies.project.write("t.csv", "demand.load\n1\n2.5\n");
    EXPECT_NE(d.of(tabled), first);
    d.studies.project.write(
        "base.yaml", std::string(test::base_scenario) + "  - {week: 21, set: {demand.load: 1}}\n");
    EXPECT_NE(d.of(plain), before);
}

TEST(PlanDigest, StaysForWhatChangesNoRun) {
    const Digests d;
    const std::string digest = d.of(plain);
    d.studies.project.write("t.csv", "demand.load\n1\n2\n");
    for (const std::string more :
         {"replicates: 7\n",
          "replicates: {until: {metric: efficacy, half_width: 0.1}, min: 3, max: 9}\n",
          "limits: {seconds: 9, megabytes: 900}\n", "about: other words\n", "keep: [final]\n",
          "claims: [{id: H1, metric: efficacy, factor: demand.load, pattern: contrast, contrast: "
          "{from: 1, to: 2, sign: decrease}}]\n",
          "pairing: common\n", "window: 52\n", "# a remark\n", "set: {run.replicates: 5}\n"})
        EXPECT_EQ(d.of(plain + more), digest) << more;
    const std::string tabled = "scenario: base.yaml\ndesign: [{table: t.csv}]\n";
    const std::string first = d.of(tabled);
    d.studies.project.write("t.csv", "demand.load\r\n1.0\r\n\r\n2.00\r\n");
    EXPECT_EQ(d.of(tabled), first) << "the points count, not their spelling";
}

}  // namespace
}  // namespace yihe::study
