import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "../api";
import type { Language } from "../api/types";
import { type Format, formatOf } from "./format";

/** The format of the language spoken and the company's time zone. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const { data: session } = useQuery(sessionQuery);
  return formatOf(i18n.language as Language, session?.company?.zone ?? "Asia/Shanghai");
}

/** The currency the company keeps its books in. */
export function useCompanyCurrency(): string {
  return useQuery(sessionQuery).data?.company?.currency ?? "CNY";
}
