#!/usr/bin/env bash
# The published curves of the reference models: runs every study of scenarios/studies/reference, puts
# the results beside published and computed values, and draws them. Renews curves.csv and the figures
# in docs/figures/reference; docs/en/reference.md tells them. Goes on where it stopped.
#
#   analysis/reference_curves.sh [FOLDER]
# FOLDER keeps the results of the studies, runs/reference if not said. YIHE names another program
# than the checkout's own. Needs python3.
set -euo pipefail

root=$(CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
folder=${1:-$root/runs/reference}
yihe=${YIHE:-$root/yihe}
figures=$root/docs/figures/reference

for study in "$root"/scenarios/studies/reference/*.yaml; do
    name=$(basename -- "$study" .yaml)
    "$yihe" sweep "$study" --out "$folder/$name"
done
mkdir -p "$figures"
export PYTHONDONTWRITEBYTECODE=1
python3 "$root/analysis/reference/curves.py" "$folder" >"$figures/curves.csv.part"
mv -- "$figures/curves.csv.part" "$figures/curves.csv"
python3 "$root/analysis/reference/figures.py" "$figures/curves.csv" "$figures"
