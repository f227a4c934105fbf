import { type ReactNode, useId } from "react";
import styles from "./ui.module.css";

export type ControlProps = Readonly<{ id: string; "aria-describedby": string; status: "error" | "" }>;

/** A labelled control with what is wrong about it; `children` gets what ties them together. */
export function FormField({
  label,
  required = false,
  hint,
  problem,
  children,
}: Readonly<{
  label: string;
  required?: boolean;
  hint?: string | undefined;
  problem?: string | undefined;
  children: (control: ControlProps) => ReactNode;
}>) {
  const id = useId();
  const note = problem ?? hint;
  return (
    <div className={styles.formField}>
      <label htmlFor={id} className={required ? styles.required : ""}>
        {label}
      </label>
      {children({ id, "aria-describedby": `${id}-note`, status: problem === undefined ? "" : "error" })}
      <span
        id={`${id}-note`}
        className={problem === undefined ? styles.hint : styles.problem}
        role={problem ? "alert" : undefined}
      >
        {note}
      </span>
    </div>
  );
}
