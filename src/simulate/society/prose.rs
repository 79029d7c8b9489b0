//! Texts out of words: what people write, and what is made of one text for many mouths.

use super::super::dice::Dice;
use super::super::words::sentences;
use super::lexicon::{Lexicon, STOCK, scramble};

const EMOJI: &[&str] = &["😂", "❤️", "🔥", "🙏", "😭", "👍", "🎉", "😊", "💪", "👀", "✨", "🚀", "🤔", "😍", "👏"];

/// How many words a text has.
pub(super) fn length(dice: &mut Dice, least: usize, most: usize) -> usize {
    (dice.lognormal(12.0, 0.6) as usize).clamp(least, most)
}

/// A text of about so many words in the words of an audience.
pub(super) fn text(lexicon: &Lexicon, dice: &mut Dice, topic: u32, words: usize) -> String {
    let mut out = String::with_capacity(words * 7 + 16);
    let formal = dice.chance(0.7);
    let (mut written, mut open) = (0, 0);
    while written < words {
        if written > 0 {
            if open >= 5 && dice.chance(0.12) {
                out.push_str(dice.pick(&[".", ".", ".", "!", "?", "..."]));
                open = 0;
            } else if open > 2 && dice.chance(0.06) {
                out.push(',');
            }
            out.push(' ');
        }
        let piece = piece(lexicon, dice, topic);
        out.push_str(piece);
        let more = 1 + piece.bytes().filter(|byte| *byte == b' ').count();
        written += more;
        open += more;
    }
    out.push_str(dice.pick(&["", "", ".", ".", "!", "?", "...", " 😊", ""]));
    if dice.chance(0.05) {
        out.push(' ');
        out.push_str(dice.pick(EMOJI));
    }
    if dice.chance(0.08) {
        out.push_str(" #");
        out.push_str(lexicon.topical(dice, topic));
    }
    if formal { sentences(&out) } else { out }
}

/// The next word or few of a text.
fn piece<'a>(lexicon: &'a Lexicon, dice: &mut Dice, topic: u32) -> &'a str {
    match dice.below(100) {
        0..43 => lexicon.small(dice),
        43..50 => lexicon.collocation(dice),
        50..68 => lexicon.topical(dice, topic),
        _ => lexicon.any(dice),
    }
}

/// What people say anyway, to somebody or to all.
pub(super) fn stock(lexicon: &Lexicon, dice: &mut Dice) -> String {
    let phrase = dice.pick(STOCK);
    if dice.chance(0.15) { format!("{phrase} @{}", lexicon.any(dice)) } else { phrase.to_owned() }
}

/// The text with one to four small changes.
pub(super) fn near_copy(lexicon: &Lexicon, dice: &mut Dice, text: &str, topic: u32) -> String {
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    for _ in 0..1 + dice.below(4.min(1 + words.len() / 4)) {
        let at = dice.below(words.len());
        match dice.below(8) {
            0 | 1 => words[at] = lexicon.any(dice).to_owned(),
            2 if words.len() > 5 => {
                words.remove(at);
            }
            3 => words.insert(at, lexicon.small(dice).to_owned()),
            4 => words.push(dice.pick(EMOJI).to_owned()),
            5 => words.push(format!("#{}", lexicon.topical(dice, topic))),
            6 => words[at] = words[at].to_uppercase(),
            _ => {
                let last = words.len() - 1;
                let bare = words[last].trim_end_matches(['.', '!', '?']).len();
                words[last].truncate(bare);
                words[last].push_str(dice.pick(&["!", "!!", ".", "", " ..."]));
            }
        }
    }
    words.join(" ")
}

/// A template filled in: its own dice say what may stand where, the variant's dice choose.
pub(super) fn spun(lexicon: &Lexicon, template: &mut Dice, variant: &mut Dice, topic: u32) -> String {
    let wanted = 15 + template.below(46);
    let fixed = template.between(0.1, 0.42);
    let mut clauses: Vec<String> = Vec::new();
    let mut written = 0;
    while written < wanted {
        let slots = (4 + template.below(9)).min(wanted - written).max(2);
        let mut clause = String::new();
        for _ in 0..slots {
            let choices = if template.chance(fixed) { 1 } else { 2 + template.below(3) };
            // Some slots can be left out.
            let chosen = variant.below(choices + usize::from(choices == 4));
            for choice in 0..choices {
                let piece = piece(lexicon, template, topic);
                if choice == chosen {
                    if !clause.is_empty() {
                        clause.push(' ');
                    }
                    clause.push_str(piece);
                }
            }
        }
        written += slots;
        clauses.push(clause);
    }
    if variant.chance(0.35) && clauses.len() > 1 {
        let at = variant.below(clauses.len() - 1);
        clauses.swap(at, at + 1);
    }
    let end = variant.pick(&[".", ".", "!", ""]);
    sentences(&format!("{}{end}", clauses.join(variant.pick(&[". ", ". ", ", "]))))
}

/// Three to five hashtags that nobody else puts together; some members change their order.
pub(super) fn hashtags(lexicon: &Lexicon, source: u32, dice: &mut Dice) -> String {
    let mut own = Dice::with_index(u64::from(source), 27, 0);
    let many = 3 + own.below(3);
    let mut tags: Vec<String> =
        (0..many).map(|_| format!("#{}{}", lexicon.word(own.below(6000)), lexicon.word(own.below(6000)))).collect();
    if dice.chance(0.3) {
        tags.rotate_left(1);
    }
    tags.join(" ")
}

/// A page, by number, of a domain, by number.
pub(super) fn url(lexicon: &Lexicon, domain: u64, page: u64) -> String {
    let (host, path) = (scramble(domain), scramble(page ^ domain.rotate_left(32)));
    let end = ["com", "com", "com", "net", "org", "io", "co.uk", "de", "info", "news"][(host >> 40) as usize % 10];
    let sub = ["", "", "www.", "www.", "blog."][(host >> 50) as usize % 5];
    let name = format!("{}{}", lexicon.word(host as usize % 20_000), lexicon.word((host >> 20) as usize % 9_000));
    let words = format!("{}-{}", lexicon.word(path as usize % 20_000), lexicon.word((path >> 20) as usize % 9_000));
    match (path >> 40) % 3 {
        0 => format!("https://{sub}{name}.{end}/{words}-{}", (path >> 48) % 10_000),
        1 => format!("https://{sub}{name}.{end}/{}/{words}", 2011 + (path >> 48) % 2),
        _ => format!("https://{sub}{name}.{end}/p/{:x}", path >> 36),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn words(text: &str) -> HashSet<String> {
        text.split_whitespace().map(|word| word.trim_matches(|mark: char| !mark.is_alphanumeric()).to_lowercase()).collect()
    }

    #[test]
    fn two_variants_of_a_template_share_about_half_their_words() {
        let lexicon = Lexicon::new();
        let mut means = Vec::new();
        for template in 0..60 {
            let variant = |number| spun(&lexicon, &mut Dice::new(template, 1), &mut Dice::new(number, 2), 3);
            let texts: Vec<HashSet<String>> = (0..12).map(|number| words(&variant(number))).collect();
            let pairs = (0..12).flat_map(|first| (0..first).map(move |second| (first, second)));
            let shares = pairs.map(|(first, second)| {
                let both = texts[first].intersection(&texts[second]).count() as f64;
                2.0 * both / (texts[first].len() + texts[second].len()) as f64
            });
            means.push(shares.sum::<f64>() / 66.0);
        }
        means.sort_by(f64::total_cmp);
        assert!(means[3] > 0.42 && means[56] < 0.80, "{means:?}");
    }

    #[test]
    fn a_near_copy_is_another_text_with_most_of_the_words() {
        let lexicon = Lexicon::new();
        let mut dice = Dice::new(4, 1);
        for _ in 0..300 {
            let original = text(&lexicon, &mut dice, 1, 16);
            let copy = near_copy(&lexicon, &mut dice, &original, 1);
            let shared = words(&original).intersection(&words(&copy)).count();
            assert!(shared * 10 >= words(&original).len() * 6, "{original} | {copy}");
        }
    }
}
