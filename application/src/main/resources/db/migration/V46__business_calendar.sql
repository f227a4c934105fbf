-- When the company is open: exactly one row. The week names stretches of each weekday ("09:00-12:00"); special days differ from it.
create table business_hours (
    only_one boolean primary key default true check (only_one),
    version int not null,
    week jsonb not null,
    special jsonb not null
);

insert into business_hours (version, week, special)
values (
    1,
    '{"monday": ["09:00-12:00", "13:30-18:00"], "tuesday": ["09:00-12:00", "13:30-18:00"],
      "wednesday": ["09:00-12:00", "13:30-18:00"], "thursday": ["09:00-12:00", "13:30-18:00"],
      "friday": ["09:00-12:00", "13:30-18:00"]}',
    '[]');

-- The same, worked out in the company's zone for queries: from opens__at the company is open for open__for, and had been for
-- open__before. All but the day are microseconds, days and moments those of UTC. No record field can have such a name.
create table business_day (
    utc__day int not null,
    opens__at bigint not null,
    open__for bigint not null,
    open__before bigint not null,
    primary key (utc__day, opens__at)
);

-- What business_day was worked out from; the projection copies it when this changes.
create table business_day_source (
    only_one boolean primary key default true check (only_one),
    source text not null
);

insert into business_day_source (source) values ('');
