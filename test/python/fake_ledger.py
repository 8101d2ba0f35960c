# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""The ledger of the simulator's stand-in: two rounds, the rows of which follow simple formulas.

Ten transactions of round `create` are sent at 10 s, 10.1 s, … and each takes `timeout` and 0.3 s: 0.2 s
to be endorsed, 0.1 s to be acknowledged, the rest to be committed. The last of them fails. They
make blocks of five. Four queries of round `read` take 0.01 s each. Run R is R - 1 milliseconds late.
"""

DEFAULTS = {
    "fabric": {"timeout": 1.0, "size": 5, "channels": 1},
    "workload": {"workers": 1},
}
TRANSACTIONS = ("run,round,id,client,operation,kind,submit_s,endorsed_s,ordered_s,committed_s,end_s,"
                "latency_s,block,code,envelope_bytes,proposal_bytes,response_bytes")
BLOCKS = "run,channel,number,reason,transactions,bytes,cut_s,agreed_s,first_commit_s,last_commit_s"
CALIPER = ("run,Name,Succ,Fail,Asked Rate (TPS),Send Rate (TPS),Max Latency (s),Min Latency (s),"
           "Avg Latency (s),Throughput (TPS)")
RESOURCES = ("run,time_s,host,node,role,cpu_util,rx_bytes,tx_bytes,disk_write_bytes,disk_read_bytes,"
             "memory_bytes,process_cpu_s")
EVENTS = "run,time_s,node,event,detail"


def run(data, seed, number, folder, export_blocks):
    """Writes the files of one run."""
    late = (number - 1) / 1000
    timeout = data["fabric"]["timeout"]
    write(folder / "transactions.csv", TRANSACTIONS, [*writes(number, timeout + late), *reads(number)])
    write(folder / "blocks.csv", BLOCKS, blocks(number, timeout + late))
    latency = timeout + 0.3 + late
    write(folder / "caliper.csv", CALIPER, [
        [number, "create", 9, 1, "", 10 / 0.9, latency, latency, latency, 10 / (0.9 + latency)],
        [number, "read", 4, 0, 200, 4 / 0.3, 0.01, 0.01, 0.01, 4 / 0.31]])
    write(folder / "resources.csv", RESOURCES, resources(number))
    write(folder / "events.csv", EVENTS, [
        [number, 4.5, "orderer1", "leader-elected", "mychannel term 2"],
        [number, 11, "orderer1", "crash", "the leader"],
        *([number, 12, "peer1.org1", "refused", f"mychannel: {i}"] for i in range(40))])
    if export_blocks:
        for channel in range(1, data["fabric"]["channels"] + 1):
            for block in range(4):
                path = folder / "blocks" / f"channel{channel}" / f"block_{block}.pb"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(b"%d %d %d" % (number, channel, block))
    return {"events": 100, "simulated_seconds": 20.0, "profile_digests": {}}


def writes(number, timeout):
    """Round create."""
    for i in range(10):
        submit = 10 + i / 10
        times = [submit, submit + 0.2, submit + 0.3, submit + 0.3 + timeout]
        yield [number, "create", i, "client1", "CreateAsset", "write", *times, times[-1],
               times[-1] - submit, 2 + i // 5, "MVCC_READ_CONFLICT" if i == 9 else "VALID", 4000, 900,
               10]


def reads(number):
    """Round read."""
    for i in range(4):
        submit = 15 + i / 10
        yield [number, "read", i, "client1", "ReadAsset", "read", submit, "", "", "", submit + 0.01, 0.01,
               "", "OK", 0, 900, 120]


def blocks(number, timeout):
    """The genesis block, the definition of the chaincode, and two of the workload."""
    yield [number, "mychannel", 0, "config", 1, 20000, "", "", 1, 1]
    yield [number, "mychannel", 1, "timeout", 1, 5000, 6, 6.01, 6.1, 6.2]
    for block in (2, 3):
        cut = 10 + 0.5 * block + timeout
        yield [number, "mychannel", block, "count" if block == 2 else "timeout", 5, 21000,
               cut, cut + 0.02, cut + 0.05, cut + 0.1 * block]


def resources(number):
    """A row a second and node; one for the client. The workload lasts from 10 s to 15.31 s."""
    for second in range(1, 18):
        yield [number, second, "h1", "peer1.org1", "peer", 0.5 if 10 < second <= 15 else 0.1, 100, 200,
               300, 0, 1000 * second, 0.25]
        yield [number, second, "h1", "peer1.org1", "chaincode", 0.5, 0, 0, 0, 0, 0, 0.05]
        yield [number, second, "h2", "orderer1", "orderer", 0.2, 10, 20, 30, 0, 500, 0.1]
    yield [number, 17, "h3", "client1", "client", 0.3, 5000, 6000, 0, 0, 0, 2]


def write(path, columns, rows):
    """A CSV file."""
    lines = [columns, *(",".join(str(cell) for cell in row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
