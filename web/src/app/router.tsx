import type { QueryClient } from "@tanstack/react-query";
import { type LoaderFunctionArgs, type RouteObject, redirect } from "react-router";
import { boardRoutes, embedRoutes } from "@/features/boards/routes";
import { exploreRoutes } from "@/features/explore/routes";
import { importRoutes } from "@/features/imports/routes";
import { metricRoutes } from "@/features/metrics/routes";
import { recordRoutes } from "@/features/records/routes";
import { nextPage } from "@/features/session/nextPage";
import { settingsRoutes } from "@/features/settings/routes";
import { objectsQuery, onSignedOut, type Session, sessionQuery } from "@/shared/api";
import { learnAllTexts, speakByDefault } from "@/shared/i18n";
import { PageSkeleton, RouteError } from "@/shared/ui";

/** The pages; those that open before someone has signed in load neither Ant Design nor charts. */
export function routes(queryClient: QueryClient): RouteObject[] {
  /** Lets in whom the page is for and sends everyone else to theirs. */
  const only = (state: Session["state"]) => async (args: LoaderFunctionArgs) => {
    const session = await queryClient.ensureQueryData(sessionQuery);
    await speakByDefault(session.company?.language);
    if (session.state !== state) {
      throw redirect(pageOf(session.state, new URL(args.request.url)));
    }
    if (state === "signed_in") {
      await Promise.all([queryClient.ensureQueryData(objectsQuery), learnAllTexts()]);
    }
    return null;
  };
  return [
    {
      errorElement: <RouteError />,
      hydrateFallbackElement: <PageSkeleton />,
      children: [
        ...embedRoutes,
        {
          path: "/setup",
          loader: only("setup"),
          lazy: async () => ({ Component: (await import("@/features/session/SetupPage")).SetupPage }),
        },
        {
          path: "/login",
          loader: only("signed_out"),
          lazy: async () => ({ Component: (await import("@/features/session/LoginPage")).LoginPage }),
        },
        {
          loader: only("signed_in"),
          lazy: async () => ({ Component: (await import("@/features/shell/Shell")).Shell }),
          children: [
            {
              errorElement: <RouteError />,
              children: [
                { path: "/", loader: () => redirect("/boards"), element: null },
                ...boardRoutes,
                ...recordRoutes,
                ...importRoutes,
                ...exploreRoutes,
                ...metricRoutes,
                ...settingsRoutes,
                {
                  path: "*",
                  lazy: async () => ({ Component: (await import("@/shared/ui/NotFound")).NotFound }),
                },
              ],
            },
          ],
        },
      ],
    },
  ];
}

function pageOf(state: Session["state"], wanted: URL): string {
  switch (state) {
    case "setup":
      return "/setup";
    case "signed_out": {
      const next = wanted.pathname + wanted.search;
      return next === "/" ? "/login" : `/login?next=${encodeURIComponent(next)}`;
    }
    case "signed_in":
      return nextPage(wanted.searchParams.get("next"));
  }
}

/** Lets a page whose session has ended give way to the login page, which knows the way back. */
export function leaveWhenSignedOut(
  queryClient: QueryClient,
  router: Readonly<{ revalidate: () => Promise<void> }>,
): void {
  onSignedOut(async () => {
    await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
    await router.revalidate();
  });
}
