import { InboxOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Progress } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { type Import, upload } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { useProblemText } from "@/shared/ui";
import ui from "@/shared/ui/ui.module.css";
import { importQuery } from "./api";
import styles from "./imports.module.css";

const ACCEPTED = ".csv,.tsv,.txt,.xlsx,.gz";

/** Takes a file, dropped or chosen, shows how much has been sent, and goes on to its mapping. */
export function Upload({ target }: Readonly<{ target: string | null }>) {
  const { t } = useTranslation();
  const { bytes } = useFormat();
  const navigate = useNavigate();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController | null>(null);
  const [over, setOver] = useState(false);
  const [share, setShare] = useState(0);
  const send = useMutation({
    mutationFn: (file: File) => {
      setShare(0);
      stop.current = new AbortController();
      return upload<Import>("/imports", file, setShare, stop.current.signal);
    },
    onSuccess: (made) => {
      queryClient.setQueryData(importQuery(made.id).queryKey, made);
      return navigate(`/imports/${made.id}${target === null ? "" : `?target=${encodeURIComponent(target)}`}`);
    },
  });
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file && !send.isPending) {
      send.mutate(file);
    }
  };
  const stopped = send.error instanceof DOMException;
  if (send.isPending) {
    return (
      <section className={styles.drop} aria-label={t("imports.upload.title")} aria-busy>
        <strong>{send.variables.name}</strong>
        <Progress
          percent={Math.round(share * 100)}
          className={styles.bar ?? ""}
          aria-label={t("imports.upload.sent")}
        />
        <span className="quiet numbers">
          {share < 1
            ? t("imports.upload.of", {
                sent: bytes(share * send.variables.size),
                size: bytes(send.variables.size),
              })
            : t("imports.upload.reading")}
        </span>
        <Button onClick={() => stop.current?.abort()}>{t("common.cancel")}</Button>
      </section>
    );
  }
  return (
    <section
      className={`${styles.drop} ${over ? styles.over : ""}`}
      aria-label={t("imports.upload.title")}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <InboxOutlined className={styles.inbox} aria-hidden />
      <span>
        {t("imports.upload.drop")}{" "}
        <Button type="primary" onClick={() => input.current?.click()}>
          {t("imports.upload.choose")}
        </Button>
      </span>
      <span className="quiet">{t("imports.upload.hint")}</span>
      <input
        ref={input}
        type="file"
        hidden
        accept={ACCEPTED}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = "";
        }}
      />
      {send.error === null || stopped ? null : (
        <p className={ui.alert} role="alert">
          {problemText(send.error)}
        </p>
      )}
    </section>
  );
}
