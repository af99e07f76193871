use super::*;
use domain::list::{Columns, cell::Cell, lines};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::io::Write as _;
use zip::{ZipWriter, write::SimpleFileOptions};

fn numbers(bytes: &[u8]) -> Vec<(String, bool)> {
    let table = read(bytes).unwrap();
    let found = lines(&table, &Columns::guess(&table));
    found
        .into_iter()
        .map(|line| (line.name, matches!(line.cell, Cell::Number(_))))
        .collect()
}

#[test]
fn a_workbook_with_all_that_clubs_put_in_it_is_read() {
    let mut book = Workbook::new();
    // An empty sheet first.
    book.add_worksheet();
    let sheet = book.add_worksheet();
    let (plain, date) = (Format::new(), Format::new().set_num_format("dd/mm/yyyy"));
    sheet
        .merge_range(0, 0, 0, 3, "Leden van de Rakkers", &plain)
        .unwrap();
    for (column, title) in (0..).zip(["Voornaam", "Naam", "Geboren", "UiTPAS"]) {
        sheet.write_string(2, column, title).unwrap();
    }
    let born = ExcelDateTime::from_ymd(2012, 2, 29).unwrap();
    sheet.write_string(3, 0, "Zoë").unwrap();
    sheet.write_datetime_with_format(3, 2, born, &date).unwrap();
    // As a number: the zero in front is gone.
    sheet.write_number(3, 3, 900_000_095_902.0).unwrap();
    sheet.write_string(4, 0, "Bo").unwrap();
    let formula = rust_xlsxwriter::Formula::new("=A1&B1").set_result("0900000067513");
    sheet.write_formula(4, 3, formula).unwrap();
    sheet.write_string(6, 0, "An").unwrap();
    let broken = rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!");
    sheet.write_formula(6, 3, broken).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let table = read(&bytes).unwrap();
    assert_eq!(table.rows[0].cells, ["Leden van de Rakkers"]);
    assert_eq!(table.rows[2].cells, ["Zoë", "", "", "900000095902"]);
    assert_eq!(table.rows[2].line, 4);
    let dated = read_with_days(&bytes).unwrap();
    assert_eq!(dated.rows[2].cells, ["Zoë", "", "40968", "900000095902"]);
    let found = numbers(&bytes);
    let count = found.iter().filter(|(_, is_number)| *is_number).count();
    assert_eq!(count, 2, "{found:?}");
}

fn parts(of: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    for (name, content) in of {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn what_is_no_list_is_refused_whole() {
    let huge = vec![b' '; 40 * 1024 * 1024];
    let bomb = parts(&[("xl/workbook.xml", &huge)]);
    assert!(bomb.len() < 100_000);
    assert_eq!(read(&bomb), Err(FileError::TooLarge));
    // One that says that it is small.
    let mut lying = bomb;
    let size = 40_u32 * 1024 * 1024;
    while let Some(at) = lying.windows(4).position(|four| four == size.to_le_bytes()) {
        lying[at..at + 4].copy_from_slice(&7_u32.to_le_bytes());
    }
    assert!(matches!(
        read(&lying),
        Err(FileError::TooLarge | FileError::Broken)
    ));
    assert_eq!(
        read(&parts(&[("hello.txt", b"hi")])),
        Err(FileError::Broken)
    );
    assert_eq!(read(b"PK\x03\x04rubbish"), Err(FileError::Broken));
    assert_eq!(
        read(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
        Err(FileError::OldOrLocked)
    );
    assert_eq!(read(b"%PDF-1.7\n\x00\x01\x02"), Err(FileError::NoList));
    assert_eq!(read(b""), Err(FileError::Empty));
    assert_eq!(
        read("a;\"b\n".as_bytes()),
        Err(FileError::OpenQuote { line: 1 })
    );

    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..50_000 {
        sheet.write_number(row, 0, 900_000_095_902.0).unwrap();
    }
    assert_eq!(
        read(&book.save_to_buffer().unwrap()),
        Err(FileError::TooManyLines)
    );
    let mut book = Workbook::new();
    // One cell in the far corner must not make a table of seventeen thousand million.
    book.add_worksheet()
        .write_string(1_048_575, 16_383, "x")
        .unwrap();
    assert_eq!(
        read(&book.save_to_buffer().unwrap()),
        Err(FileError::TooWide { line: 1_048_576 })
    );
    assert_eq!(
        read(&Workbook::new().save_to_buffer().unwrap_or_default()),
        Err(FileError::Empty)
    );
}
