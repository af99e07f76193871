//! Activities with UiTPAS, as UiTdatabank's Search API finds them.
//! Source: DOC `searching-for-UiTPAS-events.md`; the query is that of publiq's own balie app.

use super::{
    ask::Wants,
    line::{Line, Safe},
    reply::Trouble,
};
use crate::{
    registry::Answer,
    uitdatabank::{self, Activity},
};
use domain::{
    time::Timestamp,
    uitpas_api::{DateTime, Method},
};
use reqwest::{Url, header};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How many are asked for at once, and how many in all: an organizer with more is searched by words.
const PAGE: usize = 100;
const MOST: usize = 1000;

/// Finds activities.
#[derive(Clone, Debug)]
pub struct Activities {
    line: Line,
    search: Url,
    client_id: String,
}

/// Which activities.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Whose, by UiTdatabank id.
    pub organizer: String,
    /// Not over by then.
    pub from: Option<Timestamp>,
    /// Begun by then.
    pub to: Option<Timestamp>,
    /// With these words.
    pub words: Option<String>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The activities.
    pub activities: Vec<Activity>,
    /// A line for each that cannot be read: which, and why.
    pub refused: Vec<String>,
    /// Whether there are more than are given here.
    pub more: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Query<'a> {
    organizer_id: &'a str,
    uitpas: bool,
    embed: bool,
    audience_type: &'static str,
    available_from: &'static str,
    available_to: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    q: Option<&'a str>,
    #[serde(rename = "sort[availableTo]")]
    sort: &'static str,
    start: usize,
    limit: usize,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    total_items: usize,
    member: Vec<Value>,
}

impl Activities {
    pub(super) const fn new(line: Line, search: Url, client_id: String) -> Self {
        Self {
            line,
            search,
            client_id,
        }
    }

    /// The activities of an organizer; what cannot be read is told and hides no other.
    pub async fn find(&self, wanted: &Wanted) -> Answer<Found> {
        let mut found = Found::default();
        let mut start = 0;
        loop {
            let page = self.page(wanted, start).await;
            let page = page.map_err(|trouble| trouble.refused(Method::Get))?;
            let count = page.member.len();
            for item in page.member {
                let label = uitdatabank::label(&item).to_owned();
                match uitdatabank::read(item) {
                    Ok(activity) => found.activities.push(activity),
                    Err(why) => found.refused.push(format!("{label}: {why}")),
                }
            }
            start += count;
            found.more = start < page.total_items;
            if count == 0 || !found.more || start >= MOST {
                return Ok(found);
            }
        }
    }

    async fn page(&self, wanted: &Wanted, start: usize) -> Result<Page, Trouble> {
        let moment = |at: Timestamp| DateTime::from_millis(at.millis()).to_string();
        let query = Query {
            organizer_id: &wanted.organizer,
            uitpas: true,
            embed: true,
            // Also those for members, and those that are not published yet.
            audience_type: "*",
            available_from: "*",
            available_to: "*",
            date_from: wanted.from.map(moment),
            date_to: wanted.to.map(moment),
            q: wanted.words.as_deref(),
            sort: "asc",
            start,
            limit: PAGE,
        };
        let mut url = self.search.clone();
        match url.path_segments_mut() {
            Ok(mut segments) => segments.pop_if_empty().push("events"),
            Err(()) => return Err(Trouble::undone("its address is none")),
        };
        let query = serde_html_form::to_string(&query)
            .map_err(|_| Trouble::undone("the search cannot be written down"))?;
        url.set_query(Some(&query));
        let (page, _) = self
            .line
            .insist(Safe::Always, || async {
                let request = self
                    .line
                    .http()
                    .get(url.clone())
                    .header(header::ACCEPT, "application/json")
                    .header("x-client-id", &self.client_id);
                let bytes = self.line.send(request).await?.content(Wants::Json)?;
                serde_json::from_slice(&bytes)
                    .map_err(|_| Trouble::lost("the Search API answers otherwise than published"))
            })
            .await;
        page
    }
}

#[cfg(test)]
mod tests;
