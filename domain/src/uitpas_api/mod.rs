//! The wire types of UiTPAS API 4.0, exactly as published: what our `/uitpas` face answers and what
//! our client of the real API reads.
//!
//! Writing is strict: absent and never null, `+00:00` offsets, integer region ids, bare arrays where
//! the contract has them. Reading is lenient where the documents contradict each other. No rule of
//! the UiTPAS is here; `tests/contract` holds these types against the contract itself.
//!
//! Query structs read and write `application/x-www-form-urlencoded` with repeated keys; unknown
//! keys are ignored. Fields that an operation requires are required here, except where the contract
//! asks for one of several.

pub mod association;
pub mod card;
pub mod card_system;
pub mod checkin;
pub mod coupon;
mod documented;
pub mod enums;
pub mod event;
pub mod family;
pub mod group_pass;
pub mod kiosk;
pub mod membership;
pub mod money;
pub mod operation;
pub mod organizer;
pub mod page;
pub mod pass;
pub mod passholder;
pub mod passholder_query;
pub mod permission;
pub mod problem;
pub mod problem_type;
pub mod report;
pub mod reward;
pub mod reward_query;
mod schema;
pub mod tariff;
pub mod text;
pub mod ticket_sale;
pub mod time;
pub mod transaction;

pub use documented::{documented, status_of};
pub use money::Euro;
pub use operation::{Auth, Method, Operation};
pub use page::{Page, PageQuery};
pub use permission::{Permission, PermissionSet};
pub use problem::{Problem, TypeUrl};
pub use problem_type::ProblemType;
pub use text::LocalizedText;
pub use time::{Date, DateTime};
