package org.zhike.commandline;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "records", description = "List records of an object.", mixinStandardHelpOptions = true)
final class RecordsCommand implements Callable<Integer> {

    private static final int PAGE = 500;

    private final ApplicationStart start;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @CommandLine.Mixin
    private Connection connection = new Connection();

    @Parameters(paramLabel = "OBJECT", description = "The object, such as customer or order.")
    private String object = "";

    @Option(names = "--filter", paramLabel = "CEL", description = "Only the records for which this is true.")
    private @Nullable String filter;

    @Option(names = "--search", paramLabel = "TEXT", description = "Only the records in which search finds this.")
    private @Nullable String search;

    @Option(names = "--sort", paramLabel = "FIELDS", description = "Such as -amount,number (default: newest first).")
    private @Nullable String sort;

    @Option(
            names = "--columns",
            paramLabel = "FIELDS",
            split = ",",
            description = "The fields to print (default: all).")
    private List<String> columns = new ArrayList<>();

    @Option(
            names = "--limit",
            defaultValue = "50",
            description = "The most records (default: ${DEFAULT-VALUE}; 0 = all).")
    private long limit = 50;

    @Option(names = "--count", description = "Only how many there are.")
    private boolean count;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "One of ${COMPLETION-CANDIDATES} (default: table).")
    private Format format = Format.TABLE;

    RecordsCommand(ApplicationStart start) {
        this.start = start;
    }

    @Override
    public Integer call() {
        return connection.run(start, false, api -> {
            PrintWriter out = spec.commandLine().getOut();
            if (count) {
                JsonNode page = api.get(path(null, 1) + "&count=exact");
                out.println(page.path("count").path("value").asLong());
            } else {
                print(api, out);
            }
            return 0;
        });
    }

    private void print(Api api, PrintWriter out) {
        long left = limit == 0 ? Long.MAX_VALUE : limit;
        String cursor = null;
        boolean isFirst = true;
        do {
            JsonNode page = api.get(path(cursor, (int) Math.min(PAGE, left)));
            print(page.path("items"), isFirst, out);
            left -= page.path("items").size();
            cursor = page.path("next").asString(null);
            isFirst = false;
        } while (cursor != null && left > 0);
    }

    private String path(@Nullable String cursor, int rows) {
        StringBuilder path = new StringBuilder("/api/records/" + encoded(object) + "?limit=" + rows);
        append(path, "filter", filter);
        append(path, "search", search);
        append(path, "sort", sort);
        append(path, "cursor", cursor);
        return path.toString();
    }

    private static void append(StringBuilder path, String name, @Nullable String value) {
        if (value != null) {
            path.append('&').append(name).append('=').append(encoded(value));
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Prints page by page, so that any number of records needs the memory of one page. */
    private void print(JsonNode items, boolean isFirst, PrintWriter out) {
        if (format == Format.JSON) {
            items.forEach(out::println);
            out.flush();
            return;
        }
        List<String> names = new ArrayList<>(columns);
        if (names.isEmpty() && !items.isEmpty()) {
            names.addAll(items.get(0).path("values").propertyNames());
        }
        List<String> heading = new ArrayList<>(List.of("id"));
        heading.addAll(names);
        Table table = new Table(heading);
        for (JsonNode item : items) {
            List<String> row = new ArrayList<>(List.of(item.path("id").asString()));
            names.forEach(name -> row.add(text(item, name)));
            table.add(row);
        }
        if (format == Format.CSV) {
            table.printCsv(out, isFirst);
        } else {
            table.printAligned(out);
        }
    }

    private static String text(JsonNode item, String name) {
        JsonNode link = item.path("links").path(name);
        JsonNode value = link.isMissingNode() ? item.path("values").path(name) : link.path("label");
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        if (value.isObject()) {
            return value.path("amount").asString() + " "
                    + value.path("currency").asString();
        }
        return value.isValueNode() ? value.asString() : value.toString();
    }
}
