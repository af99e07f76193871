//! A pass holder put together from the tables: memberships with their current cards, and points.

use super::{
    Embedded,
    shelf::{Regions, Shelf},
};
use crate::{
    db::{
        card::CardRow,
        passholder::{self, MembershipRow, Memberships, PassholderRow, WithPoints},
    },
    registry::{Answer, Refused},
};
use domain::{
    card::{CardStatus, Given, current},
    passholder::{Membership, leading},
    social_tariff::{SocialTariff, Standing},
    time::Timestamp,
    uitpas_api::{
        Date, DateTime,
        enums::{CardType, MembershipCardStatus, MembershipStatus, UitidStatus},
        membership::{self as wire, CardSystemMembership, CardSystemMembershipCard},
        organizer::Organizer,
        passholder::Passholder,
    },
};
use sqlx::AnyConnection;
use std::{collections::HashMap, sync::Arc};

/// A pass holder with all that rules ask.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) row: PassholderRow,
    pub(super) memberships: Vec<(MembershipRow, Option<CardRow>)>,
    pub(super) points: i64,
    regions: Arc<Regions>,
    shelf: Shelf,
}

impl Embedded {
    /// The pass holder with this id.
    pub(super) async fn person(&self, c: &mut AnyConnection, id: &str) -> Answer<Option<Person>> {
        Ok(self.people(c, &[id.to_owned()]).await?.pop())
    }

    /// The pass holders with these ids in their order, as far as they are there.
    pub(super) async fn people(
        &self,
        c: &mut AnyConnection,
        ids: &[String],
    ) -> Answer<Vec<Person>> {
        let regions = self.regions(c).await?;
        let found = passholder::with_points(c, ids).await?.into_iter();
        let mut found: HashMap<_, _> = found.map(|one| (one.row.id.clone(), one)).collect();
        let mut memberships = passholder::memberships(c, ids).await?;
        let people = ids.iter().filter_map(|id| {
            let WithPoints { row, points } = found.remove(id)?;
            Some(Person {
                memberships: with_current(memberships.remove(id).unwrap_or_default()),
                row,
                points,
                regions: Arc::clone(&regions),
                shelf: self.shelf.clone(),
            })
        });
        Ok(people.collect())
    }
}

/// Memberships with the card that counts in each.
fn with_current(memberships: Memberships) -> Vec<(MembershipRow, Option<CardRow>)> {
    let given = |card: &CardRow| Given {
        status: card.state(),
        at: Timestamp::from_millis(card.assigned_at.unwrap_or(0)),
    };
    let with_card = memberships.into_iter().map(|(membership, cards)| {
        let given: Vec<_> = cards.iter().map(given).collect();
        let card = current(&given).and_then(|index| cards.into_iter().nth(index));
        (membership, card)
    });
    with_card.collect()
}

impl Person {
    /// The memberships, as rules see them.
    pub(super) fn rule_memberships(&self) -> Vec<Membership> {
        self.memberships
            .iter()
            .map(|(row, card)| Membership {
                card_system: u32::try_from(row.card_system_id).unwrap_or_default(),
                status: row.status.parse().unwrap_or(MembershipStatus::Blocked),
                card: card.as_ref().map(CardRow::state),
                since: Timestamp::from_millis(row.since),
            })
            .collect()
    }

    /// Those that count: region and since when.
    pub(super) fn active(&self) -> Vec<(u32, Timestamp)> {
        self.rule_memberships()
            .iter()
            .filter(|membership| membership.is_active())
            .map(|membership| (membership.card_system, membership.since))
            .collect()
    }

    /// The membership that speaks for the person, and its card.
    pub(super) fn leading(&self) -> Option<&(MembershipRow, Option<CardRow>)> {
        leading(&self.rule_memberships()).and_then(|index| self.memberships.get(index))
    }

    /// The number that speaks for the person.
    pub(super) fn uitpas_number(&self) -> Option<String> {
        let (_, card) = self.leading()?;
        card.as_ref().map(|card| card.uitpas_number.clone())
    }

    /// The social tariff of a membership.
    pub(super) fn standing(
        &self,
        row: &MembershipRow,
        at: Timestamp,
    ) -> Option<(SocialTariff, Standing)> {
        let tariff = SocialTariff {
            end: Timestamp::from_millis(row.social_tariff_end?),
            suspended_until: row
                .social_tariff_suspended_until
                .map(Timestamp::from_millis),
        };
        let standing = tariff.standing(self.regions.grace_days(row.card_system_id), at);
        Some((tariff, standing))
    }

    /// Regions and standings, for where a tariff may be used.
    pub(super) fn standings(&self, at: Timestamp) -> Vec<(u32, Option<Standing>)> {
        self.memberships
            .iter()
            .map(|(row, _)| {
                let region = u32::try_from(row.card_system_id).unwrap_or_default();
                (region, self.standing(row, at).map(|(_, standing)| standing))
            })
            .collect()
    }

    /// The birth date.
    pub(super) fn date_of_birth(&self) -> Answer<Date> {
        self.row
            .date_of_birth
            .parse()
            .map_err(|_| Refused::unavailable("a birth date does not parse"))
    }

    /// As UiTPAS writes it, for those who may see all of it.
    pub(super) async fn wire(&self, c: &mut AnyConnection, at: Timestamp) -> Answer<Passholder> {
        let mut wire: Passholder = serde_json::from_str(&self.row.doc)?;
        wire.id = Some(self.row.id.clone());
        wire.name.clone_from(&self.row.name);
        wire.first_name.clone_from(&self.row.first_name);
        wire.insz_number.clone_from(&self.row.insz_number);
        wire.uitpas_number = self.uitpas_number();
        wire.email.clone_from(&self.row.email);
        wire.creation_date = Some(DateTime::from_millis(self.row.created_at));
        wire.date_of_birth = Some(self.date_of_birth()?);
        wire.points = Some(self.points);
        wire.uitid_status = Some(match self.row.uitid {
            Some(_) => UitidStatus::Registered,
            None => UitidStatus::Unregistered,
        });
        wire.postal_code = Some(self.row.postal_code.clone());
        wire.city = Some(self.row.city.clone());
        let address = wire.address.get_or_insert_default();
        address.postal_code.clone_from(&self.row.postal_code);
        address.city.clone_from(&self.row.city);
        if let Some(organizer) = &mut wire.registration_organizer
            && let Some(name) = self.shelf.organizer(c, &organizer.id, at).await?
        {
            *organizer = Organizer {
                id: organizer.id.clone(),
                name: Some(name),
                ..Organizer::default()
            };
        }
        wire.card_system_memberships = self
            .memberships
            .iter()
            .map(|(row, card)| self.membership(row, card.as_ref(), at))
            .collect();
        Ok(wire)
    }

    fn membership(
        &self,
        row: &MembershipRow,
        card: Option<&CardRow>,
        at: Timestamp,
    ) -> CardSystemMembership {
        let works = |card: &&CardRow| card.state() == CardStatus::Active;
        CardSystemMembership {
            card_system: self.regions.brief(row.card_system_id),
            uitpas_number: card.filter(works).map(|card| card.uitpas_number.clone()),
            current_card: card.map(|card| CardSystemMembershipCard {
                uitpas_number: card.uitpas_number.clone(),
                card_type: card.card_type.parse::<CardType>().ok(),
                status: match card.state() {
                    CardStatus::Active => MembershipCardStatus::Active,
                    CardStatus::Blocked => MembershipCardStatus::Blocked,
                    _ => MembershipCardStatus::Deleted,
                },
            }),
            status: row.status.parse().ok(),
            social_tariff: self
                .standing(row, at)
                .map(|(tariff, standing)| wire::SocialTariff {
                    status: standing.status(),
                    end_date: DateTime::from_millis(tariff.end.millis()),
                    in_grace_period: Some(standing == Standing::Active { in_grace: true }),
                    suspended_until_date: match standing {
                        Standing::Suspended { until } => {
                            Some(DateTime::from_millis(until.millis()))
                        }
                        _ => None,
                    },
                    expired: Some(standing == Standing::Expired),
                }),
        }
    }
}
