import type { Company, NewToken, Session, Token, User } from "../../src/shared/api/types";
import { empty, issue, json, Refusal, type Route } from "./http.ts";
import type { MockState } from "./state.ts";

/** The usual rules of measuring. */
const MEASURING = { churnWindowDays: 90, level: 0.95, solidPoints: 5, solidPart: 0.1 };

export const PASSWORD = "zhike-demo-1";

export function sessionRoutes(state: MockState): readonly Route[] {
  const session = (): Session => ({
    state: state.users.length === 0 ? "setup" : state.signedIn === null ? "signed_out" : "signed_in",
    user: state.users.find((user) => user.id === state.signedIn) ?? null,
    company: state.company,
  });
  const answer = (status = 200) =>
    json(session(), status, { "Set-Cookie": "XSRF-TOKEN=mock; Path=/; SameSite=Lax" });
  const administrator = () => {
    if (session().user?.role !== "administrator") {
      throw new Refusal(403, "FORBIDDEN", "Only administrators may do this.");
    }
  };
  return [
    ["GET", "/session", () => answer()],
    [
      "POST",
      "/session",
      async (call) => {
        const { name, password } = await call.json<{ name: string; password: string }>();
        const user = state.users.find((candidate) => candidate.name === name && candidate.active);
        if (!user || password !== PASSWORD) {
          throw new Refusal(401, "WRONG_CREDENTIALS", "The user name or the password is not right.");
        }
        state.signedIn = user.id;
        return answer();
      },
    ],
    [
      "DELETE",
      "/session",
      () => {
        state.signedIn = null;
        return empty();
      },
    ],
    [
      "POST",
      "/setup",
      async (call) => {
        const body = await call.json<{ company: Company; user: User & { password: string } }>();
        if (state.users.length > 0) {
          throw new Refusal(409, "SET_UP_ALREADY", "There is a user already.");
        }
        if (body.user.password.startsWith("password")) {
          throw new Refusal(422, "COMMON_PASSWORD", "The password is common.", [
            issue(
              "user.password",
              "COMMON_PASSWORD",
              "This password is among the first that anybody guesses.",
            ),
          ]);
        }
        if (body.user.password.length < 10) {
          throw new Refusal(422, "SHORT_PASSWORD", "The password is too short.", [
            issue("user.password", "SHORT_PASSWORD", "The password needs at least 10 characters.", {
              arguments: ["10"],
            }),
          ]);
        }
        state.company = body.company;
        state.users = [
          {
            id: 1,
            name: body.user.name,
            displayName: body.user.displayName,
            role: "administrator",
            active: true,
            lastSeenAt: null,
          },
        ];
        state.signedIn = 1;
        return answer(201);
      },
    ],
    [
      "GET",
      "/users",
      () => {
        administrator();
        return state.users;
      },
    ],
    [
      "POST",
      "/users",
      async (call) => {
        administrator();
        const body = await call.json<User & { password: string }>();
        const issues = [
          ...(state.users.some((user) => user.name === body.name)
            ? [
                issue("name", "NAME_TAKEN", `There is a user ${body.name} already.`, {
                  arguments: [body.name],
                }),
              ]
            : []),
          ...(body.password.length < 10
            ? [
                issue("password", "SHORT_PASSWORD", "The password needs at least 10 characters.", {
                  arguments: ["10"],
                }),
              ]
            : []),
        ];
        if (issues.length > 0) {
          throw new Refusal(422, "INVALID", "The user cannot be made.", issues);
        }
        const user: User = {
          id: state.users.length + 1,
          name: body.name,
          displayName: body.displayName,
          role: body.role,
          active: true,
          lastSeenAt: null,
        };
        state.users = [...state.users, user];
        return json(user, 201);
      },
    ],
    [
      "PATCH",
      "/users/:id",
      async (call) => {
        administrator();
        const change = await call.json<Partial<User>>();
        const id = Number(call.params.id);
        state.users = state.users.map((user) => (user.id === id ? { ...user, ...change } : user));
        return state.users.find((user) => user.id === id);
      },
    ],
    [
      "PUT",
      "/session/password",
      async (call) => {
        const { present } = await call.json<{ present: string; password: string }>();
        if (present !== PASSWORD) {
          throw new Refusal(422, "WRONG_PASSWORD", "This is not the present password.", [
            issue("present", "WRONG_PASSWORD", "This is not the present password."),
          ]);
        }
        return answer();
      },
    ],
    ["GET", "/tokens", () => state.tokens],
    [
      "POST",
      "/tokens",
      async (call) => {
        const { label } = await call.json<{ label: string }>();
        const id = 1 + Math.max(0, ...state.tokens.map((token) => token.id));
        const token: Token = { id, label, createdAt: new Date().toISOString(), lastUsedAt: null };
        state.tokens = [token, ...state.tokens];
        return json({ id, label, token: `zhk_${"0123456789abcdef".repeat(2)}` } satisfies NewToken, 201);
      },
    ],
    [
      "DELETE",
      "/tokens/:id",
      (call) => {
        state.tokens = state.tokens.filter((token) => token.id !== Number(call.params.id));
        return empty();
      },
    ],
    ["GET", "/settings", () => ({ ...MEASURING, ...state.company })],
    [
      "PATCH",
      "/settings",
      async (call) => {
        administrator();
        state.company = { ...(state.company as Company), ...(await call.json<Partial<Company>>()) };
        return state.company;
      },
    ],
  ];
}
