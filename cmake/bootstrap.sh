# shellcheck shell=bash
# From a bare Debian machine to a build: packages, configuration, compilation, one caller at a time.
# For `yihe` and `./test`, which set `root` (the checkout) before they source this file.
# Everything is said on stderr, in Chinese where the locale is Chinese. Exit codes are the command's:
# 2 the machine could not be prepared, 3 interrupted (the next call goes on), 5 cannot write.

: "${root:?the folder of the checkout}"

# ---- saying

case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in zh*) speak_chinese=1 ;; *) speak_chinese= ;; esac

in_language() { # English, Chinese
    if [[ $speak_chinese ]]; then printf '%s' "$2"; else printf '%s' "$1"; fi
}

say() { # English, Chinese
    printf 'yihe: %s\n' "$(in_language "$1" "$2")" >&2
}

fail() { # exit code, English, Chinese
    say "$2" "$3"
    exit "$1"
}

# ---- one at a time, and interruptible

child=

interrupted() {
    trap '' INT TERM HUP
    if [[ $child ]]; then
        kill -TERM "$child" 2>/dev/null || true
        wait "$child" 2>/dev/null || true
    fi
    fail 3 'interrupted; the same command goes on from here' '已中断；再次运行同一命令即可继续'
}

# Runs a command so that an interruption of this shell ends it too. stdin stays untouched. A
# function given here ends in `exec`, so that the process to end is the command itself.
follow() {
    local status=0
    "$@" </dev/null &
    child=$!
    wait "$child" || status=$?
    child=
    return "$status"
}

lock_build() {
    local file=$root/build/lock
    mkdir -p "$root/build" 2>/dev/null || true
    if [[ ! -w $root/build || (-e $file && ! -w $file) ]]; then
        fail 5 "cannot write to $root/build: give this user the folder, or work in a copy" \
            "无法写入 $root/build：请让当前用户拥有该文件夹，或在副本中运行"
    fi
    trap interrupted INT TERM HUP
    exec 9>>"$file"
    if ! flock --nonblock 9; then
        say 'waiting for another call that is building' '另一个命令正在构建，等待其完成'
        flock 9
    fi
}

unlock_build() {
    exec 9>&-
    trap - INT TERM HUP
}

# ---- packages

# The lines of the parts of packages.txt named: name, tab, why.
packages_of() {
    local line part='' name why
    while IFS= read -r line; do
        case $line in
            '' | '#'*) ;;
            '['*) part=${line#'['} part=${part%%']'*} ;;
            *)
                [[ " $* " == *" $part "* ]] || continue
                name=${line%%[[:space:]#]*} why=${line#*'# '}
                printf '%s\t%s\n' "$name" "$(in_language "${why%% | *}" "${why##* | }")"
                ;;
        esac
    done <"$root/packages.txt"
}

# How to become root; fails with the command to run by hand.
become_root() { # the command
    if ((EUID == 0)); then
        as_root=()
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        as_root=(sudo -n)
    elif command -v sudo >/dev/null && [[ -t 0 || -t 2 ]] && sudo -v; then
        as_root=(sudo)
    else
        fail 2 "installing needs an administrator. Run once as root:
  $1" "安装软件包需要管理员权限。请以 root 身份运行一次：
  $1"
    fi
}

# Downloading may be interrupted; installing runs to its end, so that dpkg is never left half-way.
download_and_install() { # package …
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 apt-get -qq -y
        --no-install-recommends -o DPkg::Lock::Timeout=600 -o Acquire::Retries=2 -o Acquire::http::Timeout=30)
    local status=0
    if [[ $(dpkg --audit 2>/dev/null) ]]; then "${as_root[@]}" dpkg --configure -a; fi
    "${apt[@]}" update || true
    "${apt[@]}" install --download-only "$@" || return
    trap '' INT TERM HUP
    "${apt[@]}" install "$@" || status=$?
    trap interrupted INT TERM HUP
    return "$status"
}

install_packages() { # package …
    local by_hand="apt-get update && apt-get install -y --no-install-recommends $*"
    local log=$root/build/packages.log as_root status=0
    become_root "$by_hand"
    # Without descriptor 9: a service that a package starts must not hold our lock.
    if [[ -t 2 ]]; then
        download_and_install "$@" </dev/null >&2 9>&- || status=$?
    else
        download_and_install "$@" </dev/null >"$log" 2>&1 9>&- || status=$?
        if ((status != 0)); then tail -n 20 "$log" >&2; fi
    fi
    if ((status != 0)); then
        fail 2 "the packages could not be installed (see above). Is this machine online? By hand, as root:
  $by_hand" "软件包安装失败（见上）。本机是否联网？也可以 root 身份手动运行：
  $by_hand"
    fi
}

# Installs what is missing of the parts named, after saying what and why.
require_packages() { # run | test …
    local name why present list='' missing=()
    local -A reason=()
    if ! command -v dpkg-query apt-get >/dev/null; then
        say 'not a Debian system: the libraries named in packages.txt must be there already' \
            '非 Debian 系统：packages.txt 所列的库须事先装好'
        return
    fi
    while IFS=$'\t' read -r name why; do reason[$name]=$why; done < <(packages_of "$@")
    # shellcheck disable=SC2016  # dpkg-query expands these
    present=$(dpkg-query -W -f='${db:Status-Status} ${Package};' "${!reason[@]}" 2>/dev/null) || true
    while IFS=$'\t' read -r name why; do
        if [[ ";$present" != *";installed $name;"* ]]; then
            missing+=("$name")
            list+=$(printf '\n  %-20s %s' "$name" "$why")
        fi
    done < <(packages_of "$@")
    ((${#missing[@]})) || return 0
    say "one-time set-up; these Debian packages are missing:$list" "首次准备；缺少以下 Debian 软件包：$list"
    install_packages "${missing[@]}"
}

# ---- configuring and compiling

# Compilers at work at once: YIHE_BUILD_JOBS, or the cores, but a gibibyte of free memory for each.
build_jobs() {
    local jobs=${YIHE_BUILD_JOBS:-} key amount _
    if [[ ! $jobs ]]; then
        jobs=$(nproc)
        while read -r key amount _; do
            if [[ $key == MemAvailable: ]] && ((amount / 1048576 < jobs)); then jobs=$((amount / 1048576)); fi
        done </proc/meminfo
        if ((jobs < 1)); then jobs=1; fi
    elif [[ ! $jobs =~ ^[1-9][0-9]{0,3}$ ]]; then
        fail 2 "YIHE_BUILD_JOBS is a whole number of at least 1, not '$jobs'" \
            "YIHE_BUILD_JOBS 应为不小于 1 的整数，现为：$jobs"
    fi
    printf '%s' "$jobs"
}

# Whether build/PRESET is configured, for this folder, since the presets changed last.
configured() { # preset
    local folder=$root/build/$1
    [[ -r $folder/build.ninja && ! $root/CMakePresets.json -nt $folder/build.ninja ]] &&
        grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt" 2>/dev/null
}

cmake_to_log() { # log, argument …
    exec cmake "${@:2}" >"$1" 2>&1
}

configure() { # preset, -DNAME=VALUE …
    local folder=$root/build/$1 fresh=(--fresh)
    if configured "$1"; then fresh=(); fi
    mkdir -p "$folder"
    if ! follow cmake_to_log "$folder/configure.log" -S "$root" --preset "$1" "${fresh[@]}" "${@:2}"; then
        tail -n 30 "$folder/configure.log" >&2
        fail 2 "the build could not be configured; all of it is in $folder/configure.log" \
            "构建配置失败；完整记录见 $folder/configure.log"
    fi
}

compile() { # preset, target …
    local folder=$root/build/$1 jobs terminal=${TERM:-dumb}
    jobs=$(build_jobs)
    if [[ ${NO_COLOR:-} ]]; then terminal=dumb; fi
    if [[ ! ${CCACHE_DIR:-} && ! -w ${HOME:-/nonexistent} ]]; then export CCACHE_DISABLE=1; fi
    if ! follow env -C "$folder" TERM="$terminal" NINJA_STATUS='[%f/%t] ' ninja -j "$jobs" "${@:2}" >&2; then
        fail 2 "the build failed (see above)" "构建失败（见上）"
    fi
}

# Brings build/release up to date, which `yihe` runs. With tests, if they were asked for once.
build_release() { # target …
    local folder=$root/build/release
    mkdir -p "$folder"
    printf '%s\n' "$root" >"$folder/building"
    if ! configured release; then
        say 'building, once; later calls start at once' '正在构建，仅此一次；以后的命令立即启动'
        configure release -DYIHE_TESTS=OFF
    fi
    compile release "$@"
    mv -f "$folder/building" "$folder/built"
}
