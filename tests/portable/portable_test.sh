#!/usr/bin/env bash
# The packed program works where nothing can be installed: for another user with an empty PATH, and
# in a root folder that holds nothing but the archive.
set -euo pipefail
shopt -s inherit_errexit

root=$(CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"

"$root/cmake/portable.sh" "$folder/yihe.tar.gz"
mkdir -p "$folder/tree/data" "$folder/home"
tar -xzf "$folder/yihe.tar.gz" -C "$folder/tree"
chmod 1777 "$folder/tree/data" "$folder/home"
cat >"$folder/tree/data/study.yaml" <<'STUDY'
scenario: base.yaml
design:
  - factorial: {leadership.intensity: [0, 0.5]}
replicates: 2
STUDY
printf 'run: {weeks: 20}\ncommunity: {residents: 200}\n' >"$folder/tree/data/base.yaml"

check() { # what, command …
    if "${@:2}"; then
        printf 'ok: %s\n' "$1"
    else
        printf 'FAILED (exit %d): %s\n' "$?" "$1"
        exit 1
    fi
}

as_nobody=()
if ((EUID == 0)); then as_nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups); fi
# The wrapper itself is a shell script: it gets a shell, readlink, dirname, and nothing else.
mkdir "$folder/few"
for tool in sh readlink dirname; do ln -s "$(command -v "$tool")" "$folder/few/$tool"; done
few=("${as_nobody[@]}" /usr/bin/env -i PATH="$folder/few" HOME="$folder/home" LANG=C.UTF-8)

check 'a run by its wrapper' "${few[@]}" "$folder/tree/yihe/yihe" run \
    "$folder/tree/yihe/scenarios/baseline.yaml" --set run.weeks=10 --set run.replicates=2 --out "$folder/home/run" --quiet
ln -s "$folder/tree/yihe/yihe" "$folder/home/linked"
check 'a sweep by its wrapper, through a link' "${few[@]}" "$folder/home/linked" sweep \
    "$folder/tree/data/study.yaml" --out "$folder/home/study" --quiet
check 'the same bits as the release build' cmp "$folder/home/study/results.csv" <(
    "$root/yihe" sweep "$folder/tree/data/study.yaml" --out "$folder/again" --quiet >/dev/null &&
        cat "$folder/again/results.csv")
if ((EUID == 0)); then
    loader=$(basename "$folder"/tree/yihe/lib/ld-*)
    check 'a sweep in a root folder of its own' chroot --userspec=65534:65534 "$folder/tree" \
        "/yihe/lib/$loader" --library-path /yihe/lib /yihe/bin/yihe sweep /data/study.yaml --out /data/out --quiet
fi
printf 'the portable archive works\n'
