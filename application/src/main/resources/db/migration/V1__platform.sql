-- The company as a whole: exactly one row.
create table company (
    only_one boolean primary key default true check (only_one),
    name text not null,
    zone text not null,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    language text not null,
    churn_window_days int not null check (churn_window_days between 1 and 3650)
);

insert into company (name, zone, currency, language, churn_window_days)
values ('', 'Asia/Shanghai', 'CNY', 'zh-CN', 90);

-- Work done in the background. The scheduler only wakes it; what matters about a job is here.
create table job (
    id bigint generated always as identity primary key,
    kind text not null,
    arguments jsonb not null,
    state text not null check (state in ('queued', 'running', 'cancelling', 'cancelled', 'done', 'failed')),
    phase text,
    done bigint not null default 0,
    total bigint,
    problem jsonb,
    created_at timestamptz not null default now(),
    started_at timestamptz,
    ended_at timestamptz
);

create index job_by_kind on job (kind, id desc);

create function announce_job() returns trigger language plpgsql as $$
begin
    perform pg_notify('zhike_job', new.id::text);
    return null;
end $$;

create trigger announce after insert or update on job for each row execute function announce_job();

-- The scheduler's own table.
create table scheduled_task (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time timestamptz not null,
    picked boolean not null,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures int,
    last_heartbeat timestamptz,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);

create index scheduled_task_by_time on scheduled_task (execution_time);
create index scheduled_task_by_heartbeat on scheduled_task (last_heartbeat);
