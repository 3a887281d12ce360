// GraphML files.
#include "sim/graph/files.hpp"
#include "tests/fuzz/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace yihe;
    fuzz::take_or_refuse(
        [&] { parse_graphml(std::string(fuzz::text_of(data, size)), "f", {.symmetrise = true}); });
    return 0;
}
