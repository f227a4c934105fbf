package org.zhike.metrics;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.zhike.kernel.Issue;
import org.zhike.kernel.Issue.Position;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;

/**
 * The text of a definition: what stands under each path, such as {@code leave_out[0].when}, and where in the text. The text
 * itself is kept as it came, sign by sign.
 */
final class DefinitionText {

    /** The longest text: twenty times the longest that ships. */
    static final int MAX_LENGTH = 65_536;

    /** The deepest nesting; a definition needs four. */
    private static final int MAX_DEPTH = 20;

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setLabel("definition").build();

    private final String text;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();

    private DefinitionText(String text) {
        this.text = text;
    }

    /** Reads the bytes of a file as text; throws when they are no UTF-8 or carry a byte order mark. */
    static String decode(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.startsWith("\uFEFF")) {
                throw new ProductException(DefinitionError.BYTE_ORDER_MARK);
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new ProductException(DefinitionError.NOT_UTF8);
        }
    }

    /** Reads a text; what is wrong with it as YAML is noted, and what could be read is there. */
    static DefinitionText read(String text, Issues issues) {
        var definition = new DefinitionText(text);
        int length = text.codePointCount(0, text.length());
        if (text.startsWith("\uFEFF")) {
            issues.add(Issue.of("", DefinitionError.BYTE_ORDER_MARK).at(new Position(1, 1)));
        } else if (length > MAX_LENGTH) {
            issues.add("", DefinitionError.DEFINITION_TOO_LONG, length, MAX_LENGTH);
        } else {
            definition.compose(issues);
        }
        return definition;
    }

    private void compose(Issues issues) {
        try {
            if (!isPlain(issues)) {
                return;
            }
            Node root = new Compose(SETTINGS).composeString(text).orElse(null);
            if (root instanceof MappingNode) {
                index("", root, issues);
            } else {
                issues.add(Issue.of("", DefinitionError.NOT_YAML, "a definition is made of entries such as metric: aov")
                        .at(new Position(1, 1)));
            }
        } catch (MarkedYamlEngineException e) {
            Issue issue = Issue.of("", DefinitionError.NOT_YAML, e.getProblem());
            issues.add(e.getProblemMark().map(mark -> issue.at(position(mark))).orElse(issue));
        } catch (YamlEngineException e) {
            issues.add("", DefinitionError.NOT_YAML, String.valueOf(e.getMessage()));
        }
    }

    /** Reads event by event, before anything is built of it: deep nesting and aliases end here. */
    private boolean isPlain(Issues issues) {
        int depth = 0;
        for (Event event : new Parse(SETTINGS).parseString(text)) {
            Position at = event.getStartMark().map(DefinitionText::position).orElse(new Position(1, 1));
            if (event instanceof AliasEvent) {
                issues.add(Issue.of("", DefinitionError.NO_ALIASES).at(at));
                return false;
            }
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            if (depth > MAX_DEPTH) {
                issues.add(Issue.of("", DefinitionError.NOT_YAML, "it is nested too deeply")
                        .at(at));
                return false;
            }
        }
        return true;
    }

    private void index(String path, Node node, Issues issues) {
        values.put(path, node);
        if (node instanceof MappingNode map) {
            for (NodeTuple entry : map.getValue()) {
                String name = entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
                String inner = path.isEmpty() ? name : path + "." + name;
                if (keys.putIfAbsent(inner, entry.getKeyNode()) == null) {
                    index(inner, entry.getValueNode(), issues);
                } else {
                    issues.add(Issue.of(inner, DefinitionError.DOUBLE_ENTRY, name)
                            .at(position(entry.getKeyNode().getStartMark())));
                }
            }
        } else if (node instanceof SequenceNode list) {
            for (int i = 0; i < list.getValue().size(); i++) {
                index(path + "[" + i + "]", list.getValue().get(i), issues);
            }
        }
    }

    String text() {
        return text;
    }

    boolean isReadable() {
        return !values.isEmpty();
    }

    boolean has(String path) {
        return values.containsKey(path);
    }

    boolean isMap(String path) {
        return values.get(path) instanceof MappingNode;
    }

    boolean isList(String path) {
        return values.get(path) instanceof SequenceNode;
    }

    /** The text of a single value; empty when there is none, or nothing is written. */
    Optional<String> scalar(String path) {
        return values.get(path) instanceof ScalarNode scalar && !isNothing(scalar)
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }

    private static boolean isNothing(ScalarNode scalar) {
        return scalar.getScalarStyle() == ScalarStyle.PLAIN
                && (scalar.getValue().isEmpty()
                        || scalar.getValue().equals("~")
                        || scalar.getValue().equals("null"));
    }

    /** The names of the entries under a path, in their order. */
    List<String> names(String path) {
        List<String> names = new ArrayList<>();
        if (values.get(path) instanceof MappingNode map) {
            for (NodeTuple entry : map.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key && !names.contains(key.getValue())) {
                    names.add(key.getValue());
                }
            }
        }
        return names;
    }

    int size(String path) {
        return values.get(path) instanceof SequenceNode list ? list.getValue().size() : 0;
    }

    /** All single values by path, in the order of the text. */
    Map<String, String> scalars() {
        Map<String, String> scalars = new LinkedHashMap<>();
        values.keySet().forEach(path -> scalar(path).ifPresent(value -> scalars.put(path, value)));
        return scalars;
    }

    /** Where the value under a path starts, or what it should be part of. */
    Position at(String path) {
        Node node = values.get(path);
        if (node != null) {
            return position(node.getStartMark());
        }
        int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return end < 0 ? new Position(1, 1) : at(path.substring(0, end));
    }

    /** Where the name of an entry stands. */
    Position nameAt(String path) {
        Node key = keys.get(path);
        return key == null ? at(path) : position(key.getStartMark());
    }

    /** Where a place inside a value stands in the whole text, whatever quotes and line breaks are around it. */
    Position inside(String path, Position inner) {
        if (!(values.get(path) instanceof ScalarNode scalar)) {
            return at(path);
        }
        Mark start = scalar.getStartMark().orElse(null);
        Mark end = scalar.getEndMark().orElse(null);
        return start == null || end == null
                ? at(path)
                : new ScalarPlace(text, scalar.getValue(), start, end, isBlock(scalar)).of(inner);
    }

    private static boolean isBlock(ScalarNode scalar) {
        return scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED;
    }

    private static Position position(Optional<Mark> mark) {
        return mark.map(DefinitionText::position).orElse(new Position(1, 1));
    }

    private static Position position(@Nullable Mark mark) {
        return mark == null ? new Position(1, 1) : new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
