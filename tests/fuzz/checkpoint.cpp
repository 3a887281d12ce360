// Checkpoints: any content under a valid checksum, and a state loaded into a simulation.
#include "sim/run/checkpoint.hpp"

#include <cstring>

#include "models/registry.hpp"
#include "sim/core/hash.hpp"
#include "sim/run/archive.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/support/governance_world.hpp"

namespace yihe::fuzz {
namespace {

std::unique_ptr<Simulation> small_community() {
    const ModelEntry& model = *models::find("governance");
    return model.create(test::values_with(model.info, {{"community.residents", 60}}), 1, {});
}

/// As `encode` lays it out: magic, size, content, checksum of all before.
std::vector<std::byte> sealed(std::span<const std::uint8_t> content) {
    const std::uint64_t size = content.size();
    std::vector<std::byte> bytes = encode(Checkpoint{});
    bytes.resize(8 + sizeof size);  // the magic stays
    std::memcpy(bytes.data() + 8, &size, sizeof size);
    const auto* begin = reinterpret_cast<const std::byte*>(content.data());
    bytes.insert(bytes.end(), begin, begin + content.size());
    const std::uint64_t sum = checksum(bytes);
    const auto* tail = reinterpret_cast<const std::byte*>(&sum);
    bytes.insert(bytes.end(), tail, tail + sizeof sum);
    return bytes;
}

void load_changed_state(std::span<const std::uint8_t> changes) {
    static const std::vector<std::byte> valid = [] {
        const auto simulation = small_community();
        for (int week = 0; week < 6; ++week) simulation->step();
        ByteWriter out;
        simulation->save(out);
        return out.take();
    }();
    std::vector<std::byte> state = valid;
    change_bytes(changes, {reinterpret_cast<char*>(state.data()), state.size()});
    ByteReader in(state);
    small_community()->load(in);
}

}  // namespace
}  // namespace yihe::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace yihe;
    const std::span input(data, size);
    fuzz::take_or_refuse([&] { decode(fuzz::sealed(input), "f"); });
    fuzz::take_or_refuse([&] { fuzz::load_changed_state(input); });
    return 0;
}
