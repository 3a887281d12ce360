#include "app/commands.hpp"

namespace yihe::app {

std::span<const CommandSpec> commands() {
    static const std::vector<CommandSpec> list{
        run_spec(),
        sweep_spec(),
        status_spec(),
        replay_spec(),
        verify_spec(),
        analyze_spec(),
        export_spec(),
        check_spec(),
        network_spec(),
        describe_spec(),
        explain_spec(),
        doctor_spec(),
#ifdef YIHE_BENCH
        {.name = "bench",
         .about = {"measure the speed of the engine", "测量引擎速度"},
         .parses_itself = true,
         .run =
             [](const Arguments& arguments, Console& console) {
                 return bench_command(std::span(arguments.original).subspan(1), console);
             }},
#endif
        completion_spec()};
    return list;
}

const CommandSpec* find_command(std::string_view name) {
    for (const CommandSpec& command : commands())
        if (command.name == name) return &command;
    return nullptr;
}

}  // namespace yihe::app
