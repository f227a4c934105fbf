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

test("a session that has ended leads to the login page and back to the same list", async () => {
  const { router, fetch } = await openApp("/records/order?sort=-amount");
  await screen.findByRole("table", { name: "订单" });
  await fetch("/api/session", { method: "DELETE" });
  await userEvent.click(screen.getByRole("button", { name: "下一页" }));
  await screen.findByLabelText("用户名");
  expect(new URLSearchParams(router.state.location.search).get("next")).toMatch(
    /^\/records\/order\?sort=-amount/,
  );
});

test("what the server says about a first password is said in the person's language", async () => {
  await openApp("/", { users: [], signedIn: null, company: null });
  await userEvent.type(await screen.findByLabelText("公司名称"), "禾光");
  await userEvent.type(screen.getByLabelText("姓名"), "王芳");
  await userEvent.type(screen.getByLabelText("用户名"), "fang");
  await userEvent.type(screen.getByLabelText("密码"), "password123");
  await userEvent.click(screen.getByRole("button", { name: "开始使用" }));
  expect(await screen.findByText("这个密码最容易被猜到，请换一个。")).toBeTruthy();
});
