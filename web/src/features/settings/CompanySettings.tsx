import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Language, patch, type Session, type Settings, sessionQuery, useRole } from "@/shared/api";
import { CURRENCIES, ZONES } from "@/shared/format";
import { LANGUAGES } from "@/shared/preferences";
import { ErrorView, Skeleton, useProblemText } from "@/shared/ui";
import { FormField } from "@/shared/ui/FormField";
import { settingsQuery } from "./api";
import styles from "./settings.module.css";
import { useFieldProblem } from "./useFieldProblem";

/** The rules of measuring; fractions are shown as percents. */
const MEASURING = [
  { name: "churnWindowDays", factor: 1, unit: "days", step: 1 },
  { name: "level", factor: 100, unit: "percent", step: 1 },
  { name: "solidPoints", factor: 1, unit: "points", step: 1 },
  { name: "solidPart", factor: 100, unit: "percent", step: 1 },
] as const;

export function CompanySettings() {
  const settings = useQuery(settingsQuery);
  if (settings.error !== null) {
    return <ErrorView error={settings.error} onRetry={() => void settings.refetch()} />;
  }
  return settings.data === undefined ? <Skeleton /> : <CompanyForm company={settings.data} />;
}

function CompanyForm({ company }: Readonly<{ company: Settings }>) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { isAdministrator } = useRole();
  const queryClient = useQueryClient();
  const problemText = useProblemText();
  const [draft, setDraft] = useState(company);
  const save = useMutation({
    mutationFn: () => patch<Settings>("/settings", draft),
    onSuccess: (saved) => {
      void message.success(t("settings.company.saved"));
      queryClient.setQueryData(settingsQuery.queryKey, saved);
      queryClient.setQueryData(
        sessionQuery.queryKey,
        (before: Session | undefined) => before && { ...before, company: saved },
      );
    },
    onError: (error) => message.error(problemText(error)),
  });
  const problemAt = useFieldProblem(save.error);
  const disabled = !isAdministrator;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {disabled ? <p className="quiet">{t("settings.company.readOnly")}</p> : null}
      <FormField label={t("settings.company.name")} problem={problemAt("name")}>
        {(control) => (
          <Input
            {...control}
            disabled={disabled}
            value={draft.name}
            onChange={(event) => setDraft({ ...draft, name: event.target.value })}
          />
        )}
      </FormField>
      <FormField
        label={t("settings.company.zone")}
        hint={t("settings.company.zoneHint")}
        problem={problemAt("zone")}
      >
        {(control) => (
          <Select
            {...control}
            showSearch
            disabled={disabled}
            value={draft.zone}
            options={ZONES.map((zone) => ({ value: zone, label: zone }))}
            onChange={(zone: string) => setDraft({ ...draft, zone })}
          />
        )}
      </FormField>
      <FormField
        label={t("settings.company.currency")}
        hint={t("settings.company.currencyHint")}
        problem={problemAt("currency")}
      >
        {(control) => (
          <Select
            {...control}
            showSearch
            disabled={disabled}
            value={draft.currency}
            options={CURRENCIES.map((currency) => ({ value: currency, label: currency }))}
            onChange={(currency: string) => setDraft({ ...draft, currency })}
          />
        )}
      </FormField>
      <FormField
        label={t("settings.company.language")}
        hint={t("settings.company.languageHint")}
        problem={problemAt("language")}
      >
        {(control) => (
          <Select
            {...control}
            disabled={disabled}
            value={draft.language}
            options={LANGUAGES.map((language) => ({
              value: language,
              label: t(`common.languages.${language}`),
            }))}
            onChange={(language: Language) => setDraft({ ...draft, language })}
          />
        )}
      </FormField>
      <h2>{t("settings.measuring.title")}</h2>
      {MEASURING.map(({ name, factor, unit, step }) => (
        <FormField
          key={name}
          label={t(`settings.measuring.${name}`)}
          hint={t(`settings.measuring.${name}Hint`)}
          problem={problemAt(name)}
        >
          {(control) => (
            <InputNumber<number>
              controls={false}
              {...control}
              disabled={disabled}
              step={step}
              suffix={t(`settings.measuring.${unit}`)}
              style={{ width: 200 }}
              value={Math.round(draft[name] * factor * 1000) / 1000}
              onChange={(value) => setDraft({ ...draft, [name]: (value ?? 0) / factor })}
            />
          )}
        </FormField>
      ))}
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
