-- Files that came to be imported, and what became of them. How far the work is stands on its job.
create table zhike.import (
    id            bigint generated always as identity primary key,
    file_name     text        not null,
    size          bigint      not null,
    shape         jsonb       not null,
    mapping       jsonb       not null,
    job_id        bigint,
    checking      boolean     not null default false,
    checkpoint    jsonb,
    check_outcome jsonb,
    result        jsonb,
    created_at    timestamptz not null default now(),
    created_by    text        not null
);

-- Rows that were left out; the rows themselves stay in the file.
create table zhike.import_reject (
    import_id bigint not null references zhike.import on delete cascade,
    line      bigint not null,
    flaws     jsonb  not null,
    primary key (import_id, line)
);

-- The mapping last used for files with the same headings.
create table zhike.import_mapping (
    shape   text primary key,
    mapping jsonb       not null,
    used_at timestamptz not null default now()
);

-- Rows on their way from a file into the records: one set of tables per import, gone when it is done.
create schema if not exists staging;
