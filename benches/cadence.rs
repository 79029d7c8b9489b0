//! How long the cadence battery takes for one account.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use fineness::stat::{battery, occupancy, vigil};

/// A history of `n` events over months: sessions of a few posts in waking hours.
fn person(n: i64) -> Vec<i64> {
    let lot = |i: i64| ((i as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33) as i64;
    let mut times: Vec<i64> = (0..n).map(|i| i / 8 * 86_400 + 25_200 + lot(i / 3) % 57_600 + i % 3 * (40 + lot(i) % 500)).collect();
    times.sort_unstable();
    times
}

/// A timer of 32 minutes with a few seconds of jitter.
fn timer(n: i64) -> Vec<i64> {
    (0..n).map(|i| i * 1920 + i * i % 7).collect()
}

fn cadence(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("cadence");
    for n in [20, 100, 1000] {
        for (name, times) in [("person", person(n)), ("timer", timer(n))] {
            group.bench_with_input(BenchmarkId::new(name, n), &times, |bencher, times| {
                bencher.iter(|| battery(black_box(times), 1));
            });
        }
    }
    let times = person(1000);
    group.bench_function("sleep/1000", |bencher| {
        bencher.iter(|| (occupancy::occupancy(black_box(&times)), vigil::vigil(black_box(&times), vigil::NAP)));
    });
    group.finish();
}

criterion_group!(benches, cadence);
criterion_main!(benches);
