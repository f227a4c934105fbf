-- What a metric should reach, and what it must not pass. Rows hold from a day on, until a later one of the same kind.
create table metric_target (
    id bigint generated always as identity primary key,
    metric text not null,
    -- The part of the company it is for: the value of a dimension. Null = the whole.
    dimension text,
    value text,
    grain text not null check (grain in ('DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR')),
    since date not null,
    target double precision,
    red_line double precision,
    note text not null,
    set_by text not null,
    set_at timestamptz not null,
    check (target is not null or red_line is not null),
    check ((dimension is null) = (value is null))
);

create unique index metric_target_one_a_day
    on metric_target (metric, coalesce(dimension, ''), coalesce(value, ''), grain, since);
