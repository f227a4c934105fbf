import { Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useRole } from "@/shared/api";
import { Card, Page } from "@/shared/ui";
import { BusinessHours } from "./BusinessHours";
import { CompanySettings } from "./CompanySettings";
import { OwnPassword } from "./OwnPassword";
import { Tokens } from "./Tokens";
import { Users } from "./Users";

export function SettingsPage() {
  const { t } = useTranslation();
  const { isAdministrator } = useRole();
  const [parameters, setParameters] = useSearchParams();
  const tabs = [
    { key: "company", label: t("settings.tabs.company"), children: <CompanySettings /> },
    { key: "hours", label: t("settings.tabs.hours"), children: <BusinessHours /> },
    ...(isAdministrator ? [{ key: "users", label: t("settings.tabs.users"), children: <Users /> }] : []),
    { key: "password", label: t("settings.tabs.password"), children: <OwnPassword /> },
    { key: "tokens", label: t("settings.tabs.tokens"), children: <Tokens /> },
  ];
  const tab = parameters.get("tab");
  return (
    <Page title={t("settings.title")}>
      <Card>
        <Tabs
          activeKey={tabs.find(({ key }) => key === tab)?.key ?? "company"}
          items={tabs}
          destroyOnHidden
          onChange={(key) => setParameters({ tab: key }, { replace: true })}
        />
      </Card>
    </Page>
  );
}
