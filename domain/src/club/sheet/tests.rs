use super::*;
use proptest::prelude::*;

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn today() -> NaiveDate {
    day(2026, 11, 25)
}

fn read(text: &str) -> (Mapping, Vec<Understood>) {
    let table = Table::read(text).unwrap();
    let mapping = Mapping::guess(&table, today());
    let rows = understand(&table, &mapping, today());
    (mapping, rows)
}

fn guest(first: &str, last: &str, born: NaiveDate) -> Person {
    let (first, last) = (first.to_owned(), last.to_owned());
    Person::Guest { first, last, born }
}

#[test]
fn columns_are_guessed_by_their_words_and_else_by_what_they_hold() {
    for (text, wanted) in [
        (
            "Voornaam;Naam;Geboortedatum;UiTPAS-nummer;Lidgeld;GSM ouder;Groep\nAn;De Smet;1/2/2003;;;;",
            vec![
                (Column::First, 0),
                (Column::Last, 1),
                (Column::Born, 2),
                (Column::Pass, 3),
                (Column::Fee, 4),
                (Column::Phone, 5),
                (Column::Group, 6),
            ],
        ),
        (
            "Leden 2026;;\n;;\nPrénom;Nom de famille;Né(e) le\nAn;De Smet;01.02.2003",
            vec![(Column::First, 0), (Column::Last, 1), (Column::Born, 2)],
        ),
        (
            "1;An;De Smet;2003-02-01;0900000095902",
            vec![
                (Column::First, 1),
                (Column::Last, 2),
                (Column::Born, 3),
                (Column::Pass, 4),
            ],
        ),
        (
            "An De Smet;2003-02-01\nBo Maes;2004-02-01",
            vec![(Column::Whole, 0), (Column::Born, 1)],
        ),
        ("0900000095902\n0900000067513", vec![(Column::Pass, 0)]),
    ] {
        let (mapping, _) = read(text);
        assert_eq!(mapping.columns, wanted.into_iter().collect(), "{text}");
        assert!(mapping.is_enough(), "{text}");
    }
    let (mut mapping, _) = read("An;1\nBo;2");
    assert!(!mapping.is_enough());
    mapping.set(1, Some(Column::Born));
    mapping.set(0, Some(Column::Born));
    assert_eq!((mapping.of(0), mapping.of(1)), (Some(Column::Born), None));
}

#[test]
fn a_first_name_beside_a_name_is_whole() {
    let (_, rows) = read("Voornaam;Naam;Geboren\nAn;De Smet;1/2/2003");
    assert_eq!(
        rows[0].is.as_ref().unwrap().person,
        guest("An", "De Smet", day(2003, 2, 1))
    );
}

#[test]
fn each_row_says_what_it_is_or_what_is_wrong_with_it() {
    use Problem::{
        Agreed, Born, BornUnreadable, Fee, Name, NationalNumber, Parent, Pass, Phone, Twice,
    };
    let text = "Voornaam;Familienaam;Geboren;UiTPAS;Lidgeld;GSM ouder;Akkoord ouder;Groep\n\
        An;De Smet;1/2/2003;;12,5;;;Rakkers\n\
        ;;;0900 000 095 902;;;;\n\
        Bo;Maes;40968;;;0470 12 34 56;1/9/2026;\n\
        Cas;;1/2/2003;;;;;\n\
        Dirk;Aerts;;;;;;\n\
        Els;Aerts;1/2/03;;;;;\n\
        Fien;Aerts;1/2/2033;;;;;\n\
        Gust;Aerts;1/2/2003;0900000095903;;;;\n\
        Hans;Aerts;1/2/2003;85073003328;;;;\n\
        Ina;Aerts;1/2/2003;;veel;;;\n\
        Jef;Aerts;1/2/2003;;;bel mij;;\n\
        Kaat;Aerts;1/2/2016;;;0470 12 34 56;;\n\
        Lea;Aerts;1/2/2016;;;0470 12 34 56;1/2/2027;\n\
        An;De Smet;01-02-2003;;;;;\n\
        ;;;900000095902;;;;\n";
    let (_, rows) = read(text);
    let problems: Vec<_> = rows
        .iter()
        .map(|row| row.is.as_ref().err().copied())
        .collect();
    assert_eq!(
        problems,
        [
            None,
            None,
            None,
            Some(Name),
            Some(Born),
            Some(BornUnreadable),
            Some(BornUnreadable),
            Some(Pass),
            Some(NationalNumber),
            Some(Fee),
            Some(Phone),
            Some(Parent),
            Some(Agreed),
            Some(Twice { line: 2 }),
            Some(Twice { line: 3 }),
        ]
    );
    let an = rows[0].is.as_ref().unwrap();
    assert_eq!(an.person, guest("An", "De Smet", day(2003, 2, 1)));
    let own = an.own.as_ref().unwrap();
    assert_eq!(
        (own.fee_cents, own.group.as_deref()),
        (Some(1250), Some("Rakkers"))
    );
    assert_eq!(rows[1].name, "•••• ••• 095 •••", "no number in full");
    let bo = rows[2].is.as_ref().unwrap();
    assert_eq!(
        bo.person,
        guest("Bo", "Maes", day(2012, 2, 29)),
        "a day as a spreadsheet counts it"
    );
    assert_eq!(
        bo.own.as_ref().unwrap().parent_agreed_on,
        Some(day(2026, 9, 1))
    );
}

#[test]
fn days_amounts_and_names_are_read_as_people_write_them() {
    for text in [
        "2012-02-29",
        "29/02/2012",
        "29-2-2012",
        "29.2.2012",
        "2012-02-29 00:00:00",
        "2012-02-29T00:00:00",
        "40968",
    ] {
        assert_eq!(value::date(text), Some(day(2012, 2, 29)), "{text}");
    }
    for text in [
        "",
        "29/2/2013",
        "29/2/12",
        "2012",
        "12",
        "1012-02-02",
        "vandaag",
        "1/2/3/2012",
    ] {
        assert_eq!(value::date(text), None, "{text}");
    }
    for (text, cents) in [
        ("12", Some(1200)),
        ("€ 12,5", Some(1250)),
        ("12.50 EUR", Some(1250)),
        ("0", Some(0)),
        ("", None),
        ("-1", None),
        ("1.234,50", None),
        ("99999", None),
    ] {
        assert_eq!(value::cents(text), cents, "{text}");
    }
    let parts = |whole: &str| value::parts_of_name(whole);
    let an = ("An".to_owned(), "De Smet".to_owned());
    assert_eq!(
        (parts("An De Smet"), parts(" De Smet , An ")),
        (an.clone(), an)
    );
    assert_eq!(parts("An").1, "");
}

proptest! {
    /// No table of any kind stops it, and whom it takes is named.
    #[test]
    fn any_table_is_understood(text in "[a-zA-Z0-9;,./ \\n-]{0,200}") {
        if let Ok(table) = Table::read(&text) {
            let mapping = Mapping::guess(&table, today());
            for row in understand(&table, &mapping, today()) {
                if row.is.is_ok() {
                    prop_assert!(!row.name.is_empty());
                }
            }
        }
    }
}
