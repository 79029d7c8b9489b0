//! Rule files to a checked rule book, and rows of measures to findings.
//!
//! `file` reads the TOML, `lex` and `parse` the condition, `check` its names and units, `compile` evaluates it on a row;
//! `book` does so for a set of files and collects every fault of every file. Nothing here knows a detector, only measures.

mod assess;
mod book;
mod check;
mod compile;
pub mod evidence;
mod explain;
mod family;
mod file;
mod lex;
mod lint;
mod literal;
mod model;
mod names;
mod nearest;
mod parse;
mod patterns;
mod points;
mod problem;
mod render;
mod resolve;
mod says;
mod selftest;
mod source;
mod table;
mod template;
mod turn;
mod units;

pub use assess::{Assessment, Outcome};
pub use book::RuleBook;
pub use explain::{explain, list, list_measures};
pub use family::Family;
pub use model::{Applies, Axis, Expected, Rule, SelfTest, Status, Suggests};
pub use nearest::did_you_mean;
pub use points::{Calibration, FittedPoints};
pub use selftest::{SelfTestResult, run_selftests};
pub use source::{MAX_FILE, RuleSource, builtin, from_dir, read};
pub use template::template;
