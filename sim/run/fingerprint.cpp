#include "sim/run/fingerprint.hpp"

#include <algorithm>

#include "sim/core/build_info.hpp"
#include "sim/core/hash.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/value.hpp"

namespace yihe {

namespace {

const std::string* value_of(const Fingerprint& print, const std::string& key) {
    for (const auto& [name, value] : print)
        if (name == key) return &value;
    return nullptr;
}

}  // namespace

Fingerprint fingerprint_of(const RunPlan& plan) {
    const ModelInfo& info = plan.model->info;
    Fingerprint print;
    print.emplace_back("results version", std::to_string(results_version));
    print.emplace_back("model", std::string(info.name));
    for (std::size_t i = 0; i < info.params.size(); ++i)
        print.emplace_back(info.params[i].doc.key, plain_text(info.params[i], plan.values[i]));
    for (const auto& [key, digest] : plan.file_digests)
        print.emplace_back(key + " (content)", digest);
    std::size_t number = 0;
    for (const Intervention& change : plan.schedule) {
        const ParamInfo& param = info.params[change.param];
        print.emplace_back("schedule[" + std::to_string(number++) + "]",
                           "week " + std::to_string(change.week) + ": " +
                               std::string(param.doc.key) + " = " +
                               plain_text(param, change.value));
    }
    return print;
}

std::string digest_of(const Fingerprint& fingerprint) {
    Hasher hasher;
    for (const auto& [key, value] : fingerprint) {
        hasher.text(key);
        hasher.text(value);
    }
    return hasher.digest();
}

Message differences(const Fingerprint& there, const Fingerprint& here, std::size_t most) {
    Message all;
    std::size_t count = 0;
    auto add = [&](const std::string& key, const std::string* a, const std::string* b) {
        if (++count > most) return;
        const char* separator = count > 1 ? "; " : "";
        const char* separator_zh = count > 1 ? "；" : "";
        all.en +=
            separator +
            say("{0}: {1} there, {2} here", "", {key, a ? *a : "absent", b ? *b : "absent"}).en;
        all.zh += separator_zh +
                  say("", "{0}：那里为 {1}，这里为 {2}", {key, a ? *a : "无", b ? *b : "无"}).zh;
    };
    for (const auto& [key, value] : there) {
        const std::string* other = value_of(here, key);
        if (other == nullptr || *other != value) add(key, &value, other);
    }
    for (const auto& [key, value] : here)
        if (value_of(there, key) == nullptr) add(key, nullptr, &value);
    if (count > most) {
        const std::string rest = std::to_string(count - most);
        const Message more = say("; and {0} more", "；另有 {0} 项", {rest});
        all.en += more.en;
        all.zh += more.zh;
    }
    return all;
}

}  // namespace yihe
