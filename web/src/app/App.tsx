import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { RouterProvider } from "react-router/dom";
import { createQueryClient, onSignedOut, sessionQuery } from "@/shared/api";
import { createRouter } from "./router";

export function App() {
  const [{ queryClient, router }] = useState(start);
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}

function start() {
  const queryClient = createQueryClient();
  const router = createRouter(queryClient);
  onSignedOut(() => {
    queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
    void router.revalidate();
  });
  return { queryClient, router };
}
