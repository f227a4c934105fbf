import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isRouteErrorResponse, Link, useRouteError } from "react-router";
import { Problem } from "../api/client";
import { useProblemText } from "./problems";
import styles from "./ui.module.css";

/** What stands where content would be: why there is none, and the way on. */
export function StateView({
  title,
  children,
  actions,
}: Readonly<{ title: string; children?: ReactNode; actions?: ReactNode }>) {
  return (
    <div className={styles.state} role="status">
      <h2>{title}</h2>
      {children === undefined ? null : <p className="quiet">{children}</p>}
      {actions === undefined ? null : <div className={styles.stateActions}>{actions}</div>}
    </div>
  );
}

/** A failed load: what happened, what to do, and a button where trying again can help. */
export function ErrorView({ error, onRetry }: Readonly<{ error: unknown; onRetry?: () => void }>) {
  const { t } = useTranslation();
  const text = useProblemText();
  const kind = kindOf(error);
  return (
    <StateView
      title={t(`common.error.${kind}.title`)}
      actions={
        onRetry === undefined || kind === "forbidden" || kind === "missing" ? undefined : (
          <button type="button" className={styles.button} onClick={onRetry}>
            {t("common.tryAgain")}
          </button>
        )
      }
    >
      {t(`common.error.${kind}.advice`)}
      {kind === "other" ? <span style={{ display: "block" }}>{text(error)}</span> : null}
    </StateView>
  );
}

/** The page shown when a route cannot be loaded or drawn. */
export function RouteError() {
  const error = useRouteError();
  const { t } = useTranslation();
  if (isRouteErrorResponse(error) && error.status === 404) {
    return (
      <StateView title={t("common.error.missing.title")} actions={<HomeLink />}>
        {t("common.error.missing.advice")}
      </StateView>
    );
  }
  return <ErrorView error={error} onRetry={() => window.location.reload()} />;
}

export function HomeLink() {
  const { t } = useTranslation();
  return (
    <Link className={styles.button} to="/">
      {t("common.toStart")}
    </Link>
  );
}

type ErrorKind = "offline" | "forbidden" | "missing" | "conflict" | "update" | "other";

function kindOf(error: unknown): ErrorKind {
  if (error instanceof Problem) {
    switch (error.status) {
      case 0:
      case 502:
      case 503:
      case 504:
        return "offline";
      case 403:
        return "forbidden";
      case 404:
        return "missing";
      case 409:
        return "conflict";
      default:
        return "other";
    }
  }
  // A part of the page that is gone from the server: a newer version has been installed.
  return error instanceof TypeError && /dynamically imported module|module script/i.test(error.message)
    ? "update"
    : "other";
}

/** Grey lines in place of content that is on its way. */
export function Skeleton({ lines = 6 }: Readonly<{ lines?: number }>) {
  const { t } = useTranslation();
  return (
    <div className={styles.bones} role="status" aria-label={t("common.loading")}>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <span key={index} className={styles.bone} style={{ width: `${92 - ((index * 23) % 45)}%` }} />
      ))}
    </div>
  );
}

export function PageSkeleton() {
  return (
    <div className={styles.page}>
      <Skeleton lines={8} />
    </div>
  );
}
