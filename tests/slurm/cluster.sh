#!/usr/bin/env bash
# A real Slurm of three virtual nodes on this host, from Debian's packages, without systemd.
#   cluster.sh start DIR         up and idle within seconds; DIR is new or empty, its path short
#   cluster.sh env DIR           the exports with which sbatch, squeue, scontrol and srun find it
#   cluster.sh kill-node DIR N   node N (1 to 3) and all that runs on it end, as if its power failed
#   cluster.sh start-node DIR N  brings it back
#   cluster.sh stop DIR          ends all that was started, jobs too; the logs stay
# Partition `urgent` preempts partition `main`: the jobs there are requeued. State, keys, logs and
# process ids lie in DIR; each cluster has ports of its own. Exit 77: Slurm's packages are missing.
set -euo pipefail
shopt -s nullglob

PATH=$PATH:/usr/sbin:/sbin
nodes=3 processors=2
first_port=26000 last_port=31999

fail() { # exit code, what
    printf 'cluster.sh: %s\n' "$2" >&2
    exit "$1"
}

# ---- processes, only ever by number

# The daemons and the keepers of jobs carry CLUSTER_NODE, and Slurm gives every process of a job
# SLURMD_NODENAME: with the configuration's path that names this cluster's and nobody else's.
processes_of() { # node, or * for all
    local folder environment
    for folder in /proc/[0-9]*; do
        { mapfile -d '' -t environment <"$folder/environ"; } 2>/dev/null || continue
        printf '%s\n' "${environment[@]}" | grep -qxF "SLURM_CONF=$conf" || continue
        printf '%s\n' "${environment[@]}" | grep -qxE "(CLUSTER_NODE|SLURMD_NODENAME)=$1" || continue
        printf '%s\n' "${folder#/proc/}"
    done
}

# Ends them at once; what is started meanwhile is found by the next look.
end_processes() { # node, or .* for all
    local look process processes
    for ((look = 0; look < 100; ++look)); do
        processes=$(processes_of "$1")
        [[ $processes ]] || return 0
        for process in $processes; do kill -KILL "$process" 2>/dev/null || true; done
        sleep 0.05
    done
    fail 1 "these processes of $dir do not end: ${processes//$'\n'/ }"
}

# Waits until a command succeeds.
await() { # seconds, what for, command …
    local until=$((SECONDS + $1))
    while ! "${@:3}" >/dev/null 2>&1; do
        if ((SECONDS >= until)); then fail 1 "$2 is not there after $1 s; see the logs in $dir/log"; fi
        sleep 0.1
    done
}

# ---- configuration

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Consecutive ports that nobody listens to: the controller's and the nodes'.
free_ports() {
    local try port base
    for ((try = 0; try < 200; ++try)); do
        base=$((first_port + RANDOM % (last_port - first_port - nodes)))
        for ((port = base; port <= base + nodes; ++port)); do
            port_is_free "$port" || continue 2
        done
        printf '%s\n' "$base"
        return
    done
    fail 1 'no free ports'
}

configuration() { # first port
    local host me
    host=$(hostname -s) me=$(id -un)
    cat <<END
ClusterName=yihe
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$1
SlurmUser=$me
SlurmdUser=$me
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$dir/run/munge.socket,cred_expire=5
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool/%n
SlurmctldPidFile=$dir/run/slurmctld.pid
SlurmdPidFile=$dir/run/%n.pid
SlurmctldLogFile=$dir/log/slurmctld.log
SlurmdLogFile=$dir/log/%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
JobCompType=jobcomp/filetxt
JobCompLoc=$dir/log/completed
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1,bf_interval=1,sched_min_interval=100000
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
MinJobAge=600
KillWait=5
SlurmctldTimeout=10
SlurmdTimeout=10
InactiveLimit=0
ReturnToService=2
MaxArraySize=1001
SlurmdParameters=config_overrides
NodeName=n[1-$nodes] NodeHostname=$host NodeAddr=127.0.0.1 Port=[$(($1 + 1))-$(($1 + nodes))] CPUs=$processors RealMemory=4096 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES PriorityTier=1 MaxTime=INFINITE State=UP
PartitionName=urgent Nodes=ALL PriorityTier=10 PreemptMode=OFF MaxTime=INFINITE State=UP
END
}

# ---- what is asked for

start_node() { # number
    local keeper=$dir/run/n$1.slurmstepd
    mkdir -p "$dir/spool/n$1"
    printf '#!/bin/sh\nCLUSTER_NODE=n%s exec %q "$@"\n' "$1" "$(command -v slurmstepd)" >"$keeper"
    chmod 755 "$keeper"
    CLUSTER_NODE=n$1 slurmd -N "n$1" -d "$keeper"
}

all_idle() { [[ $(sinfo --noheader --Node --partition=main --states=idle --format=%N | wc -l) == "$nodes" ]]; }

# Munge refuses a long socket path, and folders that others may write in unless they are sticky.
start() {
    local program
    for program in munged mungekey slurmctld slurmd sbatch; do
        command -v "$program" >/dev/null || fail 77 "$program is missing: apt-get install slurm-wlm munge"
    done
    if [[ -d $dir && $(ls -A "$dir") ]]; then fail 2 "$dir is not empty"; fi
    if ((${#dir} > 80)) || [[ $dir == *[[:space:],=%]* ]]; then fail 2 "choose a shorter, plain path than $dir"; fi
    mkdir -p "$dir"/{run,state,spool,log}
    chmod 755 "$dir" "$dir/run"
    exec 8>"${TMPDIR:-/tmp}/yihe-cluster.lock" && flock 8 # one at a time looks for ports
    configuration "$(free_ports)" >"$conf"
    trap 'end_processes ".*"' EXIT
    export CLUSTER_NODE=controller
    mungekey --create --keyfile="$dir/run/munge.key"
    munged --force --socket="$dir/run/munge.socket" --key-file="$dir/run/munge.key" --num-threads=2 \
        --pid-file="$dir/run/munged.pid" --log-file="$dir/log/munged.log" --seed-file="$dir/run/munge.seed" 8>&-
    await 10 'munge' munge --no-input --socket="$dir/run/munge.socket"
    slurmctld 8>&-
    local node
    for ((node = 1; node <= nodes; ++node)); do start_node "$node" 8>&-; done
    await 30 'the cluster' all_idle
    trap - EXIT
}

if (($# < 2)); then
    sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "$0" >&2
    exit 2
fi
action=$1 dir=$(readlink -m -- "$2") node=${3:-}
conf=$dir/slurm.conf
export SLURM_CONF=$conf
case $action in
    start-node | kill-node) if [[ ! $node =~ ^[1-$nodes]$ ]]; then fail 2 "a node is 1 to $nodes, not '$node'"; fi ;;
esac
case $action in
    start) start ;;
    env) printf 'export SLURM_CONF=%q\n' "$conf" ;;
    start-node) start_node "$node" ;;
    kill-node) end_processes "n$node" ;;
    stop) end_processes '.*' ;;
    *) fail 2 "unknown action: $action" ;;
esac
