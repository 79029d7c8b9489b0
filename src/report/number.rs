//! How numbers, shares and times are written in a text report.

/// From here on digits say nothing; a power of ten does.
const ENORMOUS: f64 = 1e12;

/// A count with its thousands apart: `1,350`.
pub(super) fn count(number: u64) -> String {
    grouped(&number.to_string())
}

/// A number with so many decimals, its thousands apart and a true minus; never `-0`.
pub(super) fn fixed(value: f64, decimals: u32) -> String {
    if !value.is_finite() {
        return "unknown".to_owned();
    }
    if value.abs() >= ENORMOUS {
        return format!("{value:.3e}");
    }
    let digits = format!("{:.*}", decimals as usize, value.abs());
    let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
    let negative = value < 0.0 && digits.bytes().any(|digit| (b'1'..=b'9').contains(&digit));
    let point = if part.is_empty() { "" } else { "." };
    format!("{}{}{point}{part}", if negative { "−" } else { "" }, grouped(whole))
}

/// A share or probability: `84.5 %`, and `10 %` where there is no tenth to tell.
pub(super) fn percent(share: f64) -> String {
    let digits = fixed(share * 100.0, 1);
    format!("{} %", digits.strip_suffix(".0").unwrap_or(&digits))
}

/// A p-value: `0.004`, and `1e-9` where it is small.
pub(super) fn p_value(p: f64) -> String {
    if p > 0.0 && p < 0.001 { format!("{p:.0e}") } else { fixed(p, 3) }
}

fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(count(1_350), "1,350");
        assert_eq!(count(999), "999");
        assert_eq!((fixed(-15.6, 1).as_str(), fixed(-0.04, 1).as_str(), fixed(1234.5, 1).as_str()), ("−15.6", "0.0", "1,234.5"));
        assert_eq!((fixed(789.0, 0).as_str(), fixed(f64::NAN, 1).as_str()), ("789", "unknown"));
        assert_eq!((percent(0.8451).as_str(), percent(0.1).as_str(), percent(1.0).as_str()), ("84.5 %", "10 %", "100 %"));
        assert_eq!((p_value(1e-9).as_str(), p_value(0.4).as_str(), p_value(0.0).as_str()), ("1e-9", "0.400", "0.000"));
    }
}
