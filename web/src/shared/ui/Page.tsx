import type { ReactNode } from "react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import styles from "./ui.module.css";

/** A page under the shell: its title (also the window's), what can be done, its content. */
export function Page({
  title,
  crumbs = [],
  note,
  actions,
  fill = false,
  children,
}: Readonly<{
  title: string;
  /** The pages above this one, the highest first. */
  crumbs?: readonly Readonly<{ to: string; label: string }>[];
  note?: ReactNode;
  actions?: ReactNode;
  /** Whether the content takes exactly the height there is and scrolls inside; for tables. */
  fill?: boolean;
  children: ReactNode;
}>) {
  const { t } = useTranslation();
  useTitle(title);
  return (
    <div className={`${styles.page} ${fill ? styles.fill : ""}`}>
      <header className={styles.pageHeader}>
        <div className={styles.pageTitle}>
          {crumbs.length === 0 ? null : (
            <nav aria-label={t("common.crumbs")} className={styles.crumbs}>
              {crumbs.map(({ to, label }) => (
                <Link key={to} to={to}>
                  {label}
                </Link>
              ))}
            </nav>
          )}
          <h1>{title}</h1>
          {note === undefined ? null : <span className="quiet numbers">{note}</span>}
        </div>
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** Names the window while the component is shown. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Zhike`;
  }, [title]);
}

export function Card({ children, className = "" }: Readonly<{ children: ReactNode; className?: string }>) {
  return <section className={`${styles.card} ${className}`}>{children}</section>;
}

/** A quiet label for one of few choices. */
export function Tag({ children }: Readonly<{ children: ReactNode }>) {
  return <span className={styles.tag}>{children}</span>;
}
