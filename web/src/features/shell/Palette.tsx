import { BarChartOutlined, PlusOutlined, SearchOutlined, SettingOutlined } from "@ant-design/icons";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { get, metricsQuery, type SearchHit, useObjects, useRole } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { speak } from "@/shared/i18n";
import { chooseTheme, LANGUAGES, THEME_CHOICES } from "@/shared/preferences";
import { Dialog } from "@/shared/ui/Dialog";
import { ObjectIcon } from "@/shared/ui/ObjectIcon";
import { useNavigation } from "./navigation";
import styles from "./Shell.module.css";
import { useSignOut } from "./UserMenu";

type Hit = Readonly<{ key: string; label: string; detail?: string | null; icon: ReactNode; run: () => void }>;
type Group = Readonly<{ key: string; label: string; hits: readonly Hit[] }>;

/** Finds any record, page, metric or action by a few letters. */
export function Palette({ onClose }: Readonly<{ onClose: () => void }>) {
  const { t } = useTranslation();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const listId = useId();
  const groups = useGroups(query);
  const hits = groups.flatMap((group) => group.hits);
  const active = Math.min(chosen, hits.length - 1);
  useEffect(() => {
    document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [listId, active]);
  const run = (hit: Hit | undefined) => {
    if (hit) {
      onClose();
      hit.run();
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setChosen((active + (event.key === "ArrowDown" ? 1 : -1) + hits.length) % Math.max(1, hits.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(hits[active]);
    }
  };
  return (
    <Dialog label={t("shell.search")} onClose={onClose}>
      <div className={styles.query}>
        <SearchOutlined aria-hidden />
        <input
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={hits.length > 0 ? `${listId}-${active}` : undefined}
          aria-label={t("shell.search")}
          placeholder={t("shell.paletteHint")}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
        <kbd>Esc</kbd>
      </div>
      <div id={listId} role="listbox" aria-label={t("shell.search")} className={styles.hits} tabIndex={-1}>
        {hits.length === 0 ? <div className={styles.none}>{t("shell.nothingFound", { query })}</div> : null}
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, not of form fields
          <div key={group.key} role="group" aria-label={group.label}>
            <h3>{group.label}</h3>
            {group.hits.map((hit) => {
              const index = hits.indexOf(hit);
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the input, which keeps the focus
                <div
                  key={hit.key}
                  id={`${listId}-${index}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === active}
                  className={styles.hit}
                  onMouseMove={() => setChosen(index)}
                  onClick={() => run(hit)}
                >
                  {hit.icon}
                  <span className={styles.hitText}>{hit.label}</span>
                  {hit.detail ? <span className="quiet">{hit.detail}</span> : null}
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </Dialog>
  );
}

function useGroups(query: string): readonly Group[] {
  const { t } = useTranslation();
  const { label, noun } = useFormat();
  const navigate = useNavigate();
  const objects = useObjects();
  const { mayWrite } = useRole();
  const navigation = useNavigation().flatMap((group) => group.items);
  const signOut = useSignOut();
  const { data: metrics } = useQuery(metricsQuery);
  const asked = useDeferredValue(query.trim());
  const { data: found } = useQuery({
    queryKey: ["search", asked],
    queryFn: ({ signal }) => get<Readonly<{ items: readonly SearchHit[] }>>("/search", { q: asked }, signal),
    enabled: asked !== "",
    placeholderData: keepPreviousData,
  });

  const words = query.trim().toLowerCase();
  const fits = (...texts: (string | null | undefined)[]) =>
    texts.some((text) => text?.toLowerCase().includes(words));
  const go = (to: string) => () => void navigate(to);

  const records = (words === "" ? [] : (found?.items ?? [])).map((hit): Hit => {
    const type = objects.find((object) => object.name === hit.object);
    return {
      key: `${hit.object}/${hit.id}`,
      label: hit.label,
      detail: [hit.detail, type && label(type.labels)].filter(Boolean).join(" · "),
      icon: <ObjectIcon object={hit.object} />,
      run: go(`/records/${hit.object}/${hit.id}`),
    };
  });
  const pages = navigation
    .filter((item) => fits(item.label, item.to))
    .map((item): Hit => ({ key: item.to, label: item.label, icon: item.icon, run: go(item.to) }));
  const metricHits = (words === "" ? [] : (metrics ?? []))
    .filter((metric) => fits(metric.id, metric.labels.zh, metric.labels.en))
    .map(
      (metric): Hit => ({
        key: metric.id,
        label: label(metric.labels),
        detail: metric.id,
        icon: <BarChartOutlined aria-hidden />,
        run: go(`/metrics/${metric.id}`),
      }),
    );
  const actions: Hit[] = [
    ...(mayWrite
      ? objects.map((object) => ({
          key: `new ${object.name}`,
          label: t("shell.create", { object: noun(object.labels) }),
          icon: <PlusOutlined aria-hidden />,
          run: go(`/records/${object.name}?new=1`),
        }))
      : []),
    ...THEME_CHOICES.map((theme) => ({
      key: theme,
      label: `${t("common.theme")}: ${t(`common.themes.${theme}`)}`,
      icon: <SettingOutlined aria-hidden />,
      run: () => chooseTheme(theme),
    })),
    ...LANGUAGES.map((language) => ({
      key: language,
      label: `${t("common.language")}: ${t(`common.languages.${language}`)}`,
      icon: <SettingOutlined aria-hidden />,
      run: () => void speak(language),
    })),
    { key: "signOut", label: t("shell.signOut"), icon: <SettingOutlined aria-hidden />, run: signOut },
  ];
  return [
    { key: "records", label: t("shell.groups.records"), hits: records },
    { key: "metrics", label: t("shell.groups.metrics"), hits: metricHits },
    { key: "pages", label: t("shell.groups.pages"), hits: pages },
    {
      key: "actions",
      label: t("shell.groups.actions"),
      hits: words === "" ? [] : actions.filter((hit) => fits(hit.label)),
    },
  ].filter((group) => group.hits.length > 0);
}
