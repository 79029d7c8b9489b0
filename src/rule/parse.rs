//! From tokens to the tree of a condition. It knows the grammar, not the measures.
//!
//! ```text
//! or         = and { "or" and }
//! and        = not { "and" not }
//! not        = "not" not | comparison
//! comparison = sum [ sign sum | ["not"] "between" sum "and" sum | ["not"] "in" "[" sum { "," sum } "]" ]
//! sum        = product { ("+" | "-") product }
//! product    = minus { ("*" | "/") minus }
//! minus      = "-" minus | number { number } | name | "(" or ")"
//! ```

use super::lex::{Token, Written, tokens};
use super::problem::{Fault, Span, code};

/// How deep a condition may nest; what is evaluated for every account must not overflow a stack.
pub(super) const MAX_DEPTH: usize = 32;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Expr {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Name(String),
    Number(f64, Written),
    Not(Box<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Compare(Comparison, Box<Expr>, Box<Expr>),
    Between(Box<Expr>, Box<Expr>, Box<Expr>),
    In(Box<Expr>, Vec<Expr>),
    Arithmetic(Arithmetic, Box<Expr>, Box<Expr>),
    Negative(Box<Expr>),
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Less,
    AtMost,
    More,
    AtLeast,
    Equal,
    Different,
}

/// How two values are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// Reads a condition.
pub(super) fn parse(text: &str) -> Result<Expr, Fault> {
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: &tokens, at: 0, depth: 0 };
    if parser.peek() == Token::End {
        return Err(Fault::new(code::SYNTAX, "the condition is empty", 0..text.len(), "say when the rule fires"));
    }
    let expr = parser.or()?;
    match parser.peek() {
        Token::End => Ok(expr),
        other => Err(parser.unexpected(&other, "`and`, `or` or the end")),
    }
}

struct Parser<'t> {
    tokens: &'t [(Token<'t>, Span)],
    at: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Token<'t> {
        self.tokens[self.at].0
    }

    fn span(&self) -> Span {
        self.tokens[self.at].1.clone()
    }

    fn next(&mut self) -> (Token<'t>, Span) {
        let token = self.tokens[self.at].clone();
        // The end stays the end, however often it is asked for.
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    fn take(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Token::Sign(here) if here == sign);
        if found {
            self.next();
        }
        found
    }

    fn expect(&mut self, sign: &'static str, after: &str) -> Result<Span, Fault> {
        let span = self.span();
        if self.take(sign) { Ok(span) } else { Err(self.unexpected(&self.peek(), &format!("`{sign}` {after}"))) }
    }

    fn unexpected(&self, found: &Token<'_>, expected: &str) -> Fault {
        Fault::new(
            code::SYNTAX,
            format!("expected {expected}, found {}", found.noun()),
            self.span(),
            format!("expected {expected}"),
        )
    }

    /// Runs one level further down.
    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(too_deep(self.span()));
        }
        let result = read(self);
        self.depth -= 1;
        result
    }

    fn or(&mut self) -> Result<Expr, Fault> {
        self.list("or", Self::and, Kind::Or)
    }

    fn and(&mut self) -> Result<Expr, Fault> {
        self.list("and", Self::not, Kind::And)
    }

    fn list(
        &mut self,
        word: &str,
        part: impl Fn(&mut Self) -> Result<Expr, Fault>,
        kind: impl Fn(Vec<Expr>) -> Kind,
    ) -> Result<Expr, Fault> {
        let first = part(self)?;
        if !matches!(self.peek(), Token::Sign(here) if here == word) {
            return Ok(first);
        }
        let start = first.span.start;
        let mut parts = vec![first];
        while self.take(word) {
            parts.push(part(self)?);
        }
        let end = parts.last().map_or(start, |last| last.span.end);
        Ok(Expr { kind: kind(parts), span: start..end })
    }

    fn not(&mut self) -> Result<Expr, Fault> {
        let start = self.span().start;
        if !self.take("not") {
            return self.comparison();
        }
        let inner = self.deeper(Self::not)?;
        let span = start..inner.span.end;
        Ok(Expr { kind: Kind::Not(Box::new(inner)), span })
    }

    fn comparison(&mut self) -> Result<Expr, Fault> {
        let left = self.sum()?;
        let start = left.span.start;
        let negated = self.peek() == Token::Sign("not");
        if negated {
            self.next();
        }
        let compared = if self.take("between") {
            let low = self.sum()?;
            self.expect("and", "between the two limits")?;
            let high = self.sum()?;
            let span = start..high.span.end;
            Expr { kind: Kind::Between(Box::new(left), Box::new(low), Box::new(high)), span }
        } else if self.take("in") {
            self.expect("[", "to open the list")?;
            let mut items = vec![self.sum()?];
            while self.take(",") {
                items.push(self.sum()?);
            }
            let end = self.expect("]", "to close the list")?.end;
            Expr { kind: Kind::In(Box::new(left), items), span: start..end }
        } else if negated {
            return Err(self.unexpected(&self.peek(), "`between` or `in` after `not`"));
        } else {
            let Some(comparison) = self.comparison_sign() else { return Ok(left) };
            let right = self.sum()?;
            if self.comparison_sign().is_some() {
                self.at -= 1;
                return Err(Fault::new(code::SYNTAX, "comparisons cannot be chained", self.span(), "a second comparison")
                    .help("write `x between 1 and 5`, or join two comparisons with `and`"));
            }
            let span = start..right.span.end;
            Expr { kind: Kind::Compare(comparison, Box::new(left), Box::new(right)), span }
        };
        if !negated {
            return Ok(compared);
        }
        let span = compared.span.clone();
        Ok(Expr { kind: Kind::Not(Box::new(compared)), span })
    }

    fn comparison_sign(&mut self) -> Option<Comparison> {
        let Token::Sign(sign) = self.peek() else { return None };
        let comparison = match sign {
            "<" => Comparison::Less,
            "<=" => Comparison::AtMost,
            ">" => Comparison::More,
            ">=" => Comparison::AtLeast,
            "=" => Comparison::Equal,
            "!=" => Comparison::Different,
            _ => return None,
        };
        self.next();
        Some(comparison)
    }

    fn sum(&mut self) -> Result<Expr, Fault> {
        self.chain(&[("+", Arithmetic::Add), ("-", Arithmetic::Subtract)], Self::product)
    }

    fn product(&mut self) -> Result<Expr, Fault> {
        self.chain(&[("*", Arithmetic::Multiply), ("/", Arithmetic::Divide)], Self::minus)
    }

    fn chain(
        &mut self,
        signs: &[(&'static str, Arithmetic)],
        part: impl Fn(&mut Self) -> Result<Expr, Fault>,
    ) -> Result<Expr, Fault> {
        let mut left = part(self)?;
        for length in 0.. {
            let Some((_, operator)) = signs.iter().find(|(sign, _)| self.peek() == Token::Sign(sign)) else { break };
            // Every link of the chain makes the tree one level deeper.
            if self.depth + length >= MAX_DEPTH {
                return Err(too_deep(self.span()));
            }
            self.next();
            let right = part(self)?;
            let span = left.span.start..right.span.end;
            left = Expr { kind: Kind::Arithmetic(*operator, Box::new(left), Box::new(right)), span };
        }
        Ok(left)
    }

    fn minus(&mut self) -> Result<Expr, Fault> {
        let (token, span) = self.next();
        match token {
            Token::Sign("-") => {
                let inner = self.deeper(Self::minus)?;
                let span = span.start..inner.span.end;
                Ok(Expr { kind: Kind::Negative(Box::new(inner)), span })
            }
            Token::Number(value, written) => Ok(self.number(value, written, span)),
            Token::Name(name) => Ok(Expr { kind: Kind::Name(name.to_owned()), span }),
            Token::Sign("(") => {
                let inner = self.deeper(Self::or)?;
                let end = self.expect(")", "to close the parenthesis")?.end;
                Ok(Expr { kind: inner.kind, span: span.start..end })
            }
            other => {
                let expected = "a measure, a number or a parenthesis";
                Err(Fault::new(
                    code::SYNTAX,
                    format!("expected {expected}, found {}", other.noun()),
                    span,
                    "expected something here",
                ))
            }
        }
    }

    /// A number, with the further durations of "1h 30min" added.
    fn number(&mut self, mut value: f64, written: Written, mut span: Span) -> Expr {
        while let (Written::Duration, Token::Number(more, Written::Duration)) = (written, self.peek()) {
            value += more;
            span.end = self.next().1.end;
        }
        Expr { kind: Kind::Number(value, written), span }
    }
}

fn too_deep(span: Span) -> Fault {
    Fault::new(code::LIMIT, "the condition is nested too deeply", span, format!("more than {MAX_DEPTH} levels"))
        .help("split it into two rules")
}
