import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { mockServer } from "./dev/mock/plugin.ts";

// `npm run dev` talks to the application on port 8080; `npm run dev:mock` needs no application at all.
export default defineConfig(({ mode }) => ({
  plugins: [react(), ...(mode === "mock" ? [mockServer()] : [])],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  ...(mode === "mock" ? {} : { server: { proxy: { "/api": "http://localhost:8080" } } }),
  build: {
    outDir: "target/classes/static",
    emptyOutDir: true,
    target: "es2023",
    manifest: "manifest.json",
    chunkSizeWarningLimit: 1200,
  },
  test: {
    environment: "jsdom",
    setupFiles: ["./test/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    unstubGlobals: true,
    // Whole pages of Ant Design take their time without a browser.
    testTimeout: 30_000,
  },
}));
