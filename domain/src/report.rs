//! Financial reports: which periods can be asked, and the rows that tell who owes whom what.

use crate::money::Money;
use crate::tariff::Split;
use crate::time::add_months;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// How many quarters back a report can be asked.
const QUARTERS: u32 = 8;

/// A sale at a UiTPAS tariff, as a report needs it. Without a name: those need a right of their own
/// (LEG `downloaden_financieel_rapport.md`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sold {
    /// The day in Brussels.
    pub date: NaiveDate,
    /// Who pays the public part: the region of the pass.
    pub authority: String,
    /// The activity.
    pub event: String,
    /// Which of its prices.
    pub label: String,
    /// The tariff's name.
    pub tariff: String,
    /// Who paid what.
    pub split: Split,
}

/// One line of a report: the sales of one tariff at one price of one activity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// The activity.
    pub event: String,
    /// Which of its prices.
    pub label: String,
    /// The tariff's name.
    pub tariff: String,
    /// The price without a discount, of one ticket.
    pub price: Money,
    /// How many were sold.
    pub tickets: u32,
    /// What those who came paid.
    pub passholders: Money,
    /// What the organizer bears.
    pub organizer: Money,
    /// What the authority pays back.
    pub authority: Money,
}

/// The rows of a report, one table an authority, each in order of activity and price.
pub fn rows(sales: &[Sold]) -> BTreeMap<String, Vec<Row>> {
    let mut tables: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for sold in sales {
        let table = tables.entry(sold.authority.clone()).or_default();
        let price = sold.split.total();
        let same = table.iter_mut().find(|row| {
            row.event == sold.event
                && row.label == sold.label
                && row.tariff == sold.tariff
                && row.price == price
        });
        let public = sold.split.city + sold.split.flanders;
        match same {
            Some(row) => {
                row.tickets += 1;
                row.passholders = row.passholders + sold.split.passholder;
                row.organizer = row.organizer + sold.split.organizer;
                row.authority = row.authority + public;
            }
            None => table.push(Row {
                event: sold.event.clone(),
                label: sold.label.clone(),
                tariff: sold.tariff.clone(),
                price,
                tickets: 1,
                passholders: sold.split.passholder,
                organizer: sold.split.organizer,
                authority: public,
            }),
        }
    }
    for table in tables.values_mut() {
        table.sort();
    }
    tables
}

/// The periods that can be asked: this quarter up to today, and those before, newest first.
pub fn periods(today: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
    let month = (today.month() - 1) / 3 * 3 + 1;
    let current = NaiveDate::from_ymd_opt(today.year(), month, 1).unwrap_or(today);
    let mut periods = vec![(current, today)];
    for back in 1..QUARTERS {
        let begin = crate::time::subtract_months(current, back * 3);
        let end = add_months(begin, 3).pred_opt().unwrap_or(begin);
        periods.push((begin, end));
    }
    periods
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sold(authority: u8, event: u8, cents: i64) -> Sold {
        let pay = |part| Money::from_cents(cents * part / 10);
        let passholder = pay(2);
        let city = pay(4);
        Sold {
            date: NaiveDate::from_ymd_opt(2026, 1, 1).unwrap(),
            authority: format!("Regio {authority}"),
            event: format!("Activiteit {event}"),
            label: "Basistarief".into(),
            tariff: "Kansentarief".into(),
            split: Split {
                passholder,
                city,
                organizer: Money::from_cents(cents) - passholder - city,
                flanders: Money::ZERO,
            },
        }
    }

    #[test]
    fn equal_sales_share_a_row() {
        let tables = rows(&[
            sold(1, 1, 1000),
            sold(1, 1, 1000),
            sold(1, 1, 500),
            sold(2, 1, 1000),
        ]);
        let first = &tables["Regio 1"];
        assert_eq!((first.len(), tables["Regio 2"].len()), (2, 1));
        let row = first.iter().find(|row| row.tickets == 2).unwrap();
        assert_eq!(
            (
                row.passholders.cents(),
                row.authority.cents(),
                row.organizer.cents()
            ),
            (400, 800, 800)
        );
    }

    #[test]
    fn periods_are_quarters() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let periods = periods(day(2026, 2, 10));
        assert_eq!(periods[0], (day(2026, 1, 1), day(2026, 2, 10)));
        assert_eq!(periods[1], (day(2025, 10, 1), day(2025, 12, 31)));
        assert_eq!(periods.len(), 8);
    }

    proptest! {
        /// The report adds up to the sales, ticket by ticket and cent by cent.
        #[test]
        fn nothing_is_lost_between_sales_and_rows(sales in proptest::collection::vec((0u8..3, 0u8..3, 0i64..5_000), 0..60)) {
            let sales: Vec<_> = sales.into_iter().map(|(a, e, c)| sold(a, e, c)).collect();
            let tables = rows(&sales);
            let all: Vec<_> = tables.values().flatten().collect();
            let tickets: u32 = all.iter().map(|row| row.tickets).sum();
            prop_assert_eq!(tickets as usize, sales.len());
            let paid: Money = all.iter().map(|row| row.passholders + row.organizer + row.authority).sum();
            let price: Money = sales.iter().map(|one| one.split.total()).sum();
            prop_assert_eq!(paid, price);
        }
    }
}
