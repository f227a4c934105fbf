import { FilterOutlined, PlusOutlined, SearchOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { type ObjectType, Problem, type RecordPage, useObjectType, useRole } from "@/shared/api";
import { FilterBar } from "@/shared/filter/FilterBar";
import { listQuery } from "@/shared/filter/options";
import { useFormat } from "@/shared/format";
import { DataTable, ErrorView, Page, StateView } from "@/shared/ui";
import { NotFound } from "@/shared/ui/NotFound";
import { useShortcut } from "@/shared/ui/shortcuts";
import { columnsOf } from "./columns";
import { ColumnChooser } from "./list/ColumnChooser";
import styles from "./list/list.module.css";
import { PAGE_SIZE, useListState } from "./list/listState";
import { ViewMenu } from "./list/ViewMenu";
import { RecordDrawer } from "./record/RecordDrawer";

/** The list of any object. */
export function ListPage() {
  const { object } = useParams();
  const type = useObjectType(object);
  return type === undefined ? <NotFound /> : <List key={type.name} type={type} />;
}

function List({ type }: Readonly<{ type: ObjectType }>) {
  const { t } = useTranslation();
  const { label, noun } = useFormat();
  const { mayWrite } = useRole();
  const [parameters, setParameters] = useSearchParams();
  const list = useListState(type);
  const { state } = list;
  const [filtering, setFiltering] = useState(false);
  const navigate = useNavigate();
  const creating = mayWrite && parameters.get("new") === "1";
  const sort = state.sort ?? (type.timeField === null ? null : `-${type.timeField}`);
  const page = useQuery(
    listQuery(type.name, {
      filter: state.filter ?? undefined,
      search: state.search,
      sort: sort ?? undefined,
      limit: PAGE_SIZE,
      cursor: state.cursor ?? undefined,
      count: "capped",
    }),
  );
  const create = (open: boolean) =>
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        if (open) {
          after.set("new", "1");
        } else {
          after.delete("new");
        }
        return after;
      },
      { replace: true },
    );
  useShortcut("f", t("records.filter.title"), () => setFiltering(!filtering));
  useShortcut(
    "c",
    t("records.create", { object: noun(type.labels) }),
    mayWrite ? () => create(true) : undefined,
  );
  const filterProblem =
    page.error instanceof Problem && page.error.issuesAt("filter").length > 0 ? page.error : null;
  const unasked = state.filter === null && state.search === "";
  return (
    <Page
      fill
      title={label(type.plural)}
      note={<Total page={page.data} />}
      actions={
        mayWrite ? (
          <>
            <Button onClick={() => void navigate(`/imports?target=${type.name}`)}>
              {t("records.import")}
            </Button>
            <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => create(true)}>
              {t("records.create", { object: noun(type.labels) })}
            </Button>
          </>
        ) : undefined
      }
    >
      <div className={styles.toolbar}>
        <ViewMenu type={type} state={state} onOpen={list.open} onChange={list.change} />
        <QuickSearch type={type} value={state.search} onSearch={(search) => list.change({ search })} />
        <Button
          icon={<FilterOutlined aria-hidden />}
          aria-expanded={filtering}
          onClick={() => setFiltering(!filtering)}
        >
          {t("records.filter.title")}
        </Button>
        <ColumnChooser type={type} columns={state.columns} onChange={(columns) => list.change({ columns })} />
      </div>
      {filtering || state.filter !== null ? (
        <FilterBar
          type={type}
          text={state.filter}
          open={filtering}
          problem={filterProblem}
          onOpen={setFiltering}
          onChange={(filter) => list.change({ filter })}
        />
      ) : null}
      {page.error !== null && filterProblem === null ? (
        <ErrorView error={page.error} onRetry={() => void page.refetch()} />
      ) : page.data?.items.length === 0 ? (
        unasked ? (
          <EmptyList type={type} onCreate={mayWrite ? () => create(true) : undefined} />
        ) : (
          <StateView
            title={t("records.noneMatch")}
            actions={<Button onClick={() => list.open(null)}>{t("records.showAll")}</Button>}
          >
            {t("records.noneMatchAdvice")}
          </StateView>
        )
      ) : filterProblem === null || page.data ? (
        <>
          <DataTable
            key={state.cursor}
            label={label(type.plural)}
            columns={columnsOf(type, state.columns, label)}
            rows={page.data?.items}
            keyOf={(record) => record.id}
            hrefOf={(record) => `/records/${type.name}/${record.id}`}
            sort={sort}
            onSort={(next) => list.change({ sort: next })}
            fetching={page.isPlaceholderData}
          />
          <Pager
            page={page.data}
            trail={state.trail}
            atStart={state.cursor === null}
            onNext={list.next}
            onPrevious={list.previous}
          />
        </>
      ) : null}
      {creating ? (
        <RecordDrawer
          type={type}
          onClose={() => create(false)}
          onSaved={(record) => void navigate(`/records/${type.name}/${record.id}`)}
        />
      ) : null}
    </Page>
  );
}

/** Searches as one types, after a short rest. */
function QuickSearch({
  type,
  value,
  onSearch,
}: Readonly<{ type: ObjectType; value: string; onSearch: (search: string) => void }>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    setTyped(value === typed.trim() ? typed : value);
  }
  const timer = useRef<number>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const searchable = type.fields.filter((field) => field.searchable).map((field) => label(field.labels));
  if (searchable.length === 0) {
    return null;
  }
  const search = (text: string, wait: number) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => onSearch(text.trim()), wait);
  };
  return (
    <Input
      className={styles.search}
      allowClear
      prefix={<SearchOutlined aria-hidden />}
      aria-label={t("records.search")}
      placeholder={searchable.join(" / ")}
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
        search(event.target.value, event.target.value === "" ? 0 : 350);
      }}
      onPressEnter={() => search(typed, 0)}
    />
  );
}

function Total({ page }: Readonly<{ page: RecordPage | undefined }>) {
  const { exact } = useFormat();
  const count = page?.count;
  return count ? `${exact(count.value)}${count.capped ? "+" : ""}` : null;
}

function Pager({
  page,
  trail,
  atStart,
  onNext,
  onPrevious,
}: Readonly<{
  page: RecordPage | undefined;
  trail: readonly string[] | null;
  atStart: boolean;
  onNext: (cursor: string) => void;
  onPrevious: () => void;
}>) {
  const { t } = useTranslation();
  const { exact } = useFormat();
  if (page === undefined || (atStart && page.next === null)) {
    return null;
  }
  const { next } = page;
  const before = atStart ? 0 : trail === null ? null : (trail.length + 1) * PAGE_SIZE;
  return (
    <nav className={styles.pager} aria-label={t("records.pages")}>
      <span className="quiet numbers">
        {before === null
          ? null
          : t("records.range", {
              from: exact(before + 1),
              to: exact(before + page.items.length),
              total: page.count ? `${exact(page.count.value)}${page.count.capped ? "+" : ""}` : "",
            })}
      </span>
      <Button disabled={atStart} onClick={onPrevious}>
        {t("records.previous")}
      </Button>
      <Button disabled={next === null} onClick={() => next !== null && onNext(next)}>
        {t("records.next")}
      </Button>
    </nav>
  );
}

/** What to do first where there is nothing yet. */
function EmptyList({ type, onCreate }: Readonly<{ type: ObjectType; onCreate: (() => void) | undefined }>) {
  const navigate = useNavigate();
  const { t } = useTranslation();
  const { noun } = useFormat();
  return (
    <StateView
      title={t("records.empty", { objects: noun(type.plural) })}
      actions={
        onCreate ? (
          <>
            <Button type="primary" onClick={() => void navigate(`/imports?target=${type.name}`)}>
              {t("records.importFile")}
            </Button>
            <Button onClick={onCreate}>{t("records.create", { object: noun(type.labels) })}</Button>
          </>
        ) : undefined
      }
    >
      {t("records.emptyAdvice", { objects: noun(type.plural) })}
    </StateView>
  );
}
