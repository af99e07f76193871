//! What a ticket costs at a UiTPAS tariff and who pays the rest: the distribution key
//! (verdeelsleutel), social tariff, coupons and how many tickets are left.
//!
//! Clients never compute a tariff, they ask (`GET /tariffs`); this is what the registry answers from.

use crate::money::{Money, Percentage};
use crate::period::PeriodLimit;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Who pays a part of a price. Source: LEG `verdeelsleutel.md`: a third-payer system of up to four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Payer {
    /// Who comes: this part is the tariff.
    Passholder,
    /// Who organises; takes what nobody else does.
    Organizer,
    /// The local government of the pass holder.
    City,
    /// The Flemish government.
    Flanders,
}

/// How much somebody pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Share {
    /// An amount, at most what is left.
    Fixed(Money),
    /// A part of the price.
    OfTotal(Percentage),
    /// A part of what the payers before left.
    OfRest(Percentage),
}

/// When an automatic key applies. Source: LEG `verdeelsleutel.md`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Condition {
    /// The price is below this.
    PriceBelow(Money),
    /// The price is this.
    PriceIs(Money),
    /// The price is above this.
    PriceAbove(Money),
    /// The activity is in one of these postal codes.
    CityIn(Vec<String>),
    /// The activity is in none of these postal codes.
    CityNotIn(Vec<String>),
}

/// How a region shares the cost of a discount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DistributionKey {
    /// Its id.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// Whether it only applies to activities that it was attached to.
    pub manual: bool,
    /// When it applies by itself; all of them.
    #[serde(default)]
    pub conditions: Vec<Condition>,
    /// Who pays what for people of the own city, in this order.
    pub own: Vec<(Payer, Share)>,
    /// For other people, where that differs.
    #[serde(default)]
    pub other: Option<Vec<(Payer, Share)>>,
}

/// Who pays what of one price; the parts add up to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Split {
    /// The tariff.
    pub passholder: Money,
    /// Who organises.
    pub organizer: Money,
    /// The local government.
    pub city: Money,
    /// The Flemish government.
    pub flanders: Money,
}

impl Split {
    /// All parts together: the price.
    pub fn total(&self) -> Money {
        self.passholder + self.organizer + self.city + self.flanders
    }

    /// What somebody pays.
    const fn part(&mut self, payer: Payer) -> &mut Money {
        match payer {
            Payer::Passholder => &mut self.passholder,
            Payer::Organizer => &mut self.organizer,
            Payer::City => &mut self.city,
            Payer::Flanders => &mut self.flanders,
        }
    }
}

/// Divides a price. No part is negative and none is lost: the organizer takes what is left.
pub fn divide(price: Money, shares: &[(Payer, Share)]) -> Split {
    let mut split = Split::default();
    let mut rest = price.max(Money::ZERO);
    for (payer, share) in shares {
        let wanted = match share {
            Share::Fixed(amount) => *amount,
            Share::OfTotal(part) => price.part(*part),
            Share::OfRest(part) => rest.part(*part),
        };
        let paid = wanted.clamp(Money::ZERO, rest);
        rest = rest - paid;
        let part = split.part(*payer);
        *part = *part + paid;
    }
    split.organizer = split.organizer + rest;
    split
}

/// Where and for how much a ticket is sold, for the choice of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sale<'a> {
    /// The price without a discount.
    pub price: Money,
    /// The postal code of the activity.
    pub postal_code: &'a str,
    /// Whether the pass holder lives in the activity's city.
    pub own_city: bool,
}

impl DistributionKey {
    /// Divides the price of a sale.
    pub fn divide(&self, sale: Sale) -> Split {
        let shares = match &self.other {
            Some(other) if !sale.own_city => other,
            _ => &self.own,
        };
        divide(sale.price, shares)
    }

    fn applies(&self, sale: Sale) -> bool {
        self.conditions.iter().all(|condition| match condition {
            Condition::PriceBelow(bound) => sale.price < *bound,
            Condition::PriceIs(bound) => sale.price == *bound,
            Condition::PriceAbove(bound) => sale.price > *bound,
            Condition::CityIn(codes) => codes.iter().any(|code| code == sale.postal_code),
            Condition::CityNotIn(codes) => codes.iter().all(|code| code != sale.postal_code),
        })
    }
}

/// The key of a sale: one that was attached to the activity, else the first that applies by itself.
pub fn key_for<'a>(
    keys: &'a [DistributionKey],
    attached: &[u32],
    sale: Sale,
) -> Option<&'a DistributionKey> {
    keys.iter()
        .find(|key| key.manual && attached.contains(&key.id))
        .or_else(|| keys.iter().find(|key| !key.manual && key.applies(sale)))
}

/// What a coupon makes of a price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CouponPrice {
    /// This price, where it is lower.
    Price(Money),
    /// So much less.
    Discount(Money),
    /// By a distribution key of its own.
    Shares(Vec<(Payer, Share)>),
}

/// What a ticket with the coupon costs, and who pays the rest: the region that gave the coupon.
pub fn with_coupon(price: Money, coupon: &CouponPrice) -> Split {
    let pays = match coupon {
        CouponPrice::Price(amount) => *amount,
        CouponPrice::Discount(amount) => price - *amount,
        CouponPrice::Shares(shares) => return divide(price, shares),
    };
    let passholder = pays.clamp(Money::ZERO, price.max(Money::ZERO));
    Split {
        passholder,
        city: price.max(Money::ZERO) - passholder,
        ..Split::default()
    }
}

/// How many tickets at a tariff somebody may still buy: as many as every limit leaves.
///
/// Each limit comes with the moments of the sales that count against it. A person buys one at a
/// time, says SPEC of `remaining`; a group has no such bound, hence `most`.
pub fn remaining(limits: &[(PeriodLimit, &[Timestamp])], most: u32, at: Timestamp) -> u32 {
    let left = limits
        .iter()
        .map(|(limit, sold)| limit.remaining(sold, at))
        .min();
    left.map_or(most, |left| left.min(most))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::PeriodType;
    use proptest::prelude::*;

    fn percent(percent: u16) -> Percentage {
        Percentage::percent(percent).unwrap()
    }

    const fn cents(cents: i64) -> Money {
        Money::from_cents(cents)
    }

    fn solidary() -> DistributionKey {
        DistributionKey {
            id: 1,
            name: "20/40/40".into(),
            manual: false,
            conditions: vec![],
            own: vec![
                (Payer::Passholder, Share::OfTotal(percent(20))),
                (Payer::City, Share::OfTotal(percent(40))),
            ],
            other: None,
        }
    }

    const fn sale(price: i64) -> Sale<'static> {
        Sale {
            price: cents(price),
            postal_code: "9000",
            own_city: true,
        }
    }

    #[test]
    fn the_recommended_key_makes_two_euro_of_ten() {
        let split = solidary().divide(sale(1000));
        assert_eq!(
            (split.passholder, split.city, split.organizer),
            (cents(200), cents(400), cents(400))
        );
    }

    #[test]
    fn the_documented_example_differs_for_people_from_elsewhere() {
        // LEG `verdeelsleutel.md`: 1.50 by the person, the city half or 70 % of the rest.
        let shares = |part| {
            vec![
                (Payer::Passholder, Share::Fixed(cents(150))),
                (Payer::City, Share::OfRest(percent(part))),
            ]
        };
        let key = DistributionKey {
            own: shares(50),
            other: Some(shares(70)),
            ..solidary()
        };
        assert_eq!(key.divide(sale(750)).city, cents(300));
        let guest = Sale {
            own_city: false,
            ..sale(750)
        };
        assert_eq!(key.divide(guest).city, cents(420));
        assert_eq!(
            key.divide(sale(100)),
            Split {
                passholder: cents(100),
                ..Split::default()
            }
        );
    }

    #[test]
    fn an_attached_key_wins_and_conditions_choose_among_the_rest() {
        let cheap = DistributionKey {
            id: 2,
            conditions: vec![
                Condition::PriceBelow(cents(500)),
                Condition::CityNotIn(vec!["1000".into()]),
            ],
            ..solidary()
        };
        let manual = DistributionKey {
            id: 3,
            manual: true,
            ..solidary()
        };
        let keys = [manual, cheap, solidary()];
        let chosen =
            |price, attached: &[u32]| key_for(&keys, attached, sale(price)).map(|key| key.id);
        assert_eq!(chosen(400, &[]), Some(2));
        assert_eq!(chosen(500, &[]), Some(1));
        assert_eq!(chosen(400, &[3]), Some(3));
        assert_eq!(key_for(&keys[..1], &[], sale(400)).map(|key| key.id), None);
    }

    #[test]
    fn a_coupon_never_raises_a_price() {
        for (coupon, expected) in [
            (CouponPrice::Price(cents(100)), 100),
            (CouponPrice::Price(cents(9900)), 1000),
            (CouponPrice::Discount(cents(300)), 700),
            (CouponPrice::Discount(cents(3000)), 0),
        ] {
            let split = with_coupon(cents(1000), &coupon);
            assert_eq!(
                (split.passholder, split.total()),
                (cents(expected), cents(1000)),
                "{coupon:?}"
            );
        }
    }

    #[test]
    fn every_limit_counts_and_the_tightest_wins() {
        let now = Timestamp::from_millis(1_790_000_000_000);
        let week = PeriodLimit::new(3, PeriodType::Week);
        let ever = PeriodLimit::new(2, PeriodType::Absolute);
        assert_eq!(remaining(&[], 1, now), 1);
        assert_eq!(remaining(&[(week, &[now])], 50, now), 2);
        assert_eq!(remaining(&[(week, &[]), (ever, &[now])], 50, now), 1);
        assert_eq!(remaining(&[(week, &[])], 1, now), 1);
    }

    fn share() -> impl Strategy<Value = (Payer, Share)> {
        let payer = prop_oneof![
            Just(Payer::Passholder),
            Just(Payer::Organizer),
            Just(Payer::City),
            Just(Payer::Flanders)
        ];
        let share = prop_oneof![
            (-500i64..5000).prop_map(|amount| Share::Fixed(Money::from_cents(amount))),
            (0u16..=100).prop_map(|part| Share::OfTotal(Percentage::percent(part).unwrap())),
            (0u16..=100).prop_map(|part| Share::OfRest(Percentage::percent(part).unwrap())),
        ];
        (payer, share)
    }

    proptest! {
        /// Not a cent is lost or made up, whatever the key says.
        #[test]
        fn parts_add_up_to_the_price(price in 0i64..1_000_000, shares in proptest::collection::vec(share(), 0..6)) {
            let split = divide(cents(price), &shares);
            prop_assert_eq!(split.total(), cents(price));
            for part in [split.passholder, split.organizer, split.city, split.flanders] {
                prop_assert!(part >= Money::ZERO);
            }
        }
    }
}
