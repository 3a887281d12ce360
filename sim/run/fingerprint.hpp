// What decides the bits of a run, as readable names and values: to know a run again, and to say in
// what two runs differ.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sim/core/text.hpp"
#include "sim/run/replicate.hpp"

namespace yihe {

using Fingerprint = std::vector<std::pair<std::string, std::string>>;

/// Model, results version, every parameter, the schedule, and the content of files.
Fingerprint fingerprint_of(const RunPlan& plan);

/// 32 hexadecimal digits.
std::string digest_of(const Fingerprint& fingerprint);

/// "leadership.intensity: 0.2 there, 0.6 here", at most `most` of them.
Message differences(const Fingerprint& there, const Fingerprint& here, std::size_t most = 5);

}  // namespace yihe
