-- What all record tables share: schema, change feed, search, history. The tables themselves are made from the object definitions.

create schema if not exists records;
create extension if not exists pg_trgm with schema public;

-- What was last applied of each object's definition; equal means there is nothing to do at start.
create table zhike.object_version (
    object     text primary key,
    definition text        not null,
    applied_at timestamptz not null default now()
);

-- One row per change of a record after its creation; the creation itself stands on the record.
create table zhike.record_change (
    id         bigint generated always as identity primary key,
    object     text        not null,
    record_id  bigint      not null,
    version    integer     not null,
    kind       text        not null check (kind in ('updated', 'deleted', 'restored')),
    changed_at timestamptz not null,
    changed_by text        not null,
    import_id  bigint,
    changes    jsonb       not null
);
create index record_change_record on zhike.record_change (object, record_id, id desc);
create index record_change_import on zhike.record_change (import_id) where import_id is not null;

-- Text as search sees it: lower case, every Chinese character doubled, so that a name of two characters holds
-- the three-letter pieces a trigram index needs.
create function zhike.search_key(value text) returns text
    language sql immutable parallel safe strict
    return regexp_replace(lower(value), '([㐀-鿿豈-﫿])', '\1\1', 'g');

-- The change feed: each row carries the transaction that last wrote it.
create function zhike.mark_changed() returns trigger
    language plpgsql as $$
begin
    new.changed_xid := pg_current_xact_id();
    return new;
end $$;

-- Tells whoever listens that records changed; PostgreSQL sends equal notices of one transaction once.
create function zhike.tell_changed() returns trigger
    language plpgsql as $$
begin
    perform pg_notify('zhike_records', tg_table_name);
    return null;
end $$;

-- A person's saved view of an object's list.
create table zhike.list_view (
    id      bigint generated always as identity primary key,
    user_id bigint not null,
    object  text   not null,
    name    text   not null check (length(name) between 1 and 100),
    columns text[] not null,
    filter  text,
    sort    text,
    unique (user_id, object, name)
);
