package org.zhike.metrics;

import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.ErrorKind;

/** What can be wrong with the text of a definition. Docs: docs/metrics.md, "What is checked". */
public enum DefinitionError implements ErrorCode {
    NOT_UTF8("The file is not UTF-8 text; save it as UTF-8."),
    BYTE_ORDER_MARK("The file starts with a byte order mark; save it as UTF-8 without one."),
    DEFINITION_TOO_LONG("The text has %s characters; at most %s are read."),
    NOT_YAML("The text is not YAML: %s"),
    NO_ALIASES("Anchors and aliases (& and *) are not used in definitions; write the value out."),
    MISSING_ENTRY("\"%s\" is missing."),
    UNKNOWN_ENTRY("A definition has no entry \"%s\" here. %s"),
    DOUBLE_ENTRY("\"%s\" stands here twice."),
    NOT_A_TEXT("\"%s\" must be a text."),
    NOT_A_LIST("\"%s\" must be a list."),
    NOT_A_MAP("\"%s\" must have entries of its own."),
    NUMBER_EXPECTED("\"%s\" must be a whole number of at least 1, not \"%s\"."),
    BAD_METRIC_ID(
            "\"%s\" cannot be the id of a metric; use small letters, digits and underscores, a letter first, at most 60."),
    NOT_A_CHOICE("\"%s\" is not one of %s. %s"),
    NEEDED_BY_FORM("The form %s needs \"%s\"."),
    NOT_OF_THE_FORM("The form %s has no \"%s\"."),
    TIME_EXPECTED("\"%s\" is not a date or time of %s. %s"),
    REFERENCE_EXPECTED("\"%s\" is not a reference of %s. %s"),
    NOT_A_DIMENSION("\"%s\" cannot be a dimension of %s. %s"),
    CANNOT_EQUAL("\"%s\" of %s cannot equal \"%s\" of %s."),
    NOT_A_FORMULA("The value is made of count, sum, mean and share with + - * /, or is a median or quantile alone."),
    NOT_A_COMPOSITE("A composite is arithmetic on other metrics."),
    INTERVAL_DOES_NOT_FIT("The interval \"%s\" does not fit this form and value; what fits: %s."),
    UNIT_WITHOUT_MONEY("The unit is money, but the formula reads no amount of money."),
    MONEY_WITHOUT_UNIT(
            "The formula reads an amount of money: the unit is money, or for amounts divided by amounts percent or ratio."),
    BELONGS_TO_NOBODY("Records without \"%s\" belong to nobody; leave them out: when: \"%s == null\"."),
    METRIC_CYCLE("A metric cannot be made of itself: %s."),
    DOUBLE_METRIC("There is another metric of the id \"%s\"."),
    BROKEN_PART("It is made of \"%s\", whose definition is broken."),
    OTHER_METRIC("This is the definition of \"%s\"; it cannot be kept as \"%s\"."),
    WRONG_VERSION("The next version of this metric is %s; the text says %s.");

    private final String template;

    DefinitionError(String template) {
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
