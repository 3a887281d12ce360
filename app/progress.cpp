#include "app/progress.hpp"

#include <algorithm>
#include <cmath>

#include "app/table.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/unicode.hpp"

namespace yihe::app {

std::string readable_time(double seconds, Lang lang) {
    const bool zh = lang == Lang::zh;
    const auto total = static_cast<long long>(std::ceil(std::clamp(seconds, 0.0, 1e12)));
    const long long h = total / 3600, min = total / 60 % 60, s = total % 60;
    const std::string hours = std::to_string(h) + (zh ? " 小时 " : " h ");
    const std::string minutes = std::to_string(min) + (zh ? " 分" : " min");
    if (h > 0) return hours + minutes;
    if (min > 0) return minutes + " " + std::to_string(s) + (zh ? " 秒" : " s");
    return std::to_string(s) + (zh ? " 秒" : " s");
}

Message progress_sentence(const RunProgress& p) {
    const auto fresh = static_cast<double>(p.weeks_done - p.weeks_restored);
    const double rate = p.seconds > 0 ? fresh / p.seconds : 0;
    const auto left = static_cast<double>(p.weeks_total - p.weeks_done);
    const auto percent =
        std::to_string(100 * p.weeks_done / std::max<std::uint64_t>(1, p.weeks_total));
    const auto done = std::to_string(p.weeks_done), total = std::to_string(p.weeks_total);
    const auto speed = std::to_string(static_cast<long long>(rate));
    auto eta = [&](Lang lang) { return rate > 0 ? readable_time(left / rate, lang) : "?"; };
    const Message remaining{eta(Lang::en), eta(Lang::zh)};
    return say("{0} % · {1} of {2} weeks · {3} weeks/s · {4} left",
               "{0} % · {1}/{2} 周 · 每秒 {3} 周 · 剩余 {4}",
               {percent, done, total, speed, remaining});
}

void ProgressLine::show(const Message& sentence, double seconds) {
    if (console_.quiet || seconds < 0.3) return;
    const std::string& text = sentence.in(console_.lang);
    if (console_.rewrites()) {
        console_.err("\r" + padded(text, width_));
        width_ = display_width(text);
    } else if (seconds >= next_plain_) {
        next_plain_ = seconds + 5;
        console_.err("yihe: " + text + "\n");
    }
}

void ProgressLine::clear() {
    if (width_ > 0) console_.err("\r" + std::string(static_cast<std::size_t>(width_), ' ') + "\r");
    width_ = 0;
}

}  // namespace yihe::app
