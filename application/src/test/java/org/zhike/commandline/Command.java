package org.zhike.commandline;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.zhike.Zhike;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command that has run in this process: its exit code and what it printed. */
record Command(int code, String out, String err) {

    static Command of(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = ZhikeCommand.of(Zhike.class)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Command(code, out.toString(), err.toString());
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(out);
    }
}
