import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Steps } from "antd";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { type Import, post, useEvents, useRole } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { ErrorView, Page, PageSkeleton, useProblemText } from "@/shared/ui";
import { importQuery } from "./api";
import { CheckStep } from "./CheckStep";
import styles from "./imports.module.css";
import { MappingStep } from "./MappingStep";
import { type Followed, follow, isAtWork } from "./progress";
import { ResultStep } from "./ResultStep";
import { WorkView } from "./WorkView";

/** One import, at the step it has reached; the address brings back to it at any time. */
export function ImportPage() {
  const { id = "" } = useParams();
  const found = useQuery(importQuery(id));
  if (found.error !== null && found.data === undefined) {
    return <ErrorView error={found.error} onRetry={() => void found.refetch()} />;
  }
  return found.data === undefined ? <PageSkeleton /> : <ImportView key={id} import={found.data} />;
}

type Step = "map" | "check" | "run" | "result";
const STEPS: readonly Step[] = ["map", "check", "run", "result"];

function stepOf({ state, check, result }: Import): Step {
  switch (state) {
    case "uploaded":
      return "map";
    case "checking":
    case "checked":
      return "check";
    case "running":
      return "run";
    case "cancelling":
      return check === null ? "check" : "run";
    case "done":
    case "cancelled":
      return "result";
    case "failed":
      return result === null && check === null ? "map" : "result";
  }
}

function ImportView({ import: current }: Readonly<{ import: Import }>) {
  const { t } = useTranslation();
  const { bytes } = useFormat();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const { mayWrite } = useRole();
  const queryClient = useQueryClient();
  const [parameters, setParameters] = useSearchParams();
  const [followed, setFollowed] = useState<Followed | null>(null);
  const { id } = current;
  const atWork = isAtWork(current.state);
  const hear = useCallback(
    (event: Import) => {
      setFollowed((before) => follow(before, event, Date.now()));
      queryClient.setQueryData(importQuery(id).queryKey, event);
      if (!isAtWork(event.state)) {
        void queryClient.invalidateQueries({ queryKey: ["records"] });
        void queryClient.invalidateQueries({ queryKey: ["metrics"] });
      }
      return isAtWork(event.state);
    },
    [id, queryClient],
  );
  useEvents<Import>(atWork ? `/imports/${id}/events` : null, hear);
  const setMapping = (open: boolean) =>
    setParameters((before) => {
      const after = new URLSearchParams(before);
      after.delete("step");
      if (open) {
        after.set("step", "map");
      }
      return after;
    });
  const act = useMutation({
    mutationFn: (action: "check" | "start" | "cancel") => post<Import>(`/imports/${id}/${action}`),
    onSuccess: (next) => {
      setFollowed(null);
      queryClient.setQueryData(importQuery(id).queryKey, next);
      if (parameters.has("step")) {
        setMapping(false);
      }
    },
    onError: (error) => message.error(problemText(error)),
  });
  const reached = stepOf(current);
  const remapping = parameters.get("step") === "map" && !atWork && current.state !== "done" && mayWrite;
  const step: Step = remapping ? "map" : reached;
  const shown = followed !== null && atWork ? followed.import : current;
  return (
    <Page
      title={current.fileName}
      crumbs={[{ to: "/imports", label: t("imports.title") }]}
      note={`${bytes(current.size)} · ${useFormatText(current)}`}
    >
      <Steps
        className={styles.steps ?? ""}
        size="small"
        responsive={false}
        current={STEPS.indexOf(step)}
        status={current.state === "failed" ? "error" : "process"}
        items={STEPS.map((name) => ({ title: t(`imports.steps.${name}`) }))}
      />
      {current.state === "failed" && step === "map" ? <ResultStep import={current} onAct={null} /> : null}
      {atWork ? (
        <WorkView
          followed={{ import: shown, since: followed?.since ?? null }}
          onCancel={mayWrite ? () => act.mutate("cancel") : null}
        />
      ) : step === "map" ? (
        <MappingStep
          key={`${id} ${current.mapping?.target}`}
          import={current}
          wanted={parameters.get("target")}
          readOnly={!mayWrite}
          checking={act.isPending}
          onMapped={(mapped) => {
            queryClient.setQueryData(importQuery(id).queryKey, mapped);
            act.mutate("check");
          }}
        />
      ) : step === "check" && current.check !== null ? (
        <CheckStep
          import={current}
          outcome={current.check}
          starting={act.isPending}
          onStart={mayWrite ? () => act.mutate("start") : null}
          onMap={mayWrite ? () => setMapping(true) : null}
        />
      ) : (
        <ResultStep
          import={current}
          onAct={
            mayWrite
              ? { start: () => act.mutate("start"), map: () => setMapping(true), busy: act.isPending }
              : null
          }
        />
      )}
    </Page>
  );
}

/** How the file is written, as detected. */
function useFormatText({ format }: Import): string {
  const { t } = useTranslation();
  const delimiters: Readonly<Record<string, string>> = {
    ",": t("imports.format.comma"),
    ";": t("imports.format.semicolon"),
    "\t": t("imports.format.tab"),
    "|": t("imports.format.pipe"),
  };
  return [
    format.kind === "xlsx" ? "Excel" : "CSV",
    format.encoding,
    format.delimiter === null ? null : (delimiters[format.delimiter] ?? format.delimiter),
    format.gzip ? "gzip" : null,
    format.sheet === null ? null : t("imports.format.sheet", { name: format.sheet }),
  ]
    .filter((part) => part !== null)
    .join(" · ");
}
