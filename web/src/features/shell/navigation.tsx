import { BarChartOutlined, DashboardOutlined, ImportOutlined, SettingOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type ObjectType, useObjects, useRole } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { ObjectIcon } from "@/shared/ui/ObjectIcon";

export type NavItem = Readonly<{ to: string; label: string; icon: ReactNode }>;

/** The order of the standard objects; a company's own follow. */
const ORDER = [
  "customer",
  "contact",
  "order",
  "order_item",
  "product",
  "ticket",
  "interaction",
  "survey_answer",
  "marketing_cost",
  "task",
];

/** The places of the product in the groups of the navigation. */
export function useNavigation(): readonly (readonly NavItem[])[] {
  const { t } = useTranslation();
  const { label } = useFormat();
  const { mayWrite } = useRole();
  const objects = [...useObjects()].sort((a, b) => rank(a) - rank(b));
  return [
    [
      { to: "/boards", label: t("shell.nav.boards"), icon: <DashboardOutlined aria-hidden /> },
      { to: "/metrics", label: t("shell.nav.metrics"), icon: <BarChartOutlined aria-hidden /> },
    ],
    objects.map((object) => ({
      to: `/records/${object.name}`,
      label: label(object.plural),
      icon: <ObjectIcon object={object.name} />,
    })),
    [
      ...(mayWrite
        ? [{ to: "/imports", label: t("shell.nav.imports"), icon: <ImportOutlined aria-hidden /> }]
        : []),
      { to: "/settings", label: t("shell.nav.settings"), icon: <SettingOutlined aria-hidden /> },
    ],
  ];
}

function rank({ name }: ObjectType): number {
  const index = ORDER.indexOf(name);
  return index < 0 ? ORDER.length : index;
}
