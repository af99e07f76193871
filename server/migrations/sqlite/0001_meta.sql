-- What the server remembers about itself: keys that it made once.
create table meta (
    name text primary key not null,
    value text not null
) strict;
