import { DeleteOutlined, EditOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Tabs } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import {
  del,
  type ObjectType,
  post,
  type RecordItem,
  useObjects,
  useObjectType,
  useRole,
} from "@/shared/api";
import { useFormat } from "@/shared/format";
import { Card, ErrorView, Page, PageSkeleton, useProblemText } from "@/shared/ui";
import { NotFound } from "@/shared/ui/NotFound";
import { useShortcut } from "@/shared/ui/shortcuts";
import { recordQuery } from "./api";
import { History } from "./record/History";
import { KeyFacts } from "./record/KeyFacts";
import { Profile } from "./record/Profile";
import { RecordDrawer } from "./record/RecordDrawer";
import { RelatedList } from "./record/RelatedList";
import styles from "./record/record.module.css";
import { referencesTo } from "./record/references";
import { Timeline } from "./record/Timeline";

/** One record of any object: what it is, what happened around it, who changed it. */
export function RecordPage() {
  const { object, id = "" } = useParams();
  const type = useObjectType(object);
  const record = useQuery({ ...recordQuery(object ?? "", id), enabled: type !== undefined });
  if (type === undefined) {
    return <NotFound />;
  }
  if (record.data === undefined) {
    return record.error === null ? (
      <PageSkeleton />
    ) : (
      <ErrorView error={record.error} onRetry={() => void record.refetch()} />
    );
  }
  return <OneRecord key={`${type.name} ${id}`} type={type} record={record.data} />;
}

function OneRecord({ type, record }: Readonly<{ type: ObjectType; record: RecordItem }>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const { mayWrite } = useRole();
  const references = referencesTo(useObjects(), type.name);
  const [parameters, setParameters] = useSearchParams();
  const [editing, setEditing] = useState(false);
  const queryClient = useQueryClient();
  const remove = useRemove(type, record);
  useShortcut("e", t("records.edit"), mayWrite ? () => setEditing(true) : undefined);
  const tabs = [
    ...(references.length > 0
      ? [
          {
            key: "timeline",
            label: t("records.timeline.title"),
            children: <Timeline type={type} record={record} />,
          },
        ]
      : []),
    ...references.map(({ object, field }) => ({
      key: `${object.name}.${field.name}`,
      label:
        references.filter((other) => other.object === object).length > 1
          ? `${label(object.plural)} (${label(field.labels)})`
          : label(object.plural),
      children: <RelatedList object={object} field={field} record={record} />,
    })),
    { key: "history", label: t("records.history.title"), children: <History type={type} record={record} /> },
  ];
  const tab = parameters.get("tab");
  return (
    <Page
      title={record.label}
      crumbs={[{ to: `/records/${type.name}`, label: label(type.plural) }]}
      actions={
        mayWrite ? (
          <>
            <Button icon={<EditOutlined aria-hidden />} onClick={() => setEditing(true)}>
              {t("records.edit")}
            </Button>
            <Button
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t("common.delete")}
              title={t("common.delete")}
              loading={remove.isPending}
              onClick={() => remove.mutate()}
            />
          </>
        ) : undefined
      }
    >
      {references.length > 0 ? <KeyFacts record={record} references={references} /> : null}
      <div className={styles.columns}>
        <Card>
          <Profile type={type} record={record} />
        </Card>
        <Card>
          <Tabs
            size="small"
            activeKey={tabs.find(({ key }) => key === tab)?.key ?? tabs[0]?.key ?? "history"}
            items={tabs}
            destroyOnHidden
            onChange={(key) => setParameters({ tab: key }, { replace: true })}
          />
        </Card>
      </div>
      {editing ? (
        <RecordDrawer
          type={type}
          record={record}
          onClose={() => setEditing(false)}
          onSaved={(saved) => queryClient.setQueryData(recordQuery(type.name, saved.id).queryKey, saved)}
        />
      ) : null}
    </Page>
  );
}

/** Deletes the record and goes back to the list, where it can be brought back for a while. */
function useRemove(type: ObjectType, record: RecordItem) {
  const { t } = useTranslation();
  const { notification, message } = App.useApp();
  const problemText = useProblemText();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const path = `/records/${type.name}/${record.id}`;
  const restore = useMutation({
    mutationFn: () => post<RecordItem>(`${path}/restore`),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ["records"] });
      await navigate(path);
    },
    onError: (error) => message.error(problemText(error)),
  });
  return useMutation({
    mutationFn: () => del(path, { version: record.version }),
    onSuccess: async () => {
      const key = `deleted ${path}`;
      // Without asking for the record that is gone; the list asks anew when it opens.
      await queryClient.invalidateQueries({ queryKey: ["records"], refetchType: "none" });
      await navigate(`/records/${type.name}`);
      notification.info({
        key,
        title: t("records.deleted", { label: record.label }),
        duration: 12,
        placement: "bottomLeft",
        actions: (
          <Button
            size="small"
            type="primary"
            onClick={() => {
              notification.destroy(key);
              restore.mutate();
            }}
          >
            {t("common.undo")}
          </Button>
        ),
      });
    },
    onError: (error) => message.error(problemText(error)),
  });
}
