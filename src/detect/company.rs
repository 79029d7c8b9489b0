//! Whether an account acts together with others: its seat in a proven ring.

use super::{Detector, Subject};
use crate::event::{Kind, Locator};
use crate::measure::{Measure, Row, Unit};
use crate::tally::EventSet;

/// What is known of an account's part in proven rings. The default says that rings were looked for, and it is in none.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Seat {
    /// Members of the strongest ring that it is in.
    pub members: usize,
    /// Occasions on which it acted with members of its rings.
    pub occasions: usize,
    /// An upper bound on the p-value of the strongest ring.
    pub p_value: Option<f64>,
    /// What members of proven rings did to it or its posts on their rings' occasions, in the order of the input.
    pub received: Vec<Received>,
    /// An upper bound on the p-value of the weakest of these rings.
    pub received_p_value: Option<f64>,
    /// Where its events on these occasions stand, ascending.
    pub places: Vec<Locator>,
}

/// What another account did to an account or its posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received {
    /// What was done.
    pub kind: Kind,
    /// Where the event stands.
    pub locator: Locator,
}

/// Measures of acting together.
#[derive(Debug)]
pub struct Company;

impl Detector for Company {
    const NAME: &'static str = "ring";
    const MEASURES: &'static [Measure] = &[
        Measure::new("ring.members", Unit::Count, "Members of the proven ring that the account is in; 0 if it is in none."),
        Measure::new("ring.occasions", Unit::Count, "Occasions on which it acted together with the ring."),
        Measure::new("ring.posts", Unit::Count, "Its events on these occasions.").with_events(),
        Measure::new("ring.share", Unit::Share, "The part of its events that these are.").with_events(),
        Measure::new("ring.p_value", Unit::Number, "An upper bound on the ring's p-value against matched accounts: 1 / e-value."),
        Measure::new(
            "ring.received",
            Unit::Count,
            "Likes, stars, replies, reposts and follows that it received from proven rings on their occasions.",
        ),
        Measure::p_value("ring.received_p_value", "An upper bound on the p-value of the weakest of these rings."),
    ];

    fn measure(account: &Subject<'_>, row: &mut Row<'_>) {
        let Some(seat) = account.seat() else { return };
        let posts = events(account, seat).count();
        row.set(0, seat.members as f64);
        row.set(1, seat.occasions as f64);
        row.set(2, posts as f64);
        if !account.events.is_empty() {
            row.set(3, posts as f64 / account.events.len() as f64);
        }
        row.set_some(4, seat.p_value);
        row.set(5, seat.received.len() as f64);
        row.set_some(6, seat.received_p_value);
    }

    fn events(account: &Subject<'_>, _: usize) -> EventSet {
        account.seat().map_or_else(|| EventSet::none(account.events.len()), |seat| events(account, seat))
    }
}

fn events(account: &Subject<'_>, seat: &Seat) -> EventSet {
    let briefs = account.events.briefs();
    EventSet::choose(briefs.len(), |position| seat.places.binary_search(&briefs[position].locator()).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Event, Precision, Stamp};
    use crate::tally::{Tallies, Tally};

    #[test]
    fn a_seat_names_the_events_of_its_occasions() {
        let mut account = Tallies::default();
        for second in 0..10 {
            let mut event = Event::by("a");
            event.at = Some(Stamp::new(second * 1000, Precision::Second));
            event.locator = Locator { stream: 0, byte: second as u64 };
            account.add(&event);
        }
        account.settle();
        let places = vec![Locator { stream: 0, byte: 3 }];
        let seat = Seat { members: 9, occasions: 2, p_value: Some(1e-9), places, ..Seat::default() };
        let subject = Subject::new(&account).seated(&seat);
        let mut row = [f64::NAN; 7];
        Company::measure(&subject, &mut Row(&mut row));
        assert_eq!(row[..6], [9.0, 2.0, 1.0, 0.1, 1e-9, 0.0]);
        assert!(row[6].is_nan());
        assert_eq!(Company::events(&subject, 2).iter().collect::<Vec<_>>(), [3]);
    }

    #[test]
    fn where_rings_were_not_looked_for_nothing_is_known() {
        let account = Tallies::default();
        let mut row = [f64::NAN; 7];
        Company::measure(&Subject::new(&account), &mut Row(&mut row));
        assert!(row.iter().all(|value| value.is_nan()));
        Company::measure(&Subject::new(&account).seated(&Seat::default()), &mut Row(&mut row));
        assert_eq!(row[0], 0.0);
    }
}
