package org.zhike.identity;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.springframework.stereotype.Service;
import org.zhike.expressions.Expression;
import org.zhike.expressions.Expressions;
import org.zhike.kernel.Issue;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;

/**
 * Which records each user sees. A condition on an object holds for what refers to it too, along the shortest way: who sees the
 * customers of one province sees their orders and no others. Where it cannot be told whether a condition holds (an order
 * without a customer), the record is not seen. Administrators see everything.
 */
@Service
public final class RowScopes {

    /** How many references are followed to an object with a condition. */
    private static final int FARTHEST = 4;

    private final DSLContext dsl;
    private final ObjectCatalogue objects;
    private final Expressions expressions;
    private final Users users;
    private final Audit audit;

    RowScopes(DSLContext dsl, ObjectCatalogue objects, Expressions expressions, Users users, Audit audit) {
        this.dsl = dsl;
        this.objects = objects;
        this.expressions = expressions;
        this.users = users;
        this.audit = audit;
    }

    /** What a user sees of an object: the records for which the CEL condition holds. */
    public record Rule(String object, String condition) {}

    /** Returns a user's rules by object. */
    public List<Rule> of(Actor actor, long user) {
        actor.mustBeAdministrator();
        users.get(user);
        return read(user).entrySet().stream()
                .map(rule -> new Rule(rule.getKey(), rule.getValue()))
                .toList();
    }

    /** Puts the rules in the place of a user's present ones; all their problems come back at once. */
    public List<Rule> change(Actor actor, long id, List<Rule> rules) {
        actor.mustBeAdministrator();
        User user = users.get(id);
        Issues issues = new Issues();
        if (user.role() == Role.ADMINISTRATOR && !rules.isEmpty()) {
            issues.add("role", IdentityError.ADMINISTRATOR_SEES_ALL, user.name());
        }
        Map<String, String> checked = new HashMap<>();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            check(rule, "scopes[" + i + "]", issues);
            if (checked.put(rule.object(), rule.condition().strip()) != null) {
                issues.add("scopes[" + i + "].object", IdentityError.TWO_SCOPES, rule.object());
            }
        }
        issues.throwIfAny();
        dsl.transaction(_ -> {
            dsl.execute("delete from zhike.row_scope where user_id = ?", id);
            checked.forEach((object, condition) -> dsl.execute(
                    "insert into zhike.row_scope (user_id, object, condition) values (?, ?, ?)",
                    id,
                    object,
                    condition));
            audit.record(actor, "row_scopes_changed", Map.of("user", user.name(), "scopes", checked));
        });
        return of(actor, id);
    }

    private void check(Rule rule, String path, Issues issues) {
        try {
            expressions.condition(rule.object(), rule.condition());
        } catch (ProductException problems) {
            for (Issue issue : problems.issues()) {
                boolean ofObject =
                        objects.all().stream().noneMatch(object -> object.name().equals(rule.object()));
                issues.add(issue.within(path + (ofObject ? ".object" : ".condition")));
            }
        }
    }

    /** Returns what the records of an object must meet for the actor to see them; empty when all are seen. */
    public List<RowScope> on(Actor actor, ObjectDefinition object) {
        List<RowScope> scopes = new ArrayList<>();
        rules(actor).forEach((scoped, text) -> {
            Expression condition = expressions.condition(scoped, text);
            for (List<String> way : shortestWays(object, scoped)) {
                scopes.add(new RowScope(way, condition));
            }
        });
        return scopes;
    }

    /**
     * Throws {@link IdentityError#SEES_A_PART} when the actor sees only some records: for what reads or writes past single
     * records, such as imports.
     *
     * @param what what was tried, such as "import files"
     */
    public void mustSeeEverything(Actor actor, String what) {
        if (!rules(actor).isEmpty()) {
            throw new ProductException(IdentityError.SEES_A_PART, actor.name(), what);
        }
    }

    private Map<String, String> rules(Actor actor) {
        return actor.role() == Role.ADMINISTRATOR ? Map.of() : read(actor.userId());
    }

    private Map<String, String> read(long user) {
        return dsl
                .resultQuery("select object, condition from zhike.row_scope where user_id = ? order by object", user)
                .fetch()
                .stream()
                .collect(toMap(
                        row -> row.get("object", String.class),
                        row -> row.get("condition", String.class),
                        (one, _) -> one,
                        java.util.TreeMap::new));
    }

    /** The chains of references from one object to another, as short as any; a single empty one to itself. */
    private List<List<String>> shortestWays(ObjectDefinition from, String to) {
        Map<List<String>, ObjectDefinition> ends = Map.of(List.of(), from);
        for (int length = 0; length <= FARTHEST && !ends.isEmpty(); length++) {
            List<List<String>> found = ends.entrySet().stream()
                    .filter(end -> end.getValue().name().equals(to))
                    .map(Map.Entry::getKey)
                    .toList();
            if (!found.isEmpty()) {
                return found;
            }
            Map<List<String>, ObjectDefinition> farther = new HashMap<>();
            ends.forEach((way, object) -> {
                for (FieldDefinition field : object.fields()) {
                    if (field.target() != null) {
                        List<String> longer = new ArrayList<>(way);
                        longer.add(field.name());
                        farther.put(List.copyOf(longer), objects.get(field.target()));
                    }
                }
            });
            ends = farther;
        }
        return List.of();
    }
}
