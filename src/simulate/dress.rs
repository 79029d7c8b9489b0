//! From bare moments to events: texts, apps, answers, likes and followers.

use std::collections::HashSet;

use super::dice::Dice;
use super::person::DAY;
use super::persona::{Incentive, Persona};
use super::story::Beat;
use super::{History, Kind, Options, voice, words};
use crate::account::{Account, ClaimedScore, Scale};
use crate::event::{self, Event, Precision, Stamp};

/// Puts the events of one account together.
pub(super) fn history(kind: Kind, persona: &Persona, seed: u64, start: i64, beats: &[Beat], options: &Options) -> History {
    let id = options.account.clone().unwrap_or_else(|| persona.handle.to_owned());
    let mut writer = Dice::for_kind(seed, 2, kind.name());
    let mut crowd = Dice::for_kind(seed, 3, kind.name());
    let wanted = persona.incentive.map_or(0, |(_, permille)| (beats.len() * permille + 500) / 1000);
    let works_score = writer.marks(wanted, first_incentive(kind, beats), beats.len());
    let mut said = HashSet::new();
    let followers = Followers::new(persona, beats, &mut crowd);
    let mut events = Vec::with_capacity(beats.len());
    for (number, beat) in beats.iter().enumerate() {
        let incentive = persona.incentive.filter(|_| works_score[number]).map(|(incentive, _)| incentive);
        let mut event = dress(persona, &mut writer, beat, incentive);
        // People rarely repeat themselves; those who do it as a habit have a small repertoire and run out of tries.
        for _ in 0..6 {
            if event.text.as_deref().is_none_or(|text| !said.contains(text)) {
                break;
            }
            event = dress(persona, &mut writer, beat, incentive);
        }
        if let Some(text) = &event.text {
            said.insert(text.to_string());
        }
        if event.kind != event::Kind::Repost {
            applaud(persona, &mut crowd, &mut event);
        }
        event.id = Some(format!("{id}-{}", number + 1).into());
        event.author = id.clone().into();
        event.followers = followers.after(beat);
        if kind == Kind::MinuteExport {
            event.at = event.at.map(|at| Stamp::new(at.millis, Precision::Minute));
        }
        if options.labels {
            event.label = Some(kind.truth().label().into());
        }
        events.push(event);
    }
    let account = Account {
        name: Some(persona.name.into()),
        created_at: Some(stamp(start - persona.joined * DAY + crowd.below(DAY as usize) as i64)),
        followers: Some(events.last().and_then(|event| event.followers).unwrap_or(persona.followers)),
        following: Some(persona.following),
        bio: Some(persona.bio.into()),
        ..Account::new(id.clone())
    };
    let claimed =
        persona.claimed.map(|value| ClaimedScore { account: id, metric: "klout".into(), value, at: None, scale: Scale::Linear });
    History { account, events, claimed }
}

/// A newcomer learns of perks only with the climb.
fn first_incentive(kind: Kind, beats: &[Beat]) -> usize {
    match (kind, beats.first(), beats.last()) {
        (Kind::Newcomer, Some(first), Some(last)) => {
            let half = first.second + (last.second - first.second) / 2;
            beats.iter().take_while(|beat| beat.second < half).count()
        }
        _ => 0,
    }
}

/// One event with all that its author decides. Who it is, and what others make of it, comes later.
pub(super) fn dress(persona: &Persona, dice: &mut Dice, beat: &Beat, incentive: Option<Incentive>) -> Event<'static> {
    let mut event = Event::by("");
    event.at = Some(stamp(beat.second));
    event.client = Some(if beat.machine { persona.machine } else { dice.weighted(persona.apps) }.into());
    let hour = beat.second.rem_euclid(DAY) / 3600;
    if let Some(incentive) = incentive {
        event.text = Some(voice::incentive(dice, incentive, persona.voice).into());
        return event;
    }
    let manner = if beat.machine { 100 } else { dice.below(100) as u32 };
    let text = voice::say(dice, persona.voice, hour);
    if manner < persona.replies {
        let friend = words::expand(dice, "{handle}");
        event.kind = event::Kind::Reply;
        event.in_reply_to = Some(format!("{friend}-{}", 1 + dice.below(4000)).into());
        event.text = Some(format!("@{friend} {text}").into());
    } else if manner < persona.replies + persona.reposts {
        let friend = words::expand(dice, "{handle}");
        event.kind = event::Kind::Repost;
        event.text = Some(format!("RT @{friend}: {text}").into());
    } else {
        event.text = Some(text.into());
    }
    event
}

/// Likes and reposts, as others give them or a shop sells them.
pub(super) fn applaud(persona: &Persona, dice: &mut Dice, event: &mut Event<'static>) {
    let likes =
        if persona.packages { (persona.likes * dice.between(0.98, 1.02)).round() as u64 } else { dice.count(persona.likes) };
    event.likes = Some(likes);
    event.reposts = Some(dice.count(persona.likes.min(20.0) * 0.3));
}

/// The followers of an account as time goes by.
struct Followers {
    start: u64,
    gained: f64,
    from: i64,
    span: f64,
    bought: u64,
    bought_at: i64,
}

impl Followers {
    fn new(persona: &Persona, beats: &[Beat], dice: &mut Dice) -> Self {
        let from = beats.first().map_or(0, |beat| beat.second);
        let span = beats.last().map_or(1, |beat| (beat.second - from).max(1)) as f64;
        let bought_at = from + (span * dice.between(0.4, 0.7)) as i64;
        Followers { start: persona.followers, gained: persona.gained as f64, from, span, bought: persona.bought, bought_at }
    }

    /// How many there are when the post goes out; not said where the number stands still.
    fn after(&self, beat: &Beat) -> Option<u64> {
        let along = (beat.second - self.from) as f64 / self.span;
        let bought = if beat.second > self.bought_at { self.bought } else { 0 };
        (self.gained > 0.0).then(|| self.start + (self.gained * along) as u64 + bought)
    }
}

fn stamp(second: i64) -> Stamp {
    Stamp::new((second * 1000).min(Stamp::MAX_MILLIS), Precision::Second)
}
