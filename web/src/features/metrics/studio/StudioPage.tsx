import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Tabs } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { metricsQuery, useRole } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { ErrorView, Page, PageSkeleton, Tag, useProblemText } from "@/shared/ui";
import { ScopeBar, useScope } from "@/shared/ui/period";
import { STANDARD_PERIOD } from "../stages";
import {
  type Action,
  act,
  checkQuery,
  type DefinitionHistory,
  definitionText,
  discardDraft,
  historyQuery,
  saveDraft,
} from "./api";
import { CodeArea, goTo } from "./CodeArea";
import { ComparePanel } from "./ComparePanel";
import { setValue, valueAt } from "./edit";
import { HistoryPanel } from "./HistoryPanel";
import { NoteDialog } from "./NoteDialog";
import { PreviewPanel } from "./PreviewPanel";
import { Problems } from "./Problems";
import { StudioForm } from "./StudioForm";
import styles from "./studio.module.css";
import { newDefinition, TEMPLATES, type Template } from "./templates";

/** A new metric: what it starts from, then the editor. */
export function NewMetricPage() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const chosen = TEMPLATES.find((template) => template === parameters.get("from"));
  if (chosen !== undefined) {
    return <Editor key={chosen} id={null} start={newDefinition(chosen, "my_metric")} history={null} />;
  }
  return (
    <Page title={t("studio.new")} crumbs={[{ to: "/metrics", label: t("metrics.title") }]}>
      <p>{t("studio.startFrom")}</p>
      <ul className={styles.templates}>
        {TEMPLATES.map((template: Template) => (
          <li key={template}>
            <button type="button" onClick={() => setParameters({ from: template })}>
              <strong>{t(`studio.templates.${template}.name`)}</strong>
              <span className="quiet">{t(`studio.templates.${template}.example`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Page>
  );
}

/** The studio of one metric: its draft, or its text in force as the start of the next version. */
export function StudioPage() {
  const { id = "" } = useParams();
  const history = useQuery(historyQuery(id));
  const inForce = useQuery({
    queryKey: ["metrics", "definitions", id, "text", history.data?.current],
    queryFn: () => definitionText(id),
    enabled: history.data?.draft === null,
  });
  const error = history.error ?? inForce.error;
  if (error !== null) {
    return <ErrorView error={error} onRetry={() => void history.refetch()} />;
  }
  if (history.data === undefined || (history.data.draft === null && inForce.data === undefined)) {
    return <PageSkeleton />;
  }
  const { draft, next } = history.data;
  const start = draft?.text ?? setValue(inForce.data ?? "", ["version"], String(next));
  return <Editor key={id} id={id} start={start} history={history.data} />;
}

/** Waits until nothing was typed for a moment. */
function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}

function Editor({
  id,
  start,
  history,
}: Readonly<{ id: string | null; start: string; history: DefinitionHistory | null }>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const { mayWrite, isAdministrator } = useRole();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const metrics = useQuery(metricsQuery);
  const { scope, change } = useScope(STANDARD_PERIOD);
  const [parameters, setParameters] = useSearchParams();
  const side = parameters.get("side") ?? "preview";
  const view = parameters.get("view") ?? "form";
  // A text area knows only \n; the file's own line ends come back when it is kept.
  const [windows] = useState(start.includes("\r\n"));
  const [text, setText] = useState(start.replaceAll("\r\n", "\n"));
  const [saved, setSaved] = useState(history?.draft == null ? null : text);
  const [revision, setRevision] = useState(history?.draft?.revision ?? 0);
  const [previewKey] = useState(() => Math.random().toString(36).slice(2));
  const [action, setAction] = useState<Action | null>(null);
  const kept = windows ? text.replaceAll("\n", "\r\n") : text;
  const settled = useSettled(kept, 400);
  const check = useQuery({ ...checkQuery(settled), enabled: mayWrite });
  const problems = check.data?.problems;
  const isCurrent = settled === kept && !check.isPlaceholderData && check.data !== undefined;
  const isRight = isCurrent && problems?.length === 0;
  const metric = id ?? valueAt(text, ["metric"]);
  const titles = check.data?.labels;
  const put = (name: string, value: string) =>
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        after.set(name, value);
        return after;
      },
      { replace: true },
    );
  const refresh = () => queries.invalidateQueries({ queryKey: ["metrics"] });
  const save = async () => {
    const draft = await saveDraft(metric, kept, revision);
    setRevision(draft.revision);
    setSaved(text);
    return draft.revision;
  };
  const saveAndTell = async () => {
    try {
      await save();
      void message.success(t("studio.saved"));
      await refresh();
      if (id === null) {
        void navigate(`/metrics/${metric}/edit`, { replace: true });
      }
    } catch (error) {
      void message.error(problemText(error));
    }
  };
  const discard = async () => {
    await discardDraft(metric);
    await refresh();
    void navigate(history?.current == null ? "/metrics" : `/metrics/${metric}`);
  };
  const done = async (chosen: Action, note: string, successor: string | null) => {
    const sent = chosen === "publish" ? (saved === text ? revision : await save()) : undefined;
    await act(metric, chosen, { note, ...(sent === undefined ? { successor } : { revision: sent }) });
    await refresh();
    void message.success(t(`studio.done.${chosen}`));
    void navigate(`/metrics/${metric}`);
  };
  return (
    <Page
      title={id === null ? t("studio.new") : t("studio.edit", { metric: titles ? label(titles) : id })}
      crumbs={[
        { to: "/metrics", label: t("metrics.title") },
        ...(id === null || history?.current == null
          ? []
          : [{ to: `/metrics/${id}`, label: titles ? label(titles) : id }]),
      ]}
      note={saved === null ? undefined : saved === text ? t("studio.savedState") : t("studio.unsaved")}
      actions={
        <>
          {history === null ? null : <Tag>{t(`studio.states.${history.state}`)}</Tag>}
          {history?.draft == null || !mayWrite ? null : (
            <Button onClick={() => void discard()}>{t("studio.discard")}</Button>
          )}
          {isAdministrator && history?.state === "live" ? (
            <Button onClick={() => setAction("deprecate")}>{t("studio.actions.deprecate")}</Button>
          ) : null}
          {isAdministrator && history?.state === "deprecated" ? (
            <Button onClick={() => setAction("revive")}>{t("studio.actions.revive")}</Button>
          ) : null}
          {isAdministrator && history?.shipped != null && history.current !== history.shipped ? (
            <Button onClick={() => setAction("restore")}>{t("studio.actions.restore")}</Button>
          ) : null}
          {mayWrite ? (
            <Button disabled={metric === "" || saved === text} onClick={() => void saveAndTell()}>
              {t("studio.save")}
            </Button>
          ) : null}
          {isAdministrator ? (
            <Button type="primary" disabled={!isRight} onClick={() => setAction("publish")}>
              {t("studio.actions.publish")}
            </Button>
          ) : null}
        </>
      }
    >
      <div className={styles.columns}>
        <div className={styles.left}>
          <Tabs
            activeKey={view}
            onChange={(key) => put("view", key)}
            items={[
              { key: "form", label: t("studio.asForm") },
              { key: "text", label: t("studio.asText") },
            ]}
          />
          {view === "text" ? (
            <CodeArea
              label={t("studio.text")}
              text={text}
              problems={isCurrent ? (problems ?? []) : []}
              readOnly={!mayWrite}
              onChange={setText}
            />
          ) : (
            <StudioForm text={text} checked={check.data} isNew={id === null} onChange={setText} />
          )}
          {mayWrite ? (
            <Problems
              problems={problems}
              checking={!isCurrent}
              onOpen={(problem) => {
                put("view", "text");
                requestAnimationFrame(() =>
                  requestAnimationFrame(() => goTo(text, problem.line ?? 1, problem.column ?? 1)),
                );
              }}
            />
          ) : (
            <p className="quiet">{t("studio.onlyReads")}</p>
          )}
        </div>
        <div className={styles.right_}>
          <ScopeBar scope={scope} problem={null} example="id > 0" onChange={change} />
          <Tabs
            activeKey={side}
            onChange={(key) => put("side", key)}
            items={[
              { key: "preview", label: t("studio.preview") },
              ...(history === null
                ? []
                : [
                    { key: "compare", label: t("studio.compare") },
                    { key: "history", label: t("studio.history") },
                  ]),
            ]}
          />
          {side === "compare" && history !== null ? (
            <ComparePanel
              key={history.draft?.revision ?? 0}
              id={history.metric}
              history={history}
              scope={scope}
            />
          ) : side === "history" && history !== null ? (
            <HistoryPanel history={history} />
          ) : mayWrite ? (
            <PreviewPanel text={settled} previewKey={previewKey} scope={scope} right={isRight} />
          ) : null}
        </div>
      </div>
      {action === null ? null : (
        <NoteDialog
          action={action}
          metrics={(metrics.data ?? [])
            .filter((one) => one.id !== metric)
            .map((one) => ({ value: one.id, label: label(one.labels) }))}
          onDone={(note, successor) => done(action, note, successor)}
          onClose={() => setAction(null)}
        />
      )}
    </Page>
  );
}
