//! Problems as text: the line, a caret, and what to do.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::problem::{Problem, Span};
use super::source::RuleSource;

/// All problems as one text without colours, by file name and place; the same one is shown once.
pub(super) fn render_all(sources: &[RuleSource], problems: &[Problem]) -> String {
    let mut sorted: Vec<&Problem> = problems.iter().collect();
    sorted.sort_by_key(|problem| (&sources[problem.file].name, problem.fault.span.start, problem.fault.code));
    sorted.dedup();
    sorted.iter().map(|problem| render(sources, problem)).collect::<Vec<_>>().join("\n\n")
}

/// One problem as text without colours.
pub(super) fn render(sources: &[RuleSource], problem: &Problem) -> String {
    let source = &sources[problem.file];
    let fault = &problem.fault;
    let mut snippet = Snippet::source(source.text.as_str())
        .path(source.name.as_str())
        .annotation(AnnotationKind::Primary.span(within(&source.text, &fault.span)).label(&*fault.label));
    for (span, label) in &fault.context {
        snippet = snippet.annotation(AnnotationKind::Context.span(within(&source.text, span)).label(label.as_str()));
    }
    let level = if problem.is_warning() { Level::WARNING } else { Level::ERROR };
    let mut group = level.primary_title(&*fault.title).id(fault.code).element(snippet);
    if let Some((file, span, label)) = &problem.elsewhere {
        let other = &sources[*file];
        group = group.element(
            Snippet::source(other.text.as_str())
                .path(other.name.as_str())
                .annotation(AnnotationKind::Context.span(within(&other.text, span)).label(label.as_str())),
        );
    }
    if let Some(help) = &fault.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    Renderer::plain().render(&[group])
}

/// The span, moved inside the text and onto whole letters: a caret is never worth a panic.
fn within(text: &str, span: &Span) -> Span {
    let start = text.floor_char_boundary(span.start.min(text.len()));
    let end = text.floor_char_boundary(span.end.clamp(start, text.len())).max(start);
    start..end
}
