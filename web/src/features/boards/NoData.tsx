import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { get, type Period, type RecordPage, useRole, useSession } from "@/shared/api";
import { addSteps, periodText, startOf, todayIn, useFormat } from "@/shared/format";
import { Skeleton, StateView } from "@/shared/ui";
import type { TileState } from "./useAnswers";

/** Shows the board unless all of it is empty; then says why and leads on: to the days that have data, or to an import. */
export function NoData({
  states,
  filtered,
  onPeriod,
  children,
}: Readonly<{
  states: ReadonlyMap<string, TileState>;
  filtered: boolean;
  onPeriod: (period: Period) => void;
  children: ReactNode;
}>) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const navigate = useNavigate();
  const { mayWrite } = useRole();
  const zone = useSession().company?.zone ?? "Asia/Shanghai";
  const numbers = [...states.values()].flatMap(({ answer }) => (answer === undefined ? [] : [answer]));
  const empty =
    numbers.length > 0 &&
    numbers.every(
      ({ answers, problems }) =>
        Object.keys(problems).length === 0 &&
        (answers[0] ?? []).every(({ cells }) => cells.every((cell) => cell.n === 0)),
    );
  const days = useQuery({
    queryKey: ["records", "order", "days"],
    queryFn: () => daysOfOrders(zone),
    enabled: empty && !filtered,
  });
  if (!empty || filtered) {
    return children;
  }
  if (days.isPending) {
    return <Skeleton />;
  }
  const known = days.data;
  return known ? (
    <StateView
      title={t("boards.otherDays.title")}
      actions={
        <Button type="primary" onClick={() => onPeriod(known)}>
          {t("boards.otherDays.show", { period: periodText(known, language) })}
        </Button>
      }
    >
      {t("boards.otherDays.advice")}
    </StateView>
  ) : (
    <StateView
      title={t("boards.empty.title")}
      actions={
        mayWrite ? (
          <Button type="primary" onClick={() => void navigate("/imports")}>
            {t("boards.empty.import")}
          </Button>
        ) : undefined
      }
    >
      {t("boards.empty.advice")} <code>./zhike demo</code>
    </StateView>
  );
}

/** The whole months of the latest year in which there are orders; null when there are none at all. */
async function daysOfOrders(zone: string): Promise<Period | null> {
  const edge = async (sort: string) => {
    const page = await get<RecordPage>("/records/order", { filter: "ordered_at != null", sort, limit: 1 });
    const at = page.items[0]?.values.ordered_at;
    return typeof at === "string" ? todayIn(zone, Date.parse(at)) : null;
  };
  const [first, last] = await Promise.all([edge("ordered_at"), edge("-ordered_at")]);
  if (first === null || last === null) {
    return null;
  }
  const to = addSteps("month", startOf("month", last), 1);
  const yearBefore = addSteps("month", to, -12);
  const from = startOf("month", first);
  return { from: [from, yearBefore].toSorted().at(-1) as string, to };
}
