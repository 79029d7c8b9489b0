//! A bar on a terminal that shows how far long work has come. On standard error alone, and gone when the work is done.

use std::fmt::Write;
use std::io::{IsTerminal, stderr};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::progress::{Progress, Reached, Stage};

/// How often the bar is drawn.
const EVERY: Duration = Duration::from_millis(100);
/// Work that is done before that shows no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar that is shown while it lives.
#[derive(Debug, Default)]
pub(super) struct Bar(Option<(Sender<()>, JoinHandle<()>)>);

impl Bar {
    /// A bar for this work; none where nobody would see it or wants to.
    pub(super) fn show(progress: &Arc<Progress>, quiet: bool) -> Bar {
        let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
        if quiet || dumb || !stderr().is_terminal() {
            return Bar(None);
        }
        let (stop, stopped) = mpsc::channel();
        let progress = Arc::clone(progress);
        let drawing = std::thread::spawn(move || {
            let mut drawn = Drawn::new(ProgressDrawTarget::stderr());
            let mut wait = PATIENCE;
            while stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                drawn.draw(progress.now());
                wait = EVERY;
            }
            drawn.bar.finish_and_clear();
        });
        Bar(Some((stop, drawing)))
    }

    /// Takes the bar away before something else is written.
    pub(super) fn clear(&mut self) {
        if let Some((stop, drawing)) = self.0.take() {
            drop(stop);
            // A bar that failed is no reason to fail.
            let _ = drawing.join();
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.clear();
    }
}

/// What is on the terminal.
struct Drawn {
    bar: ProgressBar,
    number: u64,
}

impl Drawn {
    fn new(target: ProgressDrawTarget) -> Drawn {
        Drawn { bar: ProgressBar::with_draw_target(None, target), number: 0 }
    }

    fn draw(&mut self, reached: Reached) {
        if reached.number != self.number {
            self.number = reached.number;
            self.bar.reset();
            self.bar.set_style(style(reached.stage, reached.total));
        }
        self.bar.set_length(reached.total);
        self.bar.set_position(reached.done);
        self.bar.tick();
    }
}

fn style(stage: Stage, total: u64) -> ProgressStyle {
    let template = match stage {
        Stage::Reading if total > 0 => "  reading    {bar:24} {bytes} of {total_bytes}{left}",
        Stage::Judging if total > 0 => "  judging    {bar:24} {human_pos} of {human_len} accounts{left}",
        Stage::Comparing => "  comparing  {elapsed}",
        Stage::Opening | Stage::Reading | Stage::Judging => "  reading    {elapsed}",
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    style.with_key("left", left).progress_chars("█▒·")
}

/// The time that is left, once there is anything to guess it from.
fn left(state: &ProgressState, out: &mut dyn Write) {
    if state.pos() > 0 {
        // Nothing is lost by a guess that is not shown.
        let _ = write!(out, ", {:#} left", HumanDuration(state.eta()));
    }
}

#[cfg(test)]
mod tests {
    use indicatif::InMemoryTerm;

    use super::*;

    #[test]
    fn every_stage_is_shown_and_taken_away() {
        let terminal = InMemoryTerm::new(4, 80);
        let mut drawn = Drawn::new(ProgressDrawTarget::term_like_with_hz(Box::new(terminal.clone()), 255));
        let progress = Progress::default();
        let mut shows = |stage: Stage, total: u64, done: u64, words: &[&str]| {
            progress.begin(stage, total);
            progress.advance(done);
            drawn.draw(progress.now());
            let shown = terminal.contents();
            assert!(words.iter().all(|word| shown.contains(word)) && shown.lines().count() == 1, "{shown}");
        };
        shows(Stage::Opening, 0, 0, &["reading"]);
        shows(Stage::Reading, 4096, 1024, &["reading", "██████", "1.00 KiB of 4.00 KiB", "left"]);
        shows(Stage::Comparing, 0, 0, &["comparing"]);
        shows(Stage::Judging, 50_000, 25_000, &["judging", "25,000 of 50,000 accounts", "left"]);
        drawn.bar.finish_and_clear();
        assert_eq!(terminal.contents(), "");
    }

    #[test]
    fn without_a_terminal_there_is_no_bar() {
        assert!(Bar::show(&Arc::default(), true).0.is_none());
    }
}
