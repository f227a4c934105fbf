import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

/** Where the tests leave what helps to understand a failure. */
export const ARTIFACTS = resolve(import.meta.dirname, "../target/e2e");

const LAUNCHER = resolve(import.meta.dirname, "../../zhike");
const PATIENCE = 150_000;

/** The application under test, on a data directory of its own. */
export type Application = Readonly<{ url: string; stop: () => Promise<void> }>;

/** Starts the application with a verb of the launcher on an empty directory and waits until it says that it is ready. */
export async function startApplication(verb: "serve" | "demo"): Promise<Application> {
  const data = await mkdtemp(join(tmpdir(), "zhike-e2e-"));
  mkdirSync(ARTIFACTS, { recursive: true });
  const log = openSync(join(ARTIFACTS, `${verb}.log`), "a");
  const process = spawn(LAUNCHER, [verb, "--data", data, "--port", "0"], { stdio: ["ignore", "pipe", log] });
  closeSync(log);
  const stop = async () => {
    if (process.exitCode === null && process.signalCode === null) {
      const ended = once(process, "exit");
      process.kill();
      await ended;
    }
    await rm(data, { recursive: true, force: true });
  };
  const timer = setTimeout(() => process.kill(), PATIENCE);
  for await (const line of createInterface(process.stdout)) {
    const url = /ready at (http:\S+)/.exec(line)?.[1];
    if (url !== undefined) {
      clearTimeout(timer);
      process.stdout.resume();
      return { url, stop };
    }
  }
  clearTimeout(timer);
  await stop();
  throw new Error(`./zhike ${verb} did not start; see ${ARTIFACTS}/${verb}.log`);
}
