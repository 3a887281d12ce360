#include "app/shard_argument.hpp"

#include "sim/core/error.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/scalar.hpp"
#include "sim/scenario/unicode.hpp"
#include "study/rank.hpp"

namespace yihe::app {

study::Shard shard_of(const Arguments& arguments) {
    const auto text = arguments.value("--shard");
    if (!text) return {};
    if (*text == "auto") return study::shard_from_rank(study::this_environment());
    const auto slash = text->find('/');
    const auto number = parse_integer(std::string_view(*text).substr(0, slash));
    const auto of = slash == std::string::npos
                        ? std::nullopt
                        : parse_integer(std::string_view(*text).substr(slash + 1));
    if (number && of && *number >= 1 && *number <= *of && *of <= 1e6)
        return {static_cast<std::uint32_t>(*number), static_cast<std::uint32_t>(*of)};
    throw UserError(
        Exit::invalid,
        {{.key = "--shard",
          .value = *text,
          .what = say("--shard needs I/N, not \"{0}\"", "--shard 的形式为 I/N，而不是“{0}”",
                      {printable(*text)}),
          .legal = {"e.g. --shard 3/12: the third of twelve parts; auto: by the rank",
                    "例如 --shard 3/12：十二份中的第三份；auto：由启动器给出的序号决定"}}});
}

}  // namespace yihe::app
