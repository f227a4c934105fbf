package org.zhike.ingestion;

import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.ErrorKind;

/** What can be wrong with a file, its mapping to fields, or an import. */
public enum IngestionError implements ErrorCode {
    // the file as a whole
    TOO_LARGE(
            ErrorKind.TOO_LARGE,
            "The file is larger than %s. Split it, compress it with gzip, or raise zhike.import.limit."),
    DISK_FULL(
            ErrorKind.UNAVAILABLE,
            "The file could not be stored: %s. Free some disk space and upload it again; nothing was kept."),
    EMPTY_FILE(ErrorKind.INVALID, "The file %s is empty."),
    HEADER_ONLY(ErrorKind.INVALID, "The file has a header but no rows below it."),
    NOT_A_TABLE(ErrorKind.INVALID, "%s is neither text nor an Excel workbook: %s. Save it as CSV or xlsx."),
    OTHER_THAN_NAMED(
            ErrorKind.INVALID, "%s is named like %s but holds %s. Give it the right ending, or save it again."),
    BROKEN_ARCHIVE(ErrorKind.INVALID, "The compressed file is damaged: %s. Make it again."),
    ARCHIVE_BOMB(ErrorKind.INVALID, "The workbook unpacks to far more than a table needs: %s. Save it as CSV."),
    UNKNOWN_ENCODING(
            ErrorKind.INVALID, "The text is neither UTF-8 nor GB18030: byte %s (0x%s) in line %s. Save it as UTF-8."),
    BAD_BYTE(ErrorKind.INVALID, "Line %s, byte %s is not %s text (0x%s). Save the file as UTF-8 again."),
    BROKEN_QUOTING(
            ErrorKind.INVALID,
            "The row that starts in line %s has a broken quotation: %s. Double quotes inside a quoted cell."),
    DUPLICATE_HEADER(ErrorKind.INVALID, "The columns %s share the heading \"%s\". Give each its own."),

    // one row
    RAGGED_ROW(
            ErrorKind.INVALID,
            "The row has %s cells, the header %s. A delimiter inside a cell needs quotes around the cell."),
    NOT_A_NUMBER(ErrorKind.INVALID, "\"%s\" is not a number."),
    NOT_A_DATE(ErrorKind.INVALID, "\"%s\" is not a date that can be read, such as 2026-01-31 or 2026-01-31 09:30."),
    NO_SUCH_DATE(ErrorKind.INVALID, "\"%s\" is a date that does not exist."),
    NOT_YES_OR_NO(ErrorKind.INVALID, "\"%s\" is neither yes nor no."),
    UNKNOWN_CURRENCY(ErrorKind.INVALID, "\"%s\" is not a currency. It is a code such as CNY or USD."),
    REJECTED_WITH_ORDER(
            ErrorKind.INVALID,
            "Order %s is imported whole or not at all, and its line %s was rejected. Correct that one and import both."),
    MIXED_CURRENCIES(
            ErrorKind.INVALID,
            "Order %s has amounts in %s and in %s, which cannot be added. Correct one, or map the order's own amount."),
    REFERENCE_NOT_IMPORTED(ErrorKind.INVALID, "The %s \"%s\" that this row belongs to was rejected or is not there."),
    AMBIGUOUS_REFERENCE(ErrorKind.INVALID, "Several records of %s have %s \"%s\"; it does not say which one is meant."),

    // the mapping
    UNKNOWN_TARGET(ErrorKind.INVALID, "Nothing can be imported as \"%s\". %s"),
    UNKNOWN_PATH(ErrorKind.INVALID, "%s has no field \"%s\". %s"),
    NO_SUCH_COLUMN(ErrorKind.INVALID, "The file has no column %s \"%s\"."),
    FIELD_TWICE(ErrorKind.INVALID, "\"%s\" and \"%s\" are both mapped to %s. Choose one."),
    NOTHING_MAPPED(ErrorKind.INVALID, "No column is mapped to a field. Map at least one."),
    REQUIRED_UNMAPPED(ErrorKind.INVALID, "%s must have a value, but no column is mapped to it."),
    MATCH_UNMAPPED(ErrorKind.INVALID, "Records are matched by %s, but no column is mapped to it."),
    NO_MATCH(ErrorKind.INVALID, "Choose what %s are matched by; mapped columns that could be: %s."),
    NOT_A_MATCH(ErrorKind.INVALID, "%s cannot be matched by %s. Match by one of: %s."),
    AMBIGUOUS_DATES(
            ErrorKind.INVALID,
            "\"%s\" in column %s can be day or month first, and no row decides it. Set the date format, such as d/M/yyyy or M/d/yyyy."),
    BAD_DATE_FORMAT(ErrorKind.INVALID, "\"%s\" is not a date format: %s. It looks like yyyy-MM-dd or d/M/yyyy H:mm."),
    BAD_SETTING(ErrorKind.INVALID, "%s cannot be \"%s\". %s"),

    // the import
    NO_SUCH_IMPORT(ErrorKind.NOT_FOUND, "There is no import %s."),
    NOT_NOW(ErrorKind.CONFLICT, "Import %s is %s; that is not possible now."),
    CANNOT_READ(ErrorKind.UNAVAILABLE, "The file cannot be read: %s.");

    private final ErrorKind kind;
    private final String template;

    IngestionError(ErrorKind kind, String template) {
        this.kind = kind;
        this.template = template;
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }

    @Override
    public String template() {
        return template;
    }
}
