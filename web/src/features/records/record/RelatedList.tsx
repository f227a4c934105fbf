import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Field, ObjectType, RecordItem } from "@/shared/api";
import { listQuery } from "@/shared/filter/options";
import { useFormat } from "@/shared/format";
import { DataTable, ErrorView, StateView } from "@/shared/ui";
import { columnsOf } from "../columns";
import styles from "./record.module.css";
import { pointsTo } from "./references";

/** The newest records that point to this one through a field. */
export function RelatedList({
  object,
  field,
  record,
}: Readonly<{ object: ObjectType; field: Field; record: RecordItem }>) {
  const { t } = useTranslation();
  const { label, noun } = useFormat();
  const filter = pointsTo(field, record.id);
  const page = useQuery(
    listQuery(object.name, {
      filter,
      sort: object.timeField === null ? undefined : `-${object.timeField}`,
      limit: 20,
    }),
  );
  if (page.error !== null) {
    return <ErrorView error={page.error} onRetry={() => void page.refetch()} />;
  }
  if (page.data?.items.length === 0) {
    return <StateView title={t("records.related.none", { objects: noun(object.plural) })} />;
  }
  return (
    <>
      <DataTable
        label={label(object.plural)}
        columns={columnsOf(
          object,
          object.listFields.filter((name) => name !== field.name),
          label,
        )}
        rows={page.data?.items}
        keyOf={(row) => row.id}
        hrefOf={(row) => `/records/${object.name}/${row.id}`}
      />
      {page.data?.next ? (
        <div className={styles.more}>
          <Link to={`/records/${object.name}?filter=${encodeURIComponent(filter)}`}>
            {t("records.related.all")}
          </Link>
        </div>
      ) : null}
    </>
  );
}
