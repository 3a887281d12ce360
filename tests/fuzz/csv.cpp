// Tables that users bring: every cell of every row, with its place.
#include "sim/scenario/csv.hpp"

#include "tests/fuzz/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace yihe;
    fuzz::take_or_refuse([&] {
        Problems problems;
        CsvReader csv("f", std::string(fuzz::text_of(data, size)), 1 << 20, problems);
        if (csv.next()) csv.read_names();
        for (const std::size_t names = csv.cells().size(); csv.next();) {
            csv.has_cells(names);
            for (std::size_t i = 0; i < csv.cells().size(); ++i) csv.place_of(i);
        }
        problems.throw_if_any();
    });
    return 0;
}
