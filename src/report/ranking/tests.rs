//! What a leaderboard before and after reads like.

use serde_json::Value;

use super::{Contender, Ranking};
use crate::account::{ClaimedScore, Scale};
use crate::report::escape::acts;
use crate::report::samples::{self, big_ben, calvin, hostile, plain, senior, summary};
use crate::report::{AccountLine, Format};
use crate::score::Verdict;

fn claim(account: &str, value: f64) -> ClaimedScore {
    ClaimedScore { account: account.into(), metric: "klout".into(), value, at: None, scale: Scale::Linear }
}

/// A board with the names that the samples have, and one that no account has.
fn ranking(names: [&str; 3], verdicts: Vec<Verdict>) -> Ranking {
    let claims = [claim(names[0], 74.0), claim(names[1], 70.0), claim(names[2], 34.0), claim("=cmd|' /C calc'!A0", 50.0)];
    let contenders = verdicts.into_iter().map(|verdict| Contender::from(AccountLine::from(verdict))).collect();
    Ranking::new(("board.csv".into(), "ab".repeat(32)), &claims, contenders, (&summary(&[])).into())
}

fn usual() -> Ranking {
    ranking(["Calvin Lee", "big_ben_clock", "senior"], vec![big_ben(), calvin(), plain(), senior()])
}

fn written(ranking: &Ranking, format: Format) -> String {
    samples::written(|out| ranking.write(format, out))
}

fn plain_text(ranking: &Ranking) -> String {
    samples::uncoloured(&written(ranking, Format::Text))
}

#[test]
fn a_board_on_a_sheet() {
    insta::assert_snapshot!(plain_text(&usual()));
}

#[test]
fn a_board_as_a_table() {
    insta::assert_snapshot!(written(&usual(), Format::Csv));
}

#[test]
fn what_is_not_assessed_keeps_its_claim_and_says_why() {
    let entries = &usual().lists[0].entries;
    let entry = |name: &str| entries.iter().find(|entry| entry.name == name).unwrap();
    let (nobody, few) = (entry("=cmd|' /C calc'!A0"), entry("senior"));
    assert_eq!((nobody.adjusted, nobody.interval, nobody.account.as_deref()), (50.0, None, None));
    assert!(nobody.not_assessed.as_deref().unwrap().contains("hold nothing of it"));
    assert_eq!((few.adjusted, few.open), (34.0, None));
    assert!(few.not_assessed.as_deref().unwrap().contains("6 events"));
    // Nothing is known of the untested, so it leaves open whether it stands above.
    assert_eq!((entry("Calvin Lee").after, entry("Calvin Lee").open), (1, Some([1, 1])));
    assert_eq!((entry("big_ben_clock").after, entry("big_ben_clock").open), (4, Some([2, 4])));
}

#[test]
fn a_name_of_two_accounts_is_nobodys() {
    let mut other = calvin();
    other.account = "calvin_two".into();
    let ranking = ranking(["Calvin Lee", "calvin_perks", "calvin_two"], vec![calvin(), other]);
    let why = |name: &str| ranking.lists[0].entries.iter().find(|entry| entry.name == name).unwrap().not_assessed.clone();
    assert!(why("Calvin Lee").unwrap().contains("`calvin_perks` and `calvin_two`"));
    assert!(why("calvin_perks").unwrap().contains("under another name"), "the report has another claim for it");
}

#[test]
fn the_object_fits_its_schema_and_comes_back() {
    let validator = jsonschema::validator_for(&serde_json::to_value(Ranking::schema()).unwrap()).unwrap();
    let value: Value = serde_json::from_str(&written(&usual(), Format::Json)).unwrap();
    let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
    assert!(errors.is_empty() && value["type"] == "ranking", "{errors:?}");
    assert_eq!(serde_json::from_value::<Ranking>(value).unwrap(), usual());
    assert!(usual().write(Format::Sarif, &mut Vec::new()).is_err());
}

#[test]
fn hostile_words_stay_words_and_no_cell_is_a_formula() {
    use unicode_width::UnicodeWidthStr;
    let evil = hostile().account;
    let mut ranking = ranking([&evil, "big_ben_clock", "senior"], vec![hostile(), big_ben()]);
    for line in &mut ranking.lists[0].entries {
        line.deductions.iter_mut().for_each(|deduction| deduction.title = evil.clone());
    }
    ranking.lists[0].metric = "@SUM(1)\u{202e}".into();
    for format in [Format::Text, Format::Markdown, Format::Html, Format::Csv, Format::Json] {
        let text = if format == Format::Text { plain_text(&ranking) } else { written(&ranking, format) };
        assert!(!text.chars().any(|character| acts(character) && character != '\n'), "{}", format.name());
        assert!(format != Format::Text || text.lines().all(|line| line.width() <= 80));
        assert!(format != Format::Html || text.matches("<script>").count() == 1);
    }
    for row in csv::Reader::from_reader(written(&ranking, Format::Csv).as_bytes()).records() {
        for cell in row.unwrap().iter().filter(|cell| cell.parse::<f64>().is_err()) {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
        }
    }
}
