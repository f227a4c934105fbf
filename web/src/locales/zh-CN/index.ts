import boards from "./boards.json";
import charts from "./charts.json";
import errors from "./errors.json";
import explore from "./explore.json";
import findings from "./findings.json";
import imports from "./imports.json";
import metrics from "./metrics.json";
import records from "./records.json";
import settings from "./settings.json";
import shell from "./shell.json";
import start from "./start";
import studio from "./studio.json";

export default {
  ...start,
  boards,
  charts,
  errors,
  explore,
  findings,
  imports,
  metrics,
  records,
  settings,
  shell,
  studio,
};
