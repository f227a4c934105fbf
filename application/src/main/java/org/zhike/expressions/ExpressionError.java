package org.zhike.expressions;

import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.ErrorKind;

/** What can be wrong with an expression. */
public enum ExpressionError implements ErrorCode {
    DOES_NOT_PARSE("The expression cannot be read at %s."),
    TOO_LONG("The expression has %s characters; at most %s are allowed."),
    TOO_DEEP("The expression is nested more than %s deep; split it up."),
    UNKNOWN_NAME("%s has no field \"%s\". %s"),
    UNKNOWN_FUNCTION("There is no function \"%s\". %s"),
    UNKNOWN_OPTION("\"%s\" is not a choice of %s. %s"),
    NOT_A_REFERENCE("\"%s\" is not a reference, so nothing can follow it after a dot."),
    WRONG_TYPE("%s needs %s, not %s."),
    WRONG_NUMBER_OF_VALUES("%s takes %s in its brackets, not %s."),
    BAD_LITERAL("%s is not %s."),
    TOO_LARGE("The result of %s could be too large or too small to compute."),
    NOT_IN_THE_LANGUAGE("%s cannot be used in an expression."),
    NEEDS_MANY_RECORDS("%s looks at many records; it can only stand in the formula of a metric."),
    NEEDS_A_SUMMARY("\"%s\" differs from record to record; put it into a summary such as sum(…), mean(…) or count(…)."),
    SUMMARY_IN_SUMMARY("%s cannot stand inside another summary.");

    private final String template;

    ExpressionError(String template) {
        this.template = template;
    }

    @Override
    public ErrorKind kind() {
        return ErrorKind.INVALID;
    }

    @Override
    public String template() {
        return template;
    }
}
