/** Files as rows of text: format and encoding found, read as a stream, every defect named with its place. */
@NamedInterface("file")
@NullMarked
package org.zhike.ingestion.file;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
