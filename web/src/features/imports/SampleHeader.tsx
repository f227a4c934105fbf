import { CopyOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { useTranslation } from "react-i18next";
import { Card } from "@/shared/ui";
import styles from "./imports.module.css";

const SAMPLES = [
  {
    key: "zh",
    rows: [
      ["订单号", "下单时间", "客户编号", "客户姓名", "商品编码", "商品名称", "数量", "单价"],
      ["SO20260001", "2026-01-31 09:30", "C10001", "王芳", "P1001", "云南小粒咖啡豆 500 g", "2", "89.00"],
    ],
  },
  {
    key: "en",
    rows: [
      [
        "InvoiceNo",
        "InvoiceDate",
        "CustomerID",
        "Customer Name",
        "StockCode",
        "Description",
        "Quantity",
        "UnitPrice",
      ],
      ["536365", "2026-01-31 09:30", "17850", "Fang Wang", "85123A", "White lantern", "6", "2.55"],
    ],
  },
] as const;

/** What files can be imported, with headers to begin from. */
export function SampleHeader() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const copy = async (rows: readonly (readonly string[])[]) => {
    await navigator.clipboard.writeText(rows.map((row) => row.join("\t")).join("\n"));
    void message.success(t("imports.teach.copied"));
  };
  return (
    <Card className={styles.teach ?? ""}>
      <h2>{t("imports.teach.heading")}</h2>
      <ul>
        <li>{t("imports.teach.formats")}</li>
        <li>{t("imports.teach.lines")}</li>
        <li>{t("imports.teach.safe")}</li>
      </ul>
      {SAMPLES.map(({ key, rows }) => (
        <div key={key} className={styles.sample}>
          <div className={styles.sampleHead}>
            <span className="quiet">{t(`imports.teach.sample.${key}`)}</span>
            <Button
              size="small"
              type="text"
              icon={<CopyOutlined aria-hidden />}
              onClick={() => void copy(rows)}
            >
              {t("imports.teach.copy")}
            </Button>
          </div>
          <div className={styles.scroll}>
            <table>
              <thead>
                <tr>
                  {rows[0].map((cell) => (
                    <th key={cell} scope="col">
                      {cell}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                <tr>
                  {rows[1].map((cell) => (
                    <td key={cell}>{cell}</td>
                  ))}
                </tr>
              </tbody>
            </table>
          </div>
        </div>
      ))}
    </Card>
  );
}
