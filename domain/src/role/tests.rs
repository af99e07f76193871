use std::collections::BTreeMap;

use super::*;
use crate::uitpas_api::{Operation as O, Permission as P, ProblemType};

const CLUB: Organizers<'static> = Organizers::These(&["club"]);

fn grants(organizer: &str, permissions: &[P]) -> Grants {
    let set = permissions.iter().copied().collect();
    Grants(BTreeMap::from([(organizer.to_owned(), set)]))
}

fn client(permissions: &[P]) -> Caller {
    let client = grants("club", permissions);
    Caller {
        identity: Identity::Client,
        client,
        ..Caller::default()
    }
}

/// Somebody with a pass and one child on the family list, in an app with these permissions.
fn parent(permissions: &[P]) -> Caller {
    Caller {
        identity: Identity::User,
        client: grants("app", permissions),
        passholder: Some("parent".into()),
        family: vec!["child".into()],
        ..Caller::default()
    }
}

fn at(organizers: Organizers<'_>) -> Target<'_> {
    Target {
        organizers,
        ..Target::default()
    }
}

fn of(passholder: &str) -> Target<'_> {
    Target {
        passholder: Some(passholder),
        ..Target::default()
    }
}

#[test]
fn what_is_out_of_scope_is_served_to_nobody() {
    let unserved = O::ALL
        .iter()
        .filter(|operation| demands(**operation).is_none())
        .count();
    assert_eq!(unserved, 8);
    let refusal = allowed(O::PostOrder, &client(P::ALL), &at(CLUB)).unwrap_err();
    assert_eq!((refusal.problem(), refusal), (None, Refusal::NotServed));
}

#[test]
fn nobody_gets_in_without_identifying() {
    for operation in O::ALL
        .iter()
        .filter(|operation| demands(**operation).is_some())
    {
        let refusal = allowed(*operation, &Caller::default(), &at(CLUB));
        assert_eq!(refusal, Err(Refusal::Unauthorized), "{operation}");
    }
}

#[test]
fn a_client_without_permissions_gets_only_what_is_open() {
    let open: Vec<_> = O::ALL
        .iter()
        .filter(|operation| allowed(**operation, &client(&[]), &at(Organizers::Every)).is_ok())
        .collect();
    assert_eq!(
        open,
        [
            &O::GetPermissions,
            &O::GetEventCardSystems,
            &O::GetUitidEmailState,
            &O::GetRewards,
            &O::GetCardSystems,
            &O::GetCardSystem,
            &O::GetCardSystemSocialTariffSettings,
            &O::GetCardSystemCitySettings,
            &O::GetCardSystemMembershipPrices,
            &O::GetInszNumberStatus,
        ]
    );
}

#[test]
fn a_check_in_needs_the_right_for_the_organizer_of_the_event() {
    let club = client(&[P::CheckinsWrite]);
    assert_eq!(allowed(O::PostCheckin, &club, &at(CLUB)), Ok(()));
    for elsewhere in [Organizers::These(&["other"]), Organizers::None] {
        let refusal = allowed(O::PostCheckin, &club, &at(elsewhere)).unwrap_err();
        assert_eq!(refusal.problem(), Some(ProblemType::AuthForbidden));
        let text = refusal.to_string();
        assert_eq!(
            text,
            "caller must have one of: CHECKINS_WRITE for the organizer"
        );
    }
    assert!(allowed(O::PostCheckin, &client(&[P::CheckinsRead]), &at(CLUB)).is_err());
}

#[test]
fn several_organizers_at_once_need_the_right_for_each() {
    let club = client(&[P::CheckinsRead, P::RewardsRedeem]);
    let both = at(Organizers::These(&["club", "other"]));
    assert!(allowed(O::GetCheckins, &club, &both).is_err());
    assert!(allowed(O::GetCheckins, &club, &at(Organizers::These(&[]))).is_err());
    assert_eq!(allowed(O::PostRedeemedReward, &club, &both), Ok(()));
    assert_eq!(
        allowed(O::PostRedeemedReward, &club, &at(Organizers::Every)),
        Ok(())
    );
}

#[test]
fn the_rights_of_the_app_are_not_the_rights_of_its_user() {
    let mut user = parent(&[P::CheckinsWrite]);
    user.client = grants("club", &[P::CheckinsWrite]);
    assert!(allowed(O::PostCheckin, &user, &at(CLUB)).is_err());
    user.user = grants("club", &[P::CheckinsWrite]);
    assert_eq!(allowed(O::PostCheckin, &user, &at(CLUB)), Ok(()));
}

#[test]
fn a_person_saves_points_for_oneself_and_the_family() {
    let parent = parent(&[P::PassholdersSelfCheckin]);
    assert_eq!(
        allowed(O::PostPassholderCheckin, &parent, &of("parent")),
        Ok(())
    );
    assert_eq!(
        allowed(O::PostPassholderCheckin, &parent, &of("child")),
        Ok(())
    );
    assert!(allowed(O::PostPassholderCheckin, &parent, &of("stranger")).is_err());
    assert!(allowed(O::PostPassholderCheckin, &parent, &Target::default()).is_err());
    let without = Caller {
        client: Grants::default(),
        ..parent
    };
    assert!(allowed(O::PostPassholderCheckin, &without, &of("parent")).is_err());
}

#[test]
fn the_family_list_belongs_to_one_person() {
    let parent = parent(&[P::PassholdersFamilyMembers]);
    assert_eq!(
        allowed(O::GetPassholderFamilyMembers, &parent, &of("parent")),
        Ok(())
    );
    assert!(allowed(O::GetPassholderFamilyMembers, &parent, &of("child")).is_err());

    let leave = Target {
        family_member: Some("parent"),
        ..of("aunt")
    };
    assert_eq!(
        allowed(O::DeletePassholderFamilyMember, &parent, &leave),
        Ok(())
    );
    let expel = Target {
        family_member: Some("cousin"),
        ..of("aunt")
    };
    assert!(allowed(O::DeletePassholderFamilyMember, &parent, &expel).is_err());

    let identity = Identity::FamilyInvitation {
        passholder: "aunt".into(),
        member: "x".into(),
    };
    let invited = Caller {
        identity,
        ..Caller::default()
    };
    let undo = Target {
        family_member: Some("x"),
        ..of("aunt")
    };
    assert_eq!(
        allowed(O::DeletePassholderFamilyMember, &invited, &undo),
        Ok(())
    );
    assert!(allowed(O::DeletePassholderFamilyMember, &invited, &expel).is_err());
}

#[test]
fn a_search_by_identifier_needs_less() {
    let counter = client(&[P::PassholdersSearchById]);
    let by_number = Target {
        facts: &[Fact::ByIdentifier],
        ..Target::default()
    };
    assert_eq!(allowed(O::GetPassholders, &counter, &by_number), Ok(()));
    assert!(allowed(O::GetPassholders, &counter, &Target::default()).is_err());
}

#[test]
fn a_registration_adds_up_what_it_asks() {
    let some = client(&[P::PassholdersWrite, P::PassholdersWriteSocialtariff]);
    let facts = |facts: &'static [Fact]| Target { facts, ..at(CLUB) };
    assert_eq!(allowed(O::PostPassholder, &some, &facts(&[])), Ok(()));
    assert_eq!(
        allowed(O::PostPassholder, &some, &facts(&[Fact::SocialTariff])),
        Ok(())
    );
    let further = facts(&[Fact::SocialTariff, Fact::OtherCity]);
    assert!(allowed(O::PostPassholder, &some, &further).is_err());
    assert!(allowed(O::PostPassholder, &some, &facts(&[Fact::ForeignCountry])).is_err());
}

#[test]
fn rewards_are_open_until_they_are_about_somebody() {
    let id = Identity::ClientIdentification;
    let site = Caller {
        identity: id,
        ..client(&[])
    };
    assert_eq!(allowed(O::GetRewards, &site, &Target::default()), Ok(()));
    let mine = Target {
        facts: &[Fact::ForPassholder],
        ..of("parent")
    };
    assert!(allowed(O::GetRewards, &site, &mine).is_err());
    assert_eq!(
        allowed(O::GetRewards, &parent(&[P::RewardsPassholdersRead]), &mine),
        Ok(())
    );
}

#[test]
fn an_admin_of_the_right_type_needs_no_permission() {
    let admin = |kind| Caller {
        identity: Identity::User,
        admin_of: BTreeMap::from([("club".to_owned(), kind)]),
        ..Caller::default()
    };
    let member = admin(AdminType::Member);
    assert_eq!(allowed(O::GetOrganizerAdmins, &member, &at(CLUB)), Ok(()));
    assert!(allowed(O::PostOrganizerAdmin, &member, &at(CLUB)).is_err());
    assert_eq!(
        allowed(O::PostOrganizerAdmin, &admin(AdminType::Admin), &at(CLUB)),
        Ok(())
    );
    assert!(allowed(O::GetOrganizerAdmins, &member, &at(Organizers::Every)).is_err());
}

#[test]
fn a_kiosk_does_only_what_kiosks_do() {
    let kiosk = Caller {
        identity: Identity::KioskDevice,
        ..Caller::default()
    };
    assert_eq!(
        allowed(O::PostKioskDeviceCheckin, &kiosk, &Target::default()),
        Ok(())
    );
    assert!(allowed(O::PutKioskDeviceSetup, &kiosk, &Target::default()).is_err());
    let refusal = allowed(O::PostCheckin, &kiosk, &at(CLUB));
    assert_eq!(refusal, Err(Refusal::Unauthorized));
}
