import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { exploreQuery, Problem } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { ErrorView, Page, Skeleton } from "@/shared/ui";
import { ScopeBar, type useScope } from "@/shared/ui/period";
import { useProblemText } from "@/shared/ui/problems";
import styles from "./explore.module.css";
import { ExploreTabs } from "./Tabs";

/** A page of one analysis: its form, the scope, and the answer or what is wrong with the question. */
export function Analysis<Q, A extends Readonly<{ asOf: string }>>({
  kind,
  title,
  hint,
  query,
  scope,
  example,
  form,
  children,
}: Readonly<{
  kind: Parameters<typeof exploreQuery>[0];
  title: string;
  hint: string;
  query: Q;
  /** Null for a page that chooses its periods itself. */
  scope: ReturnType<typeof useScope> | null;
  example: string;
  form: ReactNode;
  children: (answer: A) => ReactNode;
}>) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const problemText = useProblemText();
  const answer = useQuery({ ...exploreQuery<Q, A>(kind, query), placeholderData: (before) => before });
  const refused = answer.error instanceof Problem && answer.error.status === 422 ? answer.error : null;
  const inWhere = refused?.issues.every(({ path }) => path === "where") ? refused : null;
  return (
    <Page
      title={title}
      note={answer.data === undefined ? undefined : t("metrics.asOf", { time: dateTime(answer.data.asOf) })}
    >
      <ExploreTabs />
      <p className={`quiet ${styles.hint}`}>{hint}</p>
      <div className={styles.form}>{form}</div>
      {scope === null ? null : (
        <ScopeBar scope={scope.scope} problem={inWhere} example={example} onChange={scope.change} />
      )}
      {refused !== null ? (
        inWhere === null ? (
          <p role="alert" className={styles.problem}>
            {problemText(refused)}
          </p>
        ) : null
      ) : answer.error !== null ? (
        <ErrorView error={answer.error} onRetry={() => void answer.refetch()} />
      ) : answer.data === undefined ? (
        <Skeleton lines={8} />
      ) : (
        <div aria-busy={answer.isFetching}>{children(answer.data)}</div>
      )}
    </Page>
  );
}
