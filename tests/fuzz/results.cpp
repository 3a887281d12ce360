// Results of a study: a database and parts with changed bytes, read by everything that reads them.
#include "study/csv.hpp"
#include "study/responses.hpp"
#include "study/verify_points.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/study/studies.hpp"

namespace yihe::fuzz {
namespace {

namespace fs = std::filesystem;

class Finished {
public:
    Finished() {
        const fs::path folder = studies_.folder("o");
        study::test::sweep(study_, folder);
        study::test::merge(study_, folder);
        database_ = folder / "results.sqlite";
        part_ = fs::directory_iterator(folder / "parts")->path();
        for (const auto& file : {database_, part_}) valid_.push_back(study::test::bytes_of(file));
    }

    void change(std::span<const std::uint8_t> input) const {
        write_changed(database_, valid_[0], input);
        take_or_refuse([&] { read_database(); });
        write_changed(part_, valid_[1], input);
        take_or_refuse([&] { read_parts(); });
    }

private:
    static void write_changed(const fs::path& file, std::string bytes,
                              std::span<const std::uint8_t> changes) {
        change_bytes(changes, bytes);
        if (changes.size() % 4 == 1) bytes.resize(bytes.size() * changes.back() / 256);
        std::ofstream(file, std::ios::binary) << bytes;
    }

    void read_database() const {
        study::Database db(database_, study::Database::Mode::read);
        std::vector<study::Mismatch> found;
        study::verify_points(study_, db, std::vector<std::uint64_t>{1, 2}, found);
        study::responses(study_, db, {.metric = "efficacy", .factor = "leadership.intensity"});
        study::export_csv(db, "results", [](std::string_view) {});
    }

    void read_parts() const {
        const study::StudyFolder folder(studies_.folder("o"), study_);
        const auto index = folder.index();
        for (const auto& entry : index.entries()) index.read(entry);
    }

    study::test::Studies studies_;
    study::Study study_ = studies_.load(
        "scenario: base.yaml\nreplicates: 2\nset: {run: {weeks: 6}, community: {residents: 60}}\n"
        "schedule: []\ndesign: [{factorial: {leadership.intensity: [0.1, 0.4]}}]\n");
    fs::path database_, part_;
    std::vector<std::string> valid_;
};

}  // namespace
}  // namespace yihe::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const yihe::fuzz::Finished finished;
    finished.change(std::span(data, size));
    return 0;
}
