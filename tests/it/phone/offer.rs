//! Rewards and activities, whole, for search and order without network.

use super::{BRAM, GODELIEVE};
use crate::util::{
    api::{Api, on_both},
    phone::Phone,
};
use domain::sync::offer::{ActivityList, Distance, RewardList};
use std::collections::BTreeSet;

#[test]
fn rewards_come_whole_and_in_every_language() {
    on_both(|server| {
        let phone = Phone::by_number(server, BRAM.0, BRAM.1);
        let got = phone.get("/rewards");
        let mark = got.answer.header("etag").unwrap().to_owned();
        let list: RewardList = serde_json::from_str(&got.answer.body).unwrap();
        let ids: BTreeSet<_> = list
            .rewards
            .iter()
            .filter_map(|one| one.reward.id.as_deref())
            .collect();
        assert_eq!(ids.len(), list.rewards.len());
        for shown in ["5687", "5688", "5823", "5824"] {
            assert!(ids.contains(shown), "{shown}");
        }
        assert!(!ids.contains("5825"), "one that is over");
        // The person's own region first.
        let owner = |index: usize| {
            list.rewards[index]
                .reward
                .owning_card_system
                .as_ref()
                .unwrap()
                .id
        };
        assert_eq!((owner(0), owner(3)), (1, 1));
        assert_ne!(owner(4), 1);
        let many = list
            .rewards
            .iter()
            .filter(|one| one.texts.len() == 8)
            .count();
        assert!(many > 50, "{many} with eight languages");
        assert!(list.rewards.iter().all(|one| !one.places.is_empty()));
        let listed = list.rewards[4].listed();
        let arabic = list.rewards[4].texts["ar"]
            .title
            .as_deref()
            .unwrap()
            .to_lowercase();
        assert!(listed.words.contains(&arabic), "found in Arabic too");
        assert_eq!(phone.get_unless("/rewards", &mark).status, 304);
    });
}

#[test]
fn a_phone_gets_a_picture_from_us_and_from_nobody_else() {
    on_both(|server| {
        let reward = serde_json::json!({
            "title": "Een affiche", "type": "POINTS", "points": 1, "categories": ["Doen"],
            "promotionalDescription": "Een affiche.", "moreInfoURL": "https://example.org",
            "publicationPeriod": { "begin": "2020-01-01T00:00:00+00:00" },
            "organizers": [{ "id": "0ce87cbc-9299-4528-8d35-92225dc9489f" }],
            "pictures": ["https://pictures.example/one.jpg", "https://pictures.example/two.jpg"],
        });
        let made = Api::counter(server).post("/rewards", &reward).ok(200);
        let got = Phone::by_number(server, BRAM.0, BRAM.1).get("/rewards");
        let list: RewardList = serde_json::from_str(&got.answer.body).unwrap();
        let shown = list
            .rewards
            .iter()
            .find(|one| one.reward.id.as_deref() == made["id"].as_str());
        let pictures = &shown.unwrap().reward.pictures;
        assert_eq!(pictures.len(), 1, "{pictures:?}");
        assert!(pictures[0].starts_with("/picture/"), "{pictures:?}");
    });
}

#[test]
fn activities_of_the_next_two_weeks_are_there_the_near_ones_first() {
    on_both(|server| {
        let read = |phone: &Phone| -> ActivityList {
            serde_json::from_str(&phone.get("/activities").answer.body).unwrap()
        };
        let bram = read(&Phone::full(server, BRAM.0));
        assert_eq!(bram.activities.len(), 2, "those of the region Gent");
        assert!(
            bram.activities
                .iter()
                .all(|one| one.distance == Distance::Town
                    && one.points > 0
                    && one.prices[0].cents == 1000
                    && one.reduced.is_empty())
        );
        let godelieve = read(&Phone::full(server, GODELIEVE.0));
        let near = &godelieve.activities[0];
        assert_eq!(near.distance, Distance::Region);
        assert_eq!(near.reduced[0].cents, 200, "a fifth of the price");
        let hidden = read(&Phone::by_number(server, GODELIEVE.0, GODELIEVE.1));
        assert!(hidden.activities.iter().all(|one| one.reduced.is_empty()));
    });
}
