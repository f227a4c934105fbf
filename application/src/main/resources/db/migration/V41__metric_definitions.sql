-- The company's own definitions of metrics, sign by sign as they were written: drafts, and what was published.
create table zhike.metric_definition (
    id         bigint generated always as identity primary key,
    metric     text        not null check (metric ~ '^[a-z][a-z0-9_]{0,59}$'),
    state      text        not null check (state in ('DRAFT', 'PUBLISHED')),
    version    int         check (version > 0),
    text       text        not null,
    revision   int         not null default 1,
    changed_by text        not null,
    changed_at timestamptz not null default now(),
    check ((state = 'PUBLISHED') = (version is not null)),
    unique (metric, version)
);

create unique index metric_definition_one_draft on zhike.metric_definition (metric) where state = 'DRAFT';

create function zhike.metric_definition_stays() returns trigger language plpgsql as $$
begin
    raise exception 'a published definition is never changed or deleted';
end
$$;

create trigger metric_definition_stays before update or delete on zhike.metric_definition
    for each row when (old.state = 'PUBLISHED') execute function zhike.metric_definition_stays();

-- What became of each metric; its state is that after the last. Rows are only ever added.
create table zhike.metric_event (
    id        bigint generated always as identity primary key,
    metric    text        not null,
    kind      text        not null check (kind in ('PUBLISHED', 'DEPRECATED', 'REVIVED', 'RESTORED')),
    version   int         not null,
    note      text        not null check (note <> ''),
    successor text,
    done_by   text        not null,
    done_at   timestamptz not null default now()
);

create index metric_event_by_metric on zhike.metric_event (metric, id);
