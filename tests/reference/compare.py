#!/usr/bin/env python3
"""Compares the statistics of `cargo run --release --example cadence_stats` with the Python oracle on any histories.

    cargo run --release --example cadence_stats < histories.csv > stats.csv
    python3 tests/reference/compare.py PATH/TO/st.py histories.csv stats.csv

histories.csv holds `name,time,time,...` lines with sorted whole seconds.
"""
import csv
import importlib.util
import math
import sys

import numpy as np

spec = importlib.util.spec_from_file_location("oracle", sys.argv[1])
oracle = importlib.util.module_from_spec(spec)
spec.loader.exec_module(oracle)

ours = {row["name"]: row for row in csv.DictReader(open(sys.argv[3]))}
worst, verdicts, count, coarse = {}, {}, 0, 0
for line in open(sys.argv[2]):
    name, *times = line.rstrip("\n").split(",")
    stamps = np.array(times, dtype=np.int64)
    t = stamps.astype(float)
    row = ours[name]
    resolution = int(oracle.resolution(stamps))
    with np.errstate(divide="ignore"):
        theirs = {
            "resolution": resolution,
            "wall": oracle.wall(t, resolution),
            "lv": oracle.lv(t)[0],
            "ispike": oracle.ispike(t, resolution)[0],
            "wpg": oracle.wpg(t, resolution)[0],
            "moh": oracle.fscan(t, resolution, 3600)[0],
            "tod": oracle.fscan(t, resolution, 86400)[0],
            "vigil": oracle.vigil(t),
            "occupancy": oracle.nosleep(t)[0],
            "cells": oracle.nosleep(t)[1],
            "dispersion": oracle.dispersion(t),
        }
    core = max(theirs[key] for key in ("wall", "lv", "ispike", "wpg", "moh", "tod"))
    theirs["comb"] = max(0.0, core - math.log10(6))
    count += 1
    coarse += resolution == 10
    for key, value in theirs.items():
        limit = 300.0 if key not in ("vigil", "cells", "resolution") else math.inf
        a, b = min(float(row[key]), limit), min(float(value), limit)
        if key in ("moh", "tod", "comb"):
            same, both = verdicts.get(key, (0, 0))
            verdicts[key] = (same + ((a >= 3) == (b >= 3)), both + (b >= 3))
            if (a >= 3) != (b >= 3):
                print(f"verdict {name} {key}: {a:.3f} here, {b:.3f} there")
        elif not (key == "wall" and resolution == 10):
            difference = abs(a - b)
            held = worst.get(key, (0.0, 0.0, ""))
            if difference >= held[0]:
                worst[key] = (difference, difference / max(abs(b), 1e-12), name)
print(f"{count} histories, {coarse} of them stamped every 10 s")
for key, (absolute, relative, name) in worst.items():
    print(f"{key:11} largest difference {absolute:.3e} (relative {relative:.3e}, {name})")
for key, (same, both) in verdicts.items():
    print(f"{key:11} same verdict at p < 1e-3: {same} of {count} ({both} positive in the oracle)")
