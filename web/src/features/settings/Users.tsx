import { PlusOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Drawer, Input, Select, Switch } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem, patch, post, put, type Role, type User, useSession } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { type Column, DataTable, ErrorView, Tag, useProblemText } from "@/shared/ui";
import { FormField } from "@/shared/ui/FormField";
import ui from "@/shared/ui/ui.module.css";
import { scopesQuery, usersQuery } from "./api";
import { type RowScope, RowScopes } from "./RowScopes";
import styles from "./settings.module.css";
import { useFieldProblem } from "./useFieldProblem";

const ROLES: readonly Role[] = ["administrator", "member", "read_only"];

export function Users() {
  const { t } = useTranslation();
  const { ago, dateTime } = useFormat();
  const users = useQuery(usersQuery);
  const [open, setOpen] = useState<User | "new" | null>(null);
  const columns: readonly Column<User>[] = [
    {
      key: "displayName",
      title: t("settings.users.displayName"),
      render: (user) => (
        <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setOpen(user)}>
          {user.displayName}
        </Button>
      ),
    },
    { key: "name", title: t("settings.users.name"), render: (user) => user.name },
    {
      key: "role",
      title: t("settings.users.role"),
      render: (user) => <Tag>{t(`settings.role.${user.role}`)}</Tag>,
    },
    {
      key: "active",
      title: t("settings.users.state"),
      render: (user) =>
        user.active ? (
          t("settings.users.active")
        ) : (
          <span className="quiet">{t("settings.users.inactive")}</span>
        ),
    },
    {
      key: "lastSeenAt",
      title: t("settings.users.lastSeen"),
      render: (user) =>
        user.lastSeenAt === null ? (
          <span className="quiet">{t("settings.users.never")}</span>
        ) : (
          <span title={dateTime(user.lastSeenAt)}>{ago(user.lastSeenAt)}</span>
        ),
    },
  ];
  if (users.error !== null) {
    return <ErrorView error={users.error} onRetry={() => void users.refetch()} />;
  }
  return (
    <div className={styles.tab}>
      <div className={styles.bar}>
        <span />
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setOpen("new")}>
          {t("settings.users.add")}
        </Button>
      </div>
      <DataTable
        label={t("settings.tabs.users")}
        columns={columns}
        rows={users.data}
        keyOf={(user) => user.id}
      />
      {open === null ? null : (
        <UserDrawer user={open === "new" ? null : open} onClose={() => setOpen(null)} />
      )}
    </div>
  );
}

function UserDrawer({ user, onClose }: Readonly<{ user: User | null; onClose: () => void }>) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  const self = useSession().user?.id === user?.id;
  const [draft, setDraft] = useState({
    name: user?.name ?? "",
    displayName: user?.displayName ?? "",
    role: user?.role ?? "member",
    active: user?.active ?? true,
    password: "",
  });
  const known = useQuery({ ...scopesQuery(user?.id ?? 0), enabled: user !== null });
  const [changed, setChanged] = useState<readonly RowScope[] | null>(null);
  const scopes = changed ?? (known.data ?? []).map((rule, key) => ({ key, ...rule }));
  const save = useMutation({
    mutationFn: async () => {
      const { name, displayName, role, active, password } = draft;
      if (user === null) {
        return post<User>("/users", { name, displayName, role, password });
      }
      const after = await patch<User>(`/users/${user.id}`, {
        displayName,
        ...(self ? {} : { role, active }),
        ...(password === "" ? {} : { password }),
      });
      if (changed !== null && role !== "administrator") {
        const rules = changed.map(({ object, condition }) => ({ object, condition }));
        await put(`/users/${user.id}/scopes`, rules);
        await queryClient.invalidateQueries({ queryKey: scopesQuery(user.id).queryKey });
      }
      return after;
    },
    onSuccess: async () => {
      void message.success(t("settings.users.saved", { name: draft.displayName }));
      onClose();
      await queryClient.invalidateQueries({ queryKey: usersQuery.queryKey });
    },
  });
  const problemAt = useFieldProblem(save.error);
  const elsewhere = save.error !== null && !(save.error instanceof Problem && save.error.issues.length > 0);
  return (
    <Drawer
      open
      size={420}
      title={user === null ? t("settings.users.add") : t("settings.users.edit", { name: user.displayName })}
      onClose={onClose}
      footer={
        <div className={ui.actions} style={{ justifyContent: "flex-end" }}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="primary" htmlType="submit" form="user-form" loading={save.isPending}>
            {t("common.save")}
          </Button>
        </div>
      }
    >
      <form
        id="user-form"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {elsewhere ? (
          <div className={ui.alert} role="alert">
            {problemText(save.error)}
          </div>
        ) : null}
        <FormField label={t("settings.users.displayName")} required problem={problemAt("displayName")}>
          {(control) => (
            <Input
              {...control}
              required
              value={draft.displayName}
              onChange={(event) => setDraft({ ...draft, displayName: event.target.value })}
            />
          )}
        </FormField>
        <FormField
          label={t("settings.users.name")}
          required
          hint={user === null ? t("settings.users.nameHint") : undefined}
          problem={problemAt("name")}
        >
          {(control) => (
            <Input
              {...control}
              required
              disabled={user !== null}
              autoComplete="off"
              value={draft.name}
              onChange={(event) => setDraft({ ...draft, name: event.target.value })}
            />
          )}
        </FormField>
        <FormField
          label={t("settings.users.role")}
          hint={self ? t("settings.users.self") : t(`settings.roleHint.${draft.role}`)}
          problem={problemAt("role")}
        >
          {(control) => (
            <Select
              {...control}
              disabled={self}
              value={draft.role}
              options={ROLES.map((role) => ({ value: role, label: t(`settings.role.${role}`) }))}
              onChange={(role: Role) => setDraft({ ...draft, role })}
            />
          )}
        </FormField>
        {user === null ? null : (
          <FormField label={t("settings.users.active")} problem={problemAt("active")}>
            {({ id }) => (
              <span>
                <Switch
                  id={id}
                  disabled={self}
                  checked={draft.active}
                  onChange={(active) => setDraft({ ...draft, active })}
                />
              </span>
            )}
          </FormField>
        )}
        {user === null || draft.role === "administrator" || known.data === undefined ? null : (
          <RowScopes scopes={scopes} problemAt={problemAt} onChange={setChanged} />
        )}
        <FormField
          label={user === null ? t("settings.users.password") : t("settings.users.newPassword")}
          required={user === null}
          hint={user === null ? t("settings.users.passwordHint") : t("settings.users.newPasswordHint")}
          problem={problemAt("password")}
        >
          {(control) => (
            <Input.Password
              {...control}
              required={user === null}
              autoComplete="new-password"
              value={draft.password}
              onChange={(event) => setDraft({ ...draft, password: event.target.value })}
            />
          )}
        </FormField>
      </form>
    </Drawer>
  );
}
