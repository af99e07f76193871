//! What the UiTPAS registry can do, in the words of UiTPAS API 4.0: one table, from which the trait,
//! its two implementations' outsides and the routes of `/uitpas` are made.
//!
//! `embedded` is our own registry on SQLite or PostgreSQL, `publiq` a client of the real one.

pub mod call;
pub mod embedded;
pub mod publiq;

pub use call::{Answer, Call, Refused};

/// The types that the table names.
pub(crate) mod prelude {
    pub(crate) use domain::uitpas_api::{
        Page,
        association::{
            Association, AssociationMembership, AssociationMembershipQuery, AssociationQuery,
        },
        card::{Card, CardQuery, SocialTariffCard},
        card_system::{
            CardSystem, CardSystemCitySettings, CardSystemQuery, CardSystemSocialTariffSettings,
            CitySettingsQuery,
        },
        checkin::{
            Checkin, CheckinQuery, CheckinStatus, CheckinStatusQuery, SelfCheckin,
            SelfCheckinResult,
        },
        coupon::{CouponQuery, GrantedCoupon},
        event::{DownloadLink, DownloadLinkQuery, EventCardSystem, EventSettings},
        family::{Family, FamilyMember},
        group_pass::{GroupPass, GroupPassQuery},
        kiosk::{
            KioskDevice, KioskDeviceCheckinRequest, KioskDeviceCheckinResponse, KioskDeviceEvent,
            KioskDeviceEventRequest, KioskDeviceSetup, KioskPass, KioskQuery,
        },
        organizer::{Organizer, OrganizerAdmin, OrganizerPermissions, OrganizerQuery},
        page::PageQuery,
        pass::{Pass, PassQuery},
        passholder::{
            InszNumberStatus, Passholder, PassholderPicture, RegistrationToken, UitidEmailStatus,
            UitidRegistrationStatus,
        },
        passholder_query::PassholderQuery,
        report::{Report, ReportPeriod},
        reward::{RedeemRequest, RedeemStatus, RedeemStatusQuery, RedeemedReward, Reward},
        reward_query::{RedeemedRewardQuery, RewardPage, RewardQuery},
        tariff::{StaticTariffQuery, TariffQuery, TariffsResponse},
        ticket_sale::{TicketSale, TicketSaleQuery},
        transaction::{Transaction, TransactionQuery},
    };
}

/// Hands the table to a macro. A row: the operation, the method of the trait with what comes in the
/// path, the query and the body, the answer, and the function of `embedded` that gives it.
macro_rules! operations {
    ($use:path) => {
        $use! {
            GetPermissions permissions() -> Vec<OrganizerPermissions> = permission::own;
            GetClientPermissions client_permissions(path id: String) -> Vec<OrganizerPermissions> = permission::of_client;

            GetPass pass(query q: PassQuery) -> Pass = pass::find;
            GetPassByUitpasNumber pass_by_uitpas_number(path number: String) -> Pass = pass::by_uitpas_number;
            GetPassByInszNumber pass_by_insz_number(path number: String) -> Pass = pass::by_insz_number;
            GetPassByChipNumber pass_by_chip_number(path number: String) -> Pass = pass::by_chip_number;
            GetCard card(query q: CardQuery) -> Card = card::find;
            GetActiveSocialTariffCards social_tariff_cards(path id: String) -> Vec<SocialTariffCard> = card::with_social_tariff;

            GetPassholders passholders(query q: PassholderQuery) -> Page<Passholder> = passholder::search;
            GetPassholder passholder(path id: String) -> Passholder = passholder::one;
            GetMe me() -> Passholder = passholder::me;
            GetPassholderTransactions transactions(path id: String, query q: TransactionQuery) -> Page<Transaction> = point::transactions;
            GetPassholderPicture picture(path id: String) -> PassholderPicture = passholder::picture;
            DeletePassholderPicture delete_picture(path id: String) -> () = passholder::delete_picture;
            GetInszNumberStatus insz_number_status(path number: String) -> InszNumberStatus = passholder::insz_number_status;
            GetUitidEmailState uitid_email(path email: String) -> UitidEmailStatus = passholder::uitid_email;
            GetRegistrationToken registration_token() -> RegistrationToken = registration::token;
            GetUitidStatus uitid_status() -> UitidRegistrationStatus = registration::status;
            PutMyUitid link_uitid() -> () = registration::link;

            GetPassholderFamilyMembers family_members(path id: String) -> Vec<FamilyMember> = family::members;
            PostPassholderFamilyMember add_family_member(path id: String, body member: FamilyMember) -> () = family::add;
            PutPassholderFamilyMember update_family_member(path id: String, path member_id: String, body member: FamilyMember) -> () = family::update;
            DeletePassholderFamilyMember remove_family_member(path id: String, path member_id: String) -> () = family::remove;
            GetPassholderFamilies families(path id: String) -> Vec<Family> = family::families;

            GetGrouppasses group_passes(query q: GroupPassQuery) -> Page<GroupPass> = group_pass::search;
            GetGrouppass group_pass(path id: String) -> GroupPass = group_pass::one;
            GetGrouppassCoupons group_pass_coupons(path id: String, query q: CouponQuery) -> Vec<GrantedCoupon> = coupon::of_group_pass;
            GetPassholderCoupons coupons(path id: String, query q: CouponQuery) -> Vec<GrantedCoupon> = coupon::of_passholder;

            PostCheckin create_checkin(body checkin: Checkin) -> Checkin = checkin::create;
            GetCheckins checkins(query q: CheckinQuery) -> Page<Checkin> = checkin::search;
            DeleteCheckin cancel_checkin(path id: String) -> () = checkin::cancel;
            GetCheckinStatus checkin_status(query q: CheckinStatusQuery) -> CheckinStatus = checkin::status;
            PostPassholderCheckin self_checkin(path id: String, body checkin: SelfCheckin) -> SelfCheckinResult = checkin::by_code;

            GetTariffs tariffs(query q: TariffQuery) -> TariffsResponse = tariff::of_pass;
            GetStaticTariffs static_tariffs(query q: StaticTariffQuery) -> TariffsResponse = tariff::of_event;
            PostTicketSales create_ticket_sales(body sales: Vec<TicketSale>) -> Vec<TicketSale> = ticket_sale::create;
            GetTicketSales ticket_sales(query q: TicketSaleQuery) -> Page<TicketSale> = ticket_sale::search;
            DeleteTicketSale cancel_ticket_sale(path id: String) -> () = ticket_sale::cancel;

            GetEventCardSystems event_card_systems(path id: String) -> Vec<EventCardSystem> = event::card_systems;
            PutEventCardSystems update_event_card_systems(path id: String, body systems: Vec<EventCardSystem>) -> () = event::update_card_systems;
            GetEventSettings event_settings(path id: String) -> EventSettings = event::settings;
            PutEventSettings update_event_settings(path id: String, body settings: EventSettings) -> () = event::update_settings;
            GetEventQrCheckincodesDownloadLink checkin_codes(path id: String, query q: DownloadLinkQuery) -> DownloadLink = event::checkin_codes;

            GetRewards rewards(query q: RewardQuery) -> RewardPage = reward::search;
            PostReward create_reward(body reward: Reward) -> Reward = reward::create;
            GetReward reward(path id: String) -> Reward = reward::one;
            PutReward update_reward(path id: String, body reward: Reward) -> Reward = reward::update;
            GetRewardRedeemStatus redeem_status(path id: String, query q: RedeemStatusQuery) -> RedeemStatus = redeem::status;
            PostRedeemedReward redeem(body request: RedeemRequest) -> RedeemedReward = redeem::create;
            GetRedeemedRewards redeemed_rewards(query q: RedeemedRewardQuery) -> Page<RedeemedReward> = redeem::search;
            DeleteRedeemedReward cancel_redeemed_reward(path id: String) -> () = redeem::cancel;

            GetCardSystems card_systems(query q: CardSystemQuery) -> Page<CardSystem> = card_system::search;
            GetCardSystem card_system(path id: String) -> CardSystem = card_system::one;
            GetCardSystemSocialTariffSettings social_tariff_settings(path id: String, query q: CitySettingsQuery) -> CardSystemSocialTariffSettings = card_system::social_tariff_settings;
            GetCardSystemCitySettings city_settings(path id: String, query q: CitySettingsQuery) -> Vec<CardSystemCitySettings> = card_system::city_settings;

            GetOrganizers organizers(query q: OrganizerQuery) -> Page<Organizer> = organizer::search;
            GetOrganizer organizer(path id: String) -> Organizer = organizer::one;
            GetOrganizerAdmins organizer_admins(path id: String, query q: PageQuery) -> Page<OrganizerAdmin> = organizer::admins;
            PostOrganizerAdmin add_organizer_admin(path id: String, body admin: OrganizerAdmin) -> OrganizerAdmin = organizer::add_admin;
            DeleteOrganizerAdmin remove_organizer_admin(path id: String, path user_id: String) -> () = organizer::remove_admin;

            GetAssociations associations(query q: AssociationQuery, query p: PageQuery) -> Page<Association> = association::search;
            GetPassholderAssociationMemberships association_memberships(path id: String, query q: AssociationMembershipQuery) -> Vec<AssociationMembership> = association::memberships;
            PostPassholderAssociationMembership register_association_membership(path id: String, query q: AssociationMembershipQuery, body membership: AssociationMembership) -> () = association::register;
            DeletePassholderAssociationMembership stop_association_membership(path id: String, path association_id: String, query q: AssociationMembershipQuery) -> () = association::stop;

            GetKiosks kiosks(query q: KioskQuery) -> Page<KioskDevice> = kiosk::search;
            GetKioskFixedEvent kiosk_fixed_event(path id: String) -> KioskDeviceEvent = kiosk::fixed_event;
            PutKioskFixedEvent fix_kiosk_event(path id: String, body event: KioskDeviceEventRequest) -> () = kiosk::fix_event;
            DeleteKioskFixedEvent unfix_kiosk_event(path id: String) -> () = kiosk::unfix_event;
            PutKioskDeviceSetup set_up_kiosk(body setup: KioskDeviceSetup) -> KioskDevice = kiosk::set_up;
            GetKioskDevice kiosk() -> KioskDevice = kiosk::device;
            GetKioskDeviceEvent kiosk_event() -> KioskDeviceEvent = kiosk::event;
            GetKioskDeviceCheckinEvent kiosk_checkin_event() -> KioskDeviceEvent = kiosk::event;
            PutKioskDeviceEvent choose_kiosk_event(body event: KioskDeviceEventRequest) -> () = kiosk::choose_event;
            DeleteKioskDeviceEvent forget_kiosk_event() -> () = kiosk::forget_event;
            PostKioskDeviceCheckin kiosk_checkin(body checkin: KioskDeviceCheckinRequest) -> KioskDeviceCheckinResponse = kiosk::checkin;
            GetKioskDeviceChipNumber kiosk_pass(path number: String) -> KioskPass = kiosk::pass;

            GetOrganizerFinancialReportsPeriods report_periods(path id: String) -> Vec<ReportPeriod> = report::periods;
            PostOrganizerFinancialReport create_report(path id: String, body period: ReportPeriod) -> Report = report::create;
            GetOrganizerFinancialReports reports(path id: String) -> Vec<Report> = report::all;
            GetOrganizerFinancialReport report(path id: String, path report_id: String) -> Report = report::one;
            GetOrganizerFinancialReportDownloadLink report_link(path id: String, path report_id: String) -> DownloadLink = report::link;
        }
    };
}
pub(crate) use operations;

use prelude::*;

macro_rules! registry {
    ($($operation:ident $method:ident($($part:ident $name:ident: $kind:ty),*) -> $answer:ty = $module:ident::$function:ident;)+) => {
        /// What can be asked of a UiTPAS registry, one method an operation of API 4.0.
        #[async_trait::async_trait]
        pub trait Registry: std::fmt::Debug + Send + Sync {
            $(
                #[doc = concat!("`Operation::", stringify!($operation), "`")]
                async fn $method(&self, call: &Call, $($name: $kind),*) -> Answer<$answer>;
            )+
        }

        #[async_trait::async_trait]
        impl Registry for embedded::Embedded {
            $(
                async fn $method(&self, call: &Call, $($name: $kind),*) -> Answer<$answer> {
                    embedded::$module::$function(self, call, $($name),*).await
                }
            )+
        }
    };
}
operations!(registry);
