import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { PASSWORD } from "../dev/mock/session.ts";
import { nextPage } from "../src/features/session/nextPage";
import { openApp } from "./app";

test("who is not signed in comes to the login page and, signed in, to the page wanted", async () => {
  const { router } = await openApp("/records/customer?q=王", { signedIn: null });
  await userEvent.type(await screen.findByLabelText("用户名"), "admin");
  await userEvent.type(screen.getByLabelText("密码"), "wrong");
  await userEvent.click(screen.getByRole("button", { name: "登录" }));
  expect((await screen.findByRole("alert")).textContent).toBe("用户名或密码不正确。");

  await userEvent.clear(screen.getByLabelText("密码"));
  await userEvent.type(screen.getByLabelText("密码"), PASSWORD);
  await userEvent.click(screen.getByRole("button", { name: "登录" }));
  await screen.findByRole("table", { name: "客户" });
  expect(router.state.location.pathname).toBe("/records/customer");
  expect(new URLSearchParams(router.state.location.search).get("q")).toBe("王");
});

test("the first person sets up the company and becomes its administrator", async () => {
  const { router } = await openApp("/", { users: [], signedIn: null, company: null, language: "en" });
  await userEvent.type(await screen.findByLabelText("Company name"), "Acme");
  await userEvent.type(screen.getByLabelText("Full name"), "Ada");
  await userEvent.type(screen.getByLabelText("User name"), "ada");
  await userEvent.type(screen.getByLabelText("Password"), "0123456789x");
  await userEvent.click(screen.getByRole("button", { name: "Begin" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/boards"));
});

test("signing in never leads to another site", () => {
  expect(nextPage("/records/order?sort=-amount")).toBe("/records/order?sort=-amount");
  for (const bad of [
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    null,
  ]) {
    expect(nextPage(bad)).toBe("/");
  }
});
