package org.zhike.projection;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.zhike.kernel.Issue;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Names;
import org.zhike.kernel.ProductException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets only what is known to be harmless through: DuckDB's own parser turns the statement into a tree, and every node of it must
 * be of a kind listed here, every table one of the views or a name that the statement itself defines where it is used, every
 * function one of {@link SqlFunctions}. Whatever a later version of DuckDB can do besides is refused until it is listed.
 */
final class SqlGuard {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final Set<String> EXPRESSIONS = Set.of(
            "BETWEEN",
            "CASE",
            "CAST",
            "COLLATE",
            "COLUMN_REF",
            "COMPARISON",
            "CONJUNCTION",
            "CONSTANT",
            "FUNCTION",
            "LAMBDA",
            "LAMBDA_REF",
            "OPERATOR",
            "POSITIONAL_REFERENCE",
            "STAR",
            "SUBQUERY",
            "TYPE",
            "WINDOW");

    private static final Set<String> OTHERS = Set.of(
            "JOIN",
            "SUBQUERY",
            "EMPTY",
            "EXPRESSION_LIST",
            "ORDER_MODIFIER",
            "LIMIT_MODIFIER",
            "LIMIT_PERCENT_MODIFIER",
            "DISTINCT_MODIFIER",
            "ORDER_DEFAULT",
            "ASCENDING",
            "DESCENDING");

    private static final Set<String> QUERIES = Set.of("SELECT_NODE", "SET_OPERATION_NODE");

    private final SqlViews views;
    private final String text;
    private final byte[] bytes;
    private final Set<String> used = new LinkedHashSet<>();
    private final Issues issues = new Issues();

    private SqlGuard(SqlViews views, String text) {
        this.views = views;
        this.text = text;
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the views the statement reads; throws with all that is wrong when it may not run. */
    static Set<String> check(Connection connection, SqlViews views, String text) throws SQLException {
        SqlGuard guard = new SqlGuard(views, text);
        JsonNode parsed = guard.parse(connection);
        if (parsed.path("error").asBoolean()) {
            throw guard.unreadable(parsed);
        }
        JsonNode statements = parsed.path("statements");
        if (statements.isEmpty()) {
            throw new ProductException(SqlError.SQL_EMPTY);
        }
        if (statements.size() > 1) {
            throw new ProductException(SqlError.SQL_SEVERAL, statements.size());
        }
        guard.walk(statements.get(0), Set.of());
        guard.issues.throwIfAny();
        return guard.used;
    }

    private JsonNode parse(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select json_serialize_sql(cast(? as varchar))")) {
            statement.setString(1, text);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return JSON.readTree(row.getString(1));
            }
        } catch (JacksonException e) {
            throw new ProductException(SqlError.SQL_DOES_NOT_PARSE, "it is nested too deep");
        }
    }

    private ProductException unreadable(JsonNode error) {
        if (!error.path("error_type").asString("").equals("parser")) {
            return new ProductException(SqlError.SQL_ONLY_SELECT);
        }
        String message = error.path("error_message").asString("").strip();
        Issue issue = Issue.of("sql", SqlError.SQL_DOES_NOT_PARSE, message);
        String position = error.path("position").asString("");
        return new ProductException(
                List.of(position.matches("\\d{1,9}") ? issue.at(position(Integer.parseInt(position))) : issue));
    }

    private void walk(JsonNode node, Set<String> known) {
        if (node.isArray()) {
            node.forEach(item -> walk(item, known));
            return;
        }
        if (!node.isObject()) {
            return;
        }
        String kind = node.path("class").asString("");
        String type = node.path("type").asString("");
        if (!kind.isEmpty()) {
            expression(node, kind, known);
        } else if (QUERIES.contains(type)) {
            query(node, known);
        } else if (type.equals("BASE_TABLE")) {
            table(node, known);
        } else if (type.equals("TABLE_FUNCTION")) {
            tableFunction(node, known);
        } else if (type.isEmpty() || OTHERS.contains(type)) {
            children(node, known, Set.of());
        } else {
            refuse(node, SqlError.SQL_UNSUPPORTED, type);
        }
    }

    private void children(JsonNode node, Set<String> known, Collection<String> without) {
        node.properties().forEach(entry -> {
            if (!without.contains(entry.getKey())) {
                walk(entry.getValue(), known);
            }
        });
    }

    /** A name that WITH defines is known in what follows it and, if recursive, in the right half of its own query alone. */
    private void query(JsonNode node, Set<String> outer) {
        Set<String> known = new HashSet<>(outer);
        for (JsonNode entry : node.path("cte_map").path("map")) {
            JsonNode value = entry.path("value");
            JsonNode defined = value.path("query_node");
            if (defined.path("type").asString("").equals("RECURSIVE_CTE_NODE")) {
                recursive(defined, known);
            } else {
                walk(defined, known);
            }
            children(value, known, Set.of("query_node"));
            known.add(lower(entry.path("key").asString("")));
        }
        children(node, known, Set.of("cte_map"));
    }

    private void recursive(JsonNode node, Set<String> outer) {
        Set<String> inside = new HashSet<>(outer);
        for (JsonNode entry : node.path("cte_map").path("map")) {
            walk(entry.path("value").path("query_node"), inside);
            inside.add(lower(entry.path("key").asString("")));
        }
        children(node, inside, Set.of("cte_map", "right"));
        inside.add(lower(node.path("cte_name").asString("")));
        walk(node.path("right"), inside);
    }

    private void table(JsonNode node, Set<String> known) {
        List<String> path = path(node);
        String given = String.join(".", path);
        boolean qualified = path.size() != 1
                || !node.path("schema_name").asString("").isEmpty()
                || !node.path("catalog_name").asString("").isEmpty();
        if (!node.path("at_clause").isNull() && !node.path("at_clause").isMissingNode()) {
            refuse(node, SqlError.SQL_UNSUPPORTED, "AT");
        }
        String name = lower(path.isEmpty() ? "" : path.getLast());
        if (!qualified && known.contains(name)) {
            return;
        }
        if (!qualified && views.names().contains(name)) {
            used.add(name);
            return;
        }
        refuse(node, SqlError.SQL_UNKNOWN_VIEW, given, hint(name));
    }

    private String hint(String name) {
        String view = views.names().contains(name) ? name : views.nearestTo(name);
        return (view.isEmpty() ? Names.nearest(name, views.names()) : java.util.Optional.of(view))
                .map(nearest -> "Did you mean \"" + nearest + "\"?")
                .orElse("There are: " + String.join(", ", new TreeSet<>(views.names())) + ".");
    }

    private void tableFunction(JsonNode node, Set<String> known) {
        JsonNode function = node.path("function");
        function(function, SqlFunctions.TABLES, node);
        children(function, known, Set.of());
        children(node, known, Set.of("function"));
    }

    private void expression(JsonNode node, String kind, Set<String> known) {
        if (!EXPRESSIONS.contains(kind)) {
            refuse(node, SqlError.SQL_UNSUPPORTED, kind);
            return;
        }
        if (kind.equals("CONSTANT")) {
            return;
        }
        if (kind.equals("FUNCTION") || kind.equals("WINDOW")) {
            String name = node.path("function_name").asString("");
            if (path(node).size() != 1 || !SqlFunctions.isAllowed(name)) {
                unknownFunction(node, node, String.join(".", path(node)), SqlFunctions.known());
            }
        }
        children(node, known, Set.of());
    }

    private void function(JsonNode function, Set<String> allowed, JsonNode place) {
        String name = function.path("function_name").asString("");
        if (path(function).size() != 1 || !allowed.contains(lower(name))) {
            unknownFunction(function, place, String.join(".", path(function)), allowed);
        }
    }

    private void unknownFunction(JsonNode function, JsonNode place, String name, Set<String> allowed) {
        String hint = Names.nearest(name, allowed)
                .filter(nearest -> !nearest.equals(name) && name.length() > 2)
                .map(nearest -> "Did you mean \"" + nearest + "\"?")
                .orElse("Only functions that compute with the values they are given can.");
        refuse(hasPlace(function) ? function : place, SqlError.SQL_FUNCTION, name, hint);
    }

    private static List<String> path(JsonNode node) {
        List<String> path = new ArrayList<>();
        node.path("qualified_name").path("path").forEach(part -> path.add(part.asString("")));
        return path;
    }

    private void refuse(JsonNode node, SqlError error, Object... arguments) {
        Issue issue = Issue.of("sql", error, arguments);
        issues.add(
                hasPlace(node) ? issue.at(position(node.path("query_location").asInt())) : issue);
    }

    private boolean hasPlace(JsonNode node) {
        JsonNode place = node.path("query_location");
        return place.isInt() && place.asInt() <= bytes.length;
    }

    /** The parser counts bytes; people count signs. */
    private Issue.Position position(int offset) {
        String before = new String(bytes, 0, Math.min(offset, bytes.length), StandardCharsets.UTF_8);
        int start = before.lastIndexOf('\n') + 1;
        int line = (int) before.chars().filter(sign -> sign == '\n').count() + 1;
        return new Issue.Position(line, before.codePointCount(start, before.length()) + 1);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
