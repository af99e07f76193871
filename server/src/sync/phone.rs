//! `GET /api/v1/phone`: the snapshot.

use super::{Refusal, SyncFace, answer, call, device, person::Seen, session::Phone};
use crate::db::{consent, pairing};
use axum::{extract::State, http::HeaderMap, response::Response};
use domain::{
    sync::{
        device::Level,
        family::{Consent, FamilyOf},
        phone::{Contact, PhoneSnapshot, Region},
    },
    time::Timestamp,
    uitpas_api::{Operation, card_system::CitySettingsQuery},
};
use std::collections::BTreeSet;

/// `GET /api/v1/phone`
pub(super) async fn snapshot(
    State(sync): State<SyncFace>,
    headers: HeaderMap,
    phone: Phone,
) -> Result<Response, Refusal> {
    let snapshot = sync.snapshot(&phone).await?;
    // Two snapshots are the same when only their moments differ.
    let mut known = snapshot.clone();
    known.as_of = Timestamp::MIN;
    known.device.last_seen_at = Timestamp::MIN;
    let mut answer = answer::marked(&headers, &known, &snapshot);
    phone.keep(&mut answer);
    Ok(answer)
}

impl SyncFace {
    /// Everything that a phone may see.
    pub(super) async fn snapshot(&self, phone: &Phone) -> Result<PhoneSnapshot, Refusal> {
        let (id, now) = (phone.passholder.as_str(), phone.now);
        let full = phone.level == Level::Full;
        let seen = if full {
            self.family(id, now).await?
        } else {
            vec![self.owner(id, now).await?]
        };
        let mut persons = Vec::with_capacity(seen.len());
        for one in &seen {
            persons.push(self.shown(one, id, full, now).await?);
        }
        let mut c = self.db.read().await?;
        let has_pin = pairing::pin(&mut c, id).await?.is_some();
        drop(c);
        let credentials = self.credentials(phone, &seen);
        self.remember(&credentials).await?;
        Ok(PhoneSnapshot {
            as_of: now,
            device: device::view(&phone.device, &phone.device.id),
            has_pin,
            sealing_key: self.keys.sealing().to_string(),
            regions: self.regions(&seen, now).await?,
            families: if full {
                let adult = seen.first().is_none_or(|owner| owner.adult);
                self.families(id, adult, now).await?
            } else {
                vec![]
            },
            persons,
            credentials,
        })
    }

    async fn regions(&self, seen: &[Seen], now: Timestamp) -> Result<Vec<Region>, Refusal> {
        let ids: BTreeSet<u32> = seen.iter().flat_map(Seen::regions).collect();
        let mut regions = Vec::with_capacity(ids.len());
        for id in ids {
            let look = call::for_pasmaat(Operation::GetCardSystem, now);
            let system = self.registry.card_system(&look, id.to_string()).await?;
            let look = call::for_pasmaat(Operation::GetCardSystemCitySettings, now);
            let query = CitySettingsQuery::default();
            let cities = self.registry.city_settings(&look, id.to_string(), query);
            let contact = |city: domain::uitpas_api::card_system::CardSystemCitySettings| Contact {
                city: city.city,
                email: city.contact_email,
            };
            regions.push(Region {
                id,
                name: system.name.unwrap_or_default(),
                color: system.branding.and_then(|looks| looks.primary_color),
                website: system.links.and_then(|links| links.website),
                social_tariff_info: system.social_tariff_info,
                contacts: cities.await?.into_iter().map(contact).collect(),
            });
        }
        Ok(regions)
    }

    /// The postal codes of regions.
    pub(super) async fn towns(
        &self,
        regions: &BTreeSet<u32>,
        now: Timestamp,
    ) -> Result<BTreeSet<String>, Refusal> {
        let mut towns = BTreeSet::new();
        for id in regions {
            let look = call::for_pasmaat(Operation::GetCardSystem, now);
            let system = self.registry.card_system(&look, id.to_string()).await?;
            towns.extend(system.cities.into_iter().map(|city| city.postal_code));
        }
        Ok(towns)
    }

    /// The families that somebody was added to, and what she let them see.
    pub(super) async fn families(
        &self,
        id: &str,
        adult: bool,
        now: Timestamp,
    ) -> Result<Vec<FamilyOf>, Refusal> {
        let own = call::for_device(Operation::GetPassholderFamilies, id, vec![], now);
        let families = self.registry.families(&own, id.to_owned()).await?;
        let mut c = self.db.read().await?;
        let answers = consent::of_member(&mut c, id).await?;
        Ok(families
            .into_iter()
            .map(|family| {
                let answer = answers
                    .iter()
                    .find(|(owner, _)| *owner == family.passholder_id);
                FamilyOf {
                    consent: match answer {
                        _ if !adult => Consent::NotNeeded,
                        Some((_, answer)) => *answer,
                        None => Consent::Asked,
                    },
                    passholder: family.passholder_id,
                    first_name: family.first_name,
                    name: family.name,
                    since: Timestamp::from_millis(family.member_since.millis()),
                }
            })
            .collect())
    }
}
