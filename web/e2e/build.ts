import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { ARTIFACTS, LAUNCHER } from "./application";

/** Builds what changed and clears away what the last run left, once before all tests. */
export default function prepare(): void {
  execFileSync(LAUNCHER, ["build"], { stdio: "inherit" });
  rmSync(ARTIFACTS, { recursive: true, force: true });
  mkdirSync(ARTIFACTS, { recursive: true });
}
