//! Template mining: which texts are one form filled in.

/// Two texts belong together if at least this part of their words agree, word by word (Drain's default).
const ALIKE: f64 = 0.5;
/// A form that only two texts share may be chance.
const MEMBERS: usize = 3;
/// Shorter texts than this many words agree by themselves: "thanks a lot" is nobody's form.
const SHORTEST: usize = 4;

struct Template {
    /// The words, none where texts differ.
    words: Vec<Option<u16>>,
    members: usize,
}

/// The share of texts that are one of three or more filled into one form. Each text is a list of masked words as numbers.
///
/// Drain (He, Zhu, Zheng & Lyu, "Drain: An online log parsing approach with fixed depth tree", ICWS 2017): texts of equal
/// length join the form that most of their words agree with, if half of them do, and words that differ become wildcards. Its
/// tree only saves time, and there are few texts here. Texts of fewer than four words count as none. `None` for no texts.
pub fn template_share(texts: &[&[u16]]) -> Option<f64> {
    let mut templates: Vec<Template> = Vec::new();
    for text in texts.iter().filter(|text| text.len() >= SHORTEST) {
        let fits = templates.iter_mut().filter(|template| template.words.len() == text.len());
        let best = fits
            .map(|template| (agreement(template, text), template))
            .reduce(|held, next| if next.0 > held.0 { next } else { held });
        match best {
            Some((agreement, template)) if agreement >= ALIKE => {
                template.members += 1;
                for (word, new) in template.words.iter_mut().zip(*text) {
                    *word = word.filter(|word| word == new);
                }
            }
            _ => templates.push(Template { words: text.iter().copied().map(Some).collect(), members: 1 }),
        }
    }
    let shared: usize = templates.iter().filter(|template| template.members >= MEMBERS).map(|template| template.members).sum();
    (!texts.is_empty()).then(|| shared as f64 / texts.len() as f64)
}

/// The part of the words that agree with the form; a wildcard agrees with none, so forms do not grow to fit everything.
fn agreement(template: &Template, text: &[u16]) -> f64 {
    let equal = template.words.iter().zip(text).filter(|(word, new)| word.as_ref() == Some(*new)).count();
    equal as f64 / text.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_filled_in_is_found_and_free_texts_are_not() {
        let form: Vec<Vec<u16>> = (0..6).map(|n| vec![1, 2, 100 + n, 3, 200 + n, 4]).collect();
        let mut texts: Vec<&[u16]> = form.iter().map(Vec::as_slice).collect();
        assert_eq!(template_share(&texts), Some(1.0));
        let free: Vec<Vec<u16>> = (0..6).map(|n| (0..6).map(|w| 1000 + 10 * n + w).collect()).collect();
        texts.extend(free.iter().map(Vec::as_slice));
        assert_eq!(template_share(&texts), Some(0.5));
        assert_eq!(template_share(&[]), None);
    }

    #[test]
    fn a_pair_is_not_a_form() {
        assert_eq!(template_share(&[&[1, 2, 3, 4], &[1, 2, 3, 4], &[7, 8, 9, 10]]), Some(0.0));
    }

    #[test]
    fn thanks_are_no_form() {
        assert_eq!(template_share(&[&[1, 2, 3], &[1, 2, 4], &[1, 2, 5], &[1, 2, 6]]), Some(0.0));
    }
}
