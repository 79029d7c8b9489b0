//! Fingerprints of texts. They are the same on every machine and in every run, because they are stored and merged.

use xxhash_rust::xxh3::xxh3_64;

/// The fingerprint of a normalised text; 0 stands for "no text" alone.
pub fn fingerprint(normal: &str) -> u64 {
    if normal.is_empty() { 0 } else { xxh3_64(normal.as_bytes()).max(1) }
}

/// The text with what varies from post to post masked: runs of digits as `0`, links as `<url>`, names as `@`, tags as `#`.
///
/// Masking numbers and names before comparing is how log parsers find templates (He et al., "Drain", ICWS 2017, section III-B).
pub fn masked(normal: &str) -> String {
    let mut masked = String::with_capacity(normal.len());
    for word in normal.split(' ') {
        if !masked.is_empty() {
            masked.push(' ');
        }
        match word.as_bytes() {
            [b'@', _, ..] => masked.push('@'),
            [b'#', _, ..] => masked.push('#'),
            _ if word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.") => {
                masked.push_str("<url>")
            }
            _ => mask_digits(&mut masked, word),
        }
    }
    masked
}

fn mask_digits(masked: &mut String, word: &str) {
    let mut in_number = false;
    for character in word.chars() {
        let digit = character.is_numeric();
        if !digit {
            masked.push(character);
        } else if !in_number {
            masked.push('0');
        }
        in_number = digit;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_varies_is_masked() {
        assert_eq!(masked("bump serde from 1.0.12 to 1.0.209"), "bump serde from 0.0.0 to 0.0.0");
        assert_eq!(masked("now playing @anna #jazz https://x.example/1"), "now playing @ # <url>");
    }

    #[test]
    fn fingerprints_are_fixed_for_ever() {
        assert_eq!(fingerprint(""), 0);
        assert_eq!(fingerprint("bong"), xxh3_64(b"bong"));
        assert_eq!(xxh3_64(b""), 0x2d06_8005_38d3_94c2);
    }
}
