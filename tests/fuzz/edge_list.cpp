// Edge lists, with and without a header.
#include "sim/graph/files.hpp"
#include "tests/fuzz/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace yihe;
    fuzz::take_or_refuse([&] {
        const bool flag = size % 2 == 0;
        parse_edge_list(std::string(fuzz::text_of(data, size)), "f",
                        {.header = flag, .symmetrise = !flag});
    });
    return 0;
}
