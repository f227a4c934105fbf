import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { post, put, useRole } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { type Column, DataTable, ErrorView, Skeleton, StateView, useProblemText } from "@/shared/ui";
import { FormField } from "@/shared/ui/FormField";
import { hoursQuery } from "./api";
import {
  type BusinessHours as Hours,
  openingTimes,
  type SpecialDay,
  WEEKDAYS,
  weekMinutes,
  withDays,
} from "./hours";
import styles from "./settings.module.css";
import { useFieldProblem } from "./useFieldProblem";

/** When the company is open: by weekday, and on the days that differ. */
export function BusinessHours() {
  const hours = useQuery(hoursQuery);
  if (hours.error !== null) {
    return <ErrorView error={hours.error} onRetry={() => void hours.refetch()} />;
  }
  return hours.data === undefined ? <Skeleton /> : <HoursForm key={hours.data.version} hours={hours.data} />;
}

function HoursForm({ hours }: Readonly<{ hours: Hours }>) {
  const { t } = useTranslation();
  const { exact } = useFormat();
  const { message } = App.useApp();
  const { isAdministrator } = useRole();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  const [week, setWeek] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(WEEKDAYS.map((day) => [day, (hours.week[day] ?? []).join(", ")])),
  );
  const [special, setSpecial] = useState(hours.special);
  const written = Object.fromEntries(WEEKDAYS.map((day) => [day, openingTimes(week[day] ?? "")]));
  const save = useMutation({
    mutationFn: () =>
      put<Hours>("/settings/hours", { version: hours.version, week: written, special } satisfies Hours),
    onSuccess: (saved) => {
      void message.success(t("settings.hours.saved"));
      queryClient.setQueryData(hoursQuery.queryKey, saved);
      return queryClient.invalidateQueries({ queryKey: ["metrics"] });
    },
    onError: (error) => message.error(problemText(error)),
  });
  const problemAt = useFieldProblem(save.error);
  const disabled = !isAdministrator;
  return (
    <form
      className={styles.tab}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <p className="quiet">{disabled ? t("settings.hours.readOnly") : t("settings.hours.intro")}</p>
      <div className={styles.form}>
        {WEEKDAYS.map((day) => (
          <FormField key={day} label={t(`settings.hours.days.${day}`)} problem={dayProblem(problemAt, day)}>
            {(control) => (
              <Input
                {...control}
                readOnly={disabled}
                placeholder={t("settings.hours.closed")}
                value={week[day]}
                onChange={(event) => setWeek({ ...week, [day]: event.target.value })}
              />
            )}
          </FormField>
        ))}
        <p className="quiet">
          {problemAt("week") ?? t("settings.hours.total", { hours: exact(weekMinutes(written) / 60) })}
        </p>
      </div>
      <SpecialDays days={special} disabled={disabled} onChange={setSpecial} />
      {disabled ? null : (
        <div>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t("common.save")}
          </Button>
        </div>
      )}
    </form>
  );
}

/** What is wrong with a day: with all of it, or with one of its two opening times. */
function dayProblem(problemAt: (path: string) => string | undefined, day: string): string | undefined {
  const paths = [`week.${day}`, `week.${day}[0]`, `week.${day}[1]`, `week.${day}[2]`];
  const problems = paths.map(problemAt).filter((problem) => problem !== undefined);
  return problems.length === 0 ? undefined : problems.join(" ");
}

function SpecialDays({
  days,
  disabled,
  onChange,
}: Readonly<{
  days: readonly SpecialDay[];
  disabled: boolean;
  onChange: (days: readonly SpecialDay[]) => void;
}>) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { message } = App.useApp();
  const [text, setText] = useState("");
  const read = useMutation({
    mutationFn: () => post<Readonly<{ special: readonly SpecialDay[] }>>("/settings/hours/read", { text }),
    onSuccess: ({ special }) => {
      setText("");
      onChange(withDays(days, special));
      void message.success(t("settings.hours.read", { count: special.length }));
    },
  });
  const problemText = useProblemText();
  const columns: readonly Column<SpecialDay>[] = [
    { key: "day", title: t("settings.hours.day"), render: (day) => date(day.day) },
    { key: "name", title: t("settings.hours.name"), render: (day) => day.name },
    {
      key: "hours",
      title: t("settings.hours.open"),
      render: (day) =>
        day.hours.length === 0 ? (
          <span className="quiet">{t("settings.hours.closed")}</span>
        ) : (
          day.hours.join(", ")
        ),
    },
    ...(disabled
      ? []
      : [
          {
            key: "remove",
            title: "",
            align: "end" as const,
            render: (day: SpecialDay) => (
              <Button
                type="link"
                size="small"
                aria-label={t("settings.hours.removeDay", { day: day.day })}
                onClick={() => onChange(days.filter((other) => other.day !== day.day))}
              >
                {t("settings.hours.remove")}
              </Button>
            ),
          },
        ]),
  ];
  return (
    <section className={styles.tab} aria-label={t("settings.hours.special")}>
      <h3>{t("settings.hours.special")}</h3>
      {days.length === 0 ? (
        <StateView title={t("settings.hours.none")}>{t("settings.hours.noneAdvice")}</StateView>
      ) : (
        <DataTable
          columns={columns}
          rows={days}
          keyOf={(day) => day.day}
          label={t("settings.hours.special")}
        />
      )}
      {disabled ? null : (
        <FormField
          label={t("settings.hours.paste")}
          hint={t("settings.hours.pasteHint")}
          problem={read.error === null ? undefined : problemText(read.error)}
        >
          {(control) => (
            <>
              <Input.TextArea
                {...control}
                rows={4}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
              <div>
                <Button disabled={text.trim() === ""} loading={read.isPending} onClick={() => read.mutate()}>
                  {t("settings.hours.add")}
                </Button>
              </div>
            </>
          )}
        </FormField>
      )}
    </section>
  );
}
