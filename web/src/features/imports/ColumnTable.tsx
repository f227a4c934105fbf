import { Select } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Import, type ImportTarget, type Issue, type Mapping, useObjects } from "@/shared/api";
import { useFormat } from "@/shared/format";
import ui from "@/shared/ui/ui.module.css";
import styles from "./imports.module.css";
import { confidenceOf, lookOf } from "./mapping";

const LEFT_OUT = "";

/** The file's columns, each with what it holds and the field it fills. */
export function ColumnTable({
  import: { header, sample },
  target,
  mapping,
  problems,
  say,
  readOnly,
  onMap,
}: Readonly<{
  import: Import;
  target: ImportTarget | undefined;
  mapping: Mapping;
  problems: ReadonlyMap<number, readonly Issue[]>;
  say: (issue: Issue) => string;
  readOnly: boolean;
  onMap: (index: number, field: string | null) => void;
}>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const objects = useObjects();
  const options = useMemo(() => {
    const fields = target?.fields ?? [];
    const option = ({ path, labels, required }: (typeof fields)[number]) => ({
      value: path,
      label: `${label(labels)}${required ? " *" : ""}`,
      search: `${label(labels)} ${path}`.toLowerCase(),
    });
    const ignored = { value: LEFT_OUT, label: t("imports.map.leftOut"), search: "" };
    if ((target?.objects.length ?? 0) < 2) {
      return [ignored, ...fields.map(option)];
    }
    return [
      ignored,
      ...(target?.objects ?? []).map((name) => {
        const object = objects.find((candidate) => candidate.name === name);
        return {
          label: object === undefined ? name : label(object.labels),
          options: fields.filter(({ path }) => path.startsWith(`${name}.`)).map(option),
        };
      }),
    ];
  }, [target, objects, label, t]);
  return (
    <div className={styles.scroll}>
      <table className={styles.columns}>
        <thead>
          <tr>
            <th scope="col">{t("imports.map.column")}</th>
            <th scope="col">{t("imports.map.samples")}</th>
            <th scope="col">{t("imports.map.looks")}</th>
            <th scope="col">{t("imports.map.field")}</th>
            <th scope="col">{t("imports.map.confidence")}</th>
          </tr>
        </thead>
        <tbody>
          {mapping.columns.map(({ column, index, field }) => {
            const cells = sample.map((row) => row[index] ?? "");
            const look = lookOf(cells);
            const place = target?.fields.find(({ path }) => path === field);
            const issues = problems.get(index) ?? [];
            return (
              <tr key={index} id={`column-${index}`} className={field === null ? styles.ignored : ""}>
                <th scope="row">
                  <span className={styles.heading} title={column}>
                    {header[index] ?? column}
                  </span>
                </th>
                <td>
                  <span className={styles.cells} title={cells.join("\n")}>
                    {[...new Set(cells.filter((cell) => cell !== ""))].slice(0, 3).map((cell) => (
                      <code key={cell}>{cell}</code>
                    ))}
                  </span>
                </td>
                <td className="quiet">
                  {t(`imports.looks.${look.kind}`)}{" "}
                  {look.pattern === null ? null : <code>{look.pattern}</code>}
                </td>
                <td className={styles.field}>
                  <Select<string>
                    aria-label={t("imports.map.fieldOf", { column })}
                    aria-describedby={`column-${index}-problem`}
                    {...(issues.length > 0 ? { status: "error" as const } : {})}
                    disabled={readOnly}
                    value={field ?? LEFT_OUT}
                    options={options}
                    popupMatchSelectWidth={280}
                    showSearch={{
                      filterOption: (text, option) => (option?.search ?? "").includes(text.toLowerCase()),
                    }}
                    onChange={(path) => onMap(index, path === LEFT_OUT ? null : path)}
                  />
                  <span id={`column-${index}-problem`} className={ui.problem}>
                    {issues.map(say).join(" ")}
                  </span>
                </td>
                <td>
                  {place === undefined ? (
                    <span className="quiet">–</span>
                  ) : (
                    <span className={styles[confidenceOf(column, place)]}>
                      {t(`imports.confidence.${confidenceOf(column, place)}`)}
                    </span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
