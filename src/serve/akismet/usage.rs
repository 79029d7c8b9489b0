//! How much a key has asked: the two calls of version 1.2 that are about the key itself.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::form::Form;
use super::reply::{error, invalid};
use crate::Result;
use crate::serve::api::answer;
use crate::serve::clerk::month;
use crate::serve::{Shared, now};
use crate::store::{SiteUsage, Tally};

/// Sites that are listed if nothing is said, and at most.
const SITES: usize = 500;

pub(super) async fn limit(shared: &Shared, key: String) -> Response {
    match of_key(shared, key, month(now())).await {
        Ok(sites) => {
            let calls: i64 = sites.iter().map(|site| site.tally.calls).sum();
            answer(StatusCode::OK, &json!({"limit": "none", "usage": calls, "percentage": "0.00", "throttled": false}))
        }
        Err(cause) => error(&cause.to_string()),
    }
}

pub(super) async fn sites(shared: &Shared, key: String, form: &Form) -> Response {
    let wanted = match form.get("month") {
        "" => month(now()),
        written => written.to_owned(),
    };
    if chrono::NaiveDate::parse_from_str(&format!("{wanted}-01"), "%Y-%m-%d").is_err() {
        return invalid("\"month\" is written as 2026-11");
    }
    let mut sites = match of_key(shared, key, wanted.clone()).await {
        Ok(sites) => sites,
        Err(cause) => return error(&cause.to_string()),
    };
    let filter = form.get("filter").to_lowercase();
    sites.retain(|site| site.site.to_lowercase().contains(&filter));
    let by: fn(&Tally) -> i64 = match form.get("order") {
        "spam" => |tally| tally.spam,
        "ham" => |tally| tally.ham,
        "missed_spam" => |tally| tally.missed_spam,
        "false_positives" => |tally| tally.false_positives,
        _ => |tally| tally.calls,
    };
    sites.sort_by(|a, b| by(&b.tally).cmp(&by(&a.tally)).then_with(|| a.site.cmp(&b.site)));
    let number = |name: &str, otherwise: usize| form.get(name).parse().unwrap_or(otherwise);
    let (limit, offset, total) = (number("limit", SITES).min(SITES), number("offset", 0), sites.len());
    let page: Vec<SiteUsage> = sites.into_iter().skip(offset).take(limit).collect();
    if form.get("format") == "csv" { csv(&page) } else { json_page(wanted, &page, [limit, offset, total]) }
}

async fn of_key(shared: &Shared, key: String, month: String) -> Result<Vec<SiteUsage>> {
    let sites = shared.line.ask(move |clerk| clerk.store().usage(&month)).await??;
    Ok(sites.into_iter().filter(|site| site.key == key).collect())
}

fn json_page(month: String, page: &[SiteUsage], [limit, offset, total]: [usize; 3]) -> Response {
    let site = |SiteUsage { site, tally, .. }: &SiteUsage| {
        json!({
            "site": site,
            "api_calls": tally.calls.to_string(),
            "spam": tally.spam.to_string(),
            "ham": tally.ham.to_string(),
            "missed_spam": tally.missed_spam.to_string(),
            "false_positives": tally.false_positives.to_string(),
            "is_revoked": false,
        })
    };
    let mut document = Map::new();
    document.insert(month, Value::Array(page.iter().map(site).collect()));
    document.insert("limit".into(), limit.into());
    document.insert("offset".into(), offset.into());
    document.insert("total".into(), total.into());
    answer(StatusCode::OK, &Value::Object(document))
}

fn csv(page: &[SiteUsage]) -> Response {
    let mut out = csv::Writer::from_writer(Vec::new());
    let written =
        out.write_record(["Site", "API Calls", "Spam", "Ham", "Missed Spam", "False Positives", "Is Revoked"]).and_then(|()| {
            page.iter().try_for_each(|SiteUsage { site, tally, .. }| {
                let counts =
                    [tally.calls, tally.spam, tally.ham, tally.missed_spam, tally.false_positives].map(|count| count.to_string());
                let site = crate::report::for_spreadsheet(site);
                out.write_record([site.as_ref()].into_iter().chain(counts.iter().map(String::as_str)).chain(["false"]))
            })
        });
    match written.map_err(|cause| cause.to_string()).and_then(|()| out.into_inner().map_err(|cause| cause.to_string())) {
        Ok(bytes) => ([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], bytes).into_response(),
        Err(cause) => error(&cause),
    }
}
