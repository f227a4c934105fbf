import {
  MenuFoldOutlined,
  MenuOutlined,
  MenuUnfoldOutlined,
  QuestionCircleOutlined,
  SearchOutlined,
} from "@ant-design/icons";
import { onlineManager } from "@tanstack/react-query";
import { App as AntApp, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Link, NavLink, Outlet, useLocation } from "react-router";
import { antTheme } from "@/app/theme";
import { useSession } from "@/shared/api";
import { recall, remember, useTheme } from "@/shared/preferences";
import { keyNames, useShortcut } from "@/shared/ui/shortcuts";
import { useNavigation } from "./navigation";
import { Palette } from "./Palette";
import styles from "./Shell.module.css";
import { ShortcutHelp } from "./ShortcutHelp";
import { UserMenu } from "./UserMenu";

type Open = "palette" | "help" | "menu" | null;

/** What stands around every page after sign-in. */
export function Shell() {
  const { t, i18n } = useTranslation();
  const { dark } = useTheme();
  const [open, setOpen] = useState<Open>(null);
  const [collapsed, setCollapsed] = useState(() => recall("zhike.navigation") === "collapsed");
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const online = useSyncExternalStore(onlineManager.subscribe.bind(onlineManager), () =>
    onlineManager.isOnline(),
  );
  const close = () => setOpen(null);
  const fold = () => {
    remember("zhike.navigation", collapsed ? "open" : "collapsed");
    setCollapsed(!collapsed);
  };
  dayjs.locale(i18n.language === "en" ? "en" : "zh-cn");
  useShortcut("mod+k", t("shell.search"), () => setOpen("palette"));
  useShortcut("/", t("shell.search"), () => setOpen("palette"));
  useShortcut("[", t("shell.fold"), fold);
  useShortcut("?", t("shell.shortcuts"), () => setOpen("help"));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes what hung over the last one
  useEffect(() => {
    setOpen(null);
    main.current?.scrollTo(0, 0);
  }, [pathname]);
  return (
    <ConfigProvider
      theme={antTheme(dark)}
      locale={i18n.language === "en" ? enUS : zhCN}
      button={{ autoInsertSpace: false }}
    >
      <AntApp style={{ height: "100%" }} message={{ maxCount: 3 }}>
        <a className={styles.skip} href="#main">
          {t("shell.skip")}
        </a>
        <div className={`${styles.shell} ${collapsed ? styles.collapsed : ""}`}>
          <div className={styles.side}>
            <Side collapsed={collapsed} />
            <button
              type="button"
              className={styles.fold}
              onClick={fold}
              aria-expanded={!collapsed}
              aria-label={collapsed ? t("shell.unfold") : t("shell.fold")}
              title={collapsed ? t("shell.unfold") : undefined}
            >
              {collapsed ? <MenuUnfoldOutlined aria-hidden /> : <MenuFoldOutlined aria-hidden />}
              {collapsed ? null : t("shell.fold")}
            </button>
          </div>
          <div className={styles.body}>
            <header className={styles.top}>
              <button
                type="button"
                className={`${styles.icon} ${styles.onlyPhone}`}
                aria-label={t("shell.menu")}
                onClick={() => setOpen("menu")}
              >
                <MenuOutlined aria-hidden />
              </button>
              <button type="button" className={styles.search} onClick={() => setOpen("palette")}>
                <SearchOutlined aria-hidden />
                <span className={styles.searchText}>{t("shell.searchHint")}</span>
                <kbd className={styles.notPhone}>{keyNames("mod+k").join(" ")}</kbd>
              </button>
              <div className={styles.spacer} />
              <button
                type="button"
                className={`${styles.icon} ${styles.notPhone}`}
                aria-label={t("shell.shortcuts")}
                title={t("shell.shortcuts")}
                onClick={() => setOpen("help")}
              >
                <QuestionCircleOutlined aria-hidden />
              </button>
              <UserMenu />
            </header>
            <div>
              {online ? null : (
                <div className={styles.offline} role="status">
                  {t("common.offline")}
                </div>
              )}
            </div>
            <main id="main" ref={main} className={styles.main} tabIndex={-1}>
              <Outlet />
            </main>
          </div>
        </div>
        {open === "menu" ? <MenuDrawer onClose={close} /> : null}
        {open === "palette" ? <Palette onClose={close} /> : null}
        {open === "help" ? <ShortcutHelp onClose={close} /> : null}
      </AntApp>
    </ConfigProvider>
  );
}

function Side({ collapsed }: Readonly<{ collapsed: boolean }>) {
  const { t } = useTranslation();
  const groups = useNavigation();
  const company = useSession().company;
  return (
    <>
      <Link to="/" className={styles.brand}>
        <img src="/favicon.svg" alt={t("common.appName")} />
        {collapsed ? null : (company?.name ?? t("common.appName"))}
      </Link>
      <nav className={styles.nav} aria-label={t("shell.menu")}>
        {groups.map((group) => (
          <section key={group.items[0]?.to}>
            {group.title === null || collapsed ? null : <h2>{group.title}</h2>}
            <ul>
              {group.items.map((item) => (
                <li key={item.to}>
                  <NavLink to={item.to} title={collapsed ? item.label : undefined}>
                    {item.icon}
                    <span className={collapsed ? "visually-hidden" : undefined}>{item.label}</span>
                  </NavLink>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
    </>
  );
}

function MenuDrawer({ onClose }: Readonly<{ onClose: () => void }>) {
  const { t } = useTranslation();
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={element}
      className={styles.drawer}
      aria-label={t("shell.menu")}
      onCancel={onClose}
      onClick={(event) => {
        const inside = event.target instanceof Element && event.target.closest(`.${styles.side}`) !== null;
        if (!inside || (event.target instanceof Element && event.target.closest("a") !== null)) {
          onClose();
        }
      }}
    >
      <div className={styles.side}>
        <Side collapsed={false} />
      </div>
    </dialog>
  );
}
