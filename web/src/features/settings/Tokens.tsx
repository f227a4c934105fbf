import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { del, type NewToken, post, type Token } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { type Column, DataTable, ErrorView, StateView, useProblemText } from "@/shared/ui";
import { tokensQuery } from "./api";
import styles from "./settings.module.css";

export function Tokens() {
  const { t } = useTranslation();
  const { date, ago } = useFormat();
  const { message, modal } = App.useApp();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  const tokens = useQuery(tokensQuery);
  const [label, setLabel] = useState("");
  const refresh = () => queryClient.invalidateQueries({ queryKey: tokensQuery.queryKey });
  const onError = (error: Error) => message.error(problemText(error));
  const create = useMutation({
    mutationFn: () => post<NewToken>("/tokens", { label: label.trim() }),
    onSuccess: () => {
      setLabel("");
      return refresh();
    },
    onError,
  });
  const revoke = useMutation({
    mutationFn: (token: Token) => del(`/tokens/${token.id}`),
    onSuccess: refresh,
    onError,
  });
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    void message.success(t("settings.tokens.copied"));
  };
  const columns: readonly Column<Token>[] = [
    { key: "label", title: t("settings.tokens.label"), render: (token) => token.label },
    { key: "createdAt", title: t("settings.tokens.createdAt"), render: (token) => date(token.createdAt) },
    {
      key: "lastUsedAt",
      title: t("settings.tokens.lastUsed"),
      render: (token) =>
        token.lastUsedAt === null ? (
          <span className="quiet">{t("settings.tokens.never")}</span>
        ) : (
          ago(token.lastUsedAt)
        ),
    },
    {
      key: "revoke",
      title: "",
      align: "end",
      render: (token) => (
        <Button
          type="link"
          size="small"
          danger
          onClick={() =>
            modal.confirm({
              title: t("settings.tokens.revokeAsk", { label: token.label }),
              content: t("settings.tokens.revokeAdvice"),
              okText: t("settings.tokens.revoke"),
              okButtonProps: { danger: true },
              onOk: () => revoke.mutateAsync(token),
            })
          }
        >
          {t("settings.tokens.revoke")}
        </Button>
      ),
    },
  ];
  if (tokens.error !== null) {
    return <ErrorView error={tokens.error} onRetry={() => void tokens.refetch()} />;
  }
  return (
    <div className={styles.tab}>
      <div className={styles.bar}>
        <p className="quiet">{t("settings.tokens.intro")}</p>
        <form
          className={styles.inline}
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate();
          }}
        >
          <Input
            aria-label={t("settings.tokens.label")}
            placeholder={t("settings.tokens.labelHint")}
            value={label}
            onChange={(event) => setLabel(event.target.value)}
          />
          <Button type="primary" htmlType="submit" disabled={label.trim() === ""} loading={create.isPending}>
            {t("settings.tokens.create")}
          </Button>
        </form>
      </div>
      {create.data ? (
        <div className={styles.secret} role="status">
          <span>{t("settings.tokens.once")}</span>
          <code>{create.data.token}</code>
          <Button onClick={() => void copy(create.data.token)}>{t("settings.tokens.copy")}</Button>
        </div>
      ) : null}
      {tokens.data?.length === 0 ? (
        <StateView title={t("settings.tokens.none")} />
      ) : (
        <DataTable
          label={t("settings.tabs.tokens")}
          columns={columns}
          rows={tokens.data}
          keyOf={(token) => token.id}
        />
      )}
    </div>
  );
}
