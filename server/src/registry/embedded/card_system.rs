//! Regions, and what is set for their cities.

use super::{Embedded, shelf::Region};
use crate::registry::{Answer, Call, Refused};
use domain::uitpas_api::{
    Page, ProblemType,
    card_system::{
        CardSystem, CardSystemCitySettings, CardSystemQuery, CardSystemSocialTariffSettings,
        CitySettingsQuery,
    },
    page::DEFAULT_LIMIT,
};

/// Whether a text can be a Belgian postal code; `0000` stands for abroad.
pub(super) fn is_postal_code(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `GET /card-systems`
pub(in crate::registry) async fn search(
    registry: &Embedded,
    call: &Call,
    query: CardSystemQuery,
) -> Answer<Page<CardSystem>> {
    call.allow_any()?;
    let codes = query.postal_code.iter().chain(&query.postal_code_sort);
    if !codes.clone().all(|code| is_postal_code(code)) {
        return Err(ProblemType::InvalidPostalCode.into());
    }
    let permanent = query.permanent.unwrap_or(true);
    let mut c = registry.db.read().await?;
    let regions = registry.regions(&mut c).await?;
    drop(c);
    let has =
        |region: &Region, code: &str| region.cities.iter().any(|city| city.postal_code == code);
    let mut found: Vec<&Region> = regions
        .all()
        .filter(|region| region.wire.permanent == Some(permanent))
        .filter(|region| {
            let named = |name: &String| {
                region
                    .cities
                    .iter()
                    .any(|city| city.name.eq_ignore_ascii_case(name))
            };
            (query.city.is_empty() || query.city.iter().any(named))
                && (query.postal_code.is_empty()
                    || query.postal_code.iter().any(|code| has(region, code)))
        })
        .collect();
    for key in query.sort.iter().flat_map(|sort| sort.split(',')).rev() {
        let (name, descending) = key
            .strip_prefix('-')
            .map_or((key, false), |name| (name, true));
        if name.eq_ignore_ascii_case("name") {
            found.sort_by_key(|region| region.wire.name.clone());
        } else if name.eq_ignore_ascii_case("postalCode") {
            let code = query
                .postal_code_sort
                .as_deref()
                .ok_or(ProblemType::PostalCodeRequired)?;
            found.sort_by_key(|region| !has(region, code));
        } else {
            return Err(Refused::not_found(&format!(
                "The query parameter `sort` has no value `{name}`."
            )));
        }
        if descending {
            found.reverse();
        }
    }
    let start = usize::try_from(query.start.unwrap_or(0)).unwrap_or(usize::MAX);
    let limit = usize::try_from(query.limit.unwrap_or(DEFAULT_LIMIT)).unwrap_or(usize::MAX);
    Ok(Page {
        total_items: u64::try_from(found.len()).unwrap_or(u64::MAX),
        member: found
            .into_iter()
            .skip(start)
            .take(limit)
            .map(|region| region.wire.clone())
            .collect(),
    })
}

/// `GET /card-systems/{cardSystemId}`
pub(in crate::registry) async fn one(
    registry: &Embedded,
    call: &Call,
    id: String,
) -> Answer<CardSystem> {
    call.allow_any()?;
    let mut c = registry.db.read().await?;
    let regions = registry.regions(&mut c).await?;
    drop(c);
    let region = id.parse().ok().and_then(|id| regions.get(id));
    Ok(region.ok_or(ProblemType::CardsystemNotFound)?.wire.clone())
}

/// `GET /card-systems/{cardSystemId}/social-tariff-settings`
pub(in crate::registry) async fn social_tariff_settings(
    registry: &Embedded,
    call: &Call,
    id: String,
    query: CitySettingsQuery,
) -> Answer<CardSystemSocialTariffSettings> {
    if query.postal_code.len() != 1 {
        return Err(Refused::not_found(
            "The query parameter `postalCode` is required, once.",
        ));
    }
    let found = cities(registry, call, &id, &query).await?;
    let (code, allows, ..) = found
        .into_iter()
        .next()
        .ok_or(ProblemType::PostalCodeNotInCardSystem)?;
    Ok(CardSystemSocialTariffSettings {
        postal_code: code,
        allows_cardless_registration: allows,
    })
}

/// `GET /card-systems/{cardSystemId}/city-settings`
pub(in crate::registry) async fn city_settings(
    registry: &Embedded,
    call: &Call,
    id: String,
    query: CitySettingsQuery,
) -> Answer<Vec<CardSystemCitySettings>> {
    let found = cities(registry, call, &id, &query).await?;
    let settings = |(_, allows, city, email)| CardSystemCitySettings {
        city,
        allows_cardless_registration: allows,
        contact_email: email,
    };
    Ok(found.into_iter().map(settings).collect())
}

/// Postal code, whether cardless, name and address of the cities that were asked for.
async fn cities(
    registry: &Embedded,
    call: &Call,
    id: &str,
    query: &CitySettingsQuery,
) -> Answer<Vec<(String, bool, String, String)>> {
    call.allow_any()?;
    if !query.postal_code.iter().all(|code| is_postal_code(code)) {
        return Err(ProblemType::InvalidPostalCode.into());
    }
    let mut c = registry.db.read().await?;
    let regions = registry.regions(&mut c).await?;
    drop(c);
    let region = id
        .parse()
        .ok()
        .and_then(|id| regions.get(id))
        .ok_or(ProblemType::CardsystemNotFound)?;
    for code in &query.postal_code {
        if !region.cities.iter().any(|city| city.postal_code == *code) {
            return Err(ProblemType::PostalCodeNotInCardSystem.into());
        }
    }
    let asked = |code: &String| query.postal_code.is_empty() || query.postal_code.contains(code);
    let found = region
        .cities
        .iter()
        .filter(|city| asked(&city.postal_code))
        .map(|city| {
            (
                city.postal_code.clone(),
                city.allows_cardless != 0,
                city.name.clone(),
                city.contact_email.clone(),
            )
        });
    Ok(found.collect())
}
