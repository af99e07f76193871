use super::cell::{Cell, read};
use super::name::{Known, Match, find};
use super::table::{Table, TableError};
use super::text::{NoText, decode};
use super::*;
use proptest::prelude::*;

const GOOD: &str = "0900000095902";

fn number(text: &str) -> Cell {
    Cell::Number(text.parse().unwrap())
}

#[test]
fn a_number_is_found_past_what_programs_and_people_do_to_it() {
    for text in [
        "0900000095902",
        " 0900 000 095 902 ",
        "0900-000-095-902",
        "'0900000095902",
        "=\"0900000095902\"",
        "900000095902",
        "900000095902.0",
        "900000095902,00",
        "9.00000095902E+11",
        "9,00000095902E11",
        "UiTPAS nr.: 0900000095902",
        "O9000000959O2",
        "\u{FEFF}0900000095902\u{200B}",
        "٠٩٠٠٠٠٠٠٩٥٩٠٢",
        "\u{202A}0900\u{A0}000 095 902\u{202C}",
        "#0900000095902",
    ] {
        assert_eq!(read(text), number(GOOD), "{text:?}");
    }
    assert_eq!(read(""), Cell::Empty);
    assert_eq!(read(" \u{200B} "), Cell::Empty);
    assert_eq!(read("9,00E+11"), Cell::Rounded);
    assert_eq!(
        read("090000009590"),
        Cell::Mistyped("0090000009590".to_owned())
    );
    assert_eq!(
        read("0900000095903"),
        Cell::Mistyped("0900000095903".to_owned())
    );
    assert_eq!(read("09000000959021"), Cell::Length(14));
    assert_eq!(read("090000009"), Cell::Length(9));
    assert_eq!(read("12"), Cell::Other);
    assert_eq!(read("Amina"), Cell::Other);
    assert_eq!(read("85073003328"), Cell::NationalNumber);
}

#[test]
fn a_text_is_read_in_the_encodings_of_spreadsheets() {
    let text = "Zoë;0900\nÉloïse;€";
    let utf16 = |to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect::<Vec<u8>>();
    let windows = b"Zo\xEB;0900\n\xC9lo\xEFse;\x80".to_vec();
    let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    for bytes in [
        text.as_bytes().to_vec(),
        marked(b"\xEF\xBB\xBF", text.as_bytes().to_vec()),
        marked(b"\xFF\xFE", utf16(u16::to_le_bytes)),
        marked(b"\xFE\xFF", utf16(u16::to_be_bytes)),
        utf16(u16::to_le_bytes),
        windows,
    ] {
        assert_eq!(decode(&bytes).as_deref(), Ok(text), "{bytes:?}");
    }
    assert_eq!(decode(b"\x89PNG\r\n\x1A\n\0\0"), Err(NoText));
    assert_eq!(decode(b"\xFF\xFE\x41"), Err(NoText));
}

#[test]
fn every_separator_and_quote_gives_the_same_table() {
    for text in [
        "Naam;Nummer\n\"De Smet; An\";\"0900000095902\"\n",
        "Naam\tNummer\r\n\"De Smet; An\"\t0900000095902\r\n\r\n",
        "Naam,Nummer\n\"De Smet; An\",0900000095902",
    ] {
        let table = Table::read(text).unwrap();
        assert_eq!(table.rows[1].cells, ["De Smet; An", GOOD], "{text}");
    }
    let table = Table::read("\"zegt \"\"hoi\"\"\nen gaat\";x\n;;\ny;z").unwrap();
    assert_eq!(table.rows[0].cells, ["zegt \"hoi\"\nen gaat", "x"]);
    assert_eq!((table.rows.len(), table.rows[1].line), (2, 4));
    // A pasted column has no separator at all; a comma in a name is none either.
    assert_eq!(Table::read("0900\n0901").unwrap().width(), 1);
    assert_eq!(
        Table::read("a;b\n\"x").unwrap_err(),
        TableError::OpenQuote { line: 2 }
    );
    assert_eq!(Table::read(" \n\r\n"), Err(TableError::Empty));
    assert_eq!(
        Table::read(&"0900000095902\n".repeat(50_000)),
        Err(TableError::TooManyLines)
    );
    assert_eq!(
        Table::read(&"x;".repeat(60)),
        Err(TableError::TooWide { line: 1 })
    );
    assert_eq!(
        Table::read(&"x".repeat(5_000)),
        Err(TableError::TooWide { line: 1 })
    );
    assert!(Table::read(&"0900000095902\n".repeat(MAX_LINES)).is_ok());
}

#[test]
fn columns_are_found_by_what_they_hold() {
    let people = |text: &str| {
        let table = Table::read(text).unwrap();
        let columns = Columns::guess(&table);
        let found = lines(&table, &columns);
        found
            .into_iter()
            .map(|line| (line.name, line.cell))
            .collect::<Vec<_>>()
    };
    let an = ("An De Smet".to_owned(), number(GOOD));
    for text in [
        "Nr;Voornaam;Achternaam;UiTPAS\n1;An;De Smet;0900000095902",
        "An;De Smet;900000095902;an@example.org",
        "Prénom;Nom;Carte\nAn;De Smet;0900 000 095 902",
    ] {
        assert_eq!(people(text), std::slice::from_ref(&an), "{text}");
    }
    assert_eq!(
        people("Leden van de Rakkers;;\n;;\nNaam;Voornaam;UiTPAS\nDe Smet;An;0900000095902"),
        [("De Smet An".to_owned(), number(GOOD))]
    );
    assert_eq!(
        people("UiTPAS\n0900000095902"),
        [(String::new(), number(GOOD))]
    );
    assert_eq!(
        people("An De Smet\nBo Pieters"),
        [
            ("An De Smet".to_owned(), Cell::Empty),
            ("Bo Pieters".to_owned(), Cell::Empty),
        ]
    );
}

#[test]
fn a_name_is_matched_or_asked_and_never_guessed() {
    let known = [
        Known::new("1", "Zoë", "De Smet"),
        Known::new("2", "Mohamed", "El Amrani"),
        Known::new("3", "Mohamed", "Haddad"),
        Known::new("4", "An", "Maes"),
        Known::new("5", "An", "Maes"),
        Known::new("6", "Олена", "Шевченко"),
    ];
    let one = |id: &str| Match::One(id.to_owned());
    let ask = |ids: &[&str]| Match::Ask(ids.iter().map(|id| (*id).to_owned()).collect());
    assert_eq!(find("zoe de smet", &known), one("1"));
    assert_eq!(find("De Smet, Zoë", &known), one("1"));
    assert_eq!(find("ШЕВЧЕНКО Олена", &known), one("6"));
    assert_eq!(find("Mohammed El Amrani", &known), ask(&["2"]));
    assert_eq!(find("Mohamed", &known), ask(&["2", "3"]));
    assert_eq!(find("An Maes", &known), ask(&["4", "5"]));
    assert_eq!(find("M. Haddad", &known), ask(&["3"]));
    assert_eq!(find("Z", &known), Match::Nobody);
    assert_eq!(find("Piet Pieters", &known), Match::Nobody);
}

proptest! {
    /// No text of any kind stops the reader, and what it takes for a number is one.
    #[test]
    fn any_text_is_read(text in "\\PC{0,60}", bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Cell::Number(found) = read(&text) {
            prop_assert!(found.as_str().parse::<crate::number::UitpasNumber>().is_ok());
        }
        if let Ok(text) = decode(&bytes) && let Ok(table) = Table::read(&text) {
            lines(&table, &Columns::guess(&table));
        }
    }

    /// One wrong or swapped digit is never read as the number of somebody else.
    #[test]
    fn a_slip_is_noticed(place in 0usize..13, digit in 0u8..10) {
        let mut digits = GOOD.as_bytes().to_vec();
        digits[place] = b'0' + digit;
        let text = String::from_utf8(digits).unwrap();
        let expected = if text == GOOD { number(GOOD) } else { Cell::Mistyped(text.clone()) };
        prop_assert_eq!(read(&text), expected);
    }
}
