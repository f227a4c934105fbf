-- Boards that people made; the ready ones are files. The definition has the shape of those files.
create table zhike.board (
    id         bigint generated always as identity primary key,
    owner_id   bigint      not null,
    owner      text        not null,
    definition jsonb       not null,
    version    int         not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    updated_by text        not null,
    -- Set = deleted by its owner, who can take that back for some time.
    deleted_at timestamptz
);
create index board_by_owner on zhike.board (owner_id);

-- Who besides the owner may see a board, or change it.
create table zhike.board_share (
    board_id bigint not null references zhike.board on delete cascade,
    who      text   not null check (who in ('EVERYONE', 'ADMINISTRATOR', 'MEMBER', 'READ_ONLY')),
    access   text   not null check (access in ('VIEW', 'EDIT')),
    primary key (board_id, who)
);
create index board_share_by_who on zhike.board_share (who);

-- Keys with which a page elsewhere shows one board to people who are not signed in. Only the hash of a key is kept.
create table zhike.board_embed (
    id         bigint generated always as identity primary key,
    board_id   bigint      not null references zhike.board on delete cascade,
    label      text        not null check (label <> ''),
    hash       bytea       not null unique check (length(hash) = 32),
    filters    jsonb       not null,
    created_at timestamptz not null,
    created_by text        not null,
    user_id    bigint      not null,
    expires_at timestamptz
);
create index board_embed_by_board on zhike.board_embed (board_id);
