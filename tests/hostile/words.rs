//! What somebody could write to act on who reads a report, and histories full of it.

/// Names and texts by what they attack.
pub const EVIL: [(&str, &str); 34] = [
    ("formula with a command", "=cmd|' /C calc'!A0"),
    ("formula by at", "@SUM(1+1)*cmd|' /C calc'!A0"),
    ("formula by minus", "-1+1"),
    ("formula by plus", "+1+cmd|x"),
    ("formula in wide letters", "\u{ff1d}1+1"),
    ("formula behind a tab", "\t=1+1"),
    ("formula behind a carriage return", "\r=1+1"),
    ("formula behind a line end", "x\n=1+1"),
    ("formula behind the separator of other languages", "x;=1+1;@a"),
    ("formula behind a separator and a quote", "x; \"=1+1\""),
    ("quote", "a\",\"=1+1"),
    ("script", "<script>owned=1</script>"),
    ("handler", "\"><img src=x onerror=owned=1>"),
    ("end of a script", "</script><svg onload=owned=1>"),
    ("comment", "--><!--<b>"),
    ("end of character data", "]]><row/>"),
    ("entities", "&lt;b&gt; &#x3c;i&#62; &amp;"),
    ("Markdown link", "[click](javascript:owned=1) ![p](http://evil.example/p.png)"),
    ("Markdown table", "| a | b |\n|---|---|\n| c | d |"),
    ("Markdown code", "`` `a` ```\n# head\n- item\n> quote"),
    ("Markdown reference", "[x]: http://evil.example 'y' [x] <http://evil.example> http://evil.example www.evil.example"),
    ("mention", "@octocat #1 ~~x~~ **y** _z_ $a$"),
    ("escape", "\u{1b}[2J\u{1b}[31mred\u{1b}[8m"),
    ("title and link of a terminal", "\u{1b}]0;owned\u{7}\u{1b}]8;;http://evil.example\u{1b}\\x\u{1b}]8;;\u{1b}\\"),
    ("controls of eight bits", "\u{9b}2J\u{90}q\u{9c}\u{9d}0;x\u{9c}\u{85}"),
    ("backspaces", "safe\u{8}\u{8}\u{8}\u{8}evil\u{7f}"),
    ("right to left", "gpj\u{202e}exe\u{2066}x\u{2069}\u{200f}"),
    ("no width", "vi\u{200b}ag\u{200d}ra\u{feff}\u{2060}\u{ad}"),
    ("tags that nobody sees", "x\u{e0041}\u{e007f}"),
    ("zero", "a\u{0}b"),
    ("line ends", "one\nfineness: spam from 192.0.2.1\r\ntwo\u{2028}three\u{2029}four\u{b}\u{c}"),
    ("placeholders", "{0} ${jndi:x} %s %n $(id) `id` {{7*7}} %0a%0d"),
    ("path", "../../etc/passwd\\..\\x"),
    ("no character", "\u{fffe}\u{ffff}\u{fdd0}"),
];

/// All of them, and one that is very long.
pub fn all() -> Vec<String> {
    EVIL.iter().map(|(_, text)| (*text).to_owned()).chain([format!("long{}", "<i>=\u{202e}".repeat(700))]).collect()
}

/// As many words that attack nothing, told apart.
pub fn plain() -> Vec<String> {
    (0..=EVIL.len()).map(|number| format!("plain{number}")).collect()
}

/// A history of each of them that posts by the hour and for perks. Records that cannot be read are among them where `broken` says so.
pub fn history(words: &[String], broken: bool) -> String {
    let mut lines = Vec::new();
    let word = |number: usize| &words[number % words.len()];
    for (number, author) in words.iter().enumerate() {
        lines.push(
            serde_json::json!({"type": "account", "account": author, "name": word(number + 1), "bio": word(number + 2)})
                .to_string(),
        );
        lines.push(serde_json::json!({"type": "score", "account": author, "metric": word(number + 3), "value": 60}).to_string());
        for post in 0..40 {
            let event = serde_json::json!({
                "id": format!("{}{number}.{post}", word(number + post)), "author": author, "author_name": word(number + 1),
                "created_at": 1_335_348_000 + post * 3_600, "text": format!("{} #perk {post}", word(number + post)),
                "source": word(number + 4), "target": word(number + 5), "url": word(number + 6), "in_reply_to": word(number + 7),
            });
            lines.push(event.to_string());
        }
    }
    if broken {
        lines.extend(words.iter().map(|word| serde_json::json!({"author": word, "created_at": word, "text": "x"}).to_string()));
        lines.extend(words.iter().map(|word| word.replace(['\n', '\r'], " ")));
        lines.push(r#"{"author":"half \ud83d of a pair","created_at":1335348000,"text":"\udc00 <b>"}"#.to_owned());
    }
    lines.join("\n") + "\n"
}

/// The events of a society with all of its names and texts turned into hostile ones, the same into the same.
pub fn society(events: &str) -> String {
    let evil = |text: &str| {
        let number = text.bytes().fold(7usize, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into()));
        format!("{}{text}", EVIL[number % EVIL.len()].1)
    };
    let line = |line: &str| {
        let mut event: serde_json::Value = serde_json::from_str(line).unwrap();
        for key in ["author", "account", "text", "id", "url", "target", "source"] {
            if let Some(text) = event[key].as_str() {
                event[key] = evil(text).into();
            }
        }
        event.to_string() + "\n"
    };
    events.lines().map(line).collect()
}

/// Comments that say each of them, with names, links and addresses like them.
pub fn comments(words: &[String]) -> String {
    let word = |number: usize| &words[number % words.len()];
    let line = |number: usize| {
        let comment = serde_json::json!({
            "id": word(number), "author": word(number + 1), "author_name": word(number + 1), "author_url": word(number + 2),
            "author_email": word(number + 3), "author_ip": word(number + 4), "target": word(number + 5), "kind": "comment",
            "created_at": 1_335_348_000 + number * 60,
            "text": format!("{} Great post! I really enjoyed reading this, keep up the good work. {}", word(number), word(number + 6)),
        });
        comment.to_string() + "\n"
    };
    (0..words.len()).map(line).collect()
}
