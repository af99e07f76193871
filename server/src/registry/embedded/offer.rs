//! What API 4.0 has no answer for and a phone without network needs: rewards with their texts and
//! places, and what activities cost at the reduced rate.

use super::Embedded;
use crate::{
    db::{event, organizer, reward as db},
    registry::Answer,
};
use domain::{
    money::Money,
    social_tariff::Standing,
    sync::offer::{Place, Price, RewardItem, RewardTexts},
    time::Timestamp,
    uitpas_api::{
        enums::{RewardSubset, RewardTypeFilter},
        reward_query::RewardQuery,
    },
};
use std::collections::BTreeMap;

impl Embedded {
    /// The rewards that people of these regions may have now or later, the best loved first.
    pub async fn reward_items(&self, regions: &[u32], now: Timestamp) -> Answer<Vec<RewardItem>> {
        let mut c = self.db.read().await?;
        let all = self.listed_rewards(&mut c).await?;
        let mut texts = BTreeMap::new();
        for row in db::all(&mut c).await? {
            let own: BTreeMap<String, RewardTexts> = serde_json::from_str(&row.texts)?;
            texts.insert(row.id, own);
        }
        let (_, organizers) =
            organizer::search(&mut c, &organizer::Search::default(), 0, u32::MAX).await?;
        drop(c);
        let places: BTreeMap<String, Place> = organizers
            .into_iter()
            .map(|row| {
                let place = Place {
                    name: row.name,
                    street: row.street,
                    postal_code: row.postal_code,
                    city: row.city,
                };
                (row.id, place)
            })
            .collect();
        let query = |subset| RewardQuery {
            kind: Some(RewardTypeFilter::Any),
            subset: Some(subset),
            ..RewardQuery::default()
        };
        let queries = [
            query(RewardSubset::EndUsers),
            query(RewardSubset::EndUserFuture),
        ];
        let mut found: Vec<_> = all
            .iter()
            .filter(|one| {
                let shown = |query| domain::reward::matches(one, query, None, Some(regions), now);
                queries.iter().any(shown)
            })
            .collect();
        // By the usual order, whose names are all known.
        drop(domain::reward::sort(&mut found, &RewardQuery::default()));
        Ok(found
            .into_iter()
            .map(|one| RewardItem {
                texts: one
                    .reward
                    .id
                    .as_ref()
                    .and_then(|id| texts.remove(id))
                    .unwrap_or_default(),
                created: one.created,
                redeemed: one.redeemed,
                places: one
                    .reward
                    .organizers
                    .iter()
                    .filter_map(|organizer| places.get(&organizer.id).cloned())
                    .collect(),
                reward: one.reward.clone(),
            })
            .collect())
    }

    /// What somebody pays at the reduced rate at these activities; nothing for who has none now.
    pub async fn reduced_prices(
        &self,
        passholder: &str,
        events: &[&str],
        now: Timestamp,
    ) -> Answer<BTreeMap<String, Vec<Price>>> {
        let mut c = self.db.read().await?;
        let mut prices = BTreeMap::new();
        let Some(person) = self.person(&mut c, passholder).await? else {
            return Ok(prices);
        };
        let active: Vec<u32> = person
            .standings(now)
            .into_iter()
            .filter(|(_, standing)| standing.is_some_and(Standing::is_active))
            .map(|(region, _)| region)
            .collect();
        if active.is_empty() {
            return Ok(prices);
        }
        for id in events {
            let Some(row) = event::one(&mut c, id).await? else {
                continue;
            };
            let here = self.regions_of(&mut c, &row).await?;
            let Some(region) = active.iter().find(|region| here.contains(region)) else {
                continue;
            };
            let mut own = Vec::new();
            for price in row.doc()?.prices {
                let regular = Money::from_cents(price.cents);
                let code = Some(person.row.postal_code.as_str());
                let split = self.social_split(&mut c, &row, regular, *region, code);
                if let Some(split) = split.await? {
                    own.push(Price {
                        name: price.name,
                        cents: split.passholder.cents(),
                    });
                }
            }
            prices.insert((*id).to_owned(), own);
        }
        Ok(prices)
    }
}
