import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Input, Modal, Popconfirm, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Board, del, type Embed, embedsQuery, post } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { ErrorView, Skeleton, useProblemText } from "@/shared/ui";
import { FormField } from "@/shared/ui/FormField";
import styles from "./board.module.css";

const DAY = 86_400_000;

/** The piece of a page that shows the board. */
export function snippetOf(origin: string, token: string): string {
  return `<iframe src="${origin}/embed/${token}" style="width:100%;height:800px;border:0" loading="lazy"></iframe>`;
}

/** Makes and ends the keys with which other pages show a board. */
export function EmbedDialog({ board, onClose }: Readonly<{ board: Board; onClose: () => void }>) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const client = useQueryClient();
  const embeds = useQuery(embedsQuery(board.id));
  const [label, setLabel] = useState("");
  const [days, setDays] = useState<number | null>(null);
  const [token, setToken] = useState<string | null>(null);
  const again = () => client.invalidateQueries({ queryKey: ["boards", "embeds", board.id] });
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      message.error(problemText(error));
    }
  };
  const create = () =>
    attempt(async () => {
      const made = await post<Readonly<{ embed: Embed; token: string }>>(`/boards/${board.id}/embeds`, {
        label,
        filters: board.definition.filters.filter(({ values }) => values.length > 0),
        expiresAt: days === null ? null : new Date(Date.now() + days * DAY).toISOString(),
      });
      setToken(made.token);
      setLabel("");
      await again();
    });
  const copy = (text: string) =>
    attempt(async () => {
      await navigator.clipboard.writeText(text);
      message.success(t("boards.embed.copied"));
    });
  const snippet = token === null ? null : snippetOf(window.location.origin, token);
  return (
    <Modal open title={t("boards.embed.title")} footer={null} onCancel={onClose} width={640}>
      <p className="quiet">{t("boards.embed.advice")}</p>
      {snippet === null ? (
        <form
          className={styles.embedForm}
          onSubmit={(event) => {
            event.preventDefault();
            void create();
          }}
        >
          <FormField label={t("boards.embed.label")} required>
            {(control) => (
              <Input
                {...control}
                maxLength={100}
                value={label}
                onChange={({ target }) => setLabel(target.value)}
              />
            )}
          </FormField>
          <FormField label={t("boards.embed.expires")}>
            {(control) => (
              <Select<number>
                {...control}
                value={days ?? 0}
                options={[
                  { value: 0, label: t("boards.embed.never") },
                  ...[7, 30, 90, 365].map((count) => ({
                    value: count,
                    label: t("boards.embed.inDays", { count }),
                  })),
                ]}
                onChange={(value) => setDays(value === 0 ? null : value)}
              />
            )}
          </FormField>
          <Button type="primary" htmlType="submit" disabled={label.trim() === ""}>
            {t("boards.embed.create")}
          </Button>
        </form>
      ) : (
        <div className={styles.snippet}>
          <p role="status">{t("boards.embed.once")}</p>
          <Input.TextArea aria-label={t("boards.embed.snippet")} readOnly autoSize value={snippet} />
          <div className={styles.row}>
            <Button type="primary" onClick={() => void copy(snippet)}>
              {t("boards.embed.copy")}
            </Button>
            <a href={`/embed/${token}`} target="_blank" rel="noreferrer">
              {t("boards.embed.open")}
            </a>
            <Button type="text" onClick={() => setToken(null)}>
              {t("boards.embed.another")}
            </Button>
          </div>
        </div>
      )}
      <h3 className={styles.subtitle}>{t("boards.embed.present")}</h3>
      {embeds.error !== null ? (
        <ErrorView error={embeds.error} onRetry={() => void embeds.refetch()} />
      ) : embeds.data === undefined ? (
        <Skeleton lines={2} />
      ) : embeds.data.length === 0 ? (
        <p className="quiet">{t("boards.embed.none")}</p>
      ) : (
        <ul className={styles.shares}>
          {embeds.data.map((embed) => (
            <li key={embed.id}>
              <span>
                {embed.label}{" "}
                <span className="quiet">
                  {t("boards.embed.made", { by: embed.createdBy, time: dateTime(embed.createdAt) })}
                  {embed.expiresAt === null
                    ? ""
                    : ` · ${t("boards.embed.until", { time: dateTime(embed.expiresAt) })}`}
                </span>
              </span>
              <Popconfirm
                title={t("boards.embed.revokeWhat")}
                okText={t("boards.embed.revoke")}
                cancelText={t("common.cancel")}
                onConfirm={() =>
                  attempt(async () => {
                    await del(`/boards/${board.id}/embeds/${embed.id}`);
                    await again();
                  })
                }
              >
                <Button size="small" danger>
                  {t("boards.embed.revoke")}
                </Button>
              </Popconfirm>
            </li>
          ))}
        </ul>
      )}
    </Modal>
  );
}
