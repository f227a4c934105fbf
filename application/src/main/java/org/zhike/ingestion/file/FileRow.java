package org.zhike.ingestion.file;

import java.util.List;

/**
 * One row of a file as it stands there.
 *
 * @param line where it starts: the line of the text, or the row of the sheet, from 1
 * @param cells empty ones are the empty string
 */
public record FileRow(long line, List<String> cells) {}
