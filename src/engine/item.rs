//! One comment to a verdict: the same for a file that is read twice and for a server that sees one comment after the other.

use crate::Result;
use crate::detect;
use crate::item::{self, Context, Glance, Item, Place};
use crate::measure::MeasureId;
use crate::model::{Features, Model, Opinion};
use crate::rule::{Applies, RuleBook};
use crate::score::{ItemFinding, ItemVerdict, ItemWord, Learned, Weighed, weigh};
use crate::text::pattern::PatternSet;

/// How many characters of a comment its verdict keeps.
const QUOTATION: usize = 280;
/// How many of the words behind a finding are kept, and how long each.
const WORDS: usize = 8;
const WORD: usize = 160;

/// What comments are judged by: rules, a prior, and what a site has taught.
#[derive(Debug)]
pub struct Judge<'b> {
    book: &'b RuleBook,
    /// The patterns that rules about comments read; those of rules about accounts are not looked for.
    patterns: PatternSet,
    /// Where in a row each pattern's posts and share stand.
    pattern_places: Vec<[MeasureId; 2]>,
    model: Option<&'b Model>,
    prior: f64,
}

impl<'b> Judge<'b> {
    /// A judge by the rules of a book, from a prior between 0 and 1.
    ///
    /// # Errors
    /// The book's patterns cannot be compiled together.
    pub fn new(book: &'b RuleBook, prior: f64) -> Result<Judge<'b>> {
        let is_read = |measure: MeasureId| book.about(Applies::Item).any(|index| book.rules()[index].reads(measure));
        let wanted = book.patterns().iter().enumerate().filter_map(|(bit, pattern)| {
            let [posts, share, _] = book.pattern_measures(bit)?;
            (is_read(posts) || is_read(share)).then(|| (pattern.clone(), [posts, share]))
        });
        let (patterns, pattern_places): (Vec<_>, Vec<_>) = wanted.unzip();
        Ok(Judge { book, patterns: PatternSet::new(&patterns)?, pattern_places, model: None, prior })
    }

    /// The same judge with a model beside the rules.
    pub fn taught(mut self, model: &'b Model) -> Judge<'b> {
        self.model = Some(model);
        self
    }

    /// The rules.
    pub fn book(&self) -> &'b RuleBook {
        self.book
    }

    /// The prior that probabilities start from.
    pub fn prior(&self) -> f64 {
        self.prior
    }

    /// A desk to judge many comments at.
    pub fn desk(&self) -> Desk<'_, 'b> {
        Desk { judge: self, row: vec![f64::NAN; self.book.vocabulary().len()], features: self.model.map(|_| Features::default()) }
    }
}

/// Room to judge comments one after the other on one thread.
#[derive(Debug)]
pub struct Desk<'j, 'b> {
    judge: &'j Judge<'b>,
    row: Vec<f64>,
    features: Option<Features>,
}

impl<'b> Desk<'_, 'b> {
    /// Judges a comment that has been added to the context. `place` is its part in rings, where they were looked for.
    pub fn judge(&mut self, glance: &Glance<'_>, context: &Context, place: Option<&Place>) -> ItemVerdict<'b> {
        let around = context.look(glance);
        let item = Item { glance, around: &around, place };
        let (weighed, opinion) = self.weigh(&item);
        self.explain(&item, weighed, opinion)
    }

    /// The same, but reasons are given only with those words that are wanted: finding them takes a part of the time.
    pub fn judge_if(
        &mut self,
        glance: &Glance<'_>,
        context: &Context,
        place: Option<&Place>,
        wanted: &[ItemWord],
    ) -> (ItemWord, Option<ItemVerdict<'b>>) {
        let around = context.look(glance);
        let item = Item { glance, around: &around, place };
        let (weighed, opinion) = self.weigh(&item);
        let word = ItemWord::of(weighed.probability);
        (word, wanted.contains(&word).then(|| self.explain(&item, weighed, opinion)))
    }

    fn weigh(&mut self, item: &Item<'_>) -> (Weighed<'b>, Option<Opinion>) {
        self.measure(item);
        let Judge { book, prior, model, .. } = *self.judge;
        let fired = book.fired_as(Applies::Item, &self.row).map(|index| {
            let rule = &book.rules()[index];
            let decibans = rule.decibans(&self.row);
            ItemFinding { rule, decibans, says: String::new(), words: Vec::new(), spoken_for_by: None }
        });
        let fired = fired.collect();
        let opinion = model.zip(self.features.as_mut()).map(|(model, features)| model.opinion(item.glance, features));
        (weigh(fired, opinion.as_ref().map(|opinion| opinion.decibans), book, prior), opinion)
    }

    /// Gives the reasons of what was weighed last.
    fn explain(&self, item: &Item<'_>, mut weighed: Weighed<'b>, opinion: Option<Opinion>) -> ItemVerdict<'b> {
        let book = self.judge.book;
        for finding in weighed.findings.iter_mut().chain(&mut weighed.in_favour) {
            finding.says = finding.rule.sentence(book.vocabulary(), &self.row);
            finding.words = finding.rule.carrier.map_or_else(Vec::new, |carrier| words(item, carrier));
        }
        let learned = opinion.map(|Opinion { decibans, known, abstains }| {
            let read = self.judge.model.zip(self.features.as_ref()).filter(|_| abstains.is_none() && decibans.abs() >= 1.0);
            let words = read.map_or_else(Vec::new, |(model, features)| model.words(item.glance, features));
            Learned { decibans, words, known, abstains }
        });
        let event = item.glance.event;
        ItemVerdict {
            id: event.id.as_deref().map(str::to_owned),
            account: event.author.clone().into_owned(),
            at: event.at,
            locator: event.locator,
            status: event.status,
            text: cut(event.text.as_deref().unwrap_or_default(), QUOTATION).to_owned(),
            word: ItemWord::of(weighed.probability),
            probability: weighed.probability,
            decibans: weighed.decibans,
            bill: weighed.bill(book),
            findings: weighed.findings,
            in_favour: weighed.in_favour,
            learned,
            ring: item.place.and_then(|place| place.ring.clone()),
        }
    }

    /// Every measure of a comment, in the order of the book's vocabulary.
    pub fn measure(&mut self, item: &Item<'_>) -> &[f64] {
        let judge = self.judge;
        item::measure(item, &mut self.row[detect::ITEMS_FROM..]);
        let bits = if judge.pattern_places.is_empty() { 0 } else { judge.patterns.matches(&item.glance.words.normal) };
        for (bit, [posts, share]) in judge.pattern_places.iter().enumerate() {
            let found = (bits >> bit & 1) as f64;
            (self.row[posts.0], self.row[share.0]) = (found, found);
        }
        &self.row
    }
}

/// The words that a measure rests on; none for a pattern's.
fn words(item: &Item<'_>, carrier: MeasureId) -> Vec<String> {
    let Some(index) = carrier.0.checked_sub(detect::ITEMS_FROM) else { return Vec::new() };
    let mut words = item::words(item, index);
    words.truncate(WORDS);
    words.iter_mut().filter(|word| word.len() > WORD).for_each(|word| word.truncate(cut(word, WORD).len()));
    words
}

/// The first so many characters.
fn cut(text: &str, characters: usize) -> &str {
    if text.len() <= characters {
        return text;
    }
    match text.char_indices().nth(characters) {
        Some((at, _)) => &text[..at],
        None => text,
    }
}
