import common from "./common.json";
import session from "./session.json";

/** What is said before anyone has signed in; the rest comes with the shell. */
export default { common, session };
