//! How long one rule takes on one account: 20 rules on a row of mixed data.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use fineness::measure::{Measure, Unit, Vocabulary};
use fineness::rule::{RuleBook, RuleSource};

const CONDITIONS: [&str; 4] = [
    "activity.posts >= 100 and cadence.period between 1min and 12h and cadence.jitter < 5% and cadence.p_value < 1e-6",
    "(clock.on_the_hour > 95% or clock.hours > 20) and not profile.bot and activity.posts > 3",
    "activity.posts / activity.days > 40 and cadence.jitter < 50% and not clock.on_the_hour between 3% and 6%",
    "profile.bot or (cadence.period in [30min, 1h] and activity.days >= 10 and cadence.p_value < 1e-3)",
];

fn vocabulary() -> Vocabulary {
    Vocabulary::new([
        Measure::new("activity.posts", Unit::Count, "posts").sample(),
        Measure::new("activity.days", Unit::Count, "days").sample(),
        Measure::new("cadence.period", Unit::Duration, "beat"),
        Measure::new("cadence.jitter", Unit::Share, "jitter"),
        Measure::p_value("cadence.p_value", "chance"),
        Measure::new("clock.on_the_hour", Unit::Share, "on the hour"),
        Measure::new("clock.hours", Unit::Count, "hours"),
        Measure::new("profile.bot", Unit::Flag, "declared"),
    ])
}

fn book() -> RuleBook {
    let rule = |index: usize| {
        let text = format!(
            "id='rule-{index}'\ntitle='t'\nfamily='f'\nsuggests='spam'\nwhy='w'\npoints=1\nsays='{{activity.posts}} posts'\nwhen='{}'\n\
             fires=[{{name='x', measures={{}}}}]\nquiet=[{{name='x', measures={{}}}}]",
            CONDITIONS[index % CONDITIONS.len()]
        );
        RuleSource { name: format!("f/rule-{index}.toml"), text }
    };
    let sources: Vec<_> = (0..20).map(rule).collect();
    RuleBook::load_unproven(vocabulary(), &sources).unwrap_or_else(|error| panic!("{error}"))
}

/// Accounts of every kind, some with measures missing.
fn rows() -> Vec<[f64; 8]> {
    let mut state = 7u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / (1u64 << 24) as f64
    };
    let row = |_| {
        let mut row =
            [next() * 300.0, next() * 30.0, next() * 7200.0, next() * 0.1, next() * 1e-3, next(), next() * 24.0, next().round()];
        if next() < 0.2 {
            row[2] = f64::NAN;
        }
        row
    };
    (0..1024).map(row).collect()
}

fn rules(criterion: &mut Criterion) {
    let (book, rows) = (book(), rows());
    let mut group = criterion.benchmark_group("rules");
    // One element is one rule on one account.
    group.throughput(Throughput::Elements((rows.len() * book.rules().len()) as u64));
    group.bench_function("fired, 20 rules", |bencher| {
        bencher.iter(|| rows.iter().map(|row| book.fired(black_box(row)).count()).sum::<usize>());
    });
    group.bench_function("assess with sentences and reasons, 20 rules", |bencher| {
        bencher.iter(|| rows.iter().map(|row| book.assess(black_box(row)).len()).sum::<usize>());
    });
    group.finish();
}

criterion_group!(benches, rules);
criterion_main!(benches);
