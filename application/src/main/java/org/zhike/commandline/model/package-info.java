/** {@code ./zhike model}: the models of the statistics library on plain files, without a database. */
@NullMarked
package org.zhike.commandline.model;

import org.jspecify.annotations.NullMarked;
