import { useTranslation } from "react-i18next";
import { HomeLink, StateView } from "./states";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <StateView title={t("common.error.missing.title")} actions={<HomeLink />}>
      {t("common.error.missing.advice")}
    </StateView>
  );
}
