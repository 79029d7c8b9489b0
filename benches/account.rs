//! How long one account of 1,000 events takes: every detector and every pattern.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use fineness::engine::{self, Lens};
use fineness::rule::{self, RuleBook};
use fineness::simulate::{self, Kind, Options};
use fineness::tally::{Tallies, Tally};

const EVENTS: usize = 1000;

fn account(kind: Kind, book: &RuleBook) -> Tallies {
    let lens = Lens::new(book).expect("the shipped patterns");
    let history = simulate::history(kind, 7, &Options { posts: Some(EVENTS), ..Options::default() });
    let mut account = Tallies::default();
    account.describe(&history.account);
    for mut event in history.events {
        lens.look(&mut event);
        account.add(&event);
    }
    account.settle();
    account
}

fn accounts(criterion: &mut Criterion) {
    let book = RuleBook::load(fineness::detect::vocabulary(), &rule::builtin()).expect("the shipped rules");
    let mut group = criterion.benchmark_group("account");
    for kind in [Kind::Editor, Kind::Hawkes, Kind::Metronome, Kind::Cyborg] {
        let account = account(kind, &book);
        group.bench_with_input(BenchmarkId::new("measures", kind.name()), &account, |bencher, account| {
            bencher.iter(|| engine::row(black_box(account), &book));
        });
    }
    group.finish();
}

criterion_group!(benches, accounts);
criterion_main!(benches);
