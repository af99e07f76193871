use super::*;

const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

fn listed(id: &str, change: impl FnOnce(&mut Reward)) -> Listed {
    let json = serde_json::json!({
        "id": id, "title": format!("Voordeel {id}"), "type": "POINTS", "points": 4,
        "promotionalDescription": "Gratis koffie", "status": "ACTIVE",
        "publicationPeriod": {"begin": "2020-01-01T00:00:00+00:00"},
    });
    let mut reward: Reward = serde_json::from_value(json).unwrap();
    change(&mut reward);
    let rules = Rules {
        kind: reward.kind,
        points: reward.points.unwrap_or(0),
        active: true,
        redeem: reward.redeem_period.map(period),
        granting: None,
        regions: None,
        units: reward.max_available_units,
        limit: None,
    };
    Listed {
        words: reward.title.to_lowercase(),
        reward,
        permanent: true,
        postal_codes: vec![],
        created: NOW,
        redeemed: 0,
        rules,
    }
}

fn finds(query: &str, one: &Listed) -> bool {
    let query: RewardQuery = serde_json::from_str(query).unwrap();
    matches(one, &query, None, None, NOW)
}

#[test]
fn a_subset_looks_at_publication_and_redeeming() {
    let date = |text: &str| text.parse::<DateTime>().unwrap();
    let future = listed("a", |reward| {
        reward.redeem_period = Some(wire::Period {
            begin: date("2030-01-01T00:00:00+00:00"),
            end: None,
        });
    });
    let hidden = listed("b", |reward| {
        reward.publication_period.end = Some(date("2021-01-01T00:00:00+00:00"));
    });
    let cases = [
        ("{}", [false, false]),
        (r#"{"subset":"REDEEMABLE"}"#, [false, true]),
        (r#"{"subset":"REDEEMABLE-FUTURE"}"#, [true, false]),
        (r#"{"subset":"ENDUSER-FUTURE"}"#, [true, false]),
        (r#"{"subset":"ALL"}"#, [true, true]),
    ];
    for (query, expected) in cases {
        assert_eq!(
            [finds(query, &future), finds(query, &hidden)],
            expected,
            "{query}"
        );
    }
}

#[test]
fn filters_narrow_and_words_may_go_on() {
    let one = listed("7", |reward| {
        reward.sport = Some(true);
        reward.organizers = vec![crate::uitpas_api::organizer::Organizer {
            id: "club".into(),
            ..Default::default()
        }];
    });
    for (query, expected) in [
        (r#"{"sport":true}"#, true),
        (r#"{"sport":false}"#, false),
        (r#"{"forKids":false}"#, true),
        (r#"{"organizerId":["other","club"]}"#, true),
        (r#"{"organizerId":["other"]}"#, false),
        (r#"{"pointsFrom":4,"pointsTo":4}"#, true),
        (r#"{"pointsTo":3}"#, false),
        (r#"{"type":"WELCOME"}"#, false),
        (r#"{"type":"ANY","text":"voor* 7"}"#, true),
        (r#"{"text":"deel*"}"#, false),
        (r#"{"status":"INACTIVE","subset":"ALL"}"#, false),
        (r#"{"categories":["Doen"]}"#, false),
    ] {
        assert_eq!(finds(query, &one), expected, "{query}");
    }
}

#[test]
fn order_is_as_asked_and_total() {
    let a = listed("a", |reward| reward.points = Some(9));
    let b = listed("b", |reward| reward.points = Some(2));
    let c = listed("c", |reward| reward.points = Some(2));
    let order = |sort_by: &str| {
        let query = RewardQuery {
            sort: Some(sort_by.into()),
            ..RewardQuery::default()
        };
        let mut found = vec![&c, &a, &b];
        sort(&mut found, &query).map(|()| {
            found
                .iter()
                .filter_map(|one| one.reward.id.clone())
                .collect::<String>()
        })
    };
    assert_eq!(order("points").as_deref(), Ok("bca"));
    assert_eq!(order("-Points,-name").as_deref(), Ok("acb"));
    assert_eq!(order("sunshine"), Err("sunshine".to_owned()));
}

#[test]
fn facets_count_what_was_found() {
    let a = listed("a", |reward| reward.online = Some(true));
    let b = listed("b", |_| ());
    let facets = facets(&[&a, &b], &[RewardFacet::Online]).unwrap();
    let online = facets.online.unwrap();
    assert_eq!((online["true"].count, online["false"].count), (1, 1));
    assert!(facets.sport.is_none());
}

#[test]
fn the_last_chance_is_little_time_or_little_left() {
    let mut rules = listed("a", |_| ()).rules;
    assert!(!is_last_chance(&rules, 0, NOW));
    rules.units = Some(20);
    assert!(is_last_chance(&rules, 18, NOW) && !is_last_chance(&rules, 17, NOW));
    assert!(!is_last_chance(&rules, 20, NOW));
    rules.units = None;
    rules.redeem = Some(Period {
        begin: Timestamp::MIN,
        end: Some(NOW + TimeDelta::days(14)),
    });
    assert!(is_last_chance(&rules, 0, NOW));
    assert!(!is_last_chance(&rules, 0, NOW - TimeDelta::days(1)));
}
