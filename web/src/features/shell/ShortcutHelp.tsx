import { useTranslation } from "react-i18next";
import { Dialog } from "@/shared/ui/Dialog";
import { keyNames, useShortcuts } from "@/shared/ui/shortcuts";
import styles from "./Shell.module.css";

export function ShortcutHelp({ onClose }: Readonly<{ onClose: () => void }>) {
  const { t } = useTranslation();
  const shortcuts = useShortcuts();
  const labels = [...new Set(shortcuts.map(({ label }) => label))];
  return (
    <Dialog label={t("shell.shortcuts")} onClose={onClose}>
      <dl className={styles.keys}>
        <h2>{t("shell.shortcuts")}</h2>
        {labels.map((label) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {shortcuts
                .filter((shortcut) => shortcut.label === label)
                .map(({ keys }) => (
                  <kbd key={keys}>{keyNames(keys).join(" ")}</kbd>
                ))}
            </dd>
          </div>
        ))}
        <div>
          <dt>{t("shell.moveRows")}</dt>
          <dd>
            <kbd>↑</kbd>
            <kbd>↓</kbd>
          </dd>
        </div>
      </dl>
    </Dialog>
  );
}
