//! GitHub: the hourly archive of public events, and answers of its API.

use std::borrow::Cow;

use super::reddit::titled;
use super::{Frame, Out, Owned, Reader, Skip, Source, Traits};
use crate::account::Account;
use crate::event::{Event, Kind};
use crate::platform::Platform;
use crate::read::Record;
use crate::read::json::{self, Value, paths};
use crate::read::look::Keys;

pub(super) static ARCHIVE: Source = Source {
    name: "gh-archive",
    title: "GH Archive and the GitHub API: public events",
    found_by: "`type` that ends in Event, `actor`, `repo` (or `repository`) and `created_at`",
    platform: Some(Platform::GitHub),
    find: |look| {
        look.records(|keys| {
            keys.all(&["type", "actor", "created_at"])
                && (keys.has("repo") || keys.has("repository") || keys.has("payload"))
                && keys.text("type").is_some_and(|kind| kind.ends_with("Event"))
        })
    },
    read: events,
    traits: Traits { nested: true, ..Traits::PLAIN },
};

pub(super) static API: Source = Source {
    name: "github-api",
    title: "GitHub API: stargazers, users, issues, comments, commits",
    found_by: "`starred_at` with `user`; `login` with `node_id`; `user` with `body` and `created_at`; `sha` with `commit`",
    find: |look| look.records(is_known),
    read: answer,
    traits: Traits { nested: true, window: true, ..Traits::PLAIN },
    ..ARCHIVE
};

/// Whose list of stars it is, the list does not say.
pub(super) static STARRED: Source = Source {
    title: "GitHub API: the stars that somebody gave",
    found_by: "`starred_at` with `repo`",
    find: |look| look.records(|keys| keys.all(&["starred_at", "repo"]) && !keys.has("user")),
    traits: Traits { owned: Owned::File, window: true, ..Traits::PLAIN },
    ..API
};

/// Whether an object of the API tells something of an account.
fn is_known(keys: &Keys<'_>) -> bool {
    let user = || keys.inner("user").is_some_and(|user| user.has("login"));
    keys.has("starred_at") && (keys.has("user") || keys.has("repo"))
        || keys.all(&["sha", "commit"])
        || keys.all(&["login", "id", "html_url"]) && (keys.has("public_repos") || keys.has("node_id"))
        || (keys.all(&["title", "number", "created_at"]) || keys.all(&["body", "created_at", "html_url"])) && user()
}

/// What the platform's own field says of whether a user is a machine.
fn declared(kind: Option<&str>, login: Option<&str>) -> Option<bool> {
    match kind {
        Some("Bot") => Some(true),
        _ if login.is_some_and(|login| login.ends_with("[bot]")) => Some(true),
        Some("User" | "Organization") => Some(false),
        _ => None,
    }
}

fn account<'a>(user: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [login, kind, name, created, followers, following, bio] =
        reader.pick(user, paths!["login", "type", "name", "created_at", "followers", "following", "bio"])?;
    let (login, kind, created) = (reader.text(login), reader.text(kind), reader.text(created));
    Ok(Record::Account(Account {
        name: reader.text(name),
        created_at: reader.created(created),
        followers: reader.count(followers),
        following: reader.count(following),
        bio: reader.text(bio),
        declared_automation: declared(kind.as_deref(), login.as_deref()),
        ..Account::new(reader.account(login)?)
    }))
}

fn events<'a>(frame: Frame<'a>, out: &mut Out<'_, 'a>) {
    let text = frame.text;
    let mut bot = None;
    out.record(0, text.len(), |reader| {
        let event = event(text, reader)?;
        bot = event.author.ends_with("[bot]").then(|| event.author.clone());
        Ok(Record::Event(event))
    });
    if let Some(bot) = bot {
        out.record(0, text.len(), |_| Ok(Record::Account(Account { declared_automation: Some(true), ..Account::new(bot) })));
    }
}

fn event<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Event<'a>, Skip> {
    let [id, kind, actor, login, created, name, owner, old_name, old_url, comment, issue, request, review, commits, shas, link] =
        reader.pick(
            text,
            paths![
                "id",
                "type",
                "actor",
                "actor.login",
                "created_at",
                "repo.name",
                "repository.owner",
                "repository.name",
                "repository.url",
                "payload.comment",
                "payload.issue",
                "payload.pull_request",
                "payload.review",
                "payload.commits",
                "payload.shas",
                "url",
            ],
        )?;
    // Before 2015 the actor was a word.
    let login = reader.text(login).or_else(|| reader.text(actor));
    let id = reader.text(id);
    let author = reader.author(login, id.as_deref())?;
    let target = match (reader.text(name), reader.text(owner), reader.text(old_name)) {
        (Some(name), ..) => Some(name),
        (None, Some(owner), Some(name)) => Some(format!("{owner}/{name}").into()),
        (None, _, name) => name.or_else(|| reader.text(old_url)),
    };
    let (kind, text, seen, answers) = match reader.text(kind).as_deref() {
        Some("WatchEvent") => (Kind::Star, None, None, None),
        Some("PushEvent") => (Kind::Commit, messages(commits, reader).or_else(|| messages(shas, reader)), None, None),
        Some("IssuesEvent") => written(Kind::Issue, issue, None, reader),
        Some("PullRequestEvent") => written(Kind::Issue, request, None, reader),
        Some("IssueCommentEvent") => written(Kind::Comment, comment, Some(issue), reader),
        Some("PullRequestReviewEvent") => written(Kind::Review, review, Some(request), reader),
        Some("PullRequestReviewCommentEvent") => written(Kind::Comment, comment, Some(request), reader),
        Some("CommitCommentEvent") => written(Kind::Comment, comment, None, reader),
        Some("FollowEvent") => (Kind::Follow, None, None, None),
        Some("GollumEvent") => (Kind::Edit, None, None, None),
        _ => (Kind::Other, None, None, None),
    };
    let created = reader.text(created);
    Ok(Event {
        at: reader.when(created)?,
        id,
        kind,
        text,
        in_reply_to: answers,
        target,
        url: seen.or_else(|| reader.text(link)),
        ..Event::by(author)
    })
}

type Written<'a> = (Kind, Option<Cow<'a, str>>, Option<Cow<'a, str>>, Option<Cow<'a, str>>);

/// The words and the address of something that was written, and what it was written under.
fn written<'a>(kind: Kind, thing: Value<'a>, under: Option<Value<'a>>, reader: &mut Reader<'_, 'a>) -> Written<'a> {
    let [title, body, link] = reader.inner(thing, paths!["title", "body", "html_url"]);
    let text = titled(reader.text(title), reader.text(body));
    let answers = under.and_then(|under| {
        let [link, api] = reader.inner(under, paths!["html_url", "url"]);
        reader.text(link).or_else(|| reader.text(api))
    });
    (kind, text, reader.text(link), answers)
}

/// The messages of the commits of a push. Before 2012 they are lists of hash, address, message and name.
fn messages<'a>(commits: Value<'a>, reader: &mut Reader<'_, 'a>) -> Option<Cow<'a, str>> {
    let Value::Nested(list) = commits else { return None };
    let mut lines: Vec<Cow<'a, str>> = Vec::new();
    json::array(list, |commit| match commit {
        Value::Nested(parts) if parts.starts_with('[') => {
            let mut place = 0;
            let _ = json::array(parts, |part| {
                place += 1;
                if place == 3 {
                    lines.extend(reader.text(part));
                }
            });
        }
        commit => {
            let [message] = reader.inner(commit, paths!["message"]);
            lines.extend(reader.text(message));
        }
    })
    .ok()?;
    match lines.len() {
        0 => None,
        1 => lines.pop(),
        _ => Some(lines.join("\n").into()),
    }
}

fn answer<'a>(frame: Frame<'a>, out: &mut Out<'_, 'a>) {
    let text = frame.text;
    let mut user = None;
    out.record(0, text.len(), |reader| {
        let [
            person,
            login,
            starred,
            repo,
            number,
            id,
            created,
            link,
            title,
            body,
            about,
            own_login,
            sha,
            committer,
            email,
            date,
            message,
        ] = reader.pick(
            text,
            paths![
                "user",
                "user.login",
                "starred_at",
                "repo.full_name",
                "number",
                "node_id",
                "created_at",
                "html_url",
                "title",
                "body",
                "issue_url",
                "login",
                "sha",
                "commit.author.name",
                "commit.author.email",
                "commit.author.date",
                "commit.message",
            ],
        )?;
        let login = reader.text(login);
        if let (Value::Nested(person), Some(_)) = (person, &login) {
            user = Some(person);
        }
        let owner = reader.setting.owner;
        let kind = match (reader.text(starred), reader.text(repo), reader.text(sha), reader.text(own_login)) {
            (Some(starred), Some(repo), ..) => {
                return Ok(Record::Event(Event {
                    at: reader.when(Some(starred))?,
                    kind: Kind::Star,
                    target: Some(repo),
                    author_name: owner.name.clone().map(Cow::Owned),
                    ..Event::by(owner.id.clone())
                }));
            }
            (Some(_), ..) => Kind::Star,
            (None, _, Some(sha), _) => return made(sha, [committer, email, date, message], reader),
            (None, _, None, Some(_)) => return account(text, reader),
            _ if !matches!((title, number), (Value::Null, _) | (_, Value::Null)) => Kind::Issue,
            _ if !matches!(created, Value::Null) => Kind::Comment,
            _ => return Err(Skip::new("IN-JSON", "no object that is known of GitHub")),
        };
        let id = reader.text(id).or_else(|| reader.text(number));
        let author = reader.author(login, id.as_deref())?;
        let when = reader.text(starred).or_else(|| reader.text(created));
        Ok(Record::Event(Event {
            at: reader.when(when)?,
            id,
            kind,
            text: titled(reader.text(title), reader.text(body)),
            in_reply_to: reader.text(about),
            url: reader.text(link),
            ..Event::by(author)
        }))
    });
    if let Some(user) = user {
        out.within(text, user, account);
    }
}

fn made<'a>(sha: Cow<'a, str>, commit: [Value<'a>; 4], reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [name, email, date, message] = commit.map(|value| reader.text(value));
    let author = reader.author(email.clone().or_else(|| name.clone()), Some(&sha))?;
    Ok(Record::Event(Event {
        at: reader.when(date)?,
        id: Some(sha),
        kind: Kind::Commit,
        text: message,
        author_name: name,
        author_email: email,
        ..Event::by(author)
    }))
}
