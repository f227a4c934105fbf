-- How sure numbers are said to be: the level of intervals, and how narrow one must be to be solid.
alter table company
    add column confidence_level double precision not null default 0.95
        check (confidence_level between 0.5 and 0.999),
    add column solid_points double precision not null default 5 check (solid_points > 0 and solid_points <= 50),
    add column solid_part double precision not null default 0.1 check (solid_part > 0 and solid_part <= 1);
