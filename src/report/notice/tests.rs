use super::*;
use crate::report::escape::acts;
use crate::report::samples::{self, big_ben, calvin, hostile, plain, senior, summary};
use crate::score::Verdict;

fn sender(stage: Stage) -> Sender {
    Sender {
        stage,
        requester: Some("Example Ltd".into()),
        purpose: Some("a shortlist of speakers".into()),
        reviewer: (stage == Stage::After).then(|| "J. Doe".into()),
        contact: Some("privacy@example.com".into()),
        respond_by: Some("2026-12-31".into()),
        date: Some("2026-11-28".into()),
    }
}

fn written(verdict: &Verdict, sender: &Sender, format: Format) -> String {
    let run = (&summary(&[verdict])).into();
    let text = samples::written(|out| write_notice(&verdict.clone().into(), &run, sender, format, out));
    if format == Format::Text { samples::uncoloured(&text) } else { text }
}

#[test]
fn a_notice_before_a_decision() {
    insta::assert_snapshot!(written(&calvin(), &sender(Stage::Before), Format::Text));
}

#[test]
fn a_notice_after_review_in_markdown() {
    insta::assert_snapshot!(written(&big_ben(), &sender(Stage::After), Format::Markdown));
}

#[test]
fn who_has_nothing_to_answer_for_is_told_so() {
    for (verdict, told) in [(senior(), "neither for nor against"), (plain(), "None of the checks found anything")] {
        let text = written(&verdict, &Sender::default(), Format::Text).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(told) && text.contains("Nothing is taken off."), "{text}");
        assert!(!text.contains("no statement about a person"), "where nothing is said there is nothing to take back: {text}");
    }
}

#[test]
fn nothing_decides_and_nothing_is_said_of_a_person() {
    for verdict in [calvin(), big_ben(), senior(), plain()] {
        for stage in [Stage::Before, Stage::After] {
            let text = written(&verdict, &sender(stage), Format::Text).to_lowercase();
            for word in ["fraud", "fake", "cheat", "is a bot", "you are a", "reject", "hire", "suspicious", "guilty"] {
                assert!(!text.contains(word), "{word}: {text}");
            }
        }
    }
}

#[test]
fn hostile_words_stay_words_in_every_form() {
    use comrak::nodes::NodeValue;
    let mut evil = sender(Stage::Before);
    evil.contact = Some("<script>\u{1b}[2J\u{202e}](x)".into());
    for format in [Format::Text, Format::Markdown, Format::Html] {
        let text = written(&hostile(), &evil, format);
        assert!(!text.chars().any(|character| acts(character) && character != '\n'), "{}", format.name());
        if format == Format::Html {
            assert!(!text.contains("<script>\\x1b") && !text.contains("\"<script>"), "{text}");
        }
        if format == Format::Markdown {
            let arena = comrak::Arena::new();
            let root = comrak::parse_document(&arena, &text, &comrak::Options::default());
            let acts = |value: &NodeValue| {
                matches!(value, NodeValue::Link(_) | NodeValue::Image(_) | NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_))
            };
            assert!(!root.descendants().any(|node| acts(&node.data.borrow().value)));
        }
    }
    let form = skeleton(&hostile().into(), 1000);
    let read: toml::Table = form.parse().unwrap();
    assert_eq!(read["dispute"][0]["account"].as_str(), Some(hostile().account.as_str()));
}
