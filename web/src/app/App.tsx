import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { createBrowserRouter } from "react-router";
import { RouterProvider } from "react-router/dom";
import { createQueryClient } from "@/shared/api";
import { leaveWhenSignedOut, routes } from "./router";

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
  const router = createBrowserRouter(routes(queryClient));
  leaveWhenSignedOut(queryClient, router);
  return { queryClient, router };
}
