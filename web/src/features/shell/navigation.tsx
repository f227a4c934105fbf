import {
  BarChartOutlined,
  DashboardOutlined,
  ImportOutlined,
  SettingOutlined,
  TableOutlined,
} from "@ant-design/icons";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Area, useObjects } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { ObjectIcon } from "@/shared/ui/ObjectIcon";

export type NavItem = Readonly<{ to: string; label: string; icon: ReactNode }>;

export type NavGroup = Readonly<{ title: string | null; items: readonly NavItem[] }>;

const AREAS: readonly Area[] = ["customers", "sales", "service", "marketing", "operations"];

/** The places of the product in the groups of the navigation. */
export function useNavigation(): readonly NavGroup[] {
  const { t } = useTranslation();
  const { label } = useFormat();
  const objects = useObjects();
  return [
    {
      title: null,
      items: [
        { to: "/boards", label: t("shell.nav.boards"), icon: <DashboardOutlined aria-hidden /> },
        { to: "/metrics", label: t("shell.nav.metrics"), icon: <BarChartOutlined aria-hidden /> },
        { to: "/explore", label: t("shell.nav.explore"), icon: <TableOutlined aria-hidden /> },
      ],
    },
    ...AREAS.map((area) => ({
      title: t(`shell.areas.${area}`),
      items: objects
        .filter((object) => object.area === area)
        .map((object) => ({
          to: `/records/${object.name}`,
          label: label(object.plural),
          icon: <ObjectIcon object={object.name} />,
        })),
    })),
    {
      title: null,
      items: [
        { to: "/imports", label: t("shell.nav.imports"), icon: <ImportOutlined aria-hidden /> },
        { to: "/settings", label: t("shell.nav.settings"), icon: <SettingOutlined aria-hidden /> },
      ],
    },
  ];
}
