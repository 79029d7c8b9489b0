//! Tail probabilities in log space, where the ordinary survival functions have long underflowed to 0.
//!
//! All results are natural logarithms of probabilities, so at most 0.

use std::f64::consts::{LN_2, PI};

use statrs::function::erf::erfc;
use statrs::function::gamma::ln_gamma;

/// ln P(X >= `at_least`) for X binomial with `trials` and success probability `chance` (0 < chance < 1).
///
/// The mass at the edge is Loader's saddle-point form (Loader 2000, "Fast and accurate computation of binomial
/// probabilities"); the rest of the tail is summed by ratios, on the side of the mean where the terms fall.
pub fn ln_binomial_at_least(at_least: u64, trials: u64, chance: f64) -> f64 {
    if at_least == 0 {
        return 0.0;
    }
    if at_least > trials {
        return f64::NEG_INFINITY;
    }
    let (k, n) = (at_least as f64, trials as f64);
    let odds = chance / (1.0 - chance);
    if k > n * chance {
        let (mut sum, mut term, mut j) = (1.0, 1.0, k);
        while j < n && term > sum * 1e-17 {
            term *= (n - j) / (j + 1.0) * odds;
            sum += term;
            j += 1.0;
        }
        (ln_binomial_mass(at_least, trials, chance) + f64::ln(sum)).min(0.0)
    } else {
        let (mut sum, mut term, mut j) = (1.0, 1.0, k - 1.0);
        while j > 0.0 && term > sum * 1e-17 {
            term *= j / ((n - j + 1.0) * odds);
            sum += term;
            j -= 1.0;
        }
        ln_one_less(ln_binomial_mass(at_least - 1, trials, chance) + f64::ln(sum))
    }
}

/// ln P(X = `exactly`) for X binomial; `exactly` is at most `trials`.
pub fn ln_binomial_mass(exactly: u64, trials: u64, chance: f64) -> f64 {
    let (k, n) = (exactly as f64, trials as f64);
    if exactly == 0 {
        return n * (-chance).ln_1p();
    }
    if exactly >= trials {
        return n * chance.ln();
    }
    let saddle = stirling_error(trials) - stirling_error(exactly) - stirling_error(trials - exactly);
    let deviance = deviance(k, n * chance) + deviance(n - k, n * (1.0 - chance));
    saddle - deviance + 0.5 * (n / (2.0 * PI * k * (n - k))).ln()
}

/// ln P(X > `x`) for X gamma distributed with `shape` > 0 and unit scale.
pub fn ln_gamma_above(x: f64, shape: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x < shape + 1.0 {
        ln_one_less(ln_lower_series(x, shape))
    } else {
        ln_upper_fraction(x, shape)
    }
}

/// ln P(X <= `x`) for X gamma distributed with `shape` > 0 and unit scale.
pub fn ln_gamma_below(x: f64, shape: f64) -> f64 {
    if x <= 0.0 {
        f64::NEG_INFINITY
    } else if x < shape + 1.0 {
        ln_lower_series(x, shape)
    } else {
        ln_one_less(ln_upper_fraction(x, shape))
    }
}

/// The median of the gamma distribution with `shape` > 0 and unit scale, by Newton steps on the log of the distribution.
pub fn gamma_median(shape: f64) -> f64 {
    let mut x = if shape > 0.5 { shape - 1.0 / 3.0 } else { shape * 0.5 };
    for _ in 0..50 {
        let below = ln_gamma_below(x, shape);
        let ln_density = (shape - 1.0) * x.ln() - x - ln_gamma(shape);
        let step = (below + LN_2) / (ln_density - below).exp();
        x = (x - step).max(x * 0.1);
        if step.abs() <= x * 1e-15 {
            break;
        }
    }
    x
}

/// ln P(Z <= `z`) for Z standard normal.
pub fn ln_normal_below(z: f64) -> f64 {
    if z > -5.0 {
        if z > 1.0 {
            return (-0.5 * erfc(z / 2f64.sqrt())).ln_1p();
        }
        return (0.5 * erfc(-z / 2f64.sqrt())).ln();
    }
    // Laplace's continued fraction for the Mills ratio, from the tail inward.
    let x = -z;
    let mut fraction = x;
    for depth in (1..=80).rev() {
        fraction = x + f64::from(depth) / fraction;
    }
    -0.5 * x * x - 0.5 * (2.0 * PI).ln() - fraction.ln()
}

/// ln(1 - e^`ln_p`), accurate at both ends (Maechler 2012).
fn ln_one_less(ln_p: f64) -> f64 {
    if ln_p >= 0.0 {
        f64::NEG_INFINITY
    } else if ln_p > -LN_2 {
        (-ln_p.exp_m1()).ln()
    } else {
        (-ln_p.exp()).ln_1p()
    }
}

/// The power series of the lower incomplete gamma function (DLMF 8.11.4).
fn ln_lower_series(x: f64, shape: f64) -> f64 {
    let (mut sum, mut term, mut a) = (1.0, 1.0, shape);
    while term > sum * 1e-17 {
        a += 1.0;
        term *= x / a;
        sum += term;
    }
    (shape * x.ln() - x - ln_gamma(shape + 1.0) + f64::ln(sum)).min(0.0)
}

/// The continued fraction of the upper incomplete gamma function (DLMF 8.9.2), by Lentz's method.
fn ln_upper_fraction(x: f64, shape: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let mut b = x + 1.0 - shape;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut fraction = d;
    for i in 1..10_000 {
        let i = f64::from(i);
        let a = -i * (i - shape);
        b += 2.0;
        d = a * d + b;
        d = if d.abs() < TINY { 1.0 / TINY } else { 1.0 / d };
        c = b + a / c;
        if c.abs() < TINY {
            c = TINY;
        }
        fraction *= c * d;
        if (c * d - 1.0).abs() < 1e-16 {
            break;
        }
    }
    (shape * x.ln() - x - ln_gamma(shape) + fraction.ln()).min(0.0)
}

/// ln n! less Stirling's formula for it.
fn stirling_error(n: u64) -> f64 {
    let x = n as f64;
    if n < 16 {
        let factorial: f64 = (1..=n).map(|i| i as f64).product();
        return factorial.ln() - (x + 0.5) * x.ln() + x - 0.5 * (2.0 * PI).ln();
    }
    let s = 1.0 / (x * x);
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - (1.0 / 1680.0 - s / 1188.0) * s) * s) * s) / x
}

/// x ln(x / mean) + mean - x, without the cancellation near x = mean.
fn deviance(x: f64, mean: f64) -> f64 {
    let v = (x - mean) / (x + mean);
    if v.abs() >= 0.1 {
        return x * (x / mean).ln() + mean - x;
    }
    let mut sum = (x - mean) * v;
    let mut power = 2.0 * x * v;
    for j in 1..100 {
        power *= v * v;
        let next = sum + power / f64::from(2 * j + 1);
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}

#[cfg(test)]
#[path = "tail_tests.rs"]
mod tests;
