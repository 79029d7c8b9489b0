//! Code hosts, and the forms of one's own.

use super::{Make, Post, joined, lines, listed};

pub const ALL: &[(&str, Make)] = &[
    ("ndjson", |records| lines(records, own)),
    ("json", |records| listed("[", records, "]", own)),
    ("gh-archive", |records| lines(records, event)),
    ("github-api:starred", |records| listed("[", records, "]", star)),
    ("github-api:issues", |records| listed("[", records, "]", issue)),
    ("github-api:commits", |records| listed("[", records, "]", commit)),
    ("git-log", |records| {
        joined(records, "\0", |post| {
            let (text, time, author) = (post.text().replace('\n', " "), post.iso(), post.author());
            format!(
                "{:040x}\0{author}\0{author}@mill.example\0{time}\0{time}\0{text}",
                u128::from(post.0) * 7_919_101_733 + (1 << 90)
            )
        })
    }),
];

fn own(post: Post) -> String {
    format!(
        r#"{{"id":"{}","author":"{}","created_at":"{}","text":{},"kind":"post","source":"Web Client","likes":{},"lang":"en"}}"#,
        post.snowflake(),
        post.author(),
        post.iso(),
        post.json(),
        post.0 % 90
    )
}

fn person(post: Post) -> String {
    let author = post.author();
    format!(
        r#"{{"login":"{author}","id":{},"node_id":"MDQ6VXNlcjE=","avatar_url":"https://avatars.example/u/{author}?v=4","gravatar_id":"","url":"https://api.github.com/users/{author}","html_url":"https://github.com/{author}","followers_url":"https://api.github.com/users/{author}/followers","following_url":"https://api.github.com/users/{author}/following{{/other_user}}","starred_url":"https://api.github.com/users/{author}/starred{{/owner}}{{/repo}}","repos_url":"https://api.github.com/users/{author}/repos","type":"User","site_admin":false}}"#,
        post.0 * 31 % 2_000
    )
}

fn event(post: Post) -> String {
    let (author, time, id) = (post.author(), post.iso(), post.0 + 8_000_000_000);
    let (kind, payload) = match post.0 % 3 {
        0 => ("WatchEvent", r#"{"action":"started"}"#.to_owned()),
        1 => (
            "PushEvent",
            format!(
                r#"{{"push_id":{id},"size":1,"distinct_size":1,"ref":"refs/heads/main","head":"a1","before":"a0","commits":[{{"sha":"6b089eb4a43f728f0a594388092f480f2ecacfcd","author":{{"name":"{author}","email":"{author}@mill.example"}},"message":{},"distinct":true,"url":"https://api.github.com/repos/o/mill/commits/6b"}}]}}"#,
                post.json()
            ),
        ),
        _ => (
            "IssueCommentEvent",
            format!(
                r#"{{"action":"created","issue":{{"url":"https://api.github.com/repos/o/mill/issues/{0}","html_url":"https://github.com/o/mill/issues/{0}","id":{0},"number":{0},"title":"The wheel sticks","user":{1},"labels":[],"state":"open","comments":1,"created_at":"{time}","updated_at":"{time}","body":{2}}},"comment":{{"url":"https://api.github.com/repos/o/mill/issues/comments/{0}","html_url":"https://github.com/o/mill/issues/{0}#issuecomment-{0}","id":{0},"user":{1},"created_at":"{time}","updated_at":"{time}","body":{2}}}}}"#,
                post.0,
                person(post),
                post.json()
            ),
        ),
    };
    format!(
        r#"{{"id":"{id}","type":"{kind}","actor":{{"id":{0},"login":"{author}","display_login":"{author}","gravatar_id":"","url":"https://api.github.com/users/{author}","avatar_url":"https://avatars.example/u/{0}?"}},"repo":{{"id":1,"name":"o/mill","url":"https://api.github.com/repos/o/mill"}},"payload":{payload},"public":true,"created_at":"{time}"}}"#,
        post.0 * 31 % 2_000
    )
}

fn star(post: Post) -> String {
    format!(r#"{{"starred_at":"{}","user":{}}}"#, post.iso(), person(post))
}

fn issue(post: Post) -> String {
    let time = post.iso();
    format!(
        r#"{{"url":"https://api.github.com/repos/o/mill/issues/{0}","repository_url":"https://api.github.com/repos/o/mill","html_url":"https://github.com/o/mill/issues/{0}","id":{0},"node_id":"MDU6SXNzdWUx","number":{0},"title":"The wheel sticks","user":{1},"labels":[{{"id":1,"name":"bug","color":"f29513","default":true}}],"state":"open","locked":false,"assignee":null,"assignees":[],"milestone":null,"comments":0,"created_at":"{time}","updated_at":"{time}","closed_at":null,"author_association":"NONE","body":{2},"reactions":{{"url":"https://api.github.com/repos/o/mill/issues/{0}/reactions","total_count":{3},"+1":{3}}}}}"#,
        post.0,
        person(post),
        post.json(),
        post.0 % 9
    )
}

fn commit(post: Post) -> String {
    let (author, time) = (post.author(), post.iso());
    format!(
        r#"{{"sha":"{0:040x}","node_id":"MDY6Q29tbWl0","commit":{{"author":{{"name":"{author}","email":"{author}@mill.example","date":"{time}"}},"committer":{{"name":"GitHub","email":"noreply@github.com","date":"{time}"}},"message":{1},"tree":{{"sha":"a1","url":"https://api.github.com/repos/o/mill/git/trees/a1"}},"url":"https://api.github.com/repos/o/mill/git/commits/a1","comment_count":0,"verification":{{"verified":false,"reason":"unsigned","signature":null,"payload":null}}}},"url":"https://api.github.com/repos/o/mill/commits/a1","html_url":"https://github.com/o/mill/commit/a1","author":{2},"committer":{2},"parents":[]}}"#,
        post.0 + (1 << 40),
        post.json(),
        person(post)
    )
}
