import { CopyOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { MetricDefinition, MetricResult } from "@/shared/api";
import { estimateText, useFormat } from "@/shared/format";
import { Card } from "@/shared/ui";
import styles from "./metrics.module.css";

/** What the metric means, in words and with the company's own numbers; how it is computed; what to do about it. */
export function Definition({
  metric,
  result,
  rowsHref,
}: Readonly<{ metric: MetricDefinition; result: MetricResult | undefined; rowsHref: string }>) {
  const { t } = useTranslation();
  const { label, exact } = useFormat();
  const method = metric.interval ?? "none";
  return (
    <aside className={styles.definition}>
      <Card>
        <h2>{t("metrics.means")}</h2>
        <p>{label(metric.description)}</p>
        <Worked metric={metric} result={result} />
        <Link to={rowsHref}>{t("metrics.seeRows")}</Link>
      </Card>
      <Card>
        <h2>{t(`metrics.worse.${metric.direction}`)}</h2>
        <p>{label(metric.falls)}</p>
      </Card>
      <Card>
        <h2>{t("metrics.how")}</h2>
        <dl className={styles.facts}>
          <dt>{t("metrics.method")}</dt>
          <dd>{t(`metrics.methods.${method}`, { defaultValue: method })}</dd>
          {metric.minimum === null ? null : (
            <>
              <dt>{t("metrics.minimum")}</dt>
              <dd className="numbers">{exact(metric.minimum)}</dd>
            </>
          )}
          <dt>{t("metrics.version")}</dt>
          <dd className="numbers">{metric.version}</dd>
          <dt>{t("metrics.id")}</dt>
          <dd>
            <code>{metric.id}</code>
          </dd>
        </dl>
        {result === undefined ? null : <Sql sql={result.sql} />}
      </Card>
    </aside>
  );
}

/** The formula with the numbers of now: 满意回答 ÷ 全部回答 = 1,234 ÷ 1,500 = 82.3%. */
function Worked({
  metric,
  result,
}: Readonly<{ metric: MetricDefinition; result: MetricResult | undefined }>) {
  const { t } = useTranslation();
  const format = useFormat();
  const cell = result?.cells[0];
  const value = cell && result ? estimateText(format, cell, result.unit, result.currency) : null;
  const whole = (number: number) => format.exact(Math.round(number * 100) / 100);
  return (
    <p className={styles.worked}>
      <span>{format.label(metric.formula)}</span>
      {cell === undefined || value === null ? null : (
        <span className="numbers">
          {cell.numerator !== null && cell.denominator !== null
            ? `= ${whole(cell.numerator)} ÷ ${whole(cell.denominator)} `
            : ""}
          = <strong>{value.value}</strong>
          {value.margin === null ? "" : ` ${t("metrics.between", { range: value.range })}`}
        </span>
      )}
    </p>
  );
}

function Sql({ sql }: Readonly<{ sql: string }>) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const copy = async () => {
    await navigator.clipboard.writeText(sql);
    void message.success(t("metrics.copied"));
  };
  return (
    <details className={styles.sql}>
      <summary>{t("metrics.sql")}</summary>
      <Button size="small" icon={<CopyOutlined aria-hidden />} onClick={() => void copy()}>
        {t("metrics.copy")}
      </Button>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <pre tabIndex={0}>{sql}</pre>
    </details>
  );
}
