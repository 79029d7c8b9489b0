//! The timing statistics against an independent implementation in Python: see `tests/reference/make_cadence.py`.

use fineness::stat::fold_scan::FoldScan;
use fineness::stat::{battery, dispersion, occupancy, resolution, vigil};
use serde_json::Value;

#[test]
fn agrees_with_the_python_oracle() {
    let histories: Vec<Value> = serde_json::from_str(include_str!("reference/cadence.json")).expect("a list of histories");
    assert!(histories.len() >= 50);
    let mut wrong = Vec::new();
    for history in &histories {
        let times = times(history);
        let name = history["name"].as_str().expect("a name");
        let grid = resolution::resolution(&times);
        assert_eq!(Some(u64::from(grid)), history["resolution"].as_u64(), "{name}: resolution");
        let found = battery(&times, grid);
        let quiet = occupancy::occupancy(&times);
        assert_eq!(Some(quiet.map_or(0, |quiet| quiet.cells as u64)), history["cells"].as_u64(), "{name}: cells");
        for (key, ours) in [
            ("wall", found.and_then(|found| found.wall_clock).map(|test| test.log10_p)),
            ("lv", found.and_then(|found| found.regularity).map(|test| test.log10_p)),
            ("ispike", found.and_then(|found| found.interval_spike).map(|test| test.log10_p)),
            ("wpg", found.and_then(|found| found.periodogram).map(|test| test.log10_p)),
            ("vigil", vigil::vigil(&times, vigil::NAP)),
            ("occupancy", quiet.map(|quiet| quiet.share)),
            ("dispersion", dispersion::dispersion(&times)),
        ] {
            // Here harmonics stop short of the grid of the stamps; the oracle takes the grid itself for a lock.
            if key == "wall" && grid == 10 {
                continue;
            }
            let (ours, theirs) = (ours.unwrap_or(0.0), history["values"][key].as_f64().expect("a number"));
            let ours = if key == "vigil" { ours } else { ours.min(300.0) };
            if (ours - theirs).abs() > 1e-6 * theirs.abs().max(1e-3) {
                wrong.push(format!("{name} {key}: {ours} here, {theirs} there"));
            }
        }
        // The fold scans draw their votes by another lottery, so only the verdict can agree.
        let fold = |scan: Option<FoldScan>| scan.map_or(0.0, |scan| scan.log10_p);
        for (key, ours) in [
            ("moh", fold(found.and_then(|found| found.minute_of_hour))),
            ("tod", fold(found.and_then(|found| found.time_of_day))),
            ("combined", found.map_or(0.0, |found| found.log10_p)),
        ] {
            if key == "combined" && grid == 10 {
                continue;
            }
            let theirs = history["values"][key].as_f64().expect("a number");
            if (ours >= 3.0) != (theirs >= 3.0) && (ours - theirs).abs() > 2.0 {
                wrong.push(format!("{name} {key}: {ours} here, {theirs} there"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

fn times(history: &Value) -> Vec<i64> {
    let start = history["start"].as_i64().expect("a start");
    let deltas = history["deltas"].as_array().expect("differences").iter().filter_map(Value::as_i64);
    std::iter::once(start)
        .chain(deltas.scan(start, |at, delta| {
            *at += delta;
            Some(*at)
        }))
        .collect()
}
