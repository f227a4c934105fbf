import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

/** Where the tests leave what helps to understand a failure. */
export const ARTIFACTS = resolve(import.meta.dirname, "../target/e2e");

export const LAUNCHER = resolve(import.meta.dirname, "../../zhike");
const PATIENCE = 150_000;

/** The application under test, on a data directory of its own. */
export type Application = Readonly<{ url: string; stop: () => Promise<void> }>;

/** Starts the application with a verb of the launcher on an empty directory and waits until it says that it is ready. */
export async function startApplication(verb: "serve" | "demo"): Promise<Application> {
  const data = await mkdtemp(join(tmpdir(), "zhike-e2e-"));
  const log = join(ARTIFACTS, `${verb}.log`);
  const kept = createWriteStream(log, { flags: "a" });
  const child = spawn(LAUNCHER, [verb, "--data", data, "--port", "0"], { stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.pipe(kept, { end: false });
  child.stderr.pipe(kept, { end: false });
  child.once("exit", (code, signal) => kept.end(`Ended: ${code ?? signal}\n`));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    }
    await rm(data, { recursive: true, force: true });
  };
  const timer = setTimeout(() => child.kill(), PATIENCE);
  for await (const line of createInterface(child.stdout)) {
    const url = /ready at (http:\S+)/.exec(line)?.[1];
    if (url !== undefined) {
      clearTimeout(timer);
      child.stdout.resume();
      return { url, stop };
    }
  }
  clearTimeout(timer);
  await stop();
  throw new Error(`./zhike ${verb} did not start; see ${log}`);
}
