import { BarChartOutlined, DashboardOutlined, ImportOutlined, SettingOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useObjects } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { ObjectIcon } from "@/shared/ui/ObjectIcon";

export type NavItem = Readonly<{ to: string; label: string; icon: ReactNode }>;

/** The places of the product in the groups of the navigation. */
export function useNavigation(): readonly (readonly NavItem[])[] {
  const { t } = useTranslation();
  const { label } = useFormat();
  const objects = useObjects();
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
      { to: "/imports", label: t("shell.nav.imports"), icon: <ImportOutlined aria-hidden /> },
      { to: "/settings", label: t("shell.nav.settings"), icon: <SettingOutlined aria-hidden /> },
    ],
  ];
}
