import { QueryClientProvider } from "@tanstack/react-query";
import { ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { antTheme } from "@/app/theme";
import {
  type BoardAnswer,
  type BoardDefinition,
  type Company,
  createQueryClient,
  get,
  type MetricDefinition,
  metricsQuery,
  objectsQuery,
  Problem,
  sessionQuery,
} from "@/shared/api";
import { useFormat } from "@/shared/format";
import { learnAllTexts, speakByDefault } from "@/shared/i18n";
import { useTheme } from "@/shared/preferences";
import { PageSkeleton, StateView } from "@/shared/ui";
import { BoardGrid } from "./BoardGrid";
import styles from "./board.module.css";
import { usePathName } from "./title";
import { useTileStates } from "./useAnswers";

type Shown = Readonly<{
  company: Company;
  board: BoardDefinition;
  metrics: readonly MetricDefinition[];
}>;

/** How often a page that stands open somewhere asks anew: it has no session to be told by. */
const AGAIN = 5 * 60_000;

/** A board without anything around it, for who has its key. It knows this board alone. */
export function EmbedPage() {
  const { token = "" } = useParams();
  const { t, i18n } = useTranslation();
  const { dark } = useTheme();
  const [client] = useState(createEmbedClient);
  const [ready, setReady] = useState(false);
  const [shown, setShown] = useState<Shown | Problem | null>(null);
  useEffect(() => {
    let gone = false;
    get<Shown>(`/embed/${token}`).then(
      async (found) => {
        await speakByDefault(found.company.language);
        await learnAllTexts();
        client.setQueryData(sessionQuery.queryKey, {
          state: "signed_out",
          user: null,
          company: found.company,
        });
        client.setQueryData(metricsQuery.queryKey, found.metrics);
        client.setQueryData(objectsQuery.queryKey, []);
        if (!gone) {
          setShown(found);
          setReady(true);
        }
      },
      async (error: unknown) => {
        await learnAllTexts();
        if (!gone) {
          setShown(error instanceof Problem ? error : new Problem(0, "OFFLINE", String(error)));
        }
      },
    );
    return () => {
      gone = true;
    };
  }, [token, client]);
  if (shown instanceof Problem) {
    return <StateView title={t("boards.embed.gone")}>{t("boards.embed.goneAdvice")}</StateView>;
  }
  if (shown === null || !ready) {
    return <PageSkeleton />;
  }
  return (
    <ConfigProvider theme={antTheme(dark)} locale={i18n.language === "en" ? enUS : zhCN}>
      <QueryClientProvider client={client}>
        <EmbeddedBoard token={token} shown={shown} />
      </QueryClientProvider>
    </ConfigProvider>
  );
}

/** Asks nothing by itself but what the key opens. */
function createEmbedClient() {
  const client = createQueryClient();
  client.setDefaultOptions({
    queries: {
      ...client.getDefaultOptions().queries,
      refetchOnMount: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    },
  });
  return client;
}

function EmbeddedBoard({ token, shown: { board } }: Readonly<{ token: string; shown: Shown }>) {
  const { t } = useTranslation();
  const { label, dateTime } = useFormat();
  const pathName = usePathName();
  const states = useTileStates(board.tiles, (batch) => ({
    queryKey: ["embed", batch.map(({ id }) => id)],
    queryFn: () =>
      get<BoardAnswer>(`/embed/${token}/answers`, { tiles: batch.map(({ id }) => id).join(",") }),
    refetchInterval: AGAIN,
  }));
  const asOf = [...states.values()].map((state) => state.asOf).find((time) => time !== null);
  useEffect(() => {
    document.title = label(board.labels);
  }, [board.labels, label]);
  return (
    <main className={styles.embedded}>
      <header className={styles.embeddedHead}>
        <h1>{label(board.labels)}</h1>
        <span className="quiet numbers">
          {asOf === undefined || asOf === null ? null : t("boards.asOf", { time: dateTime(asOf) })}
        </span>
      </header>
      <BoardGrid
        tiles={board.tiles}
        states={states}
        choice={{ kind: "last", ...board.period }}
        limitName={pathName}
        linked={false}
      />
    </main>
  );
}
