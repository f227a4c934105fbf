import { DownOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Dropdown, Input, Popover } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { del, type ObjectType, post, put, type View } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { useProblemText } from "@/shared/ui";
import { viewsQuery } from "../api";
import styles from "./list.module.css";
import { differs, type ListState } from "./listState";

/** Opens, saves and deletes a person's views of a list. */
export function ViewMenu({
  type,
  state,
  onOpen,
  onChange,
}: Readonly<{
  type: ObjectType;
  state: ListState;
  onOpen: (view: View | null) => void;
  onChange: (change: Readonly<{ view: number | null }>) => void;
}>) {
  const { t } = useTranslation();
  const { noun } = useFormat();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  const [naming, setNaming] = useState(false);
  const { data: views = [] } = useQuery(viewsQuery(type.name));
  const current = views.find((view) => view.id === state.view) ?? null;
  const all = t("records.views.all", { objects: noun(type.plural) });
  const shown = { columns: state.columns, filter: state.filter, sort: state.sort };
  const options = {
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["views", type.name] }),
    onError: (error: Error) => message.error(problemText(error)),
  };
  const save = useMutation({
    ...options,
    mutationFn: (view: View) => put<View>(`/views/${type.name}/${view.id}`, { name: view.name, ...shown }),
  });
  const create = useMutation({
    ...options,
    mutationFn: (name: string) => post<View>(`/views/${type.name}`, { name, ...shown }),
    onSuccess: async (view) => {
      setNaming(false);
      await options.onSuccess();
      onChange({ view: view.id });
    },
  });
  const remove = useMutation({
    ...options,
    mutationFn: (view: View) => del(`/views/${type.name}/${view.id}`),
    onSuccess: async () => {
      onOpen(null);
      await options.onSuccess();
    },
  });
  const changed = current === null ? state.filter !== null || state.sort !== null : differs(state, current);
  return (
    <div className={styles.views}>
      <Dropdown
        trigger={["click"]}
        menu={{
          selectable: true,
          selectedKeys: [String(current?.id ?? "all")],
          items: [
            { key: "all", label: all, onClick: () => onOpen(null) },
            ...views.map((view) => ({ key: String(view.id), label: view.name, onClick: () => onOpen(view) })),
            { type: "divider" },
            { key: "new", label: t("records.views.saveAs"), onClick: () => setNaming(true) },
            ...(current === null
              ? []
              : [
                  {
                    key: "delete",
                    danger: true,
                    label: t("records.views.delete", { name: current.name }),
                    onClick: () => remove.mutate(current),
                  },
                ]),
          ],
        }}
      >
        <Button>
          {current?.name ?? all}
          <DownOutlined aria-hidden />
        </Button>
      </Dropdown>
      <Popover
        open={naming}
        onOpenChange={setNaming}
        trigger="click"
        placement="bottomLeft"
        content={<NameForm pending={create.isPending} onSave={(name) => create.mutate(name)} />}
      >
        {changed && current === null ? (
          <Button type="link" size="small">
            {t("records.views.saveAs")}
          </Button>
        ) : (
          <span />
        )}
      </Popover>
      {changed && current !== null ? (
        <Button type="link" size="small" loading={save.isPending} onClick={() => save.mutate(current)}>
          {t("records.views.save")}
        </Button>
      ) : null}
    </div>
  );
}

function NameForm({ pending, onSave }: Readonly<{ pending: boolean; onSave: (name: string) => void }>) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  return (
    <form
      className={styles.name}
      onSubmit={(event) => {
        event.preventDefault();
        onSave(name.trim());
      }}
    >
      <Input
        aria-label={t("records.views.name")}
        placeholder={t("records.views.name")}
        value={name}
        maxLength={60}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="primary" htmlType="submit" loading={pending} disabled={name.trim() === ""}>
        {t("common.save")}
      </Button>
    </form>
  );
}
