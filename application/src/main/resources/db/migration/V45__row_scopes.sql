-- Which records of an object a user sees: those for which the condition (CEL) holds. No row = all.
create table row_scope (
    user_id bigint not null references app_user on delete cascade,
    object text not null,
    condition text not null check (condition <> ''),
    primary key (user_id, object)
);
