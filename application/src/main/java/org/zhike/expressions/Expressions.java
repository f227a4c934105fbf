package org.zhike.expressions;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;
import org.zhike.kernel.Issue;
import org.zhike.kernel.ProductException;
import org.zhike.objects.ObjectCatalogue;

/**
 * The door of the expression language: a text in, a checked tree out. Every method throws one {@link ProductException} with
 * all problems, each with its line and column, and with {@link org.zhike.objects.ObjectError} for an unknown object.
 */
@Component
public final class Expressions {

    /** The longest text, in code points. */
    public static final int MAX_LENGTH = 10_000;

    /** The deepest nesting: far beyond what people write, far below what exhausts a stack. */
    static final int MAX_DEPTH = 100;

    private static final CelParser PARSER = CelParserFactory.standardCelParserBuilder()
            .setOptions(CelOptions.current()
                    .enableReservedIds(false)
                    .maxParseRecursionDepth(MAX_DEPTH)
                    .build())
            .build();

    private final ObjectCatalogue objects;

    public Expressions(ObjectCatalogue objects) {
        this.objects = objects;
    }

    /** The fields of an object, and what its references lead to. */
    public Scope scope(String object) {
        return new ObjectScope(objects, objects.get(object));
    }

    /** Reads a condition on one record: a filter, a rule. */
    public Expression condition(String object, String text) {
        return condition(scope(object), text);
    }

    public Expression condition(Scope scope, String text) {
        return Checker.condition(parse(text), scope);
    }

    /** Reads a value of one record: a computed field. */
    public Expression value(String object, String text) {
        return value(scope(object), text);
    }

    public Expression value(Scope scope, String text) {
        return Checker.value(parse(text), scope);
    }

    /** Reads a formula over many records, in which every field stands inside a summary such as {@code sum(amount)}. */
    public Expression aggregate(String object, String text) {
        return aggregate(scope(object), text);
    }

    public Expression aggregate(Scope scope, String text) {
        return Checker.aggregate(parse(text), scope);
    }

    private static CelAbstractSyntaxTree parse(String text) {
        int length = text.codePointCount(0, text.length());
        if (length > MAX_LENGTH) {
            throw new ProductException(ExpressionError.TOO_LONG, length, MAX_LENGTH);
        }
        CelValidationResult result = PARSER.parse(text);
        if (result.hasError()) {
            throw new ProductException(List.of(problem(text, result)));
        }
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first problem: those after it mostly follow from it. */
    private static Issue problem(String text, CelValidationResult result) {
        CelIssue first = result.getErrors().stream()
                .min(Comparator.comparing(CelIssue::getSourceLocation))
                .orElseThrow();
        Text source = new Text(text);
        if (first.getMessage().contains("recursion limit")) {
            return Issue.of("", ExpressionError.TOO_DEEP, MAX_DEPTH);
        }
        int offset = source.offset(
                first.getSourceLocation().getLine(), first.getSourceLocation().getColumn());
        return Issue.of("", ExpressionError.DOES_NOT_PARSE, source.wordAt(offset))
                .at(source.position(offset));
    }
}
