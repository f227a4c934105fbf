import { InfoCircleOutlined } from "@ant-design/icons";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Point } from "./Chart";
import styles from "./charts.module.css";

/** What can be done with a mark: its rows, and more. */
export type MarkActions = Readonly<{
  /** The page of its rows. */
  href?: string;
  /** The pages of its rows where it stands for several numbers. */
  links?: readonly Readonly<{ text: string; href: string }>[];
  more: readonly Readonly<{ key: string; text: string; run: () => void }>[];
}>;

/** The choice of what to do with a mark, beside it. */
export function MarkMenu({
  actions: { href, links = [], more },
  at,
  onClose,
}: Readonly<{ actions: MarkActions; at: Point; onClose: () => void }>) {
  const { t } = useTranslation();
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    menu.current?.querySelector<HTMLElement>("a, button")?.focus();
  }, []);
  return (
    <div
      ref={menu}
      className={styles.menu}
      style={{ insetInlineStart: `clamp(0px, ${at.x}px, calc(100% - 220px))`, top: at.y + 4 }}
      role="menu"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.stopPropagation();
          onClose();
        }
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) {
          onClose();
        }
      }}
    >
      {href === undefined ? null : (
        <Link role="menuitem" to={href}>
          {t("charts.open")}
        </Link>
      )}
      {links.map((link) => (
        <Link key={link.href} role="menuitem" to={link.href}>
          {link.text}
        </Link>
      ))}
      {more.map(({ key, text, run }) => (
        <button
          key={key}
          role="menuitem"
          type="button"
          onClick={() => {
            onClose();
            run();
          }}
        >
          {text}
        </button>
      ))}
    </div>
  );
}

/** What a chart tells of itself, behind a small sign in its head. */
export function About({ title, children }: Readonly<{ title: string; children: ReactNode }>) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears what the button and the panel inside do
    <span
      className={styles.about}
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          setOpen(false);
        }
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) {
          setOpen(false);
        }
      }}
    >
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        aria-label={t("charts.about", { title })}
        title={t("charts.about", { title })}
        onClick={() => setOpen(!open)}
      >
        <InfoCircleOutlined aria-hidden />
      </button>
      <div id={id} className={styles.panel} hidden={!open} tabIndex={-1}>
        {open ? children : null}
      </div>
    </span>
  );
}
