import { Checkbox, Input } from "antd";
import { type CSSProperties, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import {
  type DistributionAnswer,
  type DistributionPart,
  type DistributionQuery,
  type Unit,
  useObjectType,
} from "@/shared/api";
import { useFormat } from "@/shared/format";
import { StateView } from "@/shared/ui";
import { useScope } from "@/shared/ui/period";
import { Analysis } from "./Analysis";
import { ObjectPick, ownerOf, PerPick, Pick, useDimensionChoices } from "./choices";
import styles from "./explore.module.css";
import { rowsHref, useParameters } from "./parameters";

/** How a number is spread: bars, quantiles with their intervals, and what lies beyond. */
export function DistributionPage() {
  const { t } = useTranslation();
  const { get, set } = useParameters();
  const scope = useScope({ kind: "last", grain: "month", steps: 12 });
  const object = get("object") ?? "order";
  const type = useObjectType(object);
  const per = get("per");
  const number =
    type?.fields.find((field) => !field.system && ["money", "number", "percent"].includes(field.type))
      ?.name ?? "id";
  const value = get("value") ?? (per === null ? number : `sum(${number})`);
  const dimensions = useDimensionChoices(per === null ? object : ownerOf(type, per));
  const query: DistributionQuery = {
    object,
    time: null,
    where: scope.scope.filter,
    value,
    per,
    period: scope.scope.period,
    by: get("by"),
    log: get("log") === "1",
    currency: null,
  };
  return (
    <Analysis<DistributionQuery, DistributionAnswer>
      kind="distribution"
      title={t("explore.distribution.title")}
      hint={t("explore.distribution.hint")}
      query={query}
      scope={scope}
      example={'kind == "sale"'}
      form={
        <>
          <ObjectPick
            value={object}
            onChange={(next) => set({ object: next, per: null, by: null, value: null, filter: null })}
          />
          <PerPick
            type={type}
            value={per}
            none={t("explore.distribution.each")}
            onChange={(next) => set({ per: next, by: null, value: null })}
          />
          <ValueInput key={value} value={value} onChange={(next) => set({ value: next })} />
          <Pick
            label={t("explore.by")}
            value={query.by}
            none={t("explore.notBroken")}
            options={dimensions}
            onChange={(next) => set({ by: next })}
          />
          <Checkbox checked={query.log} onChange={(event) => set({ log: event.target.checked ? "1" : null })}>
            {t("explore.distribution.log")}
          </Checkbox>
        </>
      }
    >
      {(answer) =>
        answer.parts.map((part) => (
          <Bars key={String(part.part?.value)} answer={answer} part={part} query={query} />
        ))
      }
    </Analysis>
  );
}

function ValueInput({ value, onChange }: Readonly<{ value: string; onChange: (value: string) => void }>) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const done = () => text.trim() !== value && onChange(text.trim());
  return (
    <div className={styles.pick}>
      <span aria-hidden>{t("explore.distribution.value")}</span>
      <Input
        className={styles.code ?? ""}
        aria-label={t("explore.distribution.value")}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={done}
        onPressEnter={done}
      />
    </div>
  );
}

function Bars({
  answer,
  part,
  query,
}: Readonly<{ answer: DistributionAnswer; part: DistributionPart; query: DistributionQuery }>) {
  const { t } = useTranslation();
  const { exact, metric } = useFormat();
  const unit: Unit = answer.unit === "number" ? "count" : answer.unit;
  const text = (value: number | null) => (value === null ? "–" : metric(value, unit, answer.currency));
  if (part.n === 0) {
    return <StateView title={t("explore.nothing")}>{t("explore.nothingHint")}</StateView>;
  }
  const most = Math.max(...part.bins.map(({ n }) => n), part.outliers?.below ?? 0, part.outliers?.above ?? 0);
  const open = (bin: number) => rowsHref("distribution", query, { bin, part: part.part?.value ?? null });
  const bars = [
    ...(part.outliers !== null && part.outliers.below > 0
      ? [
          {
            index: -1,
            name: t("explore.distribution.below", { value: text(part.bins[0]?.from ?? null) }),
            n: part.outliers.below,
          },
        ]
      : []),
    ...part.bins.map((bin, index) => ({ index, name: `${text(bin.from)} – ${text(bin.to)}`, n: bin.n })),
    ...(part.outliers !== null && part.outliers.above > 0
      ? [
          {
            index: part.bins.length,
            name: t("explore.distribution.above", { value: text(part.bins.at(-1)?.to ?? null) }),
            n: part.outliers.above,
          },
        ]
      : []),
  ];
  return (
    <section className={styles.part}>
      <h2>{part.part?.label ?? t("explore.all")}</h2>
      <dl className={styles.facts}>
        <Fact name="n" value={exact(part.n)} />
        <Fact
          name={t("explore.distribution.mean")}
          value={text(part.mean)}
          title={`${text(part.meanLow)} – ${text(part.meanHigh)}`}
        />
        {part.quantiles.map(({ p, value, low, high }) => (
          <Fact
            key={p}
            name={p === 0.5 ? t("explore.distribution.median") : `p${Math.round(p * 100)}`}
            value={text(value)}
            title={`${text(low)} – ${text(high)}`}
          />
        ))}
        <Fact name={t("explore.distribution.max")} value={text(part.max)} />
        {part.missing === 0 ? null : (
          <Fact name={t("explore.distribution.missing")} value={exact(part.missing)} />
        )}
      </dl>
      <div className={styles.scroll}>
        <table className={`${styles.pivot} ${styles.histogram}`}>
          <caption className="visually-hidden">{t("explore.distribution.title")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("explore.distribution.range")}</th>
              <th scope="col" className={styles.barColumn}>
                {t("explore.distribution.share")}
              </th>
              <th scope="col" className={styles.number}>
                n
              </th>
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <tr key={bar.index}>
                <th scope="row" className={styles.number}>
                  {bar.name}
                </th>
                <td>
                  <Link className={styles.bar} to={open(bar.index)} tabIndex={-1}>
                    <span className={styles.fill} style={{ "--share": bar.n / most } as CSSProperties} />
                    <span className={styles.barText}>{metric(bar.n / part.n, "percent", null)}</span>
                  </Link>
                </td>
                <td className={styles.number}>
                  <Link to={open(bar.index)}>{exact(bar.n)}</Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Fact({ name, value, title }: Readonly<{ name: string; value: string; title?: string }>) {
  return (
    <div title={title}>
      <dt>{name}</dt>
      <dd className="numbers">{value}</dd>
    </div>
  );
}
