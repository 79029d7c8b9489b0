//! Prints the timing statistics of many accounts as CSV, to compare with another program or to see how honest they are.
//!
//! Input lines on stdin are `name,time,time,...` with sorted whole seconds; output is one line a history.

use std::io::{BufWriter, Write};
use std::time::Instant;

use fineness::stat::fold_scan::FoldScan;
use fineness::stat::{battery, dispersion, occupancy, resolution, vigil};

fn main() -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(
        out,
        "name,n,resolution,wall,lv,ispike,moh,tod,wpg,comb,vigil,occupancy,cells,dispersion,leading,period,precision,on_beat,wpg_period,micros"
    )?;
    for line in std::io::stdin().lines() {
        let line = line?;
        let mut fields = line.split(',');
        let name = fields.next().unwrap_or_default();
        let times: Vec<i64> = fields.filter_map(|field| field.parse().ok()).collect();
        let grid = resolution::resolution(&times);
        let start = Instant::now();
        let found = battery(&times, grid);
        let micros = start.elapsed().as_micros();
        let on = found.map_or(0, |found| fineness::stat::on_beat(&times, &found).iter().filter(|&&on| on).count());
        let fold = |scan: Option<FoldScan>| scan.map_or(0.0, |scan| scan.log10_p);
        let quiet = occupancy::occupancy(&times);
        write!(out, "{name},{},{grid}", times.len())?;
        for value in [
            found.and_then(|found| found.wall_clock).map_or(0.0, |test| test.log10_p),
            found.and_then(|found| found.regularity).map_or(0.0, |test| test.log10_p),
            found.and_then(|found| found.interval_spike).map_or(0.0, |test| test.log10_p),
            fold(found.and_then(|found| found.minute_of_hour)),
            fold(found.and_then(|found| found.time_of_day)),
            found.and_then(|found| found.periodogram).map_or(0.0, |test| test.log10_p),
            found.map_or(0.0, |found| found.log10_p),
            vigil::vigil(&times, vigil::NAP).unwrap_or(0.0),
            quiet.map_or(0.0, |quiet| quiet.share),
        ] {
            write!(out, ",{value:?}")?;
        }
        let cells = quiet.map_or(0, |quiet| quiet.cells);
        write!(out, ",{cells},{:?}", dispersion::dispersion(&times).unwrap_or(0.0))?;
        match found {
            Some(found) => {
                write!(out, ",{:?},{:.3},{:.3}", found.leading, found.period.unwrap_or(0.0), found.precision.unwrap_or(0.0))?
            }
            None => write!(out, ",none,0,0")?,
        }
        let line = found.and_then(|found| found.periodogram).map_or(0.0, |line| line.period);
        writeln!(out, ",{on},{line:.3},{micros}")?;
    }
    Ok(())
}
