import boards from "./boards.json";
import common from "./common.json";
import errors from "./errors.json";
import imports from "./imports.json";
import metrics from "./metrics.json";
import records from "./records.json";
import session from "./session.json";
import settings from "./settings.json";
import shell from "./shell.json";

export default { boards, common, errors, imports, metrics, records, session, settings, shell };
