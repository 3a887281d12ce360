#!/usr/bin/env bash
# A first look at H1 and H2: the response to leadership.intensity at the defaults, and with each set
# of causes switched off. Prints CSV; every value as `yihe run` reports it, nothing is tuned.
#
#   analysis/first_look.sh [REPLICATES] > first_look.csv
# YIHE names another program than the checkout's own.
set -euo pipefail

root=$(CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
replicates=${1:-30}
yihe=${YIHE:-$root/yihe}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

intensities=(0 0.02 0.05 0.1 0.15 0.2 0.3 0.5 0.7 1)
metrics='["efficacy","coordination","allocation","precision","stability","resolution_rate","gap_rate","misassignment_rate","overreach_rate","hops","core_backlog","core_wait","autonomy","voluntary_output","participation","duty_clarity"]'

left_off=(--set mechanisms.role_ambiguity=false)
right_off=(--set mechanisms.finite_attention=false --set mechanisms.override_crowding=false
    --set mechanisms.efficacy_beliefs=false --set leadership.accuracy=1 --set leadership.overload=0
    --set mechanisms.vertical_loss=false)

look() { # name of the variant, options …
    local variant=$1 intensity
    shift
    for intensity in "${intensities[@]}"; do
        "$yihe" run "$root/scenarios/baseline.yaml" --json --quiet --force --out "$folder/run" \
            --set "run.replicates=$replicates" --set "leadership.intensity=$intensity" "$@" |
            jq -r --arg variant "$variant" --arg intensity "$intensity" --argjson wanted "$metrics" '
                .metrics as $m | $wanted[] | . as $key | $m[$key].last_52_weeks |
                [$variant, $intensity, $key, .mean, .lower, .upper, .n] | @csv'
    done
}

printf 'variant,intensity,metric,mean,lower,upper,n\n'
look defaults
look no_role_ambiguity "${left_off[@]}"
look right_causes_off "${right_off[@]}"
look both_off "${left_off[@]}" "${right_off[@]}"
look unlimited_attention --set mechanisms.finite_attention=false
look no_override_crowding --set mechanisms.override_crowding=false
look no_efficacy_beliefs --set mechanisms.efficacy_beliefs=false
look blind_core --set core.blind=true
