//! One request to the registry elsewhere, built from the table of operations: path, query, body.

use crate::registry::call::Credentials;
use domain::uitpas_api::{Method as Verb, Operation, Problem, ProblemType};
use reqwest::{Client, Method, RequestBuilder, Url, header};
use serde::Serialize;

/// What an answer holds when all is well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wants {
    /// JSON, or nothing at all.
    Json,
    /// A file.
    File,
}

/// A request.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    pub(super) operation: Operation,
    path: Vec<String>,
    query: String,
    body: Option<(String, Vec<u8>)>,
    wants: Wants,
    /// Whether something of it could not be written down.
    broken: bool,
}

impl Ask {
    /// Of an operation.
    pub(super) const fn new(operation: Operation) -> Self {
        Self {
            operation,
            path: Vec::new(),
            query: String::new(),
            body: None,
            wants: Wants::Json,
            broken: false,
        }
    }

    /// With the next parameter of the path.
    pub(super) fn path(mut self, value: &str) -> Self {
        self.path.push(value.to_owned());
        self
    }

    /// With these parameters.
    pub(super) fn query<T: Serialize>(self, query: &T) -> Self {
        match serde_html_form::to_string(query) {
            Ok(query) => self.raw(&query),
            Err(_) => Self {
                broken: true,
                ..self
            },
        }
    }

    /// With a query as it is.
    pub(super) fn raw(mut self, query: &str) -> Self {
        if !self.query.is_empty() && !query.is_empty() {
            self.query.push('&');
        }
        self.query.push_str(query);
        self
    }

    /// With this as JSON.
    pub(super) fn body<T: Serialize>(self, body: &T) -> Self {
        match serde_json::to_vec(body) {
            Ok(json) => self.bytes("application/json".to_owned(), json),
            Err(_) => Self {
                broken: true,
                ..self
            },
        }
    }

    /// With a body of another kind.
    pub(super) fn bytes(mut self, kind: String, bytes: Vec<u8>) -> Self {
        self.body = Some((kind, bytes));
        self
    }

    /// For a file.
    pub(super) const fn for_file(mut self) -> Self {
        self.wants = Wants::File;
        self
    }

    pub(super) const fn wants(&self) -> Wants {
        self.wants
    }

    /// Its address below `base`.
    pub(super) fn url(&self, base: &Url) -> Result<Url, Box<Problem>> {
        let wrong = |detail: &str| {
            let problem = Problem::new(ProblemType::UrlNotFound);
            Box::new(problem.with_detail(detail))
        };
        if self.broken {
            return Err(wrong("The request cannot be written down."));
        }
        let mut url = base.clone();
        {
            let mut segments = url
                .path_segments_mut()
                .map_err(|()| wrong("The registry has no address."))?;
            segments.pop_if_empty();
            let mut values = self.path.iter();
            for part in self.operation.path().trim_start_matches('/').split('/') {
                let Some((_, after)) = part.strip_prefix('{').and_then(|rest| rest.split_once('}'))
                else {
                    segments.push(part);
                    continue;
                };
                let value = values
                    .next()
                    .ok_or_else(|| wrong("The path is too short."))?;
                // A URL would take these for steps.
                if matches!(value.as_str(), "" | "." | "..") {
                    return Err(wrong("A parameter of the path is no id."));
                }
                segments.push(&format!("{value}{after}"));
            }
        }
        if !self.query.is_empty() {
            url.set_query(Some(&self.query));
        }
        Ok(url)
    }

    /// As an HTTP request to `url`.
    pub(super) fn request(&self, http: &Client, url: Url) -> RequestBuilder {
        let method = match self.operation.method() {
            Verb::Get => Method::GET,
            Verb::Post => Method::POST,
            Verb::Put => Method::PUT,
            Verb::Delete => Method::DELETE,
        };
        let request = http
            .request(method, url)
            .header(header::ACCEPT, "application/json");
        match &self.body {
            Some((kind, bytes)) => request
                .header(header::CONTENT_TYPE, kind)
                .body(bytes.clone()),
            None => request,
        }
    }
}

/// A request with what its caller brings, or with a token of our own. Where a person's proof names no
/// client, as in a sign-in of ours, the client is us.
pub(super) fn proven(
    mut request: RequestBuilder,
    credentials: &Credentials,
    own: Option<&str>,
    us: &str,
) -> RequestBuilder {
    if let Some(token) = own.or(credentials.bearer.as_deref()) {
        request = request.bearer_auth(token);
    } else if let Some((number, word)) = &credentials.basic {
        request = request.basic_auth(number, Some(word));
    }
    let others = [
        ("x-client-id", &credentials.client_id),
        ("x-custom-token", &credentials.custom),
        ("x-registration-token", &credentials.registration),
    ];
    for (name, value) in others {
        if let Some(value) = value {
            request = request.header(name, value);
        }
    }
    if own.is_none() && !credentials.names_somebody() {
        request = request.header("x-client-id", us);
    }
    request
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::uitpas_api::checkin::CheckinQuery;

    fn base() -> Url {
        Url::parse("https://registry.example/uitpas").unwrap()
    }

    #[test]
    fn path_and_query_are_as_the_contract_writes_them() {
        let query = CheckinQuery {
            passholder_id: "a b&c".to_owned(),
            organizer_id: vec!["1".to_owned(), "2".to_owned()],
            ..CheckinQuery::default()
        };
        let url = Ask::new(Operation::GetCheckins)
            .query(&query)
            .url(&base())
            .unwrap();
        assert_eq!(
            url.as_str(),
            "https://registry.example/uitpas/checkins?passholderId=a+b%26c&organizerId=1&organizerId=2"
        );
        let zip = Ask::new(Operation::GetOrganizerFinancialReportZip)
            .path("o/1?x#%2e")
            .path("7");
        let url = zip.url(&base()).unwrap();
        assert_eq!(
            url.path(),
            "/uitpas/organizers/o%2F1%3Fx%23%252e/financial-reports/7.zip"
        );
    }

    #[test]
    fn nothing_leads_to_another_operation() {
        for step in ["..", ".", ""] {
            let ask = Ask::new(Operation::DeletePassholderPicture).path(step);
            assert!(ask.url(&base()).is_err(), "{step}");
        }
        assert!(Ask::new(Operation::GetPassholder).url(&base()).is_err());
    }
}
