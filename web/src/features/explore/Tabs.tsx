import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { useRole } from "@/shared/api";
import styles from "./explore.module.css";

/** The ways to explore; each its own address. */
export function ExploreTabs() {
  const { t } = useTranslation();
  const { mayWrite } = useRole();
  const tabs = [
    { to: "/explore", label: t("explore.tabs.pivot") },
    { to: "/explore/compare", label: t("explore.tabs.compare") },
    { to: "/explore/cohorts", label: t("explore.tabs.cohorts") },
    { to: "/explore/funnel", label: t("explore.tabs.funnel") },
    { to: "/explore/distribution", label: t("explore.tabs.distribution") },
    { to: "/explore/flow", label: t("explore.tabs.flow") },
    ...(mayWrite ? [{ to: "/explore/sql", label: t("explore.tabs.sql") }] : []),
  ];
  return (
    <nav className={styles.tabs} aria-label={t("explore.title")}>
      {tabs.map(({ to, label }) => (
        <NavLink key={to} to={to} end>
          {label}
        </NavLink>
      ))}
    </nav>
  );
}
