#!/usr/bin/env python3
"""Makes cadence.json: generated histories and what the Python oracle says of them.

    python3 tests/reference/make_cadence.py PATH/TO/st.py > tests/reference/cadence.json

Times are whole seconds, stored as the first one and the differences. Everything is seeded.
"""
import importlib.util
import json
import math
import sys

import numpy as np

spec = importlib.util.spec_from_file_location("oracle", sys.argv[1])
oracle = importlib.util.module_from_spec(spec)
spec.loader.exec_module(oracle)

DAY = 86400
START = 1_700_000_000 // DAY * DAY


def circadian(rng, n, per_day=12):
    """A person: awake from about 7 to 23, a few posts at a time."""
    times, day = [], 0
    while len(times) < n:
        for _ in range(rng.poisson(per_day / 2.5)):
            hour = np.clip(rng.normal(15, 4), 6.5, 24)
            burst = hour * 3600 + np.cumsum(rng.exponential(240, 1 + rng.poisson(1.5)))
            times += list(day * DAY + burst)
        day += 1
    return times


def metronome(rng, n, period, sigma, missing=0.0, phase=0.0):
    slots = np.arange(int(n / (1 - missing)) + 1)
    kept = slots[rng.random(len(slots)) >= missing][:n]
    return phase + kept * period + rng.normal(0, sigma, len(kept))


def restarting(rng, n, period, sigma):
    return np.cumsum(period + rng.normal(0, sigma, n))


def lognormal(rng, n):
    return np.cumsum(np.exp(rng.normal(7, 1.8, n)))


def hawkes(rng, n):
    times, at = [], 0.0
    while len(times) < n:
        at += rng.exponential(9000)
        times += list(at + np.cumsum(rng.exponential(300, rng.geometric(0.35))))
    return times


def cron(rng, n):
    """Three runs a day, late by minutes, skipped when there is nothing to say."""
    slots = np.arange(n * 2) // 3 * DAY + np.tile([6, 12, 20], n)[: n * 2] * 3600
    late = rng.exponential(150, len(slots)) + 40
    return (slots + late)[rng.random(len(slots)) < 0.6][:n]


def cyborg(rng, n):
    return list(circadian(rng, int(n * 0.7))) + list(metronome(rng, int(n * 0.3), 3600, 4, 0.5))


def appointment(rng, n):
    return list(np.arange(n // 3) * DAY + 12 * 3600 + rng.normal(0, 10, n // 3)) + list(circadian(rng, n - n // 3, 3))


def quiet(rng, n):
    return np.sort(rng.uniform(0, n * 40_000, n))


kinds = {
    "big_ben": lambda r, n: metronome(r, n, 3600, 1.2, phase=2),
    "metronome_10": lambda r, n: metronome(r, n, 1920, 10, 0.3),
    "metronome_60": lambda r, n: metronome(r, n, 1920, 60, 0.6),
    "restarting_30": lambda r, n: restarting(r, n, 1500, 30),
    "exact_7min": lambda r, n: metronome(r, n, 420, 0),
    "poisson": lambda r, n: np.cumsum(r.exponential(2400, n)),
    "person": lambda r, n: circadian(r, n),
    "lognormal": lognormal,
    "hawkes": hawkes,
    "minute_stamps": lambda r, n: np.floor(np.array(circadian(r, n)) / 60) * 60,
    "ten_second_stamps": lambda r, n: np.floor(np.array(hawkes(r, n)) / 10) * 10,
    "diary": lambda r, n: np.floor(np.array(circadian(r, n)) / 300 + 0.5) * 300,
    "hour_stamps": lambda r, n: np.floor(np.array(quiet(r, n)) / 3600) * 3600,
    "cron": cron,
    "cyborg": cyborg,
    "appointment": appointment,
    "quiet": quiet,
    "burst_bot": lambda r, n: list(np.repeat(np.arange(n // 5) * 900.0, 5) + r.uniform(0, 4, n // 5 * 5)),
    "uniform_gaps": lambda r, n: np.cumsum(r.uniform(1200, 2640, n)),
}

histories = []
for index, (kind, make) in enumerate(kinds.items()):
    for n in (20, 100, 400):
        rng = np.random.default_rng([2026, index, n])
        times = np.sort(np.floor(START + np.asarray(make(rng, n), dtype=float)).astype(np.int64))
        t = times.astype(float)
        resolution = int(oracle.resolution(times))
        with np.errstate(divide="ignore"):
            values = {
                "wall": oracle.wall(t, resolution),
                "lv": oracle.lv(t)[0],
                "ispike": oracle.ispike(t, resolution)[0],
                "wpg": oracle.wpg(t, resolution)[0],
                "moh": oracle.fscan(t, resolution, 3600)[0],
                "tod": oracle.fscan(t, resolution, 86400)[0],
                "vigil": oracle.vigil(t),
                "occupancy": oracle.nosleep(t)[0],
                "dispersion": oracle.dispersion(t),
            }
        core = max(values[key] for key in ("wall", "lv", "ispike", "wpg", "moh", "tod"))
        values["combined"] = max(0.0, core - math.log10(6))
        values = {key: min(float(value), 300.0) if key != "vigil" else float(value) for key, value in values.items()}
        histories.append(
            {
                "name": f"{kind}_{n}",
                "start": int(times[0]),
                "deltas": np.diff(times).tolist(),
                "resolution": resolution,
                "cells": int(oracle.nosleep(t)[1]),
                "values": values,
            }
        )

lines = ",\n".join(json.dumps(history, separators=(",", ":")) for history in histories)
print(f"[\n{lines}\n]")
