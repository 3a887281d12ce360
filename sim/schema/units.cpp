#include "sim/schema/units.hpp"

#include <array>
#include <utility>

namespace yihe {

namespace {

using Word = std::pair<std::string_view, std::string_view>;
constexpr std::array<Word, 16> words{{{"person", "人"},
                                      {"week", "周"},
                                      {"year", "年"},
                                      {"hour", "小时"},
                                      {"step", "步"},
                                      {"sweep", "轮"},
                                      {"tie", "条联系"},
                                      {"cell", "格"},
                                      {"row", "行"},
                                      {"case", "件"},
                                      {"event", "次"},
                                      {"stop", "处"},
                                      {"level", "级"},
                                      {"household", "户"},
                                      {"hand-over", "次转交"},
                                      {"token", "枚"}}};

std::string_view in_chinese(std::string_view word) {
    for (const auto& [en, zh] : words)
        if (en == word) return zh;
    return word;
}

}  // namespace

Message unit_text(std::string_view unit) {
    Message text{.en = std::string(unit), .zh = {}};
    for (std::size_t at = 0; at <= unit.size();) {
        const std::size_t end = std::min(unit.find('/', at), unit.size());
        text.zh += (at > 0 ? "/" : "") + std::string(in_chinese(unit.substr(at, end - at)));
        at = end + 1;
    }
    return text;
}

}  // namespace yihe
