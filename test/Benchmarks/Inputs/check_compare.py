"""What the benchmark says of results that are wrong, on purpose."""

import types

import numpy as np
import torch
from contenders import Contender
from worker import Bench

logits, relevance = np.array([[1.0, 2.0]]), np.array([[0.5, -1.0, 0.25]])


def compare(logits_of_peer, relevance_of_peer):
    contenders = [Contender("peer", (), None, "ours"), Contender("ours", (), None, flags=())]
    bench = types.SimpleNamespace(
        case=types.SimpleNamespace(logits=torch.from_numpy(logits)),
        contenders={contender.name: contender for contender in contenders},
        rows={contender.name: {"note": ""} for contender in contenders},
    )
    Bench.compare(bench, {"peer": [logits_of_peer, relevance_of_peer], "ours": [logits, relevance]})
    assert not bench.rows["ours"].get("failed")
    row = bench.rows["peer"]
    assert bool(row.get("failed")) == bool(row["note"])
    return row["note"]


print("a wrong relevance is found:", compare(logits, relevance + 0.01))
print("wrong logits are found:", compare(logits * 1.01, relevance))
print("no number is found:", compare(logits, relevance * np.nan))
assert compare(logits, relevance * (1 + 1e-5)) == ""
print("the right one passes")
