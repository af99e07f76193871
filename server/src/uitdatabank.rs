//! Activities as UiTdatabank gives them: JSON-LD of its Search API, read and checked item by item.

use chrono::{NaiveDate, NaiveTime, Weekday};
use domain::{
    event::{Calendar, Occurrence, OpeningHours},
    time::Timestamp,
};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use thiserror::Error;

/// An activity that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Its UiTdatabank id.
    pub id: String,
    /// Who organises it.
    pub organizer: String,
    /// The id of the place.
    pub location: Option<String>,
    /// The name of the place, in Dutch where there is one.
    pub place: Option<String>,
    /// Its title by language; Dutch, or the main one, under `nl`.
    pub titles: BTreeMap<String, String>,
    /// When it happens.
    pub calendar: Calendar,
    /// Its prices: what each is called, in cents.
    pub prices: Vec<(String, i64)>,
    /// `everyone`, `members` or `education`.
    pub audience: Option<String>,
}

/// Why an item cannot be an activity; says what to mend.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Refused {
    /// It is not shaped as an event.
    #[error("{0}")]
    Shape(String),
    /// It has no id at the end of `@id`.
    #[error("`@id` does not end in an id")]
    Id,
    /// Nobody organises it.
    #[error("it has no organizer: only an organizer's activities give points")]
    Organizer,
    /// It has no title.
    #[error("`name` has no title")]
    Title,
    /// Its dates do not fit its calendar type.
    #[error("its dates do not fit calendar type `{0}`")]
    Calendar(String),
    /// A price is no amount of euro.
    #[error("a price is negative or too large")]
    Price,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    #[serde(rename = "@id")]
    id: String,
    name: Words,
    organizer: Option<Linked>,
    location: Option<Linked>,
    calendar_type: String,
    start_date: Option<String>,
    end_date: Option<String>,
    #[serde(default)]
    sub_event: Vec<Dates>,
    #[serde(default)]
    opening_hours: Vec<Hours>,
    #[serde(default)]
    price_info: Vec<Price>,
    audience: Option<Audience>,
}

/// A text by language, or one text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Words {
    ByLanguage(BTreeMap<String, String>),
    One(String),
}

#[derive(Deserialize)]
struct Linked {
    #[serde(rename = "@id")]
    id: Option<String>,
    name: Option<Words>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Dates {
    start_date: String,
    end_date: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Hours {
    opens: String,
    closes: String,
    day_of_week: Vec<String>,
}

#[derive(Deserialize)]
struct Price {
    name: Option<Words>,
    price: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Audience {
    audience_type: Option<String>,
}

impl Words {
    fn all(self) -> BTreeMap<String, String> {
        match self {
            Self::ByLanguage(all) => all,
            Self::One(text) => BTreeMap::from([("nl".to_owned(), text)]),
        }
    }

    fn dutch(self) -> Option<String> {
        let mut all = self.all();
        all.remove("nl").or_else(|| all.into_values().next())
    }
}

/// The items of a file: a page of the Search API, a list, or one event.
pub fn items(file: Value) -> Vec<Value> {
    match file {
        Value::Array(items) => items,
        Value::Object(mut page) => match page.remove("member") {
            Some(Value::Array(items)) => items,
            _ => vec![Value::Object(page)],
        },
        other => vec![other],
    }
}

/// What an item calls itself, for the line that refuses it.
pub fn label(item: &Value) -> &str {
    item.get("@id")
        .and_then(Value::as_str)
        .map_or("an item without @id", last)
}

fn last(url: &str) -> &str {
    url.rsplit('/').next().unwrap_or(url)
}

/// Reads an item.
pub fn read(item: Value) -> Result<Activity, Refused> {
    let item: Item =
        serde_json::from_value(item).map_err(|error| Refused::Shape(error.to_string()))?;
    let id = last(&item.id).to_owned();
    if id.is_empty() {
        return Err(Refused::Id);
    }
    let organizer = item
        .organizer
        .as_ref()
        .and_then(|one| one.id.as_deref())
        .map(last);
    let organizer = organizer
        .filter(|id| !id.is_empty())
        .ok_or(Refused::Organizer)?
        .to_owned();
    let calendar = calendar(&item).ok_or_else(|| Refused::Calendar(item.calendar_type.clone()))?;
    let mut titles = item.name.all();
    if !titles.contains_key("nl")
        && let Some(main) = titles.values().next().cloned()
    {
        titles.insert("nl".to_owned(), main);
    }
    if titles.get("nl").is_none_or(|title| title.trim().is_empty()) {
        return Err(Refused::Title);
    }
    let prices = item.price_info.into_iter().map(|price| {
        let cents = domain::money::Money::from_euro(price.price)
            .ok_or(Refused::Price)?
            .cents();
        let name = price
            .name
            .and_then(Words::dutch)
            .unwrap_or_else(|| "Basistarief".to_owned());
        if cents < 0 {
            Err(Refused::Price)
        } else {
            Ok((name, cents))
        }
    });
    let prices = prices.collect::<Result<_, _>>()?;
    let (location, place) = match item.location {
        Some(place) => (
            place.id.as_deref().map(last).map(str::to_owned),
            place.name.and_then(Words::dutch),
        ),
        None => (None, None),
    };
    Ok(Activity {
        id,
        organizer,
        location,
        place,
        titles,
        calendar,
        prices,
        audience: item.audience.and_then(|audience| audience.audience_type),
    })
}

fn occurrence(begin: &str, end: &str) -> Option<Occurrence> {
    let (begin, end) = (Timestamp::parse(begin)?, Timestamp::parse(end)?);
    (begin <= end).then_some(Occurrence { begin, end })
}

fn calendar(item: &Item) -> Option<Calendar> {
    let whole = || occurrence(item.start_date.as_deref()?, item.end_date.as_deref()?);
    let day = |text: &Option<String>| Some(Timestamp::parse(text.as_deref()?)?.date_in_brussels());
    Some(match item.calendar_type.as_str() {
        "single" => Calendar::Single {
            occurrence: whole()?,
        },
        "multiple" => {
            let all = item
                .sub_event
                .iter()
                .map(|one| occurrence(&one.start_date, &one.end_date));
            let occurrences: Vec<_> = all.collect::<Option<_>>()?;
            if occurrences.is_empty() {
                return None;
            }
            Calendar::Multiple { occurrences }
        }
        "periodic" => {
            let (begin, end): (NaiveDate, NaiveDate) =
                (day(&item.start_date)?, day(&item.end_date)?);
            if end < begin {
                return None;
            }
            Calendar::Periodic {
                begin,
                end,
                opening_hours: opening_hours(&item.opening_hours)?,
            }
        }
        "permanent" => Calendar::Permanent {
            opening_hours: opening_hours(&item.opening_hours)?,
        },
        _ => return None,
    })
}

fn opening_hours(all: &[Hours]) -> Option<Vec<OpeningHours>> {
    all.iter()
        .map(|hours| {
            let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").ok();
            let days = hours
                .day_of_week
                .iter()
                .map(|day| day.parse::<Weekday>().ok());
            Some(OpeningHours {
                days: days.collect::<Option<_>>()?,
                opens: time(&hours.opens)?,
                closes: time(&hours.closes)?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn event(more: &Value) -> Value {
        let mut event = json!({
            "@id": "https://io.uitdatabank.be/event/9f1a", "@type": "Event",
            "name": { "nl": "Filmavond", "fr": "Soirée cinéma" },
            "organizer": { "@id": "https://io.uitdatabank.be/organizers/club" },
            "location": { "@id": "https://io.uitdatabank.be/place/hall", "name": { "nl": "De Zaal" } },
            "calendarType": "single",
            "startDate": "2026-11-27T19:00:00+01:00", "endDate": "2026-11-27T22:00:00+01:00",
            "priceInfo": [{ "category": "base", "name": { "nl": "Basistarief" }, "price": 4.5, "priceCurrency": "EUR" }],
            "audience": { "audienceType": "members" },
        });
        event
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        event
    }

    #[test]
    fn an_event_is_read_with_all_that_counts() {
        let activity = read(event(&json!({}))).unwrap();
        assert_eq!(
            (activity.id.as_str(), activity.organizer.as_str()),
            ("9f1a", "club")
        );
        assert_eq!(activity.titles["fr"], "Soirée cinéma");
        assert_eq!(activity.prices, [("Basistarief".to_owned(), 450)]);
        assert_eq!(
            (activity.place.as_deref(), activity.audience.as_deref()),
            (Some("De Zaal"), Some("members"))
        );
        let begin = Timestamp::parse("2026-11-27T18:00:00+00:00").unwrap();
        assert!(
            matches!(activity.calendar, Calendar::Single { occurrence } if occurrence.begin == begin)
        );
        let hours =
            json!([{ "opens": "20:00", "closes": "01:00", "dayOfWeek": ["friday", "saturday"] }]);
        let club = read(event(
            &json!({ "calendarType": "permanent", "openingHours": hours }),
        ))
        .unwrap();
        assert!(
            matches!(club.calendar, Calendar::Permanent { opening_hours } if opening_hours[0].days == [Weekday::Fri, Weekday::Sat])
        );
    }

    #[test]
    fn what_is_wrong_is_said() {
        let refused = |more: &Value| read(event(more)).unwrap_err();
        assert_eq!(refused(&json!({ "organizer": null })), Refused::Organizer);
        assert_eq!(refused(&json!({ "name": { "nl": " " } })), Refused::Title);
        assert_eq!(
            refused(&json!({ "endDate": "2026-11-26T00:00:00+01:00" })),
            Refused::Calendar("single".into())
        );
        assert_eq!(
            refused(&json!({ "calendarType": "multiple" })),
            Refused::Calendar("multiple".into())
        );
        assert_eq!(
            refused(&json!({ "priceInfo": [{ "price": -1.0 }] })),
            Refused::Price
        );
        assert!(matches!(
            refused(&json!({ "calendarType": 7 })),
            Refused::Shape(_)
        ));
    }

    #[test]
    fn a_page_a_list_and_one_event_are_all_files() {
        assert_eq!(items(json!({ "member": [1, 2] })).len(), 2);
        assert_eq!(items(json!([1])).len(), 1);
        assert_eq!(items(event(&json!({}))).len(), 1);
        assert_eq!(label(&event(&json!({}))), "9f1a");
    }
}
