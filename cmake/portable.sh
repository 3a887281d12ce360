#!/usr/bin/env bash
# Packs the program with every library it needs, the loader included: unpack the archive anywhere,
# on any Linux of this processor family, and run ./yihe. No package is installed there.
#
#   cmake/portable.sh [ARCHIVE.tar.gz]        otherwise build/yihe-portable.tar.gz
set -euo pipefail
shopt -s inherit_errexit

root=$(CDPATH='' cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=cmake/bootstrap.sh
source "$root/cmake/bootstrap.sh"

archive=${1:-$root/build/yihe-portable.tar.gz}
lock_build
require_packages run
configure portable
compile portable yihe
unlock_build

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
place=$folder/yihe
mkdir -p "$place/lib" "$place/bin"
cp "$root/build/portable/app/yihe" "$place/bin/yihe"
strip "$place/bin/yihe"
# "libtbb.so.12 => /lib/…/libtbb.so.12 (0x…)", and the loader as an absolute path alone.
ldd "$place/bin/yihe" | grep -o '/[^ ]*' | while IFS= read -r library; do
    cp -L "$library" "$place/lib/"
done
loader=$(basename "$(ldd "$place/bin/yihe" | grep -o '/[^ ]*/ld-[^ ]*')")

cat >"$place/yihe" <<SCRIPT
#!/bin/sh
# Runs yihe with the libraries beside it.
file=\$0
while [ -L "\$file" ]; do
    link=\$(readlink "\$file")
    case \$link in /*) file=\$link ;; *) file=\$(dirname "\$file")/\$link ;; esac
done
here=\$(CDPATH='' cd -P "\$(dirname "\$file")" && pwd) || exit 2
YIHE_PROGRAM=\$here/yihe
export YIHE_PROGRAM
exec "\$here/lib/$loader" --library-path "\$here/lib" "\$here/bin/yihe" "\$@"
SCRIPT
chmod +x "$place/yihe"
cp -r "$root/scenarios" "$root/LICENSE" "$root/NOTICE" "$root/README.md" "$root/README.zh.md" "$place/"
tar --create --gzip --file "$archive" --directory "$folder" --owner=0 --group=0 --numeric-owner \
    --sort=name yihe
say "$archive: $(du -h "$archive" | cut -f1)" "$archive：$(du -h "$archive" | cut -f1)"
