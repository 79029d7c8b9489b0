//! A small grammar that writes sentences, and the few ways in which people dress them up.

use super::dice::Dice;
use super::topics::Topic;
use super::vocabulary;

/// Slots may name slots; deeper than this, the rest is left out.
const DEPTH: usize = 6;

/// Writes out a template: `{slot}` is filled in, `[words]` may be left out, `(one|other)` is a choice. Brackets that do not
/// close stand for themselves.
pub(super) fn expand(dice: &mut Dice, template: &str) -> String {
    let mut out = String::with_capacity(template.len() + 24);
    write(dice, template, &mut out, DEPTH);
    tidy(&out)
}

fn write(dice: &mut Dice, template: &str, out: &mut String, depth: usize) {
    let mut rest = template;
    while let Some(at) = rest.find(['{', '[', '(']) {
        out.push_str(&rest[..at]);
        let Some(inside) = closed(&rest[at..]) else {
            out.push_str(&rest[at..]);
            return;
        };
        if depth > 0 {
            match rest.as_bytes()[at] {
                b'{' if inside == "link" => link(dice, out),
                b'{' => {
                    let chosen = dice.pick(vocabulary::slot(inside));
                    // Emoticons are words with brackets of their own.
                    if inside == "smile" { out.push_str(chosen) } else { write(dice, chosen, out, depth - 1) }
                }
                b'[' => {
                    if dice.chance(0.4) {
                        write(dice, inside, out, depth - 1);
                    }
                }
                _ => {
                    let choices = alternatives(inside);
                    let chosen = dice.pick(&choices);
                    write(dice, chosen, out, depth - 1);
                }
            }
        }
        rest = &rest[at + inside.len() + 2..];
    }
    out.push_str(rest);
}

/// What stands between the bracket that opens the text and the one that closes it.
fn closed(text: &str) -> Option<&str> {
    let mut depth = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' | b'[' | b'(' => depth += 1,
            b'}' | b']' | b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return text.get(1..at);
        }
    }
    None
}

/// Splits at the bars that stand in no bracket.
fn alternatives(text: &str) -> Vec<&str> {
    let (mut depth, mut from, mut parts) = (0, 0, Vec::new());
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' | b'[' | b'(' => depth += 1,
            b'}' | b']' | b')' => depth -= 1,
            b'|' if depth == 0 => {
                parts.push(&text[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[from..]);
    parts
}

fn link(dice: &mut Dice, out: &mut String) {
    out.push_str("http://");
    out.push_str(dice.pick(vocabulary::slot("host")));
    out.push('/');
    for _ in 0..6 {
        out.push(char::from(dice.pick(b"abcdefghijkmnopqrstuvwxyz23456789")));
    }
}

/// Takes out the double blanks and stray commas that left-out words leave behind.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() && !matches!(word, "," | "." | "?" | "!") {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// One post about one of the topics, as a person would write it: one clause or two, something before or after, or neither.
pub(super) fn chat(dice: &mut Dice, topics: &[Topic]) -> String {
    let topic = dice.pick(topics);
    let mut text = String::new();
    if dice.chance(0.22) {
        text.push_str("{open} ");
    }
    let clause = dice.pick(topic);
    text.push_str(clause);
    if !text.contains("{link}") && dice.chance(0.35) {
        let other = dice.pick(topics);
        let second = dice.pick(other);
        text.push_str(if joins(clause) && joins(second) && dice.chance(0.6) { " {join} " } else { ". " });
        text.push_str(second);
    }
    let linked = text.contains("{link}");
    match dice.below(10) {
        0 | 1 if !linked => text.push_str(". {close}"),
        2 if !linked => text.push_str(", {close}"),
        3 => text.push_str(" {smile}"),
        4 => text.push_str(" {tag}"),
        5 if !linked => text.push_str(" {link}"),
        _ => {}
    }
    let mut text = expand(dice, &text);
    if !text.ends_with(|last: char| last.is_ascii_punctuation() || last.is_ascii_digit()) && !text.contains(['#', '/']) {
        text.push_str(dice.pick(&["", "", ".", ".", ".", "!", "...", ""]));
    }
    if dice.chance(0.75) { sentences(&text) } else { text }
}

/// Whether a clause can stand beside another with a conjunction: questions, shouts and remarks cannot.
fn joins(clause: &str) -> bool {
    const ALONE: [&str; 14] = [
        "who ",
        "why ",
        "how ",
        "what ",
        "is ",
        "can ",
        "(why",
        "never ",
        "stop ",
        "backups",
        "{player}!",
        "offside",
        "third",
        "recipe",
    ];
    !ALONE.iter().any(|start| clause.starts_with(start)) && !clause.contains("{link}")
}

/// Begins each sentence with a capital letter.
pub(super) fn sentences(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut begins = true;
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            out.push(' ');
        }
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if begins && first.is_ascii_lowercase() && !word.starts_with("http") => {
                out.push(first.to_ascii_uppercase());
                out.push_str(letters.as_str());
            }
            _ => out.push_str(word),
        }
        begins = word.ends_with(['.', '!', '?']) && !word.ends_with("...");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::topics;
    use super::*;

    const ALL: &[Topic] = &[
        topics::DAILY,
        topics::FOOD,
        topics::CULTURE,
        topics::SPORT,
        topics::TECH,
        topics::WORK,
        topics::INFLUENCE,
        topics::TRAVEL,
        topics::GARDEN,
        topics::NIGHT,
        topics::MATCH,
        topics::SIMPLE,
    ];

    #[test]
    fn brackets_choose_fill_in_and_leave_out() {
        let mut dice = Dice::new(1, 2);
        for _ in 0..50 {
            let text = expand(&mut dice, "a (b|c (d|e)) [f] {town}");
            assert!(text.starts_with("a b") || text.starts_with("a c d") || text.starts_with("a c e"), "{text}");
        }
        assert_eq!(expand(&mut dice, "open (end"), "open (end");
        assert_eq!(expand(&mut dice, "nothing {unheard of} here"), "nothing here");
        assert_eq!(sentences("one. two... three! four"), "One. Two... three! Four");
    }

    #[test]
    fn every_slot_of_every_topic_has_words() {
        let slots = ALL.iter().flat_map(|topic| topic.iter()).flat_map(|clause| clause.split('{').skip(1));
        for slot in slots.filter_map(|rest| rest.split('}').next()) {
            assert!(slot == "link" || !vocabulary::slot(slot).is_empty(), "{slot}");
        }
    }

    #[test]
    fn no_bracket_is_left_over() {
        let mut dice = Dice::new(5, 2);
        for _ in 0..5000 {
            let text = chat(&mut dice, ALL);
            assert!(!text.contains(['{', '}', '[', ']', '|', '(']) && !text.contains("  "), "{text}");
        }
    }

    #[test]
    fn people_hardly_ever_write_the_same_thing_twice() {
        let mut dice = Dice::new(2, 2);
        let mut texts: Vec<String> = (0..2000).map(|_| chat(&mut dice, &[topics::DAILY, topics::FOOD])).collect();
        texts.sort();
        texts.dedup();
        assert!(texts.len() > 1960, "{}", texts.len());
    }
}
