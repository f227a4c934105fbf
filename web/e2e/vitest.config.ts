import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/**
 * The browser tests: each file starts the built application itself, on a data directory and a port of its own,
 * one after the other: two applications and two browsers at once are too much for a small machine.
 */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  resolve: { alias: { "@": fileURLToPath(new URL("../src", import.meta.url)) } },
  test: {
    include: ["**/*.test.ts"],
    globalSetup: ["build.ts"],
    fileParallelism: false,
    reporters: ["verbose"],
    testTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 180_000,
  },
});
