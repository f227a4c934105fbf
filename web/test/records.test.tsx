import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { seed } from "../dev/mock/state.ts";
import { openApp } from "./app";

const rowsOf = (table: HTMLElement) => within(table).getAllByRole("row").slice(1);

describe("a list", () => {
  test("shows the columns of the object with labels, regions and times for people", async () => {
    await openApp("/records/customer");
    const table = await screen.findByRole("table", { name: "客户" });
    expect(
      within(table)
        .getAllByRole("columnheader")
        .map((cell) => cell.textContent?.replace("↓", "")),
    ).toEqual(["姓名", "客户编号", "类型", "等级", "地区", "手机号", "来源", "加入时间"]);
    expect(rowsOf(table)).toHaveLength(50);
    await waitFor(() => expect(table.textContent).not.toMatch(/CN-\d{6}|basic|silver/));
  });

  test("keeps filter, sort and page in the address, and pages on and back", async () => {
    const { router, calls } = await openApp('/records/order?filter=status in ["completed"]&sort=-amount');
    const table = await screen.findByRole("table", { name: "订单" });
    expect(await screen.findByText("状态 是 已完成")).toBeTruthy();
    const first = rowsOf(table)[0]?.textContent;
    await userEvent.click(screen.getByRole("button", { name: "下一页" }));
    await screen.findByText(/第 51–100 条/);
    expect(router.state.location.search).toContain("after=50");
    await userEvent.click(screen.getByRole("button", { name: "上一页" }));
    await screen.findByText(/第 1–50 条/);
    expect(rowsOf(screen.getByRole("table"))[0]?.textContent).toBe(first);
    expect(calls).toContain(
      'GET /api/records/order?filter=status in ["completed"]&sort=-amount&limit=50&cursor=50&count=capped',
    );
  });

  test("underlines the word the server does not know and says so in Chinese", async () => {
    await openApp('/records/customer?filter=levle == "gold"');
    const alert = await screen.findByText(/没有字段“levle”/);
    expect(alert.textContent).toMatch(/^1:1 /);
    expect(document.querySelector("mark")?.textContent).toBe("levle");
  });

  test("without records teaches how to get some", async () => {
    const state = seed();
    state.records.get("customer")?.clear();
    await openApp("/records/customer", { records: state.records, language: "en" });
    expect(await screen.findByText("No customers yet")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Import a file" })).toBeTruthy();
  });

  test("offers nothing that writes to those who may only read", async () => {
    const users = seed().users.map((user) => ({ ...user, role: "read_only" as const }));
    await openApp("/records/customer", { users });
    await screen.findByRole("table", { name: "客户" });
    expect(screen.queryByRole("button", { name: /新建/ })).toBeNull();
  });

  test("of an object that does not exist says so", async () => {
    await openApp("/records/nothing");
    expect(await screen.findByText("找不到这个页面")).toBeTruthy();
  });
});

describe("the form", () => {
  test("shows the server's complaints at their fields", async () => {
    await openApp("/records/order?new=1");
    const dialog = await screen.findByRole("dialog");
    await userEvent.click(within(dialog).getByRole("button", { name: "保存" }));
    expect(await within(dialog).findByText("请填写订单号。")).toBeTruthy();
    expect(within(dialog).getByText("请填写下单时间。")).toBeTruthy();
  });

  test("sends only what was changed, and shows both sides when somebody else was faster", async () => {
    const { fetch } = await openApp("/records/customer/3");
    await userEvent.click(await screen.findByRole("button", { name: "编辑" }));
    const dialog = await screen.findByRole("dialog");
    const before = await (await fetch("/api/records/customer/3")).json();
    await fetch("/api/records/customer/3", {
      method: "PATCH",
      body: JSON.stringify({ version: before.version, values: { mobile: "13900000000" } }),
    });
    const name = within(dialog).getByLabelText("姓名");
    await userEvent.clear(name);
    await userEvent.type(name, "王小明");
    await userEvent.click(within(dialog).getByRole("button", { name: "保存" }));
    const conflict = await within(dialog).findByRole("table");
    expect(conflict.textContent).toContain("13900000000");
    await userEvent.click(within(dialog).getByRole("button", { name: "保存我的修改" }));
    await waitFor(async () => {
      const after = await (await fetch("/api/records/customer/3")).json();
      expect(after.values).toMatchObject({ name: "王小明", mobile: "13900000000" });
      expect(after.version).toBe(before.version + 2);
    });
  });
});

test("a deleted record comes back with undo", async () => {
  const { router, fetch } = await openApp("/records/customer/4");
  await userEvent.click(await screen.findByRole("button", { name: "删除" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/records/customer"));
  expect((await fetch("/api/records/customer/4")).status).toBe(404);
  await userEvent.click(await screen.findByRole("button", { name: "撤销" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/records/customer/4"));
  expect((await fetch("/api/records/customer/4")).status).toBe(200);
});

test("the palette finds a record by part of its name and opens it", async () => {
  const { router, fetch } = await openApp("/records/task");
  await screen.findByRole("table");
  const { label } = await (await fetch("/api/records/customer/1")).json();
  await userEvent.keyboard("{Control>}k{/Control}");
  await userEvent.type(await screen.findByRole("combobox", { name: "搜索" }), label);
  await screen.findByRole("group", { name: "记录" });
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(router.state.location.pathname).toMatch(/^\/records\/customer\/\d+$/));
});
