-- In SQLite looking once more whether a row is there locks nothing and stays: see PostgreSQL's.
select 1;
