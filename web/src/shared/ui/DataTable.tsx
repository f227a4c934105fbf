import type { KeyboardEvent, MouseEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import styles from "./DataTable.module.css";
import { Skeleton } from "./states";

export type Column<Row> = Readonly<{
  key: string;
  title: string;
  /** Numbers stand at the end. */
  align?: "start" | "end";
  width?: number;
  /** The name to sort by; without it the column cannot be sorted by. */
  sortBy?: string | undefined;
  render: (row: Row) => ReactNode;
}>;

/** Field names in order of weight, `-` before those that fall: `-amount,name`. */
export type Sort = string | null;

/**
 * A dense table of one page of rows. With `hrefOf` the first cell is a link and a click anywhere opens the row; arrow
 * keys move between rows.
 */
export function DataTable<Row>({
  label,
  columns,
  rows,
  keyOf,
  hrefOf,
  sort = null,
  onSort,
  fetching = false,
}: Readonly<{
  label: string;
  columns: readonly Column<Row>[];
  /** Undefined while the first page is on its way. */
  rows: readonly Row[] | undefined;
  keyOf: (row: Row) => string | number;
  hrefOf?: ((row: Row) => string) | undefined;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  fetching?: boolean;
}>) {
  const navigate = useNavigate();
  if (rows === undefined) {
    return (
      <div className={styles.scroll} style={{ padding: 16 }}>
        <Skeleton lines={10} />
      </div>
    );
  }
  const open = (row: Row) => (event: MouseEvent) => {
    const onControl =
      event.target instanceof Element && event.target.closest("a, button, input, label") !== null;
    if (hrefOf === undefined || onControl || window.getSelection()?.toString()) {
      return;
    }
    if (event.metaKey || event.ctrlKey) {
      window.open(hrefOf(row), "_blank", "noopener");
      return;
    }
    void navigate(hrefOf(row));
  };
  return (
    <div className={styles.scroll}>
      <table
        className={`${styles.table} ${hrefOf ? styles.clickable : ""} ${fetching ? styles.fetching : ""}`}
        aria-label={label}
        aria-busy={fetching}
      >
        <thead>
          <tr>
            {columns.map((column) => (
              <Header key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={moveBetweenRows}>
          {rows.map((row) => (
            <tr key={keyOf(row)} onClick={open(row)}>
              {columns.map((column, index) => (
                <td key={column.key} className={column.align === "end" ? styles.end : ""}>
                  {index === 0 && hrefOf ? (
                    <Link to={hrefOf(row)}>{column.render(row)}</Link>
                  ) : (
                    column.render(row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Header<Row>({
  column,
  sort,
  onSort,
}: Readonly<{ column: Column<Row>; sort: Sort; onSort: ((sort: Sort) => void) | undefined }>) {
  const { t } = useTranslation();
  const { sortBy } = column;
  const first = sort?.split(",")[0];
  const direction =
    sortBy === undefined
      ? null
      : first === sortBy
        ? "ascending"
        : first === `-${sortBy}`
          ? "descending"
          : null;
  const className = column.align === "end" ? styles.end : "";
  if (sortBy === undefined || onSort === undefined) {
    return (
      <th scope="col" className={className} style={{ minWidth: column.width }}>
        {column.title}
      </th>
    );
  }
  const next = direction === null ? sortBy : direction === "ascending" ? `-${sortBy}` : null;
  return (
    <th
      scope="col"
      className={className}
      style={{ minWidth: column.width }}
      {...(direction ? { "aria-sort": direction } : {})}
    >
      <button
        type="button"
        className={styles.sort}
        title={t("common.sortBy", { column: column.title })}
        onClick={() => onSort(next)}
      >
        {column.title}
        {direction === null ? null : (
          <span className={styles.arrow} aria-hidden>
            {direction === "ascending" ? "↑" : "↓"}
          </span>
        )}
      </button>
    </th>
  );
}

function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") {
    return;
  }
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("tr > td:first-child > a")];
  const here = links.indexOf(document.activeElement as HTMLElement);
  const next = links[here + (event.key === "ArrowDown" ? 1 : -1)];
  if (here >= 0 && next) {
    event.preventDefault();
    next.focus();
  }
}
