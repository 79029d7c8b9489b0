//! Groups that are joined two by two.

/// Union-find whose roots are the smallest members, so that groups do not depend on the order of joining.
#[derive(Debug, Clone)]
pub struct Groups(Vec<u32>);

impl Groups {
    /// `size` groups of one.
    pub fn new(size: usize) -> Self {
        Groups((0..size as u32).collect())
    }

    /// The smallest member of the group of `one`.
    pub fn root(&mut self, mut one: u32) -> u32 {
        while self.0[one as usize] != one {
            let above = self.0[self.0[one as usize] as usize];
            self.0[one as usize] = above;
            one = above;
        }
        one
    }

    /// The root of each, and how many have each as their root.
    pub fn roots_and_sizes(&mut self) -> (Vec<u32>, Vec<u32>) {
        let roots: Vec<u32> = (0..self.0.len() as u32).map(|one| self.root(one)).collect();
        let mut sizes = vec![0; roots.len()];
        roots.iter().for_each(|&root| sizes[root as usize] += 1);
        (roots, sizes)
    }

    /// Makes one group of two.
    pub fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other) as usize] = one.min(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_the_smallest_member_in_any_order() {
        for order in [[(3, 4), (1, 3)], [(1, 3), (4, 3)]] {
            let mut groups = Groups::new(5);
            order.into_iter().for_each(|(one, other)| groups.join(one, other));
            assert_eq!((0..5).map(|one| groups.root(one)).collect::<Vec<_>>(), [0, 1, 2, 1, 1]);
        }
    }
}
