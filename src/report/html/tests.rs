//! The page as text. How browsers show it is tested in `tests/browser`.

use super::*;
use crate::report::escape::acts;
use crate::report::samples::{big_ben, calvin, hostile, plain, ring, senior, summary};
use crate::score::{Charts, Counted, Curve, Verdict};

fn page(verdicts: &[Verdict], rings: &[RingLine]) -> String {
    let mut bytes = Vec::new();
    let mut report = Html::new(&mut bytes);
    verdicts.iter().for_each(|verdict| report.account(&verdict.clone().into()).unwrap());
    rings.iter().for_each(|ring| report.ring(ring).unwrap());
    report.finish(&(&summary(&verdicts.iter().collect::<Vec<_>>())).into()).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Everything that a chart can show.
fn charted(mut verdict: Verdict) -> Verdict {
    verdict.charts = Charts {
        minutes: (0..60).collect(),
        pauses: (0..67).collect(),
        course_from: Some("2012-01-02".into()),
        course_days: 7,
        course: (0..520).collect(),
        clients: vec![Counted { name: Some("<b>web".into()), events: 9 }, Counted { name: None, events: 2 }],
        domains: vec![Counted { name: Some("shop.example".into()), events: 4 }],
        readings: vec![Curve { what: "klout".into(), points: vec![("2012-01-02".into(), 34.0), ("2012-06-02".into(), 72.0)] }],
        turned_on: Some("2012-05-01".into()),
    };
    verdict
}

#[test]
fn one_account_fits_in_300_kilobytes_and_asks_nobody_for_anything() {
    let mut verdict = charted(calvin());
    for number in 0..30 {
        let mut another = verdict.findings[0].clone();
        another.rule = format!("rule-{number}");
        verdict.findings.push(another);
    }
    let page = page(&[verdict], &[]);
    assert!(page.len() < 300_000, "{}", page.len());
    for request in ["src=", "href=\"http", "url(http", "@import", "<link", "<iframe", "<img", "fetch(", "XMLHttp", " style=", " on"]
    {
        let found = page.match_indices(request).find(|(at, _)| {
            request != " on"
                || page[at + 3..].starts_with(|c: char| c.is_ascii_lowercase())
                    && page[*at..].split(['>', ' ']).nth(1).is_some_and(|word| word.contains("=\""))
        });
        assert!(found.is_none(), "{request}");
    }
    assert!(page.contains("default-src 'none'; style-src 'sha256-"));
}

#[test]
fn hostile_words_are_text() {
    let mut verdict = charted(hostile());
    let evil = "</style></script><script>alert(1)</script>\"'&\u{202e}\u{1b}[31m";
    verdict.charts.clients[0].name = Some(evil.into());
    verdict.charts.readings[0].what = evil.into();
    verdict.name = Some(evil.into());
    let mut evil_ring = ring();
    evil_ring.ring = evil.into();
    evil_ring.members[0] = evil.into();
    evil_ring.occasions[0].acts[0].text = Some(evil.into());
    evil_ring.occasions[0].object = evil.into();
    let page = page(&[verdict, plain()], &[evil_ring]);
    assert_eq!(page.matches("<script").count(), 1, "only the page's own");
    assert_eq!(page.matches("</style>").count(), 1);
    assert!(!page.chars().any(|character| acts(character) && character != '\n'));
}

#[test]
fn every_drawing_has_its_data_beside_it() {
    let page = page(&[charted(calvin())], &[ring()]);
    let figures: Vec<&str> = page.split("<figure").skip(1).collect();
    assert!(figures.len() >= 8, "{}", figures.len());
    for figure in figures {
        let figure = figure.split("</figure>").next().unwrap();
        assert!(figure.contains("role=\"img\" aria-label=\""), "{figure}");
        assert!(figure.contains("<table>") || figure.contains("a line is an act"), "{figure}");
    }
    assert!(page.contains("The occasions as a table"));
}

#[test]
fn many_accounts_are_one_click_away() {
    let page = page(&[calvin(), big_ben(), senior(), plain()], &[ring()]);
    for number in 1..=4 {
        assert!(
            page.contains(&format!("href=\"#a{number}\""))
                && page.contains(&format!("<article class=\"account\" id=\"a{number}\""))
        );
    }
    assert!(page.contains("href=\"#ring-r1\"") && page.contains("id=\"ring-r1\""));
    let ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let unique: std::collections::BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len());
}

#[test]
fn a_folder_has_a_page_for_every_account_whatever_it_is_called() {
    let folder = tempfile::tempdir().unwrap();
    let mut report = super::HtmlFolder::new(&folder.path().join("report")).unwrap();
    let verdicts = [hostile(), plain(), big_ben()];
    verdicts.iter().for_each(|verdict| report.account(&verdict.clone().into()).unwrap());
    report.ring(&ring()).unwrap();
    report.finish(&(&summary(&verdicts.iter().collect::<Vec<_>>())).into()).unwrap();
    let read = |file: &str| std::fs::read_to_string(folder.path().join("report").join(file)).unwrap();
    let index = read("index.html");
    for number in 1..=3 {
        let file = format!("accounts/{number}.html");
        assert!(index.contains(&format!("href=\"{file}\"")), "{number}");
        let page = read(&file);
        assert!(
            page.contains("href=\"../index.html#index\"")
                && page.contains("id=\"a1-findings\"")
                && page.contains("Not used: names")
        );
        assert!(!page.contains("\"<script>"), "{page}");
    }
    assert!(read("accounts/3.html").contains("href=\"../index.html#ring-r1\"") && index.contains("id=\"ring-r1\""));
    assert!(!index.contains("without a page"));
}

#[test]
fn changed_words_are_marked() {
    let mut spun = ring();
    spun.occasions[0].acts[0].text = Some("a great piece of information".into());
    spun.occasions[0].acts[1].text = Some("a useful piece of info".into());
    let page = page(&[plain()], &[spun]);
    assert!(page.contains("<mark>useful</mark>") && page.contains("<mark>info</mark>"), "{page}");
}

#[test]
fn nobody_is_called_a_name() {
    let page = page(&[calvin(), big_ben(), senior(), plain()], &[ring()]).to_lowercase();
    for word in ["is a bot", "fake", "fraud", "cheat", "hire", "guilty", "suspicious"] {
        assert!(!page.contains(word), "{word}");
    }
}
