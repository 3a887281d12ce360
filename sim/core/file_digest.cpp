#include "sim/core/file_digest.hpp"

#include <fstream>
#include <vector>

#include "sim/core/hash.hpp"

namespace yihe {

std::string digest_of_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return {};
    Hasher hasher;
    std::vector<char> buffer(std::size_t{1} << 18);
    while (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) ||
           file.gcount() > 0)
        hasher.bytes(buffer.data(), static_cast<std::size_t>(file.gcount()));
    return file.bad() ? std::string() : hasher.digest();
}

}  // namespace yihe
