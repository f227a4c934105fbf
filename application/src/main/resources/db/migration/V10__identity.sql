create table app_user (
    id bigint generated always as identity primary key,
    name text not null check (name <> ''),
    display_name text not null check (display_name <> ''),
    role text not null check (role in ('ADMINISTRATOR', 'MEMBER', 'READ_ONLY')),
    password_hash text not null,
    active boolean not null default true,
    created_at timestamptz not null default now(),
    last_seen_at timestamptz
);

create unique index app_user_by_name on app_user (lower(name));

-- Tries to sign in that have not succeeded, for the last minutes only. The key is a hash of user name and address:
-- people type passwords into the wrong field.
create table sign_in_attempt (
    key bytea not null,
    at timestamptz not null
);

create index sign_in_attempt_by_key on sign_in_attempt (key, at);
create index sign_in_attempt_by_time on sign_in_attempt (at);

create table api_token (
    id bigint generated always as identity primary key,
    user_id bigint not null references app_user on delete cascade,
    label text not null check (label <> ''),
    hash bytea not null unique check (length(hash) = 32),
    created_at timestamptz not null default now(),
    last_used_at timestamptz
);

create index api_token_by_user on api_token (user_id);

-- Spring Session's own tables; principal_name is the user's id.
create table user_session (
    primary_id char(36) primary key,
    session_id char(36) not null unique,
    creation_time bigint not null,
    last_access_time bigint not null,
    max_inactive_interval int not null,
    expiry_time bigint not null,
    principal_name varchar(100)
);

create index user_session_by_expiry on user_session (expiry_time);
create index user_session_by_principal on user_session (principal_name);

create table user_session_attributes (
    session_primary_id char(36) not null references user_session on delete cascade,
    attribute_name varchar(200) not null,
    attribute_bytes bytea not null,
    primary key (session_primary_id, attribute_name)
);

-- Who did what that matters for trust. Rows are only ever added.
create table audit_event (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    actor text not null,
    kind text not null,
    detail jsonb not null,
    address text
);

create index audit_event_by_time on audit_event (at);

create function audit_event_stays() returns trigger language plpgsql as $$
begin
    raise exception 'audit events are never changed or deleted';
end
$$;

create trigger audit_event_stays before update or delete or truncate on audit_event
    for each statement execute function audit_event_stays();
