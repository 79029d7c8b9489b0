//! A small table of the distinct values that an account's events carry, such as its client apps.

use serde::{Deserialize, Serialize};

/// Distinct values, numbered. Events hold the number.
///
/// An account with more than [`Palette::LIMIT`] values loses them all: it is then "not assessed" for them, in whatever order its
/// events came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Palette<T> {
    values: Vec<T>,
    overflowed: bool,
}

impl<T> Default for Palette<T> {
    fn default() -> Self {
        Palette { values: Vec::new(), overflowed: false }
    }
}

impl<T: Ord + Clone> Palette<T> {
    /// The most distinct values of one account.
    pub const LIMIT: usize = 512;
    /// The number of "no value".
    pub const NONE: u16 = u16::MAX;

    /// The number of `value`, adding it if it is new.
    pub fn number<Q: ?Sized + ToOwned<Owned = T> + PartialEq<T>>(&mut self, value: &Q) -> u16 {
        if self.overflowed {
            return Self::NONE;
        }
        if let Some(found) = self.values.iter().position(|known| value == known) {
            return found as u16;
        }
        if self.values.len() == Self::LIMIT {
            self.overflowed = true;
            self.values.clear();
            return Self::NONE;
        }
        self.values.push(value.to_owned());
        (self.values.len() - 1) as u16
    }

    /// Takes in another palette; the answer gives, for each of its numbers, the number here.
    pub fn merge(&mut self, other: Palette<T>) -> Vec<u16>
    where
        T: PartialEq<T> + ToOwned<Owned = T>,
    {
        if other.overflowed {
            self.overflowed = true;
            self.values.clear();
        }
        other.values.iter().map(|value| self.number(value)).collect()
    }

    /// Sorts the values; the answer gives, for each old number, the new one.
    pub fn settle(&mut self) -> Vec<u16> {
        let mut sorted: Vec<usize> = (0..self.values.len()).collect();
        sorted.sort_by(|&a, &b| self.values[a].cmp(&self.values[b]));
        let mut renumbered = vec![0; sorted.len()];
        for (new, &old) in sorted.iter().enumerate() {
            renumbered[old] = new as u16;
        }
        self.values.sort();
        renumbered
    }

    /// The value of a number.
    pub fn get(&self, number: u16) -> Option<&T> {
        self.values.get(usize::from(number))
    }

    /// All values, by number.
    pub fn values(&self) -> &[T] {
        &self.values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_values_are_forgotten_whatever_the_order() {
        let mut one = Palette::<String>::default();
        let mut two = Palette::<String>::default();
        for number in 0..400 {
            one.number(format!("a{number}").as_str());
            two.number(format!("b{number}").as_str());
        }
        let mut other_way = two.clone();
        other_way.merge(one.clone());
        one.merge(two);
        assert_eq!(one, other_way);
        assert_eq!(one.number("a1"), Palette::<String>::NONE);
        assert_eq!(one.get(0), None);
    }
}
